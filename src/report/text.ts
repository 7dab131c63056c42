import type { Change } from "../model/change.ts";
import { commandText } from "../model/command-text.ts";
import type { Plan, Step } from "../model/plan.ts";
import { spanText } from "../model/span.ts";
import { clean } from "./clean.ts";
import { stepText } from "./events.ts";
import { diffLines, fieldsOf, fieldText, isFile } from "./fields.ts";
import { findingLines, worstFirst } from "./findings.ts";
import type { Palette } from "./palette.ts";
import { pad, width } from "./table.ts";
import { freeFindings, inSyncLine, isInSync, nextLines, titleLine, totalsLine } from "./totals.ts";
import { orphanLines, unknownLines, unreachableLines } from "./unknown.ts";
import { byRisk, waves } from "./waves.ts";

/** How a plan is shown. */
export interface View {
  readonly paint: Palette;
  /** Flags that name the same files and the same part of the fleet again, such as ` -f lab.yaml --host s1`. */
  readonly again?: string;
  /** Where the plan was saved. */
  readonly saved?: string;
  /** The snapshot it was made from. */
  readonly snapshot?: string;
  /** Leave out what to do next: the program is about to ask, or to do it. */
  readonly quiet?: boolean;
}

type Section = readonly string[];

const symbols = { create: "+", update: "~", delete: "-" } as const;

const symbolOf = (change: Change, paint: Palette): string =>
  ({ create: paint.green, update: paint.yellow, delete: paint.red })[change.op](symbols[change.op]);

const diffLine = (line: string, paint: Palette): string => {
  const colour = { "+": paint.green, "-": paint.red, "@": paint.cyan }[line[0] ?? ""];
  return colour ? colour(line) : line;
};

function fieldLines(change: Change, paint: Palette): Section {
  return fieldsOf(change).flatMap((field) =>
    isFile(field)
      ? [`${clean(field.name)}:`, ...diffLines(field).map((line) => `  ${diffLine(line, paint)}`)]
      : [fieldText(change, field)],
  );
}

/** Where a change comes from and why it is one. */
const sourceText = ({ at, why }: Change): string =>
  [...(at && !why.includes(spanText(at)) ? [spanText(at)] : []), why].map(clean).join(" · ");

const indented = (lines: Section, by: number): Section => lines.map((line) => `${" ".repeat(by)}${line}`);

function changeLines(change: Change, paint: Palette): Section {
  return [
    `  ${symbolOf(change, paint)} ${paint.bold(clean(change.address))}`,
    ...indented([paint.dim(sourceText(change)), ...fieldLines(change, paint)], 6),
  ];
}

const riskTitle = (risk: string, paint: Palette): string => {
  const colour = {
    destructive: paint.red,
    "data-moving": paint.magenta,
    disruptive: paint.yellow,
  }[risk];
  const title = `${risk[0]?.toUpperCase()}${risk.slice(1)}`;
  return paint.bold(colour ? colour(title) : title);
};

const changeSections = (plan: Plan, paint: Palette): readonly Section[] =>
  byRisk(plan).map(({ risk, changes }) => [
    riskTitle(risk, paint),
    ...changes.flatMap((change) => changeLines(change, paint)),
  ]);

const findingSection = (plan: Plan, paint: Palette): Section =>
  worstFirst(freeFindings(plan)).flatMap((finding) => findingLines(finding, paint));

function blockedSection(plan: Plan, paint: Palette): Section {
  const lines = plan.blocked.flatMap(({ change, why, consent }) => {
    const reasons = plan.findings.filter((it) => it.severity === "error" && it.address === change.address);
    return [
      `  ${paint.red("!")} ${change.op} ${paint.bold(clean(change.address))}`,
      ...indented(
        [
          paint.dim(sourceText(change)),
          ...fieldLines(change, paint),
          ...(reasons.some(({ message }) => message === why) ? [] : [`blocked: ${clean(why)}`]),
          ...reasons.flatMap(({ code, message, hint }) => [
            `blocked: ${code}: ${clean(message)}`,
            ...(hint ? [`hint: ${clean(hint)}`] : []),
          ]),
          ...(consent ? [`allow with: --consent ${clean(consent)}`] : []),
        ],
        6,
      ),
    ];
  });
  return lines.length > 0 ? [paint.bold(paint.red("Blocked: not planned")), ...lines] : [];
}

/** `[disruptive]` behind an action that is not just safe. */
const riskTag = ({ risk }: Step, paint: Palette): string =>
  risk === "safe" ? "" : ` ${paint.yellow(`[${risk}]`)}`;

function actionSection(plan: Plan, paint: Palette): Section {
  const all = waves(plan.actions);
  const ids = Math.max(0, ...plan.actions.map(({ id }) => width(id)));
  const hosts = Math.max(0, ...plan.actions.map(({ host }) => width(clean(host))));
  const stepLines = (step: Step): Section => [
    `    ${paint.dim(pad(clean(step.id), ids))}  ${paint.bold(pad(clean(step.host), hosts))}  ${stepText(step)}${riskTag(step, paint)}`,
    ...(step.waits === undefined
      ? []
      : indented([paint.dim(`waits: ${clean(step.waits)}`)], ids + hosts + 8)),
    ...indented(
      step.commands.map(commandText).map((text) => `${paint.dim("$")} ${text}`),
      ids + hosts + 8,
    ),
  ];
  const lines = all.flatMap((wave, i) => [
    paint.dim(`  wave ${i + 1} of ${all.length}`),
    ...wave.flatMap(stepLines),
  ]);
  return lines.length > 0 ? [paint.bold("Actions, in order"), ...lines] : [];
}

/** A fleet in sync is one line; warnings, if there are any, follow it. */
function inSyncLines(plan: Plan, { paint }: View): Section {
  const warnings = plan.findings.filter(({ severity }) => severity === "warning");
  return [paint.green(inSyncLine(plan)), ...warnings.flatMap((finding) => findingLines(finding, paint))];
}

/** A plan for a terminal: what matters, what changes (riskiest first), what would run, what comes next. */
export function planText(plan: Plan, view: View): readonly string[] {
  if (isInSync(plan)) return inSyncLines(plan, view);
  const { paint } = view;
  const sections: readonly Section[] = [
    [paint.bold(titleLine(plan, view.snapshot))],
    unreachableLines(plan, paint),
    findingSection(plan, paint),
    ...changeSections(plan, paint),
    blockedSection(plan, paint),
    orphanLines(plan, paint),
    actionSection(plan, paint),
    unknownLines(plan, paint),
    [paint.bold(totalsLine(plan)), ...(view.quiet ? [] : nextLines(plan, view))],
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : ["", ...section]));
}
