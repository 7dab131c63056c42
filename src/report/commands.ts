import { clean } from "./clean.ts";
import { count } from "./words.ts";

/** One argument as a shell would need it, for reading; longer texts (a whole file) are only counted. */
function argument(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (lines > 1) return `‹${count(lines, "line")}›`;
  const safe = clean(text);
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

const isShell = (program: string | undefined): boolean => /^(?:\/bin\/)?sh$/.test(program ?? "");

/** Names a script is given as `$0`: they say nothing. */
const names = new Set(["sh", "holdfast", "_", "--", "-"]);

function script(argv: readonly string[]): string {
  const [, , text = "", zero, ...rest] = argv;
  const told = zero === undefined || names.has(zero) ? rest : [zero, ...rest];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const note = /^\s*#+!?\s*(.+)$/.exec(lines[0] ?? "")?.[1];
  if (note) return [`sh: ${clean(note)}`, ...told.map(argument)].join("  ");
  const short =
    lines.length > 1 || text.length > 120 ? `${clean(lines[0] ?? "").slice(0, 100)} …` : text.trim();
  return ["sh -c", argument(short), ...told.map(argument)].join(" ");
}

/**
 * A command for reading.
 *
 * A script is shown by the comment it starts with and its arguments; its full text is in the JSON form.
 */
export function commandText(argv: readonly string[]): string {
  return isShell(argv[0]) && argv[1] === "-c" ? script(argv) : argv.map(argument).join(" ");
}
