import type { Json, JsonPath } from "../model/json.ts";
import type { Span } from "../model/span.ts";

/** What every value in a file knows: where it is and, as a map's value, where its key is. */
interface Placed {
  readonly at: Span;
  readonly key?: Span;
}

/** A word or number; `written` is how it looks in the file, for messages. */
export interface Leaf extends Placed {
  readonly kind: "leaf";
  readonly value: string | number | boolean | null;
  readonly written: string;
  /**
   * `filled`: the value came from the environment and may be a secret; messages show `written` only.
   * `missing`: it should have, and a finding says why not.
   */
  readonly fromEnv?: "filled" | "missing";
}

/** A list. */
export interface List extends Placed {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

/** A mapping. */
export interface Mapping extends Placed {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Tree>;
}

/** A YAML file as values with places: aliases followed, keys unique, nothing but JSON in it. */
export type Tree = Leaf | List | Mapping;

/** The plain value. Own keys are set one by one, so that `__proto__` is a key like any other. */
export const toJson = (tree: Tree): Json => {
  if (tree.kind === "leaf") return tree.value;
  if (tree.kind === "list") return tree.items.map(toJson);
  return Object.fromEntries([...tree.entries].map(([key, value]) => [key, toJson(value)]));
};

/** The value right below, when there is one. */
export const child = (tree: Tree, step: string | number): Tree | undefined => {
  if (tree.kind === "map") return tree.entries.get(String(step));
  return tree.kind === "list" ? tree.items[Number(step)] : undefined;
};

/** A copy of the tree with another value, or none, at `path`; the same tree when nothing is there. */
export const replaced = (tree: Tree, path: JsonPath, by?: Tree): Tree => {
  const [step, ...rest] = path;
  const below = step === undefined ? undefined : child(tree, step);
  if (step === undefined || below === undefined || tree.kind === "leaf") return tree;
  const now = rest.length > 0 ? replaced(below, rest, by) : by;
  const kept = now === undefined ? [] : [now];
  if (tree.kind === "list") return { ...tree, items: tree.items.toSpliced(Number(step), 1, ...kept) };
  const entries = new Map(tree.entries);
  if (now === undefined) entries.delete(String(step));
  else entries.set(String(step), now);
  return { ...tree, entries };
};
