import type { Event } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { Applied } from "../reconcile.ts";
import { afterText, outcomeText } from "../report/applied.ts";
import { jsonLine } from "../report/json.ts";
import { isInSync, unreachable } from "../report/totals.ts";
import { exit } from "./exit.ts";
import { again as flagsAgain } from "./flags.ts";
import { exitOf } from "./plan.ts";
import { print, type Run } from "./run.ts";

const nothing = { done: 0, already: 0, failed: 0, stale: 0, waiting: 0, skipped: 0 };

/** A plan without actions: what keeps the fleet from being in sync, if anything, decides. */
export function nothingToDo({ io, flags }: Run, plan: Plan): number {
  const inSync = isInSync(plan);
  const code = exitOf(plan) || (plan.unknown.length > 0 ? exit.unhealthy : exit.ok);
  if (flags.json) {
    const { summary: remaining } = plan;
    print(io.stdout, [
      jsonLine({
        type: "result",
        exit: code,
        outcome: "done",
        inSync,
        tally: nothing,
        remaining,
      }),
    ]);
  } else if (!inSync) print(io.stdout, ["Nothing can be done about it now; nothing was changed."]);
  return code;
}

/** Exit code of a run that did not do everything. */
const exitOfRun = ({ outcome }: Applied): number =>
  ({
    done: exit.ok,
    running: exit.running,
    failed: exit.partly,
    stale: exit.stale,
    locked: exit.locked,
    unreachable: exit.unreachable,
    interrupted: exit.interrupted,
  })[outcome];

/** Everything was done; what a fresh look says about it. Steps that did not last weigh more than all else. */
function exitAfter(fresh: Plan, plan: Plan, whole: boolean): number {
  const ours = new Set(plan.actions.map(({ address }) => address));
  if (fresh.actions.some(({ address }) => whole || ours.has(address))) return exit.unhealthy;
  return exitOf(fresh) || (whole && fresh.unknown.length > 0 ? exit.unhealthy : exit.ok);
}

/** What a run of actions was, and how to look at the hosts once more. */
export interface Ended {
  readonly plan: Plan;
  readonly applied: Applied;
  readonly events: readonly Event[];
  again(): Promise<Plan>;
  /** Whether the plan was all there was to do; a saved plan may be older than the wishes of today. */
  readonly whole: boolean;
}

/** Tells how an apply ended, and whether the fleet now is as declared. */
export async function conclude(run: Run, ended: Ended): Promise<number> {
  const { io, flags, paint } = run;
  const { plan, applied, events, whole } = ended;
  const again = flagsAgain(flags);
  if (!flags.json) print(io.stdout, ["", ...outcomeText(applied, events, { paint, again })]);
  const fresh = applied.outcome === "done" ? await ended.again() : undefined;
  const code = fresh ? exitAfter(fresh, plan, whole) : exitOfRun(applied);
  if (flags.json) {
    const { outcome, tally, why, hint } = applied;
    const reason = { ...(why ? { why } : {}), ...(hint ? { hint } : {}) };
    const after = fresh ? { inSync: isInSync(fresh), remaining: fresh.summary } : {};
    print(io.stdout, [
      jsonLine({
        type: "result",
        exit: code,
        outcome,
        tally,
        ...reason,
        ...after,
      }),
    ]);
  } else if (fresh) {
    print(io.stdout, afterText(fresh, paint));
    if (code === exit.unhealthy)
      print(io.stdout, [`Some of it did not last, or shows only now. Run \`holdfast apply${again}\` again.`]);
    if (code === exit.unreachable)
      print(io.stdout, [
        `Run \`holdfast apply${again}\` when ${unreachable(fresh).join(", ")} can be used again.`,
      ]);
  }
  return code;
}
