import pLimit from "p-limit";
import type { Event, Tally } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import type { Failure } from "../model/transport.ts";
import { recentLooks } from "./recent.ts";
import { carryOut, type Hands, type Outcome } from "./step.ts";

/** What apply is told besides how to do a step. */
export interface Course extends Omit<Hands, "onProgress" | "recent"> {
  readonly parallel: number;
  readonly onEvent: (event: Event) => void;
  /** Told of hosts that must not be touched any more (their lock is gone). */
  readonly gone: ReadonlyMap<string, string>;
}

const ok = (outcome: Outcome) => outcome.is === "done" || outcome.is === "already";

const shortfall = (outcome: Outcome | undefined) =>
  outcome?.is === "waiting" ? "still waits" : "did not succeed";

/** Hands out one limiter per lane: the actions of a lane never overlap. */
function lanes() {
  const byName = new Map<string, ReturnType<typeof pLimit>>();
  return (name: string) => {
    const lane = byName.get(name) ?? pLimit(1);
    byName.set(name, lane);
    return lane;
  };
}

function eventOf(step: Step, outcome: Outcome, ms: number): Event {
  const at = new Date().toISOString();
  if (outcome.is === "skipped") return { type: "skipped", at, step, why: outcome.why };
  if (outcome.is === "waiting") return { type: "waiting", at, step, ms, why: outcome.why };
  if (outcome.is === "stale") return { type: "stale", at, step, ms, rows: outcome.rows };
  if (outcome.is !== "failed") return { type: outcome.is, at, step, ms };
  const { why, hint, failure } = outcome;
  return { type: "failed", at, step, ms, why, ...(hint ? { hint } : {}), ...(failure ? { failure } : {}) };
}

/**
 * Carries out steps, each as soon as those it comes after have succeeded, hosts in parallel. A failure stops
 * only what depends on it, and what is left on a host that went away.
 */
export async function applySteps(course: Course): Promise<{ tally: Tally; failures: readonly Failure[] }> {
  const { steps, stop, parallel, onEvent } = course;
  const lane = lanes();
  const limit = pLimit(parallel);
  const lost = new Map<string, Failure>();
  const outcomes = new Map<string, Promise<Outcome>>();
  const hands: Hands = {
    ...course,
    recent: recentLooks(),
    onProgress: (step, text) => onEvent({ type: "progress", at: new Date().toISOString(), step, text }),
  };

  const obstacle = (step: Step): string | undefined => {
    if (stop.aborted) return "the run was stopped";
    const failure = lost.get(step.host);
    return failure ? `${step.host} went away: ${failure.message}` : course.gone.get(step.host);
  };

  const attempt = async (step: Step): Promise<Outcome> => {
    const why = obstacle(step);
    if (why) return { is: "skipped", why };
    onEvent({ type: "started", at: new Date().toISOString(), step });
    const outcome = await carryOut(step, hands);
    if (outcome.is === "failed" && outcome.failure) lost.set(step.host, outcome.failure);
    return outcome;
  };

  const settle = async (step: Step): Promise<Outcome> => {
    const before = await Promise.all(step.after.map((id) => outcomes.get(id)));
    const began = performance.now();
    const bad = before.findIndex((outcome) => outcome && !ok(outcome));
    const outcome: Outcome =
      bad >= 0
        ? { is: "skipped", why: `it comes after ${step.after[bad]}, which ${shortfall(before[bad])}` }
        : await lane(step.lane)(() => limit(() => attempt(step)));
    onEvent(eventOf(step, outcome, Math.round(performance.now() - began)));
    return outcome;
  };

  for (const step of steps) outcomes.set(step.id, settle(step));
  const all = await Promise.all(outcomes.values());
  const count = (is: Outcome["is"]) => all.filter((outcome) => outcome.is === is).length;
  return {
    tally: {
      done: count("done"),
      already: count("already"),
      failed: count("failed"),
      stale: count("stale"),
      waiting: count("waiting"),
      skipped: count("skipped"),
    },
    failures: [...lost.values()],
  };
}
