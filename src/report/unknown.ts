import type { Plan } from "../model/plan.ts";
import { clean, cleanLines } from "./clean.ts";
import type { Palette } from "./palette.ts";

/** A hint may end with a line to copy: it stays a line of its own. */
function hintLines(hint: string): readonly string[] {
  const [first = "", ...more] = cleanLines(hint);
  return [`  hint: ${first}`, ...more.map((text) => `    ${text}`)];
}

/** Hosts that did not answer, why, and what to do. */
export function unreachableLines({ hosts }: Plan, paint: Palette): readonly string[] {
  return Object.entries(hosts).flatMap(([name, { reachable, why, hint }]) =>
    reachable
      ? []
      : [
          `${paint.red("!")} host ${paint.bold(clean(name))} cannot be used: ${clean(why ?? "no answer")}`,
          ...(hint ? hintLines(hint) : []),
        ],
  );
}

/** What too little is known about, grouped by host and reason; an unreachable host's reason is not repeated. */
export function unknownLines(plan: Plan, paint: Palette): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { host, why, address } of plan.unknown) {
    const title = `${clean(host)}: ${clean(why)}`;
    groups.set(title, [...(groups.get(title) ?? []), clean(address)]);
  }
  const lines = [...groups].flatMap(([title, addresses]) => [
    `  ${paint.cyan("?")} ${title}`,
    ...addresses.map((address) => `      ${address}`),
  ]);
  return lines.length > 0 ? [paint.bold("Unknown: not planned, whatever it may be"), ...lines] : [];
}

/** Ours, no longer declared, and never removed by absence. */
export function orphanLines({ orphans }: Plan, paint: Palette): readonly string[] {
  if (orphans.length === 0) return [];
  return [
    paint.bold("No longer declared: holds data, so it is left alone"),
    ...orphans.map((address) => `  ${paint.cyan("?")} ${paint.bold(clean(address))}`),
  ];
}
