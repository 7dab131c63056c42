import { readFileSync } from "node:fs";
import { Ajv } from "ajv";

/** A schema, or a part of one. */
export type Schema = { readonly [key: string]: unknown };

/** A schema of the package. */
export const readSchema = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));

/** The schema with every object closed: what it does not describe is a mistake here, though not for readers. */
const strict = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strict(one)]));
  return "properties" in inner && inner.type === "object" ? { additionalProperties: false, ...inner } : inner;
};

/** Checks documents against a schema of the package; the answer is what is wrong. */
export function schemaCheck(name: string): (document: unknown) => readonly unknown[] {
  const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true });
  const validate = ajv.compile(strict(readSchema(name)) as Schema);
  return (document) => (validate(document) ? [] : (validate.errors ?? []));
}
