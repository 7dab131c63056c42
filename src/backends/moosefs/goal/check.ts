import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import type { MasterView } from "../probe/cli.ts";
import { canonical, classFor, wantedClass } from "./class.ts";
import { lowered } from "./copies.ts";
import { findGoal, goalSpec } from "./state.ts";

function lowering(resource: Resource, view: MasterView, root: string): readonly Draft[] {
  const less = lowered(goalSpec(resource), view, root);
  if (less.length === 0) return [];
  const { missing, endangered } = view.chunks;
  const text = less.join("; ");
  return missing + endangered > 0
    ? [draft("MFS280", `${text}, while ${missing} chunks are missing and ${endangered} have one copy left`)]
    : [draft("MFS281", `${text}: MooseFS deletes the copies beyond that`)];
}

/** Whether what is asked for can be had, as the master sees it. */
function fulfilment(resource: Resource, view: MasterView): readonly Draft[] {
  const { goal, classes, pool } = goalSpec(resource);
  const row = classFor(view, goal);
  if (!row) return [];
  const changed = classes.some(
    (one) => one.name === row.name && wantedClass(one).keep !== canonical(row.labelExpressions.KEEP ?? ""),
  );
  const findings: Draft[] = [];
  if (/^[1-9]$/.test(goal) && canonical(row.labelExpressions.KEEP ?? "") !== canonical(`${goal}*`)) {
    const message = `the class ${row.name} of ${pool} was changed: it keeps \`${row.labelExpressions.KEEP}\`, not ${goal} copies anywhere`;
    findings.push(draft("MFS282", message, { values: { name: row.name, goal } }));
  }
  if (
    !changed &&
    row.fulfilled !== "" &&
    row.fulfilled !== "YES" &&
    view.servers.some((one) => one.connected)
  ) {
    const message = `the chunkservers ${pool} has now cannot hold what the class ${row.name} asks for (\`${row.labelExpressions.KEEP}\`: ${row.fulfilled})`;
    findings.push(draft("MFS283", message));
  }
  return findings;
}

/** What should be known about a goal as found. */
export function checkGoal(resource: Resource, _seen: Observation, of: ReadOf): readonly Finding[] {
  const found = findGoal(resource, of);
  if (!("view" in found)) return [];
  return findingsOf(resource, [
    ...lowering(resource, found.view, found.root),
    ...fulfilment(resource, found.view),
  ]);
}
