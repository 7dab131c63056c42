import type { Step } from "./plan.ts";
import type { Failure } from "./transport.ts";

/** What happens during apply, in order. `ms` is the time a step took, `at` is ISO 8601 UTC. */
export type Event =
  | { readonly type: "begin"; readonly at: string; readonly run: string; readonly steps: readonly Step[] }
  | { readonly type: "started"; readonly at: string; readonly step: Step }
  | { readonly type: "progress"; readonly at: string; readonly step: Step; readonly text: string }
  /** Ran, and a fresh look at the host confirmed it. */
  | { readonly type: "done"; readonly at: string; readonly step: Step; readonly ms: number }
  /** A fresh look showed nothing left to do; nothing was run. */
  | { readonly type: "already"; readonly at: string; readonly step: Step; readonly ms: number }
  | {
      readonly type: "failed";
      readonly at: string;
      readonly step: Step;
      readonly ms: number;
      readonly why: string;
      readonly hint?: string;
      /** Set when the host itself went away. */
      readonly failure?: Failure;
    }
  /** The host no longer is as planned: nothing was run. */
  | {
      readonly type: "stale";
      readonly at: string;
      readonly step: Step;
      readonly ms: number;
      readonly rows: readonly StaleRow[];
    }
  /** Still not ready to run when the time to wait was over: a drain or a heal goes on by itself. */
  | {
      readonly type: "waiting";
      readonly at: string;
      readonly step: Step;
      readonly ms: number;
      readonly why: string;
    }
  /** Not started, because of a step it comes after, or because the run was stopped. */
  | { readonly type: "skipped"; readonly at: string; readonly step: Step; readonly why: string }
  | { readonly type: "end"; readonly at: string; readonly tally: Tally; readonly interrupted: boolean };

/** One difference between what a step was planned from and what is there now; values as JSON text. */
export interface StaleRow {
  readonly field: string;
  readonly plannedFrom: string;
  readonly now: string;
  readonly wanted: string;
}

/** Steps by outcome. */
export interface Tally {
  readonly done: number;
  readonly already: number;
  readonly failed: number;
  readonly stale: number;
  readonly waiting: number;
  readonly skipped: number;
}
