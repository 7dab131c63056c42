import type { JsonObject } from "../../../model/json.ts";
import type { StorageClass } from "../pool/index.ts";
import { type Copy, copiesOf } from "../pool/labels.ts";
import type { ClassRow, MasterView } from "../probe/cli.ts";

const copyText = (copy: Copy): string => {
  const products = copy.map((labels) => [...new Set(labels)].sort().join("") || "*");
  return products.includes("*") ? "*" : [...new Set(products)].sort().join("+");
};

const signs: Readonly<Record<string, string>> = { "|": "+", "(": "[", ")": "]" };

/** As 3.x writes it; 4.x takes that, and prints `A&(B|C)`. */
const written = (expression: string) =>
  expression.replace(/[ &]/g, "").replace(/[|()]/g, (sign) => signs[sign] ?? sign);

/**
 * A label expression in one form, however it was written or printed: `* , *` and `2*` are `2*`, `B,2A` is `2A,B`,
 * `A[B+C]` is `AB+AC`. The order of its terms means nothing.
 */
export function canonical(expression: string): string {
  const copies = copiesOf(written(expression));
  if (!copies) return expression.replaceAll(" ", "");
  const terms = copies.map(copyText).sort();
  const count = (term: string) => terms.filter((other) => other === term).length;
  return [...new Set(terms)].map((term) => `${count(term) > 1 ? count(term) : ""}${term}`).join(",");
}

/** Copies an expression asks for; 0 for what is no expression over labels. */
export const copiesIn = (expression: string): number => copiesOf(written(expression))?.length ?? 0;

/** What a class means, in one form: a part that says the same as `keep` is not there. */
const meaning = (create: string, keep: string, archive: string, hours: number): JsonObject => {
  const main = canonical(keep);
  const other = (text: string) => (text === "" || canonical(text) === main ? null : canonical(text));
  const later = other(archive);
  return { create: other(create), keep: main, archive: later, archiveHours: later === null ? 0 : hours };
};

/** A class of the file, as {@link seenClass} has one that is there. */
export const wantedClass = ({ create, keep, archive, archiveDelay }: StorageClass): JsonObject =>
  meaning(create ?? "", keep, archive ?? "", archiveDelay * 24);

/** A class as the master lists it: 3.x repeats `keep` where nothing else was asked for, 4.x leaves that out. */
export const seenClass = ({ labelExpressions, archiveHours }: ClassRow): JsonObject =>
  meaning(
    labelExpressions.CREATE ?? "",
    labelExpressions.KEEP ?? "",
    labelExpressions.ARCH ?? "",
    archiveHours,
  );

/**
 * A class as the file's `goal` says it: those that only count copies are `1` to `9` on 3.x and on what was upgraded
 * from it, `1CP` to `9CP` on 4.x.
 */
export const goalText = (name: string): string => /^([1-9])CP$/.exec(name)?.[1] ?? name;

/** The class that a goal means on a master; nothing when it has to be made. */
export const classFor = ({ classes }: MasterView, goal: string): ClassRow | undefined =>
  classes.find(({ name }) => name === goal) ??
  (/^[1-9]$/.test(goal) ? classes.find(({ name }) => name === `${goal}CP`) : undefined);
