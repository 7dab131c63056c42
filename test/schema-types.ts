import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";
import { storageSchema } from "../src/config/schema.ts";

const banner =
  "/** Generated from `schemas/` by `npm run types`. Do not edit: a test compares it with the schema. */";

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
  "src/config/schema-types.ts": types,
  "src/config/schema-check.ts": validator,
};

/** The text of a generated file as it is now; nothing when there is none. */
export const kept = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), { encoding: "utf8", flag: "a+" });

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, make] of Object.entries(generated)) {
    const text = await make();
    const stale = kept(file) !== text;
    if (stale) writeFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), text);
    process.stdout.write(`${file} ${stale ? "written" : "is fresh"}\n`);
  }
