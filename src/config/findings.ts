import type { Finding } from "../model/finding.ts";
import { type Details, drafting } from "../model/finding-table.ts";
import type { Span } from "../model/span.ts";
import { type ConfigCode, configFindings } from "./finding-list.ts";

/** At most so many findings are reported; a file with more is not meant to be read by us. */
const most = 100;

const draft = drafting<ConfigCode>(configFindings);

/** A finding at a place; severity and hint come from the list of findings. */
export const findingAt = (code: ConfigCode, at: Span, message: string, details?: Details): Finding => ({
  ...draft(code, message, details),
  at,
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
  return [...all.slice(0, most), draft("CFG199", `and more: only the first ${most} are shown`)];
};

const compareKeys = (a: readonly number[], b: readonly number[]): number => {
  const i = a.findIndex((part, index) => part !== b[index]);
  return i < 0 ? 0 : Number(a[i]) - Number(b[i]);
};
