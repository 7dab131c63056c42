import type { JsonPath } from "../model/json.ts";
import { nearest } from "../model/nearest.ts";
import { child, type Tree, toJson } from "./tree.ts";
import { type SchemaError, schemaErrors } from "./validator.ts";

/** One thing that is wrong in a file: the schema's error and the path of the value, or key, to blame. */
export interface Fault {
  readonly error: SchemaError;
  readonly path: JsonPath;
  /** The key is to blame, not its value. */
  readonly onKey: boolean;
}

/**
 * What the schema has against a file, one fault for each cause.
 *
 * ajv reports consequences too: every alternative of an `anyOf`, an `enum` of a value whose type is wrong, a
 * missing key that is only misspelt, a `discriminator` whose key has an error of its own. Those are left out.
 */
export const faultsOf = (tree: Tree): Fault[] => {
  const errors = schemaErrors(toJson(tree));
  const byPath = new Map<string, SchemaError[]>();
  for (const error of errors) {
    const there = byPath.get(error.instancePath);
    if (there) there.push(error);
    else byPath.set(error.instancePath, [error]);
  }
  return [...byPath.values()].flatMap(causes).map((error) => blame(error, tree));
};

const consequences = new Set(["propertyNames", "discriminator"]);

/** Of the errors about one value: its type alone when that is wrong, else the `anyOf` without its branches. */
const causes = (errors: readonly SchemaError[]): readonly SchemaError[] => {
  for (const root of ["type", "anyOf"]) {
    const found = errors.find((error) => error.keyword === root);
    if (found !== undefined) return [found];
  }
  const unknown = errors.filter((error) => error.keyword === "additionalProperties");
  return errors.filter((error) => !consequences.has(error.keyword) && !isMisspelt(error, unknown));
};

const isMisspelt = (error: SchemaError, unknown: readonly SchemaError[]): boolean =>
  error.keyword === "required" &&
  unknown.some((other) => nearest(String(other.params.additionalProperty), [error.params.missingProperty]));

const blame = (error: SchemaError, tree: Tree): Fault => {
  const path = pathOf(error.instancePath, tree);
  const key = error.propertyName ?? error.params.additionalProperty;
  if (typeof key === "string") return { error, path: [...path, key], onKey: true };
  if (error.keyword === "uniqueItems")
    return {
      error,
      path: [...path, Math.max(error.params.i, error.params.j)],
      onKey: false,
    };
  return { error, path, onKey: error.keyword === "required" };
};

/** A JSON pointer as a path; a step is a number exactly where the value is a list. */
const pathOf = (pointer: string, tree: Tree): JsonPath => {
  let at: Tree | undefined = tree;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = at?.kind === "list" ? Number(key) : key;
      at = at && child(at, step);
      return step;
    });
};
