import type { Finding, Severity } from "../model/finding.ts";
import { spanText } from "../model/span.ts";
import { clean } from "./clean.ts";
import type { Palette } from "./palette.ts";
import { count } from "./words.ts";

const order: readonly Severity[] = ["error", "warning", "info"];

/** Errors first, then warnings, then the rest; otherwise in the order given. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));

/** Whether there is an error among them. */
export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === "error");

/** `2 errors, 1 warning`; empty when there is neither. */
export function findingCounts(findings: readonly Finding[]): string {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return [
    ...(of("error") ? [count(of("error"), "error")] : []),
    ...(of("warning") ? [count(of("warning"), "warning")] : []),
  ].join(", ");
}

/** A severity in its colour. */
export const severityText = (severity: Severity, paint: Palette): string =>
  ({ error: paint.red, warning: paint.yellow, info: paint.cyan })[severity](severity);

/** Where a finding points: into the file, else at a thing, else at a host. */
const whereOf = ({ at, address, host }: Finding): string =>
  clean(at ? spanText(at) : (address ?? host ?? ""));

const widest = 160;

/** The offending line with a caret below; nothing when the text is not at hand. */
function excerpt({ at }: Finding, texts: ReadonlyMap<string, string>, paint: Palette): readonly string[] {
  const line = at && texts.get(at.file)?.split(/\r?\n/)[at.line - 1];
  if (!at || line === undefined || line.trim() === "") return [];
  const from = at.column > widest / 2 ? at.column - widest / 2 : 0;
  const gutter = " ".repeat(String(at.line).length);
  return [
    paint.dim(`  ${at.line} | ${clean(line.slice(from, from + widest).replace(/\t/g, " ")).trimEnd()}`),
    `${paint.dim(`  ${gutter} | `)}${" ".repeat(Math.max(0, at.column - 1 - from))}${paint.red("^")}`,
  ];
}

/** A finding for a terminal: place, severity, code, message; the line it is about; what to do next. */
export function findingLines(
  finding: Finding,
  paint: Palette,
  texts: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const where = whereOf(finding);
  const head = `${severityText(finding.severity, paint)} ${finding.code}: ${clean(finding.message)}`;
  return [
    where ? `${paint.bold(where)} ${head}` : head,
    ...excerpt(finding, texts, paint),
    ...(finding.hint ? [`  hint: ${clean(finding.hint)}`] : []),
  ];
}
