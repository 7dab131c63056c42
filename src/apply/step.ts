import { patchOf } from "../diff/diff.ts";
import type { Action } from "../model/action.ts";
import type { Change } from "../model/change.ts";
import type { StaleRow } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import type { Failure, Result, Transport } from "../model/transport.ts";
import { guarded } from "./guard.ts";
import { type Fresh, judgeStep, kindOf, type LookContext, look, subjectOf, type Verdict } from "./look.ts";
import type { Recent } from "./recent.ts";

/** How a step ended. */
export type Outcome =
  | { readonly is: "done" | "already" }
  | { readonly is: "failed"; readonly why: string; readonly hint?: string; readonly failure?: Failure }
  | { readonly is: "stale"; readonly rows: readonly StaleRow[] }
  | { readonly is: "waiting"; readonly why: string }
  | { readonly is: "skipped"; readonly why: string };

/** What carrying out a step takes. */
export interface StepContext extends LookContext {
  readonly writing: Transport;
  /** Second Ctrl-C: what runs is ended. */
  readonly signal: AbortSignal;
  readonly run: string;
  /** The changes of the plan, to tell what a step was planned from. */
  readonly changes: readonly Change[];
  readonly onProgress: (step: Step, text: string) => void;
  /** Seconds a step may wait for what takes its time, such as a drain. */
  readonly waitS: number;
  /** First Ctrl-C: waiting ends. */
  readonly stop: AbortSignal;
  /** The look that confirmed a step serves the next step on the same thing as well. */
  readonly recent: Recent;
}

/** Pauses between looks while waiting for what was done to show, milliseconds. */
const PATIENCE_MS = [0, 200, 500, 1000, 2000, 3000, 5000];

/** Milliseconds between two looks at what takes its time, and between two nudges. */
const PACE_MS = 2000;
const NUDGE_MS = 60_000;

const short = (value: unknown) => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

function valueAt(state: unknown, pointer: string): unknown {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], state);
}

/** Planned-from, now and wanted, for each field that is no longer as it was planned from. */
function staleRows(step: Step, planned: readonly Change[], now: readonly Change[]): readonly StaleRow[] {
  const from = planned.find(({ address }) => address === step.address);
  const to = now.find(({ address }) => address === step.address);
  const fields = patchOf(from?.before ?? {}, to?.before ?? {}).map(({ path }) => path);
  return fields.map((field) => ({
    field,
    plannedFrom: short(valueAt(from?.before, field)),
    now: short(valueAt(to?.before, field)),
    wanted: short(valueAt(from?.after, field)),
  }));
}

const tail = (text: string) => text.trim().split("\n").slice(-12).join("\n");

type Failed = Extract<Outcome, { is: "failed" }>;

const explained = (failed: Failed, hint: string | undefined): Failed =>
  hint === undefined || failed.hint ? failed : { ...failed, hint };

function failureOf(result: Result, host: string): Failed | undefined {
  if (result.kind === "exited" && result.code === 0) return undefined;
  if (result.kind === "exited") {
    const said = tail(result.stdout + result.stderr);
    return { is: "failed", why: said || `exit status ${result.code}, without a word` };
  }
  if (result.kind === "killed") {
    const hint = "what it had done by then is not known; a new plan will show it";
    return { is: "failed", why: `${result.why}${result.stdout ? `\n${tail(result.stdout)}` : ""}`, hint };
  }
  const { failure } = result;
  const why = result.kind === "lost" ? `${host} went away while it ran: ${failure.message}` : failure.message;
  return { is: "failed", why, failure, ...(failure.hint ? { hint: failure.hint } : {}) };
}

async function confirmed(step: Step, context: StepContext, said: string): Promise<Outcome> {
  const judged = async () => judgeStep(step, await freshLook(step, context), context);
  let verdict = await judged();
  for (const pause of PATIENCE_MS) {
    if (verdict.is === "satisfied") return { is: "done" };
    if (context.signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    verdict = await judged();
  }
  if (verdict.is === "satisfied") return { is: "done" };
  const seen =
    verdict.is === "unknown" || verdict.is === "refused" ? verdict.why : "the host still is not as wanted";
  const failure = verdict.is === "unknown" && verdict.failure ? { failure: verdict.failure } : {};
  return {
    is: "failed",
    ...failure,
    why: [`it ran, but a fresh look does not confirm it: ${seen}`, tail(said)].join("\n").trim(),
  };
}

const freshLook = async (step: Step, context: StepContext): Promise<Fresh> =>
  context.recent.keep(step.address, subjectOf(step, context), await look(step, context));

/** Helps along what is waited for, where that can be done; whether it helped shows by itself. */
async function nudge(step: Step, action: Action, context: StepContext): Promise<void> {
  const host = context.config.hosts[step.host];
  const command = kindOf(step, context.kinds).nudge?.(action);
  if (host && command)
    await context.writing.run(host, guarded(command, step, context.run), { signal: context.signal });
}

/** Looks until nothing has to be waited for any more, or the time is over. */
async function looked(step: Step, context: StepContext): Promise<{ now: Fresh; verdict: Verdict }> {
  const until = performance.now() + context.waitS * 1000;
  let nudged = Number.NEGATIVE_INFINITY;
  for (;;) {
    const now = context.recent.at(step.address, subjectOf(step, context)) ?? (await freshLook(step, context));
    const verdict = judgeStep(step, now, context);
    const over = performance.now() > until || context.signal.aborted || context.stop.aborted;
    if (verdict.is !== "waiting" || over) return { now, verdict };
    context.onProgress(step, verdict.why);
    if (performance.now() - nudged > NUDGE_MS) {
      nudged = performance.now();
      await nudge(step, verdict.action, context);
    }
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
}

/** One step: look again, do it only if it is still right and still to be done, look whether it took. */
export async function carryOut(step: Step, context: StepContext): Promise<Outcome> {
  const { config, kinds, writing, signal, run, changes, onProgress } = context;
  onProgress(step, "looking");
  const { now, verdict } = await looked(step, context);
  if (verdict.is === "satisfied") return { is: "already" };
  if (verdict.is === "waiting") return { is: "waiting", why: verdict.why };
  if (verdict.is === "unknown")
    return { ...verdict, is: "failed", why: `${step.host} could not be looked at: ${verdict.why}` };
  if (verdict.is === "refused") return { ...verdict, is: "failed" };
  if (verdict.is === "different") return { is: "stale", rows: staleRows(step, changes, now.changes) };
  const host = config.hosts[step.host];
  if (!host) return { is: "failed", why: `${step.host} is not a host of this file` };
  let said = "";
  const kind = kindOf(step, kinds);
  context.recent.forget(step.address);
  for (const command of kind.commands(step)) {
    if (signal.aborted) return { is: "failed", why: "stopped half-way by you; run apply again to finish it" };
    onProgress(step, "running");
    const result = await writing.run(host, guarded(command, step, run), { signal });
    const failed = failureOf(result, step.host);
    if (failed) return explained(failed, kind.explain?.(step, failed.why));
    if (result.kind === "exited") said += result.stdout + result.stderr;
  }
  onProgress(step, "confirming");
  return confirmed(step, context, said);
}
