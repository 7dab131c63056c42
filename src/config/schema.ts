import { readFileSync } from "node:fs";
import type { JsonObject } from "../model/json.ts";

/** The parts of the schema: one per file in `schemas/`, the root first. */
const parts = ["storage", "host", "nfs", "gluster", "moosefs"] as const;

/** `schemas/` is two folders up from both `src/config` and `dist/config`. */
const readPart = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));

/** Definitions of all parts share one namespace, so a reference into a part becomes one into the whole. */
const localRefs = (text: string): string => text.replace(/"\$ref":"[a-z]+\.schema\.json#/g, '"$ref":"#');

/**
 * The schema of storage.yaml as one self-contained draft-07 document.
 *
 * For ajv, for `holdfast schema` and for the generated types. Reads a few small files of the package; throws
 * only when the installation is broken.
 */
export const storageSchema = (): JsonObject => {
  const all = parts.map(readPart);
  const definitions = Object.assign({}, ...all.map((part) => part.definitions));
  return JSON.parse(localRefs(JSON.stringify({ ...all[0], definitions })));
};
