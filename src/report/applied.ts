import type { Event, Tally } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { Failure } from "../model/transport.ts";
import { clean, cleanLines } from "./clean.ts";
import { stepText, tallyText } from "./events.ts";
import type { Palette } from "./palette.ts";
import { inSyncLine, isInSync, totalsText } from "./totals.ts";

/** How a run ended, as far as it is shown. */
export interface Outcome {
  readonly tally: Tally;
  readonly outcome: "done" | "running" | "failed" | "stale" | "locked" | "unreachable" | "interrupted";
  readonly why?: string;
  readonly hint?: string;
  /** Hosts that went away. */
  readonly failures: readonly Failure[];
}

type Failed = Extract<Event, { type: "failed" }>;

const hintLines = (hint: string | undefined): readonly string[] => (hint ? [`  hint: ${clean(hint)}`] : []);

/** The output of a command was shown in full further up. */
const firstLine = (text: string): string => {
  const [first = "", ...more] = cleanLines(text);
  return more.length > 0 ? `${first} …` : first;
};

function failureLines(
  failed: readonly Failed[],
  failures: readonly Failure[],
  paint: Palette,
): readonly string[] {
  const shown = new Set(failed.map(({ failure }) => failure?.message));
  return [
    ...failed.flatMap((event) => [
      `${paint.red("failed")} ${paint.bold(clean(event.step.host))} ${stepText(event.step)}: ${firstLine(event.why)}`,
      ...hintLines(event.hint),
    ]),
    ...failures
      .filter(({ message }) => !shown.has(message))
      .flatMap(({ message, hint }) => [`${paint.red("lost")} ${clean(message)}`, ...hintLines(hint)]),
  ];
}

const goOn = (again: string) => `Run \`holdfast apply${again}\` again: it goes on from here.`;

const heading = {
  done: "Done",
  running: "Still running on the hosts",
  failed: "Partly applied",
  stale: "Stopped, because the hosts are no longer as planned",
  locked: "Not started",
  unreachable: "Not done, because the hosts went away",
  interrupted: "Interrupted",
} as const;

const nextStep = (outcome: Outcome["outcome"], again: string): readonly string[] =>
  ({
    done: [],
    running: [goOn(again)],
    failed: [goOn(again)],
    stale: [`Make a new plan: \`holdfast plan${again}\`.`],
    locked: [],
    unreachable: [`Run \`holdfast apply${again}\` again when they answer.`],
    interrupted: [goOn(again)],
  })[outcome];

/** What a run did and what comes next, once it has ended. */
export function outcomeText(
  applied: Outcome,
  events: readonly Event[],
  view: { readonly paint: Palette; readonly again: string },
): readonly string[] {
  const { outcome, tally, why, hint, failures } = applied;
  const failed = events.filter((event) => event.type === "failed");
  const colour = outcome === "done" ? view.paint.green : view.paint.red;
  const parts = [...(outcome === "locked" ? [] : [tallyText(tally)]), ...(why ? [clean(why)] : [])];
  return [
    ...failureLines(failed, failures, view.paint),
    `${colour(heading[outcome])}: ${parts.join("; ")}.`,
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
