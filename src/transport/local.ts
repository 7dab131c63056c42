import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Host } from "../model/host.ts";
import type { Command, Result, Transport } from "../model/transport.ts";
import { cancelledEarly } from "./failure.ts";
import type { RunOptions } from "./run-options.ts";
import type { Ending, Running } from "./running.ts";
import { endGroup, type SudoMode, wrap } from "./sudo.ts";
import { supervise } from "./supervise.ts";

/** Settings of {@link localTransport} and of its SSH sibling alike. */
export interface LocalOptions {
  /** Asked at most once per run, when sudo wants a password. Without it, sudo is never let ask. */
  readonly sudoPassword?: () => Promise<string | undefined>;
  /** Bytes of output of one command before it is killed; 64 MiB unless given. */
  readonly outputLimit?: number;
  /** Seconds beyond a command's time-out at which it is given up from here; 5 unless given. */
  readonly graceS?: number;
}

/** What every command here gets as environment: ours without what is meant for holdfast alone, secrets first of all. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("HOLDFAST_")));

const signalCode = (signal: NodeJS.Signals | null): number => 128 + (signal ? constants.signals[signal] : 0);

function start(argv: readonly string[]): Running {
  const [program = "", ...rest] = argv;
  const since = performance.now();
  const child = spawn(program, rest, {
    detached: true,
    env: environment(),
    stdio: "pipe",
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code: code ?? signalCode(signal) }));
    child.once("error", (error) =>
      resolve({
        lost: {
          kind: "setup",
          message: `this machine cannot start ${program}: ${error.message}`,
        },
      }),
    );
  });
  const hangUp = () => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  return {
    since,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    drained: once(child, "close"),
    hangUp,
  };
}

/** Runs commands on this machine, without SSH, with the very same results as through it. */
export function localTransport(options: LocalOptions = {}): Transport {
  const mode = (host: Host): SudoMode => (!host.sudo ? "none" : options.sudoPassword ? "password" : "silent");

  function run(host: Host, command: Command, how: RunOptions = {}): Promise<Result> {
    if (how.signal?.aborted) return Promise.resolve(cancelledEarly());
    const wrapped = wrap(command.argv, command.timeoutS, mode(host));
    const end = (pid: number) =>
      void run(host, {
        argv: endGroup(pid),
        mutates: true,
        timeoutS: KILL_TIMEOUT_S,
      }).catch(() => {});
    return supervise(start(wrapped.argv), {
      command,
      wrapped,
      who: "this machine",
      sudo: host.sudo,
      end,
      outputLimit: options.outputLimit ?? OUTPUT_LIMIT,
      graceS: options.graceS ?? GRACE_S,
      ...(options.sudoPassword && { password: options.sudoPassword }),
      ...how,
    });
  }
  return { run, close: async () => {} };
}

/** Bytes of output of one command before it is killed. */
export const OUTPUT_LIMIT = 64 * 1024 * 1024;
/** Seconds beyond a command's time-out at which it is given up from here. */
export const GRACE_S = 5;
/** Seconds the ending of another command may itself take. */
export const KILL_TIMEOUT_S = 10;
