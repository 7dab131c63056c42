import type { Event, Tally } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { clean } from "./clean.ts";
import { stepText, tallyText } from "./events.ts";
import type { Palette } from "./palette.ts";
import { inSyncLine, isInSync, totalsText } from "./totals.ts";

/** How a run ended, as far as it is shown. */
export interface Outcome {
  readonly tally: Tally;
  readonly outcome: "done" | "failed" | "stale" | "locked" | "unreachable" | "interrupted";
  readonly why?: string;
  readonly hint?: string;
}

type Failed = Extract<Event, { type: "failed" }>;

const hintLines = (hint: string | undefined): readonly string[] => (hint ? [`  hint: ${clean(hint)}`] : []);

const failureLines = (failed: readonly Failed[], paint: Palette): readonly string[] =>
  failed.flatMap((event) => [
    `${paint.red("failed")} ${paint.bold(clean(event.step.host))} ${stepText(event.step)}: ${clean(event.why)}`,
    ...hintLines(event.hint),
  ]);

const goOn = (again: string) => `Run \`holdfast apply${again}\` again: it goes on from here.`;

const heading = {
  done: "Done",
  failed: "Partly applied",
  stale: "Stopped: the hosts are no longer as planned",
  locked: "Not started: another run holds the lock",
  unreachable: "Nothing was done: the hosts went away",
  interrupted: "Interrupted",
} as const;

const nextStep = (outcome: Outcome["outcome"], again: string): readonly string[] =>
  ({
    done: [],
    failed: [goOn(again)],
    stale: [`Make a new plan: \`holdfast plan${again}\`.`],
    locked: ["Run it again when the other one has ended."],
    unreachable: [`Run \`holdfast apply${again}\` when they answer again.`],
    interrupted: [goOn(again)],
  })[outcome];

/** What a run did and what comes next, once it has ended. */
export function outcomeText(
  applied: Outcome,
  events: readonly Event[],
  view: { readonly paint: Palette; readonly again: string },
): readonly string[] {
  const { outcome, tally, why, hint } = applied;
  const failed = events.filter((event) => event.type === "failed");
  const colour = outcome === "done" ? view.paint.green : view.paint.red;
  const told = why !== undefined && !failed.some((event) => event.why === why) ? [clean(why)] : [];
  return [
    ...failureLines(failed, view.paint),
    `${colour(heading[outcome])}: ${[tallyText(tally), ...told].join(". ")}.`.replace(/\.\.$/, "."),
    ...hintLines(hint),
    ...nextStep(outcome, view.again),
  ];
}

/** After everything was done: whether a fresh look finds the fleet as declared, and if not, what remains. */
export function afterText(plan: Plan, paint: Palette): readonly string[] {
  if (isInSync(plan)) return [paint.green(inSyncLine(plan))];
  const open = plan.changes.map(({ op, address, why }) => `  ${op} ${clean(address)}: ${clean(why)}`);
  const unknown = plan.unknown.map(({ address, why }) => `  unknown ${clean(address)}: ${clean(why)}`);
  const blocked = plan.blocked.map(({ change, why }) => `  blocked ${clean(change.address)}: ${clean(why)}`);
  return [`A fresh look says: ${totalsText(plan)}.`, ...open, ...blocked, ...unknown];
}
