import type { Readable, Writable } from "node:stream";
import type { Command, Failure, Result } from "../model/transport.ts";
import { failureOf } from "./failure.ts";
import { feed } from "./feed.ts";
import {
  KILL_AFTER_S,
  passwordNeeded,
  passwordWrong,
  stderrGate,
  sudoFailure,
  type Wrapped,
} from "./sudo.ts";

/** How a started program ended: its status (128 + signal when a signal ended it), or the connection went away. */
export type Ending = { readonly code: number } | { readonly lost: Failure };

/** A started program, whether through SSH or on this machine. */
export interface Running {
  /** `performance.now()` from before it was asked for: no time it took on its host is longer than the time since. */
  readonly since: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the program has ended; output may still be on its way. */
  readonly ended: Promise<Ending>;
  /** Resolves when no more output can come. A daemon it left behind may hold the output open for ever. */
  readonly drained: Promise<unknown>;
  /** Lets go of it from this side. */
  hangUp(): void;
}

/** What {@link supervise} has to know about a command beside the program itself. */
export interface Supervision {
  readonly command: Command;
  readonly wrapped: Wrapped;
  /** `user@host:port`, for messages. */
  readonly who: string;
  readonly sudo: boolean;
  /** The sudo password, asked for when sudo asks. */
  readonly password?: () => Promise<string | undefined>;
  /** Called when sudo did not start the command although it was given the password. */
  readonly onRefused?: (failure: Failure) => void;
  /** Ends the process group `pid` on the host, as far as that is possible. */
  readonly end: (pid: number) => void;
  /** Bytes of stdout and stderr together before the command is killed. */
  readonly outputLimit: number;
  /** Seconds after the time-out on the host at which it is given up from here. */
  readonly graceS: number;
  readonly signal?: AbortSignal;
  readonly onStdout?: (text: string) => void;
}

/** Milliseconds a killed command gets to be gone before this side lets go of it. */
const KILL_WAIT_MS = 4_000;
/** Milliseconds without output, after its end, until a program's output counts as complete. */
const DRAIN_MS = 1_000;
const CANCELLED = "cancelled";
/** What `timeout` exits with: after SIGTERM, and when it had to send SIGKILL. */
const TIMED_OUT: readonly number[] = [124, 137];

/**
 * Sees a started program to its end: answers sudo, feeds stdin, gathers output, and kills it on time-out,
 * cancellation or too much output. Never rejects.
 */
export function supervise(running: Running, job: Supervision): Promise<Result> {
  const { command, wrapped } = job;
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const gate = stderrGate(wrapped);
  const decoder = new TextDecoder();
  let size = 0;
  let pid: number | undefined;
  let fed = false;
  let answered = false;
  let sent = false;
  let killWhy: string | undefined;
  let ending: Ending | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drain: NodeJS.Timeout | undefined;

  return new Promise<Result>((resolve) => {
    const over = new AbortController();
    const printed = () => ({
      stdout: Buffer.concat(out).toString(),
      stderr: Buffer.concat(err).toString(),
    });

    const finish = (result: Result) => {
      if (over.signal.aborted) return;
      over.abort();
      clearTimeout(timer);
      clearTimeout(drain);
      job.signal?.removeEventListener("abort", cancel);
      running.hangUp();
      resolve(result);
    };
    const refuse = (failure: Failure) => {
      if (sent) job.onRefused?.(failure);
      finish({ kind: "unreachable", failure });
    };
    const after = (ms: number, then: () => void) => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const armTimeout = () =>
      after((command.timeoutS + KILL_AFTER_S + job.graceS) * 1000, () => {
        if (pid !== undefined) job.end(pid);
        finish({
          kind: "killed",
          why: `no end in sight ${command.timeoutS} s after it was started`,
          ...printed(),
        });
      });

    const kill = (why: string) => {
      if (killWhy !== undefined || ending !== undefined) return;
      killWhy = why;
      if (pid !== undefined) job.end(pid);
      after(KILL_WAIT_MS, () => finish({ kind: "killed", why, ...printed() }));
    };
    const cancel = () => kill(CANCELLED);

    const giveInput = () => {
      if (fed) return;
      fed = true;
      feed(running.stdin, command.stdin, over.signal).catch((error: unknown) =>
        kill(`its input failed: ${error instanceof Error ? error.message : String(error)}`),
      );
    };
    const answer = async () => {
      answered = true;
      clearTimeout(timer);
      const password = await ask(job).catch((error: unknown) => {
        refuse({ kind: "sudo", message: `no sudo password for ${job.who}: ${failureOf(error).message}` });
      });
      if (over.signal.aborted || killWhy !== undefined) return;
      if (password === undefined) return refuse(passwordNeeded(job.who));
      sent = true;
      armTimeout();
      running.stdin.write(`${password}\n`);
    };

    const complete = () => {
      if (ending === undefined) return;
      if ("lost" in ending) return finish({ kind: "lost", failure: ending.lost, ...printed() });
      const { code } = ending;
      if (pid === undefined)
        return refuse(neverStarted(job, gate.preface() || printed().stdout.trim(), code));
      const late = TIMED_OUT.includes(code) && performance.now() - running.since >= command.timeoutS * 1000;
      const why = killWhy ?? (late ? `took longer than ${command.timeoutS} s` : undefined);
      // Done before the cancellation reached it: nothing is uncertain then.
      if (why === CANCELLED && code === 0) return finish({ kind: "exited", code, ...printed() });
      finish(
        why === undefined ? { kind: "exited", code, ...printed() } : { kind: "killed", why, ...printed() },
      );
    };

    const keep = (into: Buffer[], chunk: Buffer) => {
      if (over.signal.aborted) return;
      drain?.refresh();
      size += chunk.length;
      if (size > job.outputLimit) return kill(`printed more than ${sizeText(job.outputLimit)}`);
      into.push(chunk);
    };

    running.stdout.on("data", (chunk: Buffer) => {
      keep(out, chunk);
      if (job.onStdout && killWhy === undefined) job.onStdout(decoder.decode(chunk, { stream: true }));
    });
    running.stderr.on("data", (chunk: Buffer) => {
      const heard = gate.hear(chunk);
      if (heard.own.length > 0) keep(err, heard.own);
      if (pid === undefined && heard.pid !== undefined) {
        pid = heard.pid;
        if (killWhy === undefined) armTimeout();
        else job.end(pid);
        giveInput();
      } else if (heard.prompts > 1) refuse(passwordWrong(job.who));
      else if (heard.prompts === 1 && !answered) void answer();
    });
    for (const stream of [running.stdin, running.stdout, running.stderr]) stream.on("error", () => {});

    void running.ended.then((how) => {
      ending = how;
      drain = setTimeout(complete, DRAIN_MS);
      void running.drained.then(complete);
    });
    job.signal?.addEventListener("abort", cancel);
    armTimeout();
    if (job.signal?.aborted) cancel();
    // Only a sudo that reads its password from stdin makes the input wait; anything else would cost a round trip.
    if (wrapped.prompt === undefined) giveInput();
  });
}

const ask = async ({ password }: Supervision): Promise<string | undefined> => password?.();

function neverStarted(job: Supervision, text: string, code: number): Failure {
  if (job.sudo) return sudoFailure(job.who, text, code);
  return {
    kind: "setup",
    message: `${job.who} did not run the command (exit status ${code}): ${text || "it printed nothing"}`,
    hint: "the user needs a POSIX login shell, and the host needs sh and timeout (coreutils)",
  };
}

const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
