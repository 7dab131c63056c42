import type { FindingTable } from "../model/finding-table.ts";
import { nearest } from "../model/nearest.ts";
import { entryText, findingListText, findingsMarkdown } from "../report/explain.ts";
import { entriesDocument, jsonText } from "../report/json.ts";
import { exit, Stop } from "./exit.ts";
import { oneFormat } from "./flags.ts";
import { type Act, print } from "./run.ts";

/** Every finding holdfast can report, by what it is about: the file, plans, and each backend. */
export async function everyFinding(): Promise<Readonly<Record<string, FindingTable>>> {
  const [{ configFindings }, { findingTables }] = await Promise.all([
    import("../config/finding-list.ts"),
    import("../reconcile.ts"),
  ]);
  return { file: configFindings, ...findingTables };
}

/** The tables with the row of `code` alone; upper and lower case are the same. */
function only(tables: Readonly<Record<string, FindingTable>>, code: string) {
  const wanted = code.toUpperCase();
  for (const [about, table] of Object.entries(tables)) {
    const entry = table[wanted];
    if (entry && Object.hasOwn(table, wanted)) return { [about]: { [wanted]: entry } };
  }
  const codes = Object.values(tables).flatMap((table) => Object.keys(table));
  const near = nearest(wanted, codes);
  throw new Stop(exit.usage, `no finding has the code ${code}.`, {
    hint: near ? `Did you mean ${near}?` : "`holdfast explain` lists them all.",
  });
}

/** `holdfast explain`: what a finding means, how it comes about, what holdfast did, and the way out. */
export const explain: Act = async ({ io, flags, paint }, code) => {
  oneFormat(flags);
  const all = await everyFinding();
  const tables = code === undefined ? all : only(all, code);
  const entries = Object.values(tables).flatMap((table) => Object.entries(table));
  const lines = () => {
    if (flags.markdown) return findingsMarkdown(tables);
    const [first] = entries;
    return code === undefined || !first ? findingListText(tables, paint) : entryText(...first, paint);
  };
  print(io.stdout, flags.json ? [jsonText(entriesDocument(entries))] : lines());
  return exit.ok;
};
