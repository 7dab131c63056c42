import type { Finding } from "../../../model/finding.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf, type Told } from "../../host/rules/finding.ts";
import type { MasterView } from "../probe/cli.ts";
import { canonical, classFor, wantedClass } from "./class.ts";
import { lowered } from "./copies.ts";
import { findGoal, goalSpec } from "./state.ts";

function lowering(resource: Resource, view: MasterView, root: string): readonly Told[] {
  const less = lowered(goalSpec(resource), view, root);
  if (less.length === 0) return [];
  const { missing, endangered } = view.chunks;
  const text = less.join("; ");
  if (missing + endangered > 0)
    return [
      {
        code: "MFS280",
        message: `${text}, while ${missing} chunks are missing and ${endangered} have one copy left`,
        hint: "bring the chunkservers and disks back that hold their copies (`holdfast status` shows which are away), then plan again",
      },
    ];
  return [
    {
      code: "MFS281",
      severity: "warning",
      message: `${text}: MooseFS deletes the copies beyond that`,
      hint: "raising it again copies everything anew",
    },
  ];
}

/** Whether what is asked for can be had, as the master sees it. */
function fulfilment(resource: Resource, view: MasterView): readonly Told[] {
  const { goal, classes, pool } = goalSpec(resource);
  const row = classFor(view, goal);
  if (!row) return [];
  const changed = classes.some(
    (one) => one.name === row.name && wantedClass(one).keep !== canonical(row.asks.KEEP ?? ""),
  );
  const told: Told[] = [];
  if (/^[1-9]$/.test(goal) && canonical(row.asks.KEEP ?? "") !== canonical(`${goal}*`))
    told.push({
      code: "MFS282",
      severity: "warning",
      message: `the class ${row.name} of ${pool} was changed: it keeps \`${row.asks.KEEP}\`, not ${goal} copies anywhere`,
      hint: `declare a class of your own for that, and give ${row.name} its meaning back: \`mfsscadmin modify -C '${goal}*' -K '${goal}*' ${row.name}\``,
    });
  if (
    !changed &&
    row.fulfilled !== "" &&
    row.fulfilled !== "YES" &&
    view.servers.some((one) => one.connected)
  )
    told.push({
      code: "MFS283",
      severity: "warning",
      message: `the chunkservers ${pool} has now cannot hold what the class ${row.name} asks for (\`${row.asks.KEEP}\`: ${row.fulfilled})`,
      hint: "see that all its chunkservers are connected and have room, and that their labels are as declared",
    });
  return told;
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
