import { structuredPatch } from "diff";
import type { Change } from "../model/change.ts";
import type { Json } from "../model/json.ts";
import { clean, cleanLines } from "./clean.ts";

/** What differs in one field; a side that is not there is `undefined`. */
export interface Field {
  readonly name: string;
  readonly from?: Json;
  readonly to?: Json;
}

const segments = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

function read(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, key) =>
      at !== null && typeof at === "object" ? (at as Readonly<Record<string, Json>>)[key] : undefined,
    value,
  );
}

const field = (name: string, from: Json | undefined, to: Json | undefined): Field => ({
  name,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

type Group = Readonly<Record<string, Json>>;

const isGroup = (value: Json | undefined): value is Group =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A group of fields as its single fields, those that are alike on both sides left out. */
function leaves({ name, from, to }: Field): readonly Field[] {
  if (!isGroup(from) && !isGroup(to)) return [field(name, from, to)];
  const sides = [isGroup(from) ? from : {}, isGroup(to) ? to : {}] as const;
  const keys = [...new Set(sides.flatMap((side) => Object.keys(side)))];
  return keys
    .map((key) => field(`${name}.${key}`, sides[0][key], sides[1][key]))
    .filter((one) => JSON.stringify(one.from) !== JSON.stringify(one.to))
    .flatMap(leaves);
}

/** The single fields a change touches: of an update those in its patch, of a create all; a delete needs none. */
export function fieldsOf(change: Change): readonly Field[] {
  return allFields(change).filter(({ name }) => !/^seen(?:\.|$)/.test(name));
}

/** What a state calls `seen` is not declared but only known: it never differs, and says nothing about a change. */
function allFields(change: Change): readonly Field[] {
  if (change.op === "delete") return [];
  if (change.op === "create") {
    return Object.entries(change.after ?? {}).flatMap(([name, to]) => leaves(field(name, undefined, to)));
  }
  const seen = new Set(change.patch.map(({ path }) => path));
  return [...seen].flatMap((pointer) => {
    const path = segments(pointer);
    return leaves(field(path.join(".") || "all", read(change.before, path), read(change.after, path)));
  });
}

/** A value on one line: plain words as they are, everything else as JSON. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return "(not set)";
  const safe = typeof value === "string" ? clean(value) : "";
  return safe !== "" && safe === value && safe.trim() === safe ? safe : clean(JSON.stringify(value));
}

const isText = (value: Json | undefined): boolean => typeof value === "string" && value.includes("\n");

/** Whether a field is better shown as a diff of lines. */
export const isFile = ({ from, to }: Field): boolean => isText(from) || isText(to);

/** A file that is not there is `null` in the state, and has no lines. */
const linesOf = (value: Json | undefined): string => {
  if (value === undefined || value === null || value === "") return "";
  return `${cleanLines(typeof value === "string" ? value : JSON.stringify(value)).join("\n")}\n`;
};

/** Where a hunk starts and how long it is; an empty side is before the first line, as in git. */
const range = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;

/** Unified diff of a field that holds a file: hunk headers and lines, without file names. */
export function diffLines({ from, to }: Field): readonly string[] {
  const { hunks } = structuredPatch("", "", linesOf(from), linesOf(to), "", "", { context: 3 });
  return hunks.flatMap((hunk) => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
}

/** One field on one line: `options.rw: true → false`, or `path: /srv` where there was nothing. */
export const fieldText = (change: Change, { name, from, to }: Field): string =>
  change.op === "create"
    ? `${clean(name)}: ${valueText(to)}`
    : `${clean(name)}: ${valueText(from)} → ${valueText(to)}`;
