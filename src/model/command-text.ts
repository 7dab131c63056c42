/**
 * A command as a person reads it: the words, or, for a shell text of ours, what its first comment says it
 * does and its arguments. For showing only; it is never run.
 */
export function commandText(argv: readonly string[]): string {
  const [shell, flag, script, , ...args] = argv;
  const says = shell === "sh" && flag === "-c" ? /^# (.*)$/m.exec(script ?? "")?.[1] : undefined;
  const words = says === undefined ? argv : args;
  const shown = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)));
  return says === undefined ? shown.join(" ") : `# ${[`${says}:`, ...shown].join(" ")}`;
}
