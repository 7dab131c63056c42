import { constants } from "node:os";
import type { ClientChannel } from "ssh2";
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
import { type Ending, type Running, supervise } from "./supervise.ts";
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

const signalNumber = (name: string): number =>
  (constants.signals as Readonly<Record<string, number>>)[name] ?? 0;

function running(channel: ClientChannel, connection: Connection, who: string): Running {
  const ended = new Promise<Ending>((resolve) => {
    channel.once("exit", (code: number | null, signal?: string) =>
      resolve({ code: code ?? 128 + signalNumber(signal ?? "") }),
    );
    channel.once("close", () =>
      resolve({
        lost: connection.ended() ?? {
          kind: "lost",
          message: `${who} ended the command without saying how it went`,
        },
      }),
    );
  });
  const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
  const errorsRead = new Promise<void>((resolve) => channel.stderr.once("end", () => resolve()));
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended,
    drained: Promise.all([closed, errorsRead]),
    hangUp: () => channel.close(),
  };
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
    if ("channel" in opened)
      await watch(host, command, wrapped, { connection, channel: opened.channel, who }, {});
  }

  interface Started {
    readonly connection: Connection;
    readonly channel: ClientChannel;
    readonly who: string;
  }

  async function watch(host: Host, command: Command, wrapped: Wrapped, started: Started, how: RunOptions) {
    const { connection, channel, who } = started;
    const result = await supervise(running(channel, connection, who), {
      command,
      wrapped,
      who,
      sudo: host.sudo,
      end: (pid) => void end(host, connection, who, pid).catch(() => {}),
      outputLimit: options.outputLimit ?? OUTPUT_LIMIT,
      graceS: options.graceS ?? GRACE_S,
      ...(options.sudoPassword && { password: options.sudoPassword }),
      ...how,
    });
    if (result.kind === "unreachable" && result.failure.kind === "sudo") sudoRefused.set(who, result.failure);
    return result;
  }

  async function attempt(host: Host, command: Command, how: RunOptions, begin: () => void): Promise<Result> {
    const target = await pool.resolve(host);
    const who = targetText(target);
    const refused = host.sudo ? sudoRefused.get(who) : undefined;
    if (refused) return { kind: "unreachable", failure: refused };
    for (let again = true; ; ) {
      const connection = await pool.get(target);
      const outcome = await connection.place(async (): Promise<Result | "busy" | "gone"> => {
        if (how.signal?.aborted) return cancelledEarly();
        const wrapped = wrap(command.argv, command.timeoutS, mode(host));
        const opened = await connection.open(commandLine(wrapped.argv));
        if ("channel" in opened) {
          begin();
          return watch(host, command, wrapped, { connection, channel: opened.channel, who }, how);
        }
        if ("lost" in opened)
          return {
            kind: "lost",
            failure: opened.lost,
            stdout: "",
            stderr: "",
          };
        if ("busy" in opened && connection.inUse() > 0) {
          connection.narrow();
          return "busy";
        }
        if ("busy" in opened)
          return {
            kind: "unreachable",
            failure: noSession(who, opened.busy),
          };
        if (opened.gone && again) return "gone";
        return { kind: "unreachable", failure: opened.refused };
      });
      if (outcome === "gone") {
        again = false;
        pool.drop(target);
      } else if (outcome !== "busy") return outcome;
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

const noSession = (who: string, why: string): Failure => ({
  kind: "setup",
  message: `${who} allows no session: ${why.replace("(SSH) Channel open failure: ", "")}`,
  hint: "check MaxSessions in its sshd_config",
});
