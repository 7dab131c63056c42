import { randomBytes } from "node:crypto";
import type { Failure } from "../model/transport.ts";

/**
 * What runs around every command, on the host. It says on stderr that it is in and under which process id
 * (`timeout` takes its place and leads a process group of that number, so that all of it can be killed), and it
 * takes the C locale, so that no output a backend reads is ever translated.
 */
const FRAME =
  'LC_ALL=C; export LC_ALL; printf "%s %s\\n" "$1" "$$" >&2; t=$2; shift 2; exec timeout -k 5 "$t" "$@"';

/** Ends the process group a {@link FRAME} announced: politely, and two seconds later for good. */
const END_GROUP = `kill -TERM "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null
i=0
while [ "$i" -lt 20 ] && kill -0 "-$1" 2>/dev/null; do sleep 0.1; i=$((i + 1)); done
kill -KILL "-$1" 2>/dev/null
:`;

/** Seconds `timeout` waits between SIGTERM and SIGKILL. */
export const KILL_AFTER_S = 5;

/** How a command goes through sudo: not at all, without asking, or with a password on sudo's stdin. */
export type SudoMode = "none" | "silent" | "password";

/** A command ready for the host's shell, with the texts by which its stderr is read. */
export interface Wrapped {
  readonly argv: readonly string[];
  /** What the command announces itself with: `<start> <pid>\n`. */
  readonly start: string;
  /** sudo's prompt; the password is written only after it was seen. */
  readonly prompt: string | undefined;
}

/** Wraps `argv` so that it announces itself, dies after `timeoutS` seconds, and goes through sudo if asked to. */
export function wrap(argv: readonly string[], timeoutS: number, mode: SudoMode): Wrapped {
  const nonce = randomBytes(12).toString("hex");
  const start = `holdfast-start-${nonce}`;
  const framed = ["sh", "-c", FRAME, "holdfast", start, String(timeoutS), ...argv];
  if (mode === "none") return { argv: framed, start, prompt: undefined };
  const sudo = ["env", "LC_ALL=C", "sudo"];
  if (mode === "silent") return { argv: [...sudo, "-n", "--", ...framed], start, prompt: undefined };
  const prompt = `holdfast-password-${nonce}:`;
  return {
    argv: [...sudo, "-S", "-p", prompt, "--", ...framed],
    start,
    prompt,
  };
}

/** The command that ends the process group `pid` and everything in it. */
export const endGroup = (pid: number): readonly string[] => [
  "sh",
  "-c",
  END_GROUP,
  "holdfast-kill",
  String(pid),
];

/** Characters of stderr kept from before the announcement: enough for any warning, and not without bound. */
const PREFACE_LIMIT = 256 * 1024;

/** What a piece of stderr brought. */
export interface Heard {
  /** sudo asks for the password; the second time means that the first was wrong. */
  readonly prompts: number;
  /** Set once the command has begun. */
  readonly pid: number | undefined;
  /** What the command itself printed, without prompts and announcement. */
  readonly own: Buffer;
}

/**
 * Reads stderr up to the announcement. All before it is not the command's (sudo's warnings, the shell's) and is kept
 * apart in `preface`; all after it passes untouched.
 */
export function stderrGate(wrapped: Wrapped) {
  const none = Buffer.alloc(0);
  const begins = new RegExp(`${wrapped.start} (\\d+)\\n`);
  let text = "";
  let pid: number | undefined;
  return {
    /** What came before the announcement, prompts left out. */
    preface: (): string =>
      Buffer.from(wrapped.prompt ? text.replaceAll(wrapped.prompt, "") : text, "latin1")
        .toString()
        .trim(),
    hear(chunk: Buffer): Heard {
      if (pid !== undefined) return { prompts: 0, pid, own: chunk };
      // One character per byte, so that nothing is lost where a chunk ends inside a character.
      text = (text + chunk.toString("latin1")).slice(-PREFACE_LIMIT);
      const found = begins.exec(text);
      const before = found ? text.slice(0, found.index) : text;
      const prompts = wrapped.prompt ? before.split(wrapped.prompt).length - 1 : 0;
      if (!found) return { prompts, pid, own: none };
      pid = Number(found[1]);
      const own = Buffer.from(text.slice(found.index + found[0].length), "latin1");
      text = before;
      return { prompts, pid, own };
    },
  };
}

const SET_PASSWORD =
  "set HOLDFAST_SUDO_PASSWORD or HOLDFAST_SUDO_PASSWORD_FILE, or allow this user NOPASSWD in sudoers";

/** sudo wants a password and there is none. */
export const passwordNeeded = (who: string): Failure => ({
  kind: "sudo",
  message: `sudo on ${who} asks for a password`,
  hint: SET_PASSWORD,
});

/** The password was refused; it is not sent a second time, as that could lock the account. */
export const passwordWrong = (who: string): Failure => ({
  kind: "sudo",
  message: `sudo on ${who} refused the password`,
  hint: "check HOLDFAST_SUDO_PASSWORD or HOLDFAST_SUDO_PASSWORD_FILE; it was sent once and is not tried again",
});

/** Why sudo did not start the command, from what it printed (`text`, C locale) and its exit status. */
export function sudoFailure(who: string, text: string, code: number): Failure {
  const kind = "sudo";
  if (
    /password is required|no password was provided|a terminal is required|authentication is required|askpass/i.test(
      text,
    )
  )
    return passwordNeeded(who);
  if (/incorrect password|authentication failure|try again/i.test(text)) return passwordWrong(who);
  if (code === 127 || /sudo.*(not found|No such file)/i.test(text))
    return {
      kind,
      message: `sudo is not installed on ${who}`,
      hint: "install sudo there, or log in as root and leave `sudo` out",
    };
  if (/not in the sudoers|not allowed to|may not run sudo|a password is not allowed/i.test(text))
    return {
      kind,
      message: `sudo on ${who} does not allow this user to run commands: ${lastLine(text)}`,
      hint: "add the user to the sudo group, or a line for it to /etc/sudoers.d",
    };
  if (/must have a tty/i.test(text))
    return {
      kind,
      message: `sudo on ${who} insists on a terminal`,
      hint: "remove `requiretty` from its sudoers",
    };
  return {
    kind,
    message: `sudo on ${who} failed (exit status ${code}): ${lastLine(text) || "it printed nothing"}`,
  };
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
