import type { Config } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import type { Transport } from "../model/transport.ts";
import type { Applied } from "../reconcile.ts";
import { inFlight } from "../report/live.ts";
import { count } from "../report/words.ts";
import type { Follower } from "./follow.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Run } from "./run.ts";

/** What a signal is answered with: before the first step nothing needs saying, later what is still running. */
export const telling = (follower: Follower) => (nth: 1 | 2) => {
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

/** `20261121T120304-1f2e`: names a run in the journals of the hosts. */
const runName = (now: Date): string =>
  `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}-${Math.random().toString(16).slice(2, 6).padEnd(4, "0")}`;

/** Carries out a plan in front of the user: events to the follower, signals to the run. */
export async function carryOut(
  run: Run,
  config: Config,
  plan: Plan,
  transport: Transport,
  signals: Interrupts,
  follower: Follower,
): Promise<Applied> {
  const { applyPlan } = await import("../reconcile.ts");
  const { stop, abort } = signals;
  const { onEvent } = follower;
  const { parallel, wait } = run.flags;
  const limits = { parallel, ...(wait === undefined ? {} : { waitS: wait }) };
  const options = { stop, abort, ...limits, run: runName(run.io.now()), onEvent };
  return applyPlan(config, plan, transport, options).finally(() => follower.end());
}
