import type { FindingEntry, FindingTable } from "../model/finding-table.ts";
import { severityText } from "./findings.ts";
import type { Palette } from "./palette.ts";
import { markdownTable, table, width } from "./table.ts";
import { count } from "./words.ts";

/** Columns of running text: what is comfortable to read, and fits a terminal of 80. */
const columns = 78;

/** Lines of at most {@link columns}, each `indent` in; a longer word has a line of its own. */
function wrapped(text: string, indent: string): readonly string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && width(indent + last) + 1 + width(word) > columns) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => indent + line);
}

const severities = ({ severity, or }: FindingEntry) => (or ? [severity, or] : [severity]);

/** One finding, as a person would tell a colleague: what it means, how it comes about, and the way out. */
export function entryText(code: string, entry: FindingEntry, paint: Palette): readonly string[] {
  const severity = severities(entry).map((one) => severityText(one, paint));
  const section = (title: string, text: string) => ["", paint.bold(title), ...wrapped(text, "  ")];
  return [
    `${severity.join(" or ")} ${paint.bold(code)}`,
    "",
    ...wrapped(entry.means, ""),
    ...section("How it comes about", entry.cause),
    ...section("What holdfast did, and did not do", entry.done),
    ...section("The way out", entry.remedy),
  ];
}

/** All findings by what they are about: code, severity and meaning, one line each. */
export function findingListText(
  tables: Readonly<Record<string, FindingTable>>,
  paint: Palette,
): readonly string[] {
  const rows = ([code, entry]: readonly [string, FindingEntry]) => [
    paint.bold(code),
    severities(entry)
      .map((one) => severityText(one, paint))
      .join("/"),
    entry.means,
  ];
  return Object.entries(tables).flatMap(([about, entries], i) => [
    ...(i > 0 ? [""] : []),
    `${paint.bold(about)}: ${count(Object.keys(entries).length, "finding")}`,
    ...table(Object.entries(entries).sort(byCode).map(rows), "  "),
  ]);
}

const byCode = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A placeholder such as `<name>` outside of code is a tag to GitHub. */
const plainText = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 ? part : part.replaceAll("<", "&lt;")))
    .join("");

/** All findings as tables for GitHub, folded by what they are about: this is the list in the README. */
export function findingsMarkdown(tables: Readonly<Record<string, FindingTable>>): readonly string[] {
  return Object.entries(tables).flatMap(([about, entries], i) => {
    const sorted = Object.entries(entries).sort(byCode);
    const [first = ""] = sorted[0] ?? [];
    const rows = sorted.map(([code, entry]) => [code, severities(entry).join(", "), plainText(entry.means)]);
    return [
      ...(i > 0 ? [""] : []),
      `<details><summary>${about}: ${first.slice(0, 3)}…, ${count(sorted.length, "finding")}</summary>`,
      "",
      ...markdownTable([["code", "severity", "means"], ...rows]),
      "",
      "</details>",
    ];
  });
}
