import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { storageSchema } from "../../src/config/schema.ts";
import { current, generated } from "../schema-types.ts";

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const whole = storageSchema() as Node;
const resolve = (node: Node): Node =>
  typeof node.$ref === "string"
    ? ((whole.definitions as Node)[node.$ref.replace("#/definitions/", "")] as Node)
    : node;

/** Every schema a user's value can be held against, with the path of schema keywords that leads to it. */
function* keysOf(node: Node, path: string): Generator<[string, Node]> {
  for (const [name, below] of Object.entries((node.properties ?? {}) as Node))
    yield* keyOf(below, `${path}.${name}`);
  for (const keyword of ["items", "additionalProperties"])
    if (isNode(node[keyword])) yield* keyOf(node[keyword], `${path}.${keyword}`);
  for (const [index, branch] of ((node.oneOf ?? []) as Node[]).entries())
    yield* keyOf(branch, `${path}.oneOf${index}`);
}

function* keyOf(below: unknown, path: string): Generator<[string, Node]> {
  const node = resolve(below as Node);
  yield [path, node];
  yield* keysOf(node, path);
}

const keys = [...keysOf(whole, "")];
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  discriminator: true,
  keywords: ["patternErrorMessage", "waysOut", "tsType"],
});
ajv.addSchema(whole, "storage");

test("has many keys", () => expect(keys.length).toBeGreaterThan(50));

test.each(keys)("%s has a description and valid examples", (_, node) => {
  expect(node.description).toMatch(/^[A-Z`].*\.$/);
  expect(node.examples).toBeInstanceOf(Array);
  const check = ajv.compile({ ...node, definitions: whole.definitions });
  for (const example of node.examples as unknown[]) {
    check(example);
    expect(check.errors ?? []).toEqual([]);
  }
});

test.each(keys)("%s takes no unknown keys", (_, node) => {
  if (node.properties && !node.oneOf) expect(node.additionalProperties).toBe(false);
});

test("refers to nothing outside itself", () => {
  expect(JSON.stringify(whole)).not.toMatch(/"\$ref":"[^#]/);
});

test.each(Object.entries(generated))(
  "the build has made %s from the schemas as they are",
  async (file, make) => {
    expect(current(file)).toBe(await make());
  },
);
