import type { Host } from "../model/host.ts";
import type { Command, Failure, Result, Transport } from "../model/transport.ts";
import type { Connection } from "./connection.ts";
import { cancelledEarly, failureOf } from "./failure.ts";
import { GRACE_S, KILL_TIMEOUT_S, type LocalOptions, OUTPUT_LIMIT } from "./local.ts";
import { connectionPool } from "./pool.ts";
import type { RunOptions } from "./run-options.ts";
import { commandLine } from "./shell.ts";
import { type SshSurroundings, surroundings } from "./ssh-config.ts";
import { endGroup, type SudoMode, type Wrapped, wrap } from "./sudo.ts";
import { type Running, supervise } from "./supervise.ts";
import { targetText } from "./target.ts";

/** Settings of {@link sshTransport}. */
export interface SshOptions extends LocalOptions {
  /** Seconds from the first packet to the finished login; 10 unless given. */
  readonly connectTimeoutS?: number;
  /** Connections being set up at the same time; 32 unless given. */
  readonly parallel?: number;
  /** Adds the key of a host nobody knows yet to known_hosts. A changed or revoked key is refused all the same. */
  readonly acceptNewHostKeys?: boolean;
  /** Asked once per encrypted key file, and only when a host would take that key. */
  readonly passphrase?: (file: string) => Promise<string | undefined>;
  /** Seconds between signs of life on an idle connection, which is lost after three without an answer; 10 unless given. */
  readonly keepaliveS?: number;
  /** Where `~`, ssh_config, the agent and the user's name are taken from; this process unless given. */
  readonly surroundings?: SshSurroundings;
}

/** Settles with `work`, or as cancelled as soon as `signal` says so, unless `begun` says that it is too late for that. */
function unlessCancelled(
  work: Promise<Result>,
  begun: () => boolean,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      if (!begun()) resolve(cancelledEarly());
    };
    signal.addEventListener("abort", cancel);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}

/** Runs commands through SSH: one connection per machine, opened on first use and used for everything there. */
export function sshTransport(options: SshOptions = {}): Transport {
  const pool = connectionPool({
    connectTimeoutMs: (options.connectTimeoutS ?? 10) * 1000,
    keepaliveMs: (options.keepaliveS ?? 10) * 1000,
    parallel: options.parallel ?? 32,
    acceptNewHostKeys: options.acceptNewHostKeys ?? false,
    passphrase: options.passphrase,
    surroundings: options.surroundings ?? surroundings(),
  });
  /** Hosts whose sudo refused: asking again with the same password could lock the account. */
  const sudoRefused = new Map<string, Failure>();

  const mode = (host: Host): SudoMode => (!host.sudo ? "none" : options.sudoPassword ? "password" : "silent");

  /** Ends a process group with a session of its own, outside the eight places: the two sshd has left are for this. */
  async function end(host: Host, connection: Connection, who: string, pid: number): Promise<void> {
    const command = {
      argv: endGroup(pid),
      mutates: true,
      timeoutS: KILL_TIMEOUT_S,
    };
    const wrapped = wrap(command.argv, command.timeoutS, mode(host));
    const opened = await connection.open(commandLine(wrapped.argv));
    if ("running" in opened)
      await watch(host, command, wrapped, { connection, running: opened.running, who }, {});
  }

  interface Started {
    readonly connection: Connection;
    readonly running: Running;
    readonly who: string;
  }

  function watch(
    host: Host,
    command: Command,
    wrapped: Wrapped,
    started: Started,
    how: RunOptions,
  ): Promise<Result> {
    const { connection, running, who } = started;
    return supervise(running, {
      command,
      wrapped,
      who,
      sudo: host.sudo,
      onRefused: (failure) => sudoRefused.set(who, failure),
      end: (pid) => void end(host, connection, who, pid).catch(() => {}),
      outputLimit: options.outputLimit ?? OUTPUT_LIMIT,
      graceS: options.graceS ?? GRACE_S,
      ...(options.sudoPassword && { password: options.sudoPassword }),
      ...how,
    });
  }

  async function attempt(host: Host, command: Command, how: RunOptions, begin: () => void): Promise<Result> {
    const target = await pool.resolve(host);
    const who = targetText(target);
    const refused = host.sudo ? sudoRefused.get(who) : undefined;
    if (refused) return { kind: "unreachable", failure: refused };
    for (let again = true; ; ) {
      const connection = await pool.get(target);
      const outcome = await connection.place(async (): Promise<Result | "gone"> => {
        if (how.signal?.aborted) return cancelledEarly();
        const wrapped = wrap(command.argv, command.timeoutS, mode(host));
        begin();
        const opened = await connection.open(commandLine(wrapped.argv), how.signal);
        if ("running" in opened)
          return watch(host, command, wrapped, { connection, running: opened.running, who }, how);
        if ("lost" in opened) return { kind: "lost", failure: opened.lost, stdout: "", stderr: "" };
        if ("cancelled" in opened) return cancelledEarly();
        return opened.gone && again ? "gone" : { kind: "unreachable", failure: opened.refused };
      });
      if (outcome !== "gone") return outcome;
      again = false;
      await pool.drop(target, connection);
    }
  }

  async function run(host: Host, command: Command, how: RunOptions = {}): Promise<Result> {
    if (how.signal?.aborted) return cancelledEarly();
    let begun = false;
    const work = attempt(host, command, how, () => {
      begun = true;
    });
    try {
      return await unlessCancelled(work, () => begun, how.signal);
    } catch (error) {
      return { kind: "unreachable", failure: failureOf(error) };
    }
  }

  return { run, close: pool.close };
}
