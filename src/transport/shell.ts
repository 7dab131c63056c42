/** Characters no shell gives a meaning to, anywhere in a word. `=` and `~` are not among them: `A=b` and `~x` do mean something. */
const PLAIN = /^[\w@%+:,./-]+$/;

/** Words a shell takes for grammar when they come first and are not quoted. */
const RESERVED = new Set(
  "if then else elif fi do done case esac while until for in function select time coproc".split(" "),
);

/**
 * One word for a POSIX shell, which reads it back as exactly `word`.
 *
 * @throws {RangeError} on a NUL character, which no argument of a program can hold.
 */
export function quote(word: string): string {
  if (word.includes("\0")) throw new RangeError("a NUL character cannot be passed to a program");
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A line a POSIX shell runs as the program and arguments `argv`, whatever they hold.
 *
 * The first word never becomes an assignment, a keyword or an option of the shell's.
 *
 * @throws {RangeError} on an empty list or a NUL character.
 */
export function commandLine(argv: readonly string[]): string {
  const [program, ...rest] = argv;
  if (program === undefined) throw new RangeError("a command needs a program");
  const first = RESERVED.has(program) ? `'${program}'` : quote(program);
  return [first, ...rest.map(quote)].join(" ");
}

/** One word of an encoded line; the C shell of Debian takes no word of 1024. */
const PIECES = /.{1,512}/g;

/** Reads the pieces of an encoded line, and becomes what it says. */
const READ = `sh -c 'eval "exec $(printf %s "$@"|base64 -d)"' sh`;

/**
 * The same for a login shell, whichever it is: sshd hands it every command as text. Where a word holds more than plain
 * characters, all that the login shell gets to read is a start of `sh` with the line in base64: csh and tcsh take `!`
 * and ends of lines inside quotes for their own, and fish a backslash.
 *
 * @throws {RangeError} on an empty list or a NUL character.
 */
export function loginLine(argv: readonly string[]): string {
  const line = commandLine(argv);
  if (argv.every((word) => PLAIN.test(word))) return line;
  const pieces = Buffer.from(line).toString("base64").match(PIECES) ?? [];
  return [READ, ...pieces].join(" ");
}
