import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import type { Finding } from "../model/finding.ts";
import { type Span, spanText } from "../model/span.ts";
import type { ConfigCode } from "./finding-list.ts";
import { findingAt } from "./findings.ts";
import type { Tree } from "./tree.ts";

/** Turns an offset into the text into a place. */
export type Places = (offset: number) => Span;

/** Most values in one file after following aliases, and most levels: a few lines of aliases can make billions. */
const maxValues = 50_000;
const maxDepth = 50;

/** Ends the walk of a file that makes no tree. */
class Blight extends Error {
  readonly code: ConfigCode;
  readonly at: Span | undefined;
  constructor(code: ConfigCode, message: string, at?: Span) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

interface Soil {
  readonly places: Places;
  readonly anchors: ReadonlyMap<Alias, unknown>;
  readonly findings: Finding[];
  values: number;
}

/** The tree of a document without syntax errors; no tree when it is no mapping or too big. */
export const plant = (document: Document.Parsed, places: Places): { tree?: Tree; findings: Finding[] } => {
  const start = places(0);
  try {
    const soil: Soil = {
      places,
      anchors: anchorsOf(document),
      findings: [],
      values: 0,
    };
    const tree = grow(soil, document.contents, start, 0);
    if (tree.kind === "map") return { tree, findings: soil.findings };
    const found = tree.kind === "list" ? "a list" : "plain text";
    const message = `a storage file is a mapping (\`version: 1\`, \`fleet: …\`), but this is ${found}`;
    return {
      findings: [...soil.findings, findingAt("CFG116", tree.at, message)],
    };
  } catch (error) {
    if (error instanceof Blight)
      return { findings: [findingAt(error.code, error.at ?? start, error.message)] };
    if (error instanceof RangeError) return { findings: [findingAt("CFG114", start, "nested too deeply")] };
    throw error;
  }
};

/** What each alias stands for: the last node with that anchor before it. One pass, as aliases may be many. */
const anchorsOf = (document: Document.Parsed): Map<Alias, unknown> => {
  const named = new Map<string, unknown>();
  const anchors = new Map<Alias, unknown>();
  visit(document, {
    Alias: (_, alias) => void anchors.set(alias, named.get(alias.source)),
    Value: (_, node) => void (node.anchor !== undefined && named.set(node.anchor, node)),
  });
  return anchors;
};

const grow = (soil: Soil, node: unknown, fallback: Span, depth: number, key?: Span): Tree => {
  soil.values += 1;
  if (soil.values > maxValues)
    throw new Blight("CFG114", `aliases multiply to more than ${maxValues} values`);
  if (depth > maxDepth)
    throw new Blight("CFG114", `more than ${maxDepth} levels, or an alias that contains itself`);
  const at = startOf(soil, node) ?? fallback;
  if (isAlias(node)) return grow(soil, meantBy(soil, node, at), fallback, depth + 1, key);
  const placed = key === undefined ? { at } : { at, key };
  if (isMap(node))
    return {
      ...placed,
      kind: "map",
      entries: entriesOf(soil, node, at, depth),
    };
  if (isSeq(node))
    return {
      ...placed,
      kind: "list",
      items: node.items.map((item) => grow(soil, item, at, depth + 1)),
    };
  const value = isScalar(node) ? node.value : null;
  const known = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const written = (isScalar(node) ? node.source : undefined) ?? "";
  return { ...placed, kind: "leaf", value: known ? value : null, written };
};

const meantBy = (soil: Soil, alias: Alias, at: Span): unknown => {
  const node = soil.anchors.get(alias);
  if (node === undefined) throw new Blight("CFG111", `nothing before is marked &${alias.source}`, at);
  return node;
};

const startOf = (soil: Soil, node: unknown): Span | undefined => {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? soil.places(range[0]) : undefined;
};

/** A map's own keys come first, then what `<<` adds where there is no own key. */
const entriesOf = (soil: Soil, map: YAMLMap, around: Span, depth: number): Map<string, Tree> => {
  const entries = new Map<string, Tree>();
  const merges: Tree[] = [];
  for (const pair of map.items) {
    const key = startOf(soil, pair.key) ?? around;
    const value = (): Tree => grow(soil, pair.value, key, depth + 1, key);
    const name = keyName(pair);
    if (isMergeKey(pair)) merges.push(value());
    else if (name === undefined) soil.findings.push(findingAt("CFG115", key, "a key must be plain text"));
    else if (entries.has(name)) soil.findings.push(twice(name, key, entries.get(name)?.key ?? around));
    else entries.set(name, value());
  }
  for (const source of merges) mergeInto(entries, source, soil);
  return entries;
};

const twice = (name: string, at: Span, first: Span): Finding =>
  findingAt("CFG113", at, `\`${name}\` is already there, at ${spanText(first)}`);

const isMergeKey = (pair: Pair): boolean =>
  isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";

/** Numbers and the like become text as they are written: a host may be called `7`. */
const keyName = (pair: Pair): string | undefined => {
  if (!isScalar(pair.key) || pair.key.value === null) return undefined;
  return typeof pair.key.value === "string" ? pair.key.value : (pair.key.source ?? String(pair.key.value));
};

const mergeInto = (entries: Map<string, Tree>, source: Tree, soil: Soil): void => {
  if (source.kind === "list") for (const one of source.items) mergeInto(entries, one, soil);
  else if (source.kind === "leaf")
    soil.findings.push(findingAt("CFG115", source.at, "`<<` takes a mapping, or a list of mappings"));
  else for (const [name, value] of source.entries) if (!entries.has(name)) entries.set(name, value);
};
