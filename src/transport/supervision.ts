import type { Failure } from "../model/transport.ts";
import type { Ending } from "./running.ts";
import { type Heard, KILL_AFTER_S, passwordNeeded, passwordWrong, sudoFailure } from "./sudo.ts";

/** What is fixed for one command from the beginning. */
export interface Terms {
  /** `user@host:port`, for messages. */
  readonly who: string;
  readonly sudo: boolean;
  /** Whether sudo may ask for a password on stdin, so that the command's own input has to wait. */
  readonly prompts: boolean;
  readonly timeoutS: number;
  /** Seconds after the time-out on the host at which the command is given up from here. */
  readonly graceS: number;
  /** Bytes of stdout and stderr together before the command is killed. */
  readonly outputLimit: number;
}

/** Where a command is on its way from the start to its result. */
export interface State {
  /** Its process group on the host, once it has announced itself: from then on it has initial. */
  readonly pid?: number;
  /** Whether its input was handed over. */
  readonly fed: boolean;
  /** Whether sudo has asked for the password, and whether it was sent. It is never sent twice. */
  readonly password: "unasked" | "asked" | "sent";
  /** Why it is being killed. */
  readonly killWhy?: string;
  /** How it ended; output may still be on its way. */
  readonly ending?: Ending;
  /** It ended no sooner than its time-out. */
  readonly late: boolean;
  /** Bytes it has printed. */
  readonly size: number;
  /** Its result is out: nothing that comes later counts. */
  readonly over: boolean;
}

/** What can happen to a command. */
export type CommandEvent =
  | { readonly type: "started" }
  | { readonly type: "stdout"; readonly chunk: Buffer }
  | { readonly type: "stderr"; readonly heard: Heard }
  /** The answer to {@link Effect} `ask`: the password, if there is one. */
  | { readonly type: "password"; readonly password: string | undefined }
  | { readonly type: "noPassword"; readonly why: string }
  | { readonly type: "inputFailed"; readonly why: string }
  | { readonly type: "cancelled" }
  | { readonly type: "alarm"; readonly alarm: Alarm }
  /** `afterMs` milliseconds after it was asked for. */
  | { readonly type: "ended"; readonly ending: Ending; readonly afterMs: number }
  /** All its output is here; `said` is what was printed, of a command that never began. */
  | { readonly type: "drained"; readonly said: string };

/** What the one alarm clock is set for: the end of the command's time, or of the time a killed one gets. */
export type Alarm = "timeout" | "killed";

/** How it came out, without the output. */
export type Verdict =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly why: string }
  | { readonly kind: "lost"; readonly failure: Failure }
  | { readonly kind: "unreachable"; readonly failure: Failure };

/** What is to be done about it. */
export type Effect =
  /** Sets the alarm clock, which forgets what it was set for before. */
  | { readonly do: "setAlarm"; readonly alarm: Alarm; readonly ms: number }
  | { readonly do: "stopAlarm" }
  /** Ends the process group on the host. */
  | { readonly do: "end"; readonly pid: number }
  | { readonly do: "feed" }
  | { readonly do: "ask" }
  | { readonly do: "sendPassword"; readonly password: string }
  | { readonly do: "keep"; readonly stream: "stdout" | "stderr"; readonly chunk: Buffer }
  /** Passes output on to whoever follows the command as it runs. */
  | { readonly do: "show"; readonly chunk: Buffer }
  /** Waits for the rest of the output. */
  | { readonly do: "drain" }
  /** sudo did not start the command although it was given the password. */
  | { readonly do: "reportRefusal"; readonly failure: Failure }
  | { readonly do: "finish"; readonly verdict: Verdict };

/** The state after an event, and what is to be done, in order. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** Before anything has happened. */
export const initial: State = { fed: false, password: "unasked", late: false, size: 0, over: false };

/** Milliseconds a killed command gets to be gone before this side lets go of it. */
const KILL_WAIT_MS = 4_000;
const CANCELLED = "cancelled";
/** What `timeout` exits with: after SIGTERM, and when it had to send SIGKILL. */
const TIMED_OUT: readonly number[] = [124, 137];

/** One step: what `event` leads to in `state`. Pure; once a command is over, nothing changes it. */
export function step(terms: Terms, state: State, event: CommandEvent): Step {
  return state.over ? { state, effects: [] } : stepOf(terms, state, event);
}

function stepOf(terms: Terms, state: State, event: CommandEvent): Step {
  switch (event.type) {
    case "started":
      // Only a sudo that reads its password from stdin makes the input wait; anything else would cost a round trip.
      return then({ state, effects: [timeLimit(terms)] }, (now) => (terms.prompts ? same(now) : feed(now)));
    case "stdout":
      return onStdout(terms, state, event.chunk);
    case "stderr":
      return onStderr(terms, state, event.heard);
    case "password":
      return onPassword(terms, state, event.password);
    case "noPassword":
      return refuse(state, {
        kind: "sudo",
        message: `no sudo password for ${terms.who}: ${event.why}`,
      });
    case "inputFailed":
      return kill(state, `its input failed: ${event.why}`);
    case "cancelled":
      return kill(state, CANCELLED);
    case "alarm":
      return event.alarm === "timeout" ? givenUp(terms, state) : finishKilled(state);
    case "ended":
      return {
        state: {
          ...state,
          ending: event.ending,
          late: event.afterMs >= terms.timeoutS * 1000,
        },
        effects: [{ do: "drain" }],
      };
    case "drained":
      return onDrained(terms, state, event.said);
  }
}

