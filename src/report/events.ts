import type { Event, StaleRow } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import { clean, cleanLines } from "./clean.ts";
import type { Palette } from "./palette.ts";
import { pad, table, width } from "./table.ts";
import { count, duration, nameOf } from "./words.ts";

/** `12:03:04` (UTC) of an ISO 8601 time. */
const clock = (at: string): string => at.slice(11, 19);

/** `nfs.export.write web`. */
export const stepText = ({ type, address, about }: Step): string =>
  clean(`${type} ${nameOf(address)}${about === undefined ? "" : ` ${about}`}`.trimEnd());

const line = (event: Event & { readonly step: Step }, word: string, text: string, paint: Palette): string =>
  `${paint.dim(clock(event.at))} ${paint.bold(clean(event.step.host))} ${word} ${text}`;

/** Wider than this, values stand below each other. */
const most = 110;

/** `/options/rw` as `options.rw`; escaped slashes as what they are. */
const fieldName = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".") || "all";

/** Planned from, now and wanted: side by side where there is room, else below each other. */
export function staleLines(rows: readonly StaleRow[], paint: Palette): readonly string[] {
  const cells = rows.map((row) => [fieldName(row.field), row.plannedFrom, row.now, row.wanted].map(clean));
  const head = ["field", "planned from", "now", "wanted"];
  const beside = table([head.map(paint.dim), ...cells], "    ");
  if (beside.every((text) => width(text) <= most)) return beside;
  return cells.flatMap(([field = "", ...values]) => [
    `    ${field}`,
    ...table(
      values.map((value, i) => [paint.dim(head[i + 1] ?? ""), value]),
      "      ",
    ),
  ]);
}

const word = (text: string, paint: (text: string) => string): string => paint(pad(text, 5));

/** What a failing command said may have many lines; they stay lines, set off from the first. */
function failedLines(event: Extract<Event, { type: "failed" }>, paint: Palette): readonly string[] {
  const [first = "", ...more] = cleanLines(event.why);
  const head = `${stepText(event.step)} (${duration(event.ms)}): ${first}`;
  return [
    line(event, word("FAIL", paint.red), head, paint),
    ...more.map((text) => `    ${text}`),
    ...(event.hint ? [`    hint: ${clean(event.hint)}`] : []),
  ];
}

/** One event as lines of a log that is only ever added to, as CI shows it. */
export function eventLines(event: Event, paint: Palette): readonly string[] {
  switch (event.type) {
    case "begin":
      return [];
    case "started":
      return [line(event, word("start", paint.dim), paint.dim(stepText(event.step)), paint)];
    case "progress":
      return [line(event, word("…", paint.dim), `${stepText(event.step)}: ${clean(event.text)}`, paint)];
    case "done":
      return [
        line(event, word("done", paint.green), `${stepText(event.step)} (${duration(event.ms)})`, paint),
      ];
    case "already":
      return [line(event, word("same", paint.green), `${stepText(event.step)}: nothing left to do`, paint)];
    case "failed":
      return failedLines(event, paint);
    case "stale":
      return [
        line(
          event,
          word("STALE", paint.red),
          `${stepText(event.step)}: the host is no longer as planned`,
          paint,
        ),
        ...staleLines(event.rows, paint),
      ];
    case "waiting":
      return [line(event, word("wait", paint.yellow), `${stepText(event.step)}: ${clean(event.why)}`, paint)];
    case "skipped":
      return [line(event, word("skip", paint.yellow), `${stepText(event.step)}: ${clean(event.why)}`, paint)];
    case "end":
      return [];
  }
}

/** `5 done, 1 already so, 2 failed`; parts that are zero are left out, but never all of them. */
export function tallyText(tally: Extract<Event, { type: "end" }>["tally"]): string {
  const parts = [
    ...(tally.already ? [`${tally.already} already so`] : []),
    ...(tally.failed ? [`${tally.failed} failed`] : []),
    ...(tally.stale ? [`${tally.stale} stale`] : []),
    ...(tally.waiting ? [`${tally.waiting} waiting`] : []),
    ...(tally.skipped ? [`${tally.skipped} not started`] : []),
  ];
  return [`${count(tally.done, "action")} done`, ...parts].join(", ");
}
