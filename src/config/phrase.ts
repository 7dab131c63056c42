import { nearest } from "../model/nearest.ts";
import type { Fault } from "./faults.ts";
import type { ConfigCode } from "./finding-list.ts";
import { pathText } from "./source-map.ts";
import type { Tree } from "./tree.ts";
import type { SchemaError } from "./validator.ts";

/** An error in people's words: what was expected, what is there, and what to do about it. */
export interface Phrase {
  readonly code: ConfigCode;
  readonly message: string;
  readonly hint?: string;
}

/** Says what is wrong with `node`, the value a fault is about. A value from the environment is never shown. */
export const phrase = (fault: Fault, node: Tree): Phrase => {
  const { error, path } = fault;
  const say = sayings[error.keyword] ?? ((e) => ({ code: "CFG299", message: `${name}: ${e.message}` }));
  const name = pathText(path);
  return error.propertyName === undefined ? say(error, name, node) : badName(error, name);
};

type Saying = (error: SchemaError, name: string, node: Tree) => Phrase;

const badName = (error: SchemaError, name: string): Phrase => ({
  code: "CFG209",
  message: `${name}: not a name to use here; expected ${wanted(error)}`,
});

const sayings: Readonly<Record<string, Saying>> = {
  additionalProperties: (error, name) => {
    const key = String(error.params.additionalProperty);
    const known = Object.keys(error.parentSchema?.properties ?? {});
    const hint = wayOut(error, key) ?? meant(key, known) ?? `known here: ${known.join(", ")}`;
    return { code: "CFG201", message: `${name}: unknown key`, hint };
  },
  required: (error, name) => ({
    code: "CFG202",
    message: `${name}: \`${error.params.missingProperty}\` is missing`,
  }),
  type: (error, name, node) => wrongType([error.schema as string | string[]].flat(), name, node),
  const: (error, name, node) => {
    const quoted = node.kind === "leaf" && String(node.value) === String(error.schema);
    const message = `${name}: expected ${JSON.stringify(error.schema)}, found ${shown(node)}`;
    return withHint("CFG205", message, quoted ? "write it without quotes" : undefined);
  },
  enum: (error, name, node) => wrongChoice(error.schema as string[], name, node, wayOut(error, wordOf(node))),
  anyOf: (error, name, node) => {
    const branches = error.schema as { enum?: string[]; examples?: string[] }[];
    const words = branches.flatMap((branch) => branch.enum ?? branch.examples ?? []);
    return misfit(error, name, node, words);
  },
  pattern: (error, name, node) => misfit(error, name, node, []),
  minimum: (error, name, node) => range(`at least ${error.schema}`, name, node),
  maximum: (error, name, node) => range(`at most ${error.schema}`, name, node),
  minItems: (error, name, node) => range(`at least ${error.schema} entries`, name, node),
  minProperties: (_, name) => ({
    code: "CFG207",
    message: `${name}: is empty`,
    hint: `give it at least one entry`,
  }),
  uniqueItems: (_, name, node) => ({
    code: "CFG207",
    message: `${name}: ${shown(node)} is there twice`,
  }),
};

const wanted = (error: SchemaError): string =>
  String(error.parentSchema?.patternErrorMessage ?? `something that matches ${error.schema}`);

const range = (expected: string, name: string, node: Tree): Phrase => ({
  code: "CFG207",
  message: `${name}: expected ${expected}, found ${shown(node)}`,
});

const misfit = (error: SchemaError, name: string, node: Tree, words: readonly string[]): Phrase =>
  withHint("CFG206", `${name}: expected ${wanted(error)}, found ${shown(node)}`, meant(wordOf(node), words));

/** What the schema itself says to somebody who writes this word here: a key, or a value, of other times. */
const wayOut = (error: SchemaError, word: string): string | undefined =>
  new Map<string, string>(Object.entries(error.parentSchema?.waysOut ?? {})).get(word);

const wrongChoice = (choices: readonly string[], name: string, node: Tree, remedy?: string): Phrase => {
  const list = choices.map((choice) => JSON.stringify(choice)).join(", ");
  return withHint(
    "CFG205",
    `${name}: expected one of ${list}, found ${shown(node)}`,
    remedy ?? meant(wordOf(node), choices),
  );
};

const withHint = (code: ConfigCode, message: string, hint: string | undefined): Phrase =>
  hint === undefined ? { code, message } : { code, message, hint };

const meant = (word: string, words: readonly string[]): string | undefined => {
  const near = nearest(word, words);
  return near && `did you mean \`${near}\`?`;
};

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
};

const wrongType = (types: readonly string[], name: string, node: Tree): Phrase => {
  const expected = types.map((type) => typeWords[type] ?? type).join(" or ");
  if (node.kind === "leaf" && node.value === null)
    return {
      code: "CFG203",
      message: `${name}: expected ${expected}, but nothing is there`,
    };
  const unquoted = types.includes("string") && node.kind === "leaf";
  const code = unquoted ? "CFG204" : "CFG203";
  return withHint(
    code,
    `${name}: expected ${expected}, found ${shown(node)}`,
    typeHint(types, node, unquoted),
  );
};

const typeHint = (types: readonly string[], node: Tree, unquoted: boolean): string | undefined => {
  if (node.kind !== "leaf") return undefined;
  if (unquoted) return `write it in quotes: "${node.written}"`;
  if (node.fromEnv) return "what comes from the environment is always text";
  if (types.includes("array")) return `write it as a list: [${node.written}]`;
  if (types.includes("integer") && /^[0-9]+$/.test(String(node.value))) return "write it without quotes";
  if (types.includes("boolean") && /^(y|yes|on|true|n|no|off|false)$/i.test(String(node.value)))
    return `write ${/^(y|yes|on|true)$/i.test(String(node.value)) ? "true" : "false"}`;
  return undefined;
};

/** The word to compare with known ones; for a value from the environment the placeholder, not the secret. */
const wordOf = (node: Tree): string => (node.kind === "leaf" ? node.written : "");

/** The value as people see it in their file, cut where it is long. */
const shown = (node: Tree): string => {
  if (node.kind === "map") return "a mapping";
  if (node.kind === "list")
    return node.items.length === 0 ? "an empty list" : `a list of ${node.items.length}`;
  const text = node.written.length > 60 ? `${node.written.slice(0, 60)}…` : node.written;
  if (node.fromEnv) return text;
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return JSON.stringify(text);
  return `the ${typeof node.value === "boolean" ? "truth value" : "number"} ${text}`;
};
