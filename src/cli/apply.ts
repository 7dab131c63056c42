import type { Plan } from "../model/plan.ts";
import { jsonLine } from "../report/json.ts";
import { isInSync } from "../report/totals.ts";
import { approve } from "./approve.ts";
import { carryOut, telling } from "./carry-out.ts";
import { conclude, nothingToDo } from "./conclude.ts";
import { follow } from "./follow.ts";
import { interrupts } from "./interrupts.ts";
import { planLines } from "./plan.ts";
import { type Act, print, type Run } from "./run.ts";
import { savedPlan, stillAllowed } from "./saved.ts";
import { declared, look, planOf, withTransport } from "./session.ts";

/** Shows what is going to happen: as a document for machines, as text for whoever has to agree. */
async function show(run: Run, plan: Plan): Promise<void> {
  const { io, flags, paintErr } = run;
  if (flags.json) print(io.stdout, [jsonLine({ type: "plan", plan })]);
  if (!flags.json || (!flags.yes && io.stderr.isTTY)) {
    const asText = {
      ...run,
      flags: { ...flags, json: false },
      ...(flags.json ? { paint: paintErr } : {}),
    };
    print(flags.json ? io.stderr : io.stdout, await planLines(asText, plan, !isInSync(plan)));
  }
}

/** `holdfast apply`: plan, show, ask, do, and look again. */
export const apply: Act = async (run, file) => {
  const config = await declared(run);
  const saved = file === undefined ? undefined : await savedPlan(file, config);
  const follower = follow(run);
  const signals = interrupts(run, telling(follower));
  return withTransport(run, async (transport) => {
    const plannedNow = async (interrupted: string) => {
      const snapshot = await look(run, config, transport, signals.stop, true);
      signals.check(interrupted);
      return planOf(run, config, snapshot);
    };
    const fresh = await plannedNow("interrupted; nothing was changed.");
    if (saved) stillAllowed(saved, fresh);
    const plan = saved ?? fresh;
    await show(run, plan);
    if (plan.actions.length === 0) return nothingToDo(run, plan);
    await approve(run, plan);
    if (!run.flags.json) print(run.io.stdout, [""]);
    const applied = await carryOut(run, config, plan, transport, signals, follower);
    const again = () => plannedNow("everything was done; the last look was interrupted.");
    return conclude(run, {
      plan,
      applied,
      events: follower.events,
      again,
      whole: saved === undefined,
    });
  }).finally(() => {
    follower.end();
    signals.end();
  });
};
