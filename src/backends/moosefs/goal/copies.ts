import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { StorageClass } from "../pool/index.ts";
import type { ClassRow, MasterView } from "../probe/cli.ts";
import { classFor, copiesIn, goalText } from "./class.ts";

/** What has fewer copies when a goal is as declared: `the class safe goes from 3 copies to 2`. */
export function lowered(
  { goal, classes }: { readonly goal: string; readonly classes: readonly StorageClass[] },
  view: MasterView,
  root: string,
): readonly string[] {
  const keepOf = (row: ClassRow | undefined) => copiesIn(row?.labelExpressions.KEEP ?? "");
  const declared = classes.find(({ name }) => name === goal);
  const now = keepOf(view.classes.find(({ name }) => name === root));
  const then = declared
    ? copiesIn(declared.keep)
    : copiesIn(classFor(view, goal)?.labelExpressions.KEEP ?? (/^[1-9]$/.test(goal) ? `${goal}*` : ""));
  const texts = (what: string, from: number, to: number) =>
    to > 0 && to < from ? [`${what} goes from ${from} copies to ${to}`] : [];
  const own = classes.flatMap(({ name, keep }) => {
    const row = view.classes.find((one) => one.name === name);
    // nothing is in it: nothing has copies to lose
    return row && row.files > 0 ? texts(`the class ${name}`, keepOf(row), copiesIn(keep)) : [];
  });
  return [
    ...(goalText(root) === goalText(goal) ? [] : texts("what has the goal of the root folder", now, then)),
    ...own,
  ];
}

/** Copies are deleted only when that is agreed to: each is one that another may have to stand in for. */
export function goalConsent({ address, op, before, after }: Change): Consent | undefined {
  const lowers = (after?.lowers ?? []) as readonly string[];
  if (op !== "update" || lowers.length === 0) return undefined;
  return {
    what: `reduce:pool/${address.slice(address.indexOf("/") + 1)}`,
    bound: [address, ...[before, after].map((state) => JSON.stringify([state?.goal, state?.classes]))],
    why: `deletes copies: ${lowers.join("; ")}`,
  };
}
