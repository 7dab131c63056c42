import type { Finding } from "../model/finding.ts";
import { type Span, spanText } from "../model/span.ts";
import { type Fault, faultsOf } from "./faults.ts";
import { findingAt } from "./findings.ts";
import { phrase } from "./phrase.ts";
import { nearestAt, pathText, placeOf } from "./source-map.ts";
import { type Mapping, replaced, type Tree } from "./tree.ts";

/** What the schema says about a file. */
export interface Checked {
  readonly findings: readonly Finding[];
  /**
   * The file without what is wrong in it: cross-checks run on that, so that all errors show at once. Not there
   * when too little would be left to say anything about.
   */
  readonly sound?: Mapping;
}

/** Ends the address given to a host whose own is wrong: a name that never resolves (RFC 2606). */
export const standIn = ".invalid";

/**
 * Checks a file against the schema; a finding for each cause, at the place to change.
 *
 * Unless `whole`, sections may be missing: they may be in a file that could not be read.
 */
export const check = (tree: Mapping, whole: boolean): Checked => {
  const all = faultsOf(tree);
  const faults = whole ? all : all.filter(({ path }) => path.length > 0);
  const reported = faults.filter(({ path }) => !isMissing(nearestAt(tree, path))).slice(0, mostFaults);
  const findings = [...new Map(reported.map((fault) => findingOf(fault, tree)).reverse()).values()];
  const sound = salvage(tree, faults, 4);
  return sound === undefined ? { findings } : { findings, sound };
};

/** A variable that is not set has its own finding. */
const isMissing = (node: Tree): boolean => node.kind === "leaf" && node.fromEnv === "missing";

/** A finding, and what it is the same as: one word that aliases put in several places is wrong once. */
const findingOf = (fault: Fault, tree: Tree): readonly [string, Finding] => {
  const node = nearestAt(tree, fault.path);
  const { code, message, hint } = phrase(fault, node);
  const at = fault.onKey ? (node.key ?? node.at) : placeOf(node);
  const sameness = `${spanText(at)} ${code} ${message.slice(pathText(fault.path).length)}`;
  return [
    sameness,
    findingAt(code, at, message, hint === undefined ? { hint: "none" } : { values: { next: hint } }),
  ];
};

/** With more faults than anybody wants to read, there is no point in looking for others. */
const mostFaults = 200;

/** Takes out what is wrong, and what breaks by that, until the rest is valid; a bad name can stay for that. */
const salvage = (tree: Mapping, all: readonly Fault[], rounds: number): Mapping | undefined => {
  const faults = all.filter(({ error }) => error.propertyName === undefined);
  if (faults.length === 0) return tree;
  if (rounds === 0 || faults.length > mostFaults) return undefined;
  let rest: Tree = tree;
  for (const fault of faults.toSorted(lastFirst)) rest = mend(rest, fault);
  return rest.kind === "map" ? salvage(completed(rest), faultsOf(completed(rest)), rounds - 1) : undefined;
};

/** List entries shift when an earlier one is taken out, so the last goes first, and what is inside before it. */
const lastFirst = (a: Fault, b: Fault): number => {
  const i = a.path.findIndex((step, index) => step !== b.path[index]);
  if (i < 0 || b.path[i] === undefined) return b.path.length - a.path.length;
  return Number(b.path[i]) - Number(a.path[i]) || 0;
};

/** A wrong host stays, with an address nobody has, lest every mention of it be called unknown. */
const mend = (tree: Tree, { path }: Fault): Tree => {
  if (path[0] !== "hosts" || path.length !== 2) return replaced(tree, path);
  const { at, key = at } = nearestAt(tree, path);
  return replaced(tree, path, leaf(at, key, `${path[1]}${standIn}`));
};

/** A missing version or fleet says nothing about the rest of the file. */
const completed = (tree: Mapping): Mapping => {
  const { at } = tree;
  const standIns = Object.entries({ version: 1, fleet: "unnamed" });
  return {
    ...tree,
    entries: new Map([
      ...standIns.map(([key, value]) => [key, leaf(at, at, value)] as const),
      ...tree.entries,
    ]),
  };
};

const leaf = (at: Span, key: Span, value: string | number): Tree => ({
  kind: "leaf",
  at,
  key,
  value,
  written: "",
});
