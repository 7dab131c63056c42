import type { ErrorObject, ValidateFunction } from "ajv";
import { validate } from "../generated/schema-check.ts";
import type { Json } from "../model/json.ts";

/** What ajv says about a value, with the schema and the value concerned in each error. */
export type SchemaError = ErrorObject;

/** Compiled by `npm run types`, not here: loading and running ajv's compiler takes longer than all else. */
const check = validate as unknown as ValidateFunction;

/** Everything by which a value breaks the schema of storage.yaml; none when it is a `StorageFile`. */
export const schemaErrors = (value: Json): readonly SchemaError[] =>
  check(value) ? [] : (check.errors ?? []);
