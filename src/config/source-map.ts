import type { JsonPath } from "../model/json.ts";
import type { Span } from "../model/span.ts";
import { child, type Tree } from "./tree.ts";

/** The value at `path`, or the nearest one around it. */
export const nearestAt = (tree: Tree, path: JsonPath): Tree => {
  let found = tree;
  for (const step of path) {
    const next = child(found, step);
    if (next === undefined) break;
    found = next;
  }
  return found;
};

/** Where people look for it: a word where it is; a map, a list or nothing at the key that names it. */
export const placeOf = (tree: Tree): Span =>
  tree.kind === "leaf" && tree.value !== null ? tree.at : (tree.key ?? tree.at);

/** Finds where the value at a path was written; the nearest enclosing value when that exact one was not. */
export const sourceMap =
  (tree: Tree) =>
  (path: JsonPath): Span =>
    placeOf(nearestAt(tree, path));

/** `shares.web.clients[1].version`, the way people write a path; `the file` for the root. */
export const pathText = (path: JsonPath): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "") || "the file";
