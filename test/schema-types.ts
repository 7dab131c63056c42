import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { storageSchema } from "../src/config/schema.ts";

/** Where the generated types are kept. */
export const schemaTypesFile = fileURLToPath(new URL("../src/config/schema-types.ts", import.meta.url));

const banner =
  "/** Generated from `schemas/` by `npm run types`. Do not edit: a test compares it with the schema. */";

/** The TypeScript types of storage.yaml, made from the schema. The same schema gives the same text. */
export const schemaTypes = (): Promise<string> =>
  compile(storageSchema() as Parameters<typeof compile>[0], "StorageFile", {
    bannerComment: banner,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
    style: { printWidth: 110 },
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await schemaTypes();
  const stale = readFileSync(schemaTypesFile, { encoding: "utf8", flag: "a+" }) !== text;
  if (stale) writeFileSync(schemaTypesFile, text);
  process.stdout.write(
    stale ? "written src/config/schema-types.ts\n" : "src/config/schema-types.ts is fresh\n",
  );
}
