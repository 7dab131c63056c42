import type { Command, Failure, Result } from "../model/transport.ts";
import { failureOf } from "./failure.ts";
import { feed } from "./feed.ts";
import type { Running } from "./running.ts";
import { stderrGate, type Wrapped } from "./sudo.ts";
import { type CommandEvent, type Effect, initial, step, type Terms, type Verdict } from "./supervision.ts";

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

/** Milliseconds without output, after its end, until a program's output counts as complete. */
const DRAIN_MS = 1_000;

/**
 * Sees a started program to its end: answers sudo, feeds stdin, gathers output, and kills it on time-out,
 * cancellation or too much output. Never rejects.
 *
 * What has to be done when is decided by {@link step}; here it is done.
 */
export const supervise = (running: Running, job: Supervision): Promise<Result> =>
  new Promise((resolve) => {
    const gate = stderrGate(job.wrapped);
    const { dispatch, over } = supervisor(running, job, gate.preface, resolve);
    running.stdout.on("data", (chunk: Buffer) => dispatch({ type: "stdout", chunk }));
    running.stderr.on("data", (chunk: Buffer) => dispatch({ type: "stderr", heard: gate.hear(chunk) }));
    for (const stream of [running.stdin, running.stdout, running.stderr]) stream.on("error", () => {});
    void running.ended.then((ending) =>
      dispatch({ type: "ended", ending, afterMs: performance.now() - running.since }),
    );
    job.signal?.addEventListener("abort", () => dispatch({ type: "cancelled" }), { signal: over });
    dispatch({ type: "started" });
    if (job.signal?.aborted) dispatch({ type: "cancelled" });
  });

const termsOf = ({ command, wrapped, who, sudo, graceS, outputLimit }: Supervision): Terms => ({
  who,
  sudo,
  prompts: wrapped.prompt !== undefined,
  timeoutS: command.timeoutS,
  graceS,
  outputLimit,
});

/** How each effect is done. */
type Handlers = { readonly [Name in Effect["do"]]: (effect: Extract<Effect, { readonly do: Name }>) => void };

/** Keeps the state of one command, and does what each step asks for. `preface` is what came before its own output. */
function supervisor(
  running: Running,
  job: Supervision,
  preface: () => string,
  resolve: (result: Result) => void,
) {
  const terms = termsOf(job);
  const over = new AbortController();
  const output = gathered();
  let state = initial;
  const perform = <Name extends Effect["do"]>(effect: Extract<Effect, { do: Name }>): void =>
    (handlers[effect.do] as (effect: Effect) => void)(effect);
  const dispatch = (event: CommandEvent): void => {
    const next = step(terms, state, event);
    state = next.state;
    for (const effect of next.effects) perform(effect);
  };
  const finish = (verdict: Verdict) => {
    over.abort();
    running.hangUp();
    resolve(verdict.kind === "unreachable" ? verdict : { ...verdict, ...output.printed() });
  };
  const handlers: Handlers = {
    ...timers(running, dispatch, over.signal, () =>
      state.pid === undefined ? preface() || output.printed().stdout.trim() : "",
    ),
    ...exchanges(running, job, dispatch, over.signal),
    keep: ({ stream, chunk }) => void output[stream].push(chunk),
    end: ({ pid }) => job.end(pid),
    reportRefusal: ({ failure }) => job.onRefused?.(failure),
    finish: ({ verdict }) => finish(verdict),
  };
  return { dispatch, over: over.signal };
}

/** Output as it comes, and all of it as text. */
function gathered() {
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const printed = () => ({
    stdout: Buffer.concat(output.stdout).toString(),
    stderr: Buffer.concat(output.stderr).toString(),
  });
  return { ...output, printed };
}

/** The alarm clock, and waiting for the rest of the output after the end: until it stops, or for {@link DRAIN_MS} without any. */
function timers(
  running: Running,
  dispatch: (event: CommandEvent) => void,
  over: AbortSignal,
  said: () => string,
): Pick<Handlers, "setAlarm" | "stopAlarm" | "drain"> {
  let clock: NodeJS.Timeout | undefined;
  const drained = () => dispatch({ type: "drained", said: said() });
  over.addEventListener("abort", () => clearTimeout(clock));
  return {
    setAlarm: ({ alarm, ms }) => {
      clearTimeout(clock);
      clock = setTimeout(() => dispatch({ type: "alarm", alarm }), ms);
    },
    stopAlarm: () => clearTimeout(clock),
    drain: () => {
      const rest = setTimeout(drained, DRAIN_MS);
      const more = () => void rest.refresh();
      for (const stream of [running.stdout, running.stderr]) stream.on("data", more);
      over.addEventListener("abort", () => clearTimeout(rest));
      void running.drained.then(drained);
    },
  };
}

/** What goes to the command and to sudo, and what the command shows while it runs. */
function exchanges(
  running: Running,
  job: Supervision,
  dispatch: (event: CommandEvent) => void,
  over: AbortSignal,
): Pick<Handlers, "feed" | "ask" | "sendPassword" | "show"> {
  const decoder = new TextDecoder();
  return {
    feed: () => {
      feed(running.stdin, job.command.stdin, over).catch((error: unknown) =>
        dispatch({ type: "inputFailed", why: error instanceof Error ? error.message : String(error) }),
      );
    },
    ask: () => {
      ask(job).then(
        (password) => dispatch({ type: "password", password }),
        (error: unknown) => dispatch({ type: "noPassword", why: failureOf(error).message }),
      );
    },
    sendPassword: ({ password }) => void running.stdin.write(`${password}\n`),
    show: ({ chunk }) => job.onStdout?.(decoder.decode(chunk, { stream: true })),
  };
}

const ask = async ({ password }: Supervision): Promise<string | undefined> => password?.();
