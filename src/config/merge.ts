import type { Finding } from "../model/finding.ts";
import { spanText } from "../model/span.ts";
import { findingAt } from "./findings.ts";
import { placeOf } from "./source-map.ts";
import { type Mapping, type Tree, toJson } from "./tree.ts";

/**
 * Several files as one: maps (`hosts`, `shares`, `ssh`) are joined key by key, lists (`links`, `consents`) are
 * put end to end, anything else (`version`, `fleet`) must be the same everywhere it is said.
 *
 * A key two files define is a finding naming both places; the first stays.
 */
export const merge = (trees: readonly Mapping[]): { tree: Mapping; findings: Finding[] } | undefined => {
  const [first, ...others] = trees;
  if (first === undefined) return undefined;
  const findings: Finding[] = [];
  const entries = new Map(first.entries);
  for (const other of others)
    for (const [key, value] of other.entries) {
      const there = entries.get(key);
      entries.set(key, there === undefined ? value : join(key, there, value, findings));
    }
  return { tree: { ...first, entries }, findings };
};

const join = (key: string, a: Tree, b: Tree, findings: Finding[]): Tree => {
  const other = `at ${spanText(a.key ?? a.at)}`;
  const at = b.key ?? b.at;
  if (a.kind === "list" && b.kind === "list") return { ...a, items: [...a.items, ...b.items] };
  if (a.kind === "map" && b.kind === "map") return { ...a, entries: joinMaps(a, b, findings) };
  if (a.kind !== b.kind) findings.push(findingAt("CFG305", at, `\`${key}\` does not fit the one ${other}`));
  else if (JSON.stringify(toJson(a)) !== JSON.stringify(toJson(b)))
    findings.push(findingAt("CFG304", at, `\`${key}\` says something else ${other}`));
  return a;
};

const joinMaps = (a: Mapping, b: Mapping, findings: Finding[]): Map<string, Tree> => {
  const entries = new Map(a.entries);
  for (const [name, value] of b.entries) {
    const there = entries.get(name);
    const message = `\`${name}\` is already defined ${there && `at ${spanText(there.key ?? placeOf(there))}`}`;
    if (there === undefined) entries.set(name, value);
    else findings.push(findingAt("CFG303", value.key ?? value.at, message));
  }
  return entries;
};
