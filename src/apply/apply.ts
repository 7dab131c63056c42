import pLimit from "p-limit";
import type { Event, Tally } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import type { Failure } from "../model/transport.ts";
import { recentLooks } from "./recent.ts";
import { carryOut, type Outcome, type StepContext } from "./step.ts";

/** What apply needs besides the context of a step. */
export interface ApplyOptions extends Omit<StepContext, "onProgress" | "recent"> {
  readonly parallel: number;
  readonly onEvent: (event: Event) => void;
  /** Hosts that must not be touched any more (their lock is gone), with the reason. */
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
export async function applySteps(
  options: ApplyOptions,
): Promise<{ tally: Tally; failures: readonly Failure[] }> {
  const { steps, parallel, onEvent } = options;
  const run: Run = {
    options,
    context: {
      ...options,
      recent: recentLooks(),
      onProgress: (step, text) => onEvent({ type: "progress", at: new Date().toISOString(), step, text }),
    },
    lane: lanes(),
    limit: pLimit(parallel),
    lost: new Map(),
    outcomes: new Map(),
  };
  for (const step of steps) run.outcomes.set(step.id, settle(run, step));
  return { tally: tallyOf(await Promise.all(run.outcomes.values())), failures: [...run.lost.values()] };
}

/** What the steps of one run have in common. */
interface Run {
  readonly options: ApplyOptions;
  readonly context: StepContext;
  readonly lane: ReturnType<typeof lanes>;
  readonly limit: ReturnType<typeof pLimit>;
  /** Hosts that went away on the way. */
  readonly lost: Map<string, Failure>;
  /** By the id of the step; steps come after those they wait for. */
  readonly outcomes: Map<string, Promise<Outcome>>;
}

/** Waits for the steps it comes after, and for its lane; then tries it, unless one of those did not succeed. */
async function settle(run: Run, step: Step): Promise<Outcome> {
  const before = await Promise.all(step.after.map((id) => run.outcomes.get(id)));
  const began = performance.now();
  const bad = before.findIndex((outcome) => outcome && !ok(outcome));
  const outcome: Outcome =
    bad >= 0
      ? { is: "skipped", why: `it comes after ${step.after[bad]}, which ${shortfall(before[bad])}` }
      : await run.lane(step.lane)(() => run.limit(() => attempt(run, step)));
  run.options.onEvent(eventOf(step, outcome, Math.round(performance.now() - began)));
  return outcome;
}

async function attempt(run: Run, step: Step): Promise<Outcome> {
  const why = obstacle(run, step);
  if (why) return { is: "skipped", why };
  run.options.onEvent({ type: "started", at: new Date().toISOString(), step });
  const outcome = await carryOut(step, run.context);
  if (outcome.is === "failed" && outcome.failure) run.lost.set(step.host, outcome.failure);
  return outcome;
}

/** Why a step is not even tried. */
function obstacle({ options, lost }: Run, { host }: Step): string | undefined {
  if (options.stop.aborted) return "the run was stopped";
  const failure = lost.get(host);
  return failure ? `${host} went away: ${failure.message}` : options.gone.get(host);
}

function tallyOf(outcomes: readonly Outcome[]): Tally {
  const count = (is: Outcome["is"]) => outcomes.filter((outcome) => outcome.is === is).length;
  return {
    done: count("done"),
    already: count("already"),
    failed: count("failed"),
    stale: count("stale"),
    waiting: count("waiting"),
    skipped: count("skipped"),
  };
}
