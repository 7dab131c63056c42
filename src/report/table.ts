/** Columns that a terminal needs for a text: wide (East Asian, emoji) characters count twice, combining ones not. */
export function width(text: string): number {
  let columns = 0;
  for (const char of text.replace(/\u001b\[\d+m/g, "")) {
    if (/\p{Mark}/u.test(char)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        char,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** `text` with spaces up to `columns`. */
export const pad = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - width(text)));

/** Rows in columns two spaces apart, nothing after the last; rows may differ in length. */
export function table(rows: readonly (readonly string[])[], indent = ""): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, width(cell));
    });
  }
  return rows.map((row) =>
    `${indent}${row.map((cell, i) => pad(cell, widths[i] ?? 0)).join("  ")}`.trimEnd(),
  );
}

/** A GitHub table; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(head.map(() => "---")), ...body.map(line)];
}
