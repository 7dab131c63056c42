import type { Finding } from "../model/finding.ts";
import type { Span } from "../model/span.ts";

/** At most so many findings are reported; a file with more is not meant to be read by us. */
const most = 100;

/** An error at a place, as a finding. */
export const errorAt = (code: string, at: Span, message: string, hint?: string): Finding => ({
  code,
  severity: "error",
  message,
  at,
  ...(hint === undefined ? {} : { hint }),
});

/** A warning at a place, as a finding. */
export const warningAt = (code: string, at: Span, message: string, hint?: string): Finding => ({
  ...errorAt(code, at, message, hint),
  severity: "warning",
});

/**
 * Findings in reading order (files as they were given, then line and column), each once.
 *
 * More than a hundred are cut, with a last finding that says so.
 */
export const inOrder = (findings: readonly Finding[], files: readonly string[]): Finding[] => {
  const rank = new Map(files.map((file, index) => [file, index]));
  const keyed = findings.map((finding) => ({
    finding,
    key: [rank.get(finding.at?.file ?? "") ?? -1, finding.at?.line ?? 0, finding.at?.column ?? 0],
    text: `${finding.code} ${finding.message}`,
  }));
  keyed.sort((a, b) => compareKeys(a.key, b.key) || (a.text < b.text ? -1 : Number(a.text > b.text)));
  const once = keyed.filter((one, i) => {
    const last = keyed[i - 1];
    return last === undefined || compareKeys(last.key, one.key) !== 0 || last.text !== one.text;
  });
  const all = once.map((one) => one.finding);
  if (all.length <= most) return all;
  const rest: Finding = {
    code: "CFG199",
    severity: "error",
    message: `and more: only the first ${most} are shown`,
  };
  return [...all.slice(0, most), rest];
};

const compareKeys = (a: readonly number[], b: readonly number[]): number => {
  const i = a.findIndex((part, index) => part !== b[index]);
  return i < 0 ? 0 : Number(a[i]) - Number(b[i]);
};
