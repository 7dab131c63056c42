import type { Config } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import type { Transport } from "../model/transport.ts";
import { jsonLine } from "../report/json.ts";
import { inFlight } from "../report/live.ts";
import { isInSync } from "../report/totals.ts";
import { count } from "../report/words.ts";
import { approve } from "./approve.ts";
import { conclude, nothingToDo } from "./conclude.ts";
import { type Follower, follow } from "./follow.ts";
import { type Interrupts, interrupts } from "./interrupts.ts";
import { planLines } from "./plan.ts";
import { type Act, print, type Run } from "./run.ts";
import { savedPlan, stillAllowed } from "./saved.ts";
import { declared, look, planOf, withTransport } from "./session.ts";

/** What a signal is answered with: before the first step nothing needs saying, later what is still running. */
const telling = (follower: Follower) => (nth: 1 | 2) => {
  const running = inFlight(follower.live());
  if (follower.events.length === 0 || follower.events.at(-1)?.type === "end") return [];
  if (nth === 1) {
    return [
      `Finishing ${count(running.length, "running action")}; nothing new is started. Ctrl-C again to stop now.`,
    ];
  }
  return running.length === 0
    ? ["Stopping now."]
    : ["Stopping now. In flight:", ...running.map((text) => `  ${text}`)];
};

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

/** `20261121T120304-1f2e`: names a run in the journals of the hosts. */
const runName = (now: Date): string =>
  `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}-${Math.random().toString(16).slice(2, 6).padEnd(4, "0")}`;

async function carryOut(
  run: Run,
  config: Config,
  plan: Plan,
  transport: Transport,
  signals: Interrupts,
  follower: Follower,
) {
  const [{ applyPlan }, { holderText }] = await Promise.all([
    import("../reconcile.ts"),
    import("../apply/leases.ts"),
  ]);
  const { stop, abort } = signals;
  const { onEvent } = follower;
  const now = run.io.now();
  const name = runName(now);
  const holder = holderText(config.fleet, name, now.toISOString());
  const options = { stop, abort, parallel: run.flags.parallel, run: name, holder, onEvent };
  return applyPlan(config, plan, transport, options).finally(() => follower.end());
}

/** `holdfast apply`: plan, show, ask, do, and look again. */
export const apply: Act = async (run, file) => {
  const config = await declared(run);
  const saved = file === undefined ? undefined : await savedPlan(file, config);
  const follower = follow(run);
  const signals = interrupts(run, telling(follower));
  return withTransport(run, async (transport) => {
    const plannedNow = async (interrupted: string) => {
      const snapshot = await look(run, config, transport, signals.stop);
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
