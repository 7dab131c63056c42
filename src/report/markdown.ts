import type { StatusRow } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import { clean } from "./clean.ts";
import { diffLines, fieldsOf, fieldText, isFile } from "./fields.ts";
import { worstFirst } from "./findings.ts";
import { statusCells } from "./status.ts";
import { markdownTable } from "./table.ts";
import { freeFindings, inSyncLine, isInSync, totalsText, unreachable } from "./totals.ts";
import { byRisk, riskOf } from "./waves.ts";
import { count } from "./words.ts";

/** A GitHub comment holds 65 536 characters; what a wrapper adds must fit too. */
const most = 60_000;

/**
 * Text of others inside Markdown: no markup and no link comes to life. GitHub looks for mentions and issue
 * numbers after unescaping, so those are broken up by a character of no width.
 */
const escaped = (text: string): string =>
  clean(text)
    .replace(/[\\`*_{}[\]<>|~]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&\u200b");

const code = (text: string): string => `\`${clean(text).replaceAll("`", "'")}\``;

/** GitHub colours by the first character, so an update is `!` there and a field keeps its own sign. */
const signs = { create: "+", update: "!", delete: "-" } as const;

/** What is inside a fence cannot end it. */
const fenced = (line: string): string => line.replaceAll("```", "'''");

function changeLines(change: Change): readonly string[] {
  const fields = fieldsOf(change).flatMap((field) =>
    isFile(field) ? [`    ${clean(field.name)}:`, ...diffLines(field)] : [`    ${fieldText(change, field)}`],
  );
  return [`${signs[change.op]} ${clean(change.address)}  ${clean(change.why)}`, ...fields].map(fenced);
}

/** As many changes as fit, each whole, and a line for those that do not. */
function capped(changes: readonly (readonly string[])[], room: number): readonly string[] {
  const out: string[] = [];
  let used = 0;
  for (const [i, lines] of changes.entries()) {
    used += lines.join("\n").length + 1;
    if (used > room)
      return [...out, `# ${count(changes.length - i, "more change")} not shown: see the full plan`];
    out.push(...lines);
  }
  return out;
}

function caution(plan: Plan): readonly string[] {
  const risk = riskOf(plan);
  const lines = [
    ...plan.changes
      .filter(({ address }) => risk(address) === "destructive")
      .map(({ op, address }) => `> **${op} ${escaped(address)}** is destructive.`),
    ...plan.blocked.map(({ change, why, consent }) =>
      [
        `> **${change.op} ${escaped(change.address)}** is blocked: ${escaped(why)}.`,
        ...(consent ? [`It needs ${code(`--consent ${consent}`)}.`] : []),
      ].join(" "),
    ),
  ].slice(0, 20);
  return lines.length > 0 ? ["> [!CAUTION]", ...lines, ""] : [];
}

function notes(plan: Plan): readonly string[] {
  const lines = [
    ...unreachable(plan).map(
      (name) => `- host **${escaped(name)}** cannot be used: ${escaped(plan.hosts[name]?.why ?? "")}`,
    ),
    ...worstFirst(freeFindings(plan)).map((it) => `- ${it.severity} ${it.code}: ${escaped(it.message)}`),
    ...plan.orphans.map(
      (address) => `- ${code(address)} is no longer declared; it holds data and is left alone`,
    ),
    ...(plan.unknown.length > 0 ? [`- ${count(plan.unknown.length, "thing")} unknown, so not planned`] : []),
  ];
  const rest = lines.length > 40 ? [`- and ${lines.length - 40} more`] : [];
  return lines.length > 0 ? [...lines.slice(0, 40), ...rest, ""] : [];
}

const counts = ({ summary: it }: Plan): readonly string[] =>
  markdownTable([
    ["create", "change", "remove", "blocked", "unknown", "no longer declared", "in sync"],
    [it.create, it.update, it.delete, it.blocked, it.unknown, it.orphan, it.inSync].map(String),
  ]);

/** A plan as a comment for a pull request; the hidden first line lets a later run replace it. */
export function planMarkdown(plan: Plan): readonly string[] {
  const head = [
    `<!-- holdfast:plan fleet=${plan.fleet} -->`,
    `### holdfast plan · ${plan.fleet} · ${isInSync(plan) ? "in sync" : totalsText(plan)}`,
    "",
  ];
  if (isInSync(plan)) return [...head, escaped(inSyncLine(plan))];
  const before = [...head, ...counts(plan), "", ...caution(plan), ...notes(plan)];
  const changes = byRisk(plan).flatMap(({ changes: some }) => some.map(changeLines));
  if (changes.length === 0) return before.slice(0, -1);
  const title = `<details><summary>${count(changes.length, "change")}, ${count(plan.actions.length, "action")}</summary>`;
  const room = most - before.join("\n").length - title.length - 200;
  return [...before, title, "", "```diff", ...capped(changes, room), "```", "", "</details>"];
}

/** The status table for a comment or a job summary. */
export function statusMarkdown(fleet: string, rows: readonly StatusRow[]): readonly string[] {
  const problems = rows.flatMap(({ part, notes: some }) =>
    some.map((note) => `- **${escaped(part)}**: ${escaped(note)}`),
  );
  return [
    `<!-- holdfast:status fleet=${fleet} -->`,
    `### holdfast status · ${fleet}`,
    "",
    ...markdownTable(statusCells(rows).map((row) => row.map(escaped))),
    ...(problems.length > 0 ? ["", ...problems] : []),
  ];
}
