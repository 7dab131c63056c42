import type { Host } from "../model/host.ts";
import type { Command, Failure, Result, Transport } from "../model/transport.ts";
import type { Connection } from "./connection.ts";
import { cancelledEarly, failureOf } from "./failure.ts";
import type { NotOpened } from "./link.ts";
import { GRACE_S, KILL_TIMEOUT_S, type LocalOptions, OUTPUT_LIMIT } from "./local.ts";
import { type ConnectionPool, connectionPool } from "./pool.ts";
import type { RunOptions } from "./run-options.ts";
import type { Running } from "./running.ts";
import { loginLine } from "./shell.ts";
import { type SshSurroundings, surroundings } from "./ssh-config.ts";
import { endGroup, type SudoMode, type Wrapped, wrap } from "./sudo.ts";
import { supervise } from "./supervise.ts";
import { type Target, targetText } from "./target.ts";

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

/** What the commands of one run have in common. */
interface Ssh {
  readonly options: SshOptions;
  readonly pool: ConnectionPool;
  /** Hosts whose sudo refused: asking again with the same password could lock the account. */
  readonly sudoRefused: Map<string, Failure>;
}

/** A command on its host, as it is wrapped for it. */
interface Job {
  readonly host: Host;
  readonly command: Command;
  readonly wrapped: Wrapped;
  readonly how: RunOptions;
}

/** A command that runs, and what it runs on. */
interface Started {
  readonly connection: Connection;
  readonly running: Running;
  /** `user@host:port`. */
  readonly who: string;
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
  const ssh: Ssh = { options, pool, sudoRefused: new Map() };
  return { run: (host, command, how) => run(ssh, host, command, how), close: pool.close };
}

async function run(ssh: Ssh, host: Host, command: Command, how: RunOptions = {}): Promise<Result> {
  if (how.signal?.aborted) return cancelledEarly();
  let begun = false;
  const work = attempt(ssh, jobOf(ssh, host, command, how), () => {
    begun = true;
  });
  try {
    return await unlessCancelled(work, () => begun, how.signal);
  } catch (error) {
    return { kind: "unreachable", failure: failureOf(error) };
  }
}

const sudoMode = ({ options }: Ssh, { sudo }: Host): SudoMode =>
  !sudo ? "none" : options.sudoPassword ? "password" : "silent";

const jobOf = (ssh: Ssh, host: Host, command: Command, how: RunOptions): Job => ({
  host,
  command,
  wrapped: wrap(command.argv, command.timeoutS, sudoMode(ssh, host)),
  how,
});

/** Runs a command on its host's connection; on a new one where that turned out to be gone before the command was started. */
async function attempt(ssh: Ssh, job: Job, begin: () => void): Promise<Result> {
  const target = await ssh.pool.resolve(job.host);
  const refused = job.host.sudo ? ssh.sudoRefused.get(targetText(target)) : undefined;
  if (refused) return { kind: "unreachable", failure: refused };
  const first = await ssh.pool.get(target);
  const outcome = await runOn(ssh, job, target, first, begin);
  if (!isGone(outcome)) return resultOf(outcome);
  await ssh.pool.drop(target, first);
  return resultOf(await runOn(ssh, job, target, await ssh.pool.get(target), begin));
}

/** Runs a command when the connection has a place for it. */
const runOn = (ssh: Ssh, job: Job, target: Target, connection: Connection, begin: () => void) =>
  connection.place(async (): Promise<Result | NotOpened> => {
    const { wrapped, how } = job;
    if (how.signal?.aborted) return cancelledEarly();
    begin();
    const opened = await connection.open(loginLine(wrapped.argv), how.signal);
    if ("cancelled" in opened) return cancelledEarly();
    if (!("running" in opened)) return opened;
    return watch(ssh, job, { connection, running: opened.running, who: targetText(target) });
  });

const isGone = (outcome: Result | NotOpened): boolean => "refused" in outcome && outcome.gone;

/** What a command came to that may not even have been opened. */
function resultOf(outcome: Result | NotOpened): Result {
  if ("refused" in outcome) return { kind: "unreachable", failure: outcome.refused };
  if ("lost" in outcome) return { kind: "lost", failure: outcome.lost, stdout: "", stderr: "" };
  return outcome;
}

function watch(ssh: Ssh, { host, command, wrapped, how }: Job, started: Started): Promise<Result> {
  const { options, sudoRefused } = ssh;
  const { running, who } = started;
  return supervise(running, {
    command,
    wrapped,
    who,
    sudo: host.sudo,
    onRefused: (failure) => sudoRefused.set(who, failure),
    end: (pid) => void end(ssh, host, started, pid).catch(() => {}),
    outputLimit: options.outputLimit ?? OUTPUT_LIMIT,
    graceS: options.graceS ?? GRACE_S,
    ...(options.sudoPassword && { password: options.sudoPassword }),
    ...how,
  });
}

/** Ends a process group with a session of its own, outside the eight places: the two sshd has left are for this. */
async function end(ssh: Ssh, host: Host, { connection, who }: Started, pid: number): Promise<void> {
  const job = jobOf(ssh, host, { argv: endGroup(pid), mutates: true, timeoutS: KILL_TIMEOUT_S }, {});
  const opened = await connection.open(loginLine(job.wrapped.argv));
  if ("running" in opened) await watch(ssh, job, { connection, running: opened.running, who });
}