const same = (state: State): Step => ({ state, effects: [] });

/** Two steps as one: the second begins where the first ends. */
function then({ state, effects }: Step, next: (state: State) => Step): Step {
  const second = next(state);
  return { state: second.state, effects: [...effects, ...second.effects] };
}

const finish = (state: State, verdict: Verdict): Step => ({
  state: { ...state, over: true },
  effects: [{ do: "finish", verdict }],
});

const finishKilled = (state: State): Step =>
  finish(state, { kind: "killed", why: state.killWhy ?? CANCELLED });

function refuse(state: State, failure: Failure): Step {
  const { state: over, effects } = finish(state, { kind: "unreachable", failure });
  const report: readonly Effect[] = state.password === "sent" ? [{ do: "reportRefusal", failure }] : [];
  return { state: over, effects: [...report, ...effects] };
}

const timeLimit = ({ timeoutS, graceS }: Terms): Effect => ({
  do: "setAlarm",
  alarm: "timeout",
  ms: (timeoutS + KILL_AFTER_S + graceS) * 1000,
});

const endEffects = ({ pid }: State): readonly Effect[] => (pid === undefined ? [] : [{ do: "end", pid }]);

const feed = (state: State): Step =>
  state.fed ? same(state) : { state: { ...state, fed: true }, effects: [{ do: "feed" }] };

/** Begins to kill it, once; one that has ended already is let be. */
function kill(state: State, killWhy: string): Step {
  if (state.killWhy !== undefined || state.ending !== undefined) return same(state);
  const effects: readonly Effect[] = [
    ...endEffects(state),
    { do: "setAlarm", alarm: "killed", ms: KILL_WAIT_MS },
  ];
  return { state: { ...state, killWhy }, effects };
}

function givenUp({ timeoutS }: Terms, state: State): Step {
  const why = `no end in sight ${timeoutS} s after it was started`;
  return then({ state, effects: endEffects(state) }, (now) => finish(now, { kind: "killed", why }));
}

/** Takes in output; too much of it kills the command. */
function keep(terms: Terms, state: State, stream: "stdout" | "stderr", chunk: Buffer): Step {
  const size = state.size + chunk.length;
  if (size > terms.outputLimit)
    return kill({ ...state, size }, `printed more than ${sizeText(terms.outputLimit)}`);
  return { state: { ...state, size }, effects: [{ do: "keep", stream, chunk }] };
}

const onStdout = (terms: Terms, state: State, chunk: Buffer): Step =>
  then(keep(terms, state, "stdout", chunk), (now) => ({
    state: now,
    effects: now.killWhy === undefined ? [{ do: "show", chunk }] : [],
  }));

function onStderr(terms: Terms, state: State, { own, pid, prompts }: Heard): Step {
  const kept = own.length > 0 ? keep(terms, state, "stderr", own) : same(state);
  return then(kept, (now) => {
    if (now.pid === undefined && pid !== undefined) return announced(terms, { ...now, pid });
    if (prompts > 1 && now.pid === undefined) return refuse(now, passwordWrong(terms.who));
    if (prompts === 1 && now.password === "unasked")
      return { state: { ...now, password: "asked" }, effects: [{ do: "stopAlarm" }, { do: "ask" }] };
    return same(now);
  });
}

/** The command has initial: its time counts from here, and its input can go to it. */
const announced = (terms: Terms, state: State): Step =>
  then({ state, effects: state.killWhy === undefined ? [timeLimit(terms)] : endEffects(state) }, feed);

function onPassword(terms: Terms, state: State, password: string | undefined): Step {
  if (state.killWhy !== undefined || state.password !== "asked") return same(state);
  if (password === undefined) return refuse(state, passwordNeeded(terms.who));
  return {
    state: { ...state, password: "sent" },
    effects: [timeLimit(terms), { do: "sendPassword", password }],
  };
}

function onDrained(terms: Terms, state: State, said: string): Step {
  const { ending, pid, killWhy, late } = state;
  if (ending === undefined) return same(state);
  if ("lost" in ending) return finish(state, { kind: "lost", failure: ending.lost });
  const { code } = ending;
  if (pid === undefined) return refuse(state, neverBegan(terms, said, code));
  const timedOut = late && TIMED_OUT.includes(code) ? `took longer than ${terms.timeoutS} s` : undefined;
  const why = killWhy ?? timedOut;
  // Done before the cancellation reached it: nothing is uncertain then.
  if (why === undefined || (why === CANCELLED && code === 0)) return finish(state, { kind: "exited", code });
  return finish(state, { kind: "killed", why });
}

function neverBegan({ sudo, who }: Terms, said: string, code: number): Failure {
  if (sudo) return sudoFailure(who, said, code);
  return {
    kind: "setup",
    message: `${who} did not run the command (exit status ${code}): ${said || "it printed nothing"}`,
    hint: "the user needs a POSIX login shell, and the host needs sh and timeout (coreutils)",
  };
}

const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
