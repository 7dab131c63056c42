import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";
import { storageSchema } from "../src/config/schema.ts";

const banner = "/** Generated from `schemas/` by `npm run types`, which every build runs. Do not edit. */";

/** The TypeScript types of storage.yaml, made from the schema. The same schema gives the same text. */
const types = (): Promise<string> =>
  compile(storageSchema() as Parameters<typeof compile>[0], "StorageFile", {
    bannerComment: banner,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
    style: { printWidth: 110, useTabs: false, tabWidth: 2 },
  });

/** The schema as a program, by ajv: nothing is left to compile, or to load of ajv, when holdfast starts. */
const validator = async (): Promise<string> => {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    discriminator: true,
    keywords: ["patternErrorMessage", "waysOut", "tsType"],
    code: { source: true, esm: true, lines: true },
  });
  const program = standalone.default(ajv, ajv.compile(storageSchema()));
  if (program.includes("require(")) throw new Error("the schema uses a keyword that needs ajv at run time");
  return `${banner}\n// @ts-nocheck\n${program}`;
};

/** What is generated from the schema, by file. */
export const generated: Readonly<Record<string, () => Promise<string>>> = {
  "src/generated/schema-types.ts": types,
  "src/generated/schema-check.ts": validator,
};

const root = new URL("../", import.meta.url);

/** The text of a generated file as it is now; empty when there is none. */
export const current = (file: string): string => {
  try {
    return readFileSync(new URL(file, root), "utf8");
  } catch {
    return "";
  }
};

// a file that is fresh keeps its time, so that what depends on it need not be built again
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL("src/generated/", root), { recursive: true });
  for (const [file, make] of Object.entries(generated)) {
    const text = await make();
    if (current(file) !== text) writeFileSync(new URL(file, root), text);
  }
}
