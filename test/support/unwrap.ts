/** The words a POSIX shell makes of a line that holds nothing but plain, single-quoted and backslashed words. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const word = /(?:'[^']*'|\\.|[^\s'\\])+/gs;
  for (const [written] of line.matchAll(word))
    words.push(
      written.replace(/'([^']*)'|\\(.)/gs, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ""),
    );
  return words;
}

/** The line that an encoded one of src/transport/shell.ts stands for; any other as it is. */
export function decodedLine(line: string): string {
  const [, pieces] = /^sh -c '[^']*base64 -d[^']*' sh ([\w+/= ]+)$/.exec(line) ?? [];
  return pieces === undefined ? line : Buffer.from(pieces.replaceAll(" ", ""), "base64").toString();
}

/** What the transport asked for, without what it wraps around every command. */
export interface Unwrapped {
  readonly argv: readonly string[];
  readonly sudo: boolean;
  /** Seconds until the host kills it. */
  readonly timeoutS: number | undefined;
  /** What the command has to print on stderr, followed by a process id, when it begins. */
  readonly start: string | undefined;
}

/** Undoes `wrap` of src/transport/sudo.ts; a line it does not know is a command of `sh -c`. */
export function unwrap(line: string): Unwrapped {
  const words = shellWords(line);
  const sudo = words[2] === "sudo";
  const framed = sudo ? words.slice(words.indexOf("--") + 1) : words;
  const [sh, c, , name, start, seconds, ...argv] = framed;
  if (sh !== "sh" || c !== "-c" || name !== "holdfast" || !start?.startsWith("holdfast-start-"))
    return { argv: ["sh", "-c", line], sudo, timeoutS: undefined, start: undefined };
  return { argv, sudo, timeoutS: Number(seconds), start };
}
