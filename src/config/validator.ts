import { Ajv, type ErrorObject } from "ajv";
import type { Json } from "../model/json.ts";
import { storageSchema } from "./schema.ts";

/** What ajv says about a value, with the schema and the value concerned in each error. */
export type SchemaError = ErrorObject;

let check: ReturnType<Ajv["compile"]> | undefined;

/** The keywords that are for editors and for the type generator, not for validation. */
const silent = ["patternErrorMessage", "tsType"];

/** Compiled when first needed: it takes longer than reading a usual file. */
const compiled = (): ReturnType<Ajv["compile"]> => {
  check ??= new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    keywords: silent,
  }).compile(storageSchema());
  return check;
};

/** Every way a value breaks the schema of storage.yaml; none when it is a `StorageFile`. */
export const schemaErrors = (value: Json): readonly SchemaError[] => {
  const validate = compiled();
  return validate(value) ? [] : (validate.errors ?? []);
};
