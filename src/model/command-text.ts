/** Without what could steer a terminal or turn text around: this ends up on screens and in journals. */
const clean = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, "");

/** One argument as a shell would need it, for reading; a whole file is only counted, a hash only begun. */
function argument(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (lines > 1) return `‹${lines} lines›`;
  if (/^[0-9a-f]{64}$/.test(text)) return `${text.slice(0, 8)}…`;
  const safe = clean(text);
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

const isShell = (program: string | undefined): boolean => /^(?:\/bin\/)?sh$/.test(program ?? "");

/** Names a script is given as `$0`: they say nothing. */
const names = new Set(["sh", "holdfast", "_", "--", "-"]);

function script([, , text = "", zero, ...rest]: readonly string[]): string {
  const shownArgs = zero === undefined || names.has(zero) ? rest : [zero, ...rest];
  const [first = "", ...more] = text.split("\n").filter((line) => line.trim() !== "");
  const note = /^\s*#+\s*([^!\s].*)$/.exec(first)?.[1];
  if (note) return [`sh [${clean(note)}]`, ...shownArgs.map(argument)].join(" ");
  const shown = more.length > 0 ? `${first.slice(0, 100)} …` : first;
  return ["sh -c", argument(shown), ...shownArgs.map(argument)].join(" ");
}

/**
 * A command for reading.
 *
 * A script is shown by the comment it starts with and its arguments; its full text is in the JSON form.
 */
export function commandText(argv: readonly string[]): string {
  return isShell(argv[0]) && argv[1] === "-c" ? script(argv) : argv.map(argument).join(" ");
}
