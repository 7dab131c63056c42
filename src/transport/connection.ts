import { constants } from "node:os";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Client, ClientChannel } from "ssh2";
import type { Failure } from "../model/transport.ts";
import { hostFailure } from "./failure.ts";
import type { Ending, Running } from "./supervise.ts";

/** Sessions at a time on one connection: sshd allows ten (MaxSessions), and ending a command takes one as well. */
const CHANNELS = 8;

/** What opening a session came to. */
export type Opened =
  | { readonly running: Running }
  /** Cancelled while the host allowed no further session. */
  | { readonly cancelled: true }
  /** The command was not started, because the connection was gone before or the host would not. */
  | { readonly refused: Failure; readonly gone: boolean }
  /** The connection went away while the host was being asked: it may have started the command. */
  | { readonly lost: Failure };

/** One login on one machine, used for everything there. */
export interface Connection {
  /** Runs `task` when one of the eight places is free. */
  place<T>(task: () => Promise<T>): Promise<T>;
  /** Asks the host to run a command line; waits a while when the host allows no further session. */
  open(line: string, signal?: AbortSignal): Promise<Opened>;
  /** A stream to `host:port` as the machine sees it. Throws the reason it cannot be had. */
  forward(host: string, port: number): Promise<Duplex>;
  /** Why it ended; undefined while it is good. */
  ended(): Failure | undefined;
  /** Resolves when it has ended. */
  readonly closed: Promise<unknown>;
  close(): Promise<void>;
}

const OPEN_PROHIBITED = 1;
const OPEN_FAILED = 2;
const CLOSE_WAIT_MS = 500;
/** Milliseconds between two tries for a session, and after how many to stop: with others running, and without. */
const BUSY_WAIT_MS = 100;
const BUSY_LIMIT_MS = 60_000;
const BUSY_LIMIT_IDLE_MS = 2_000;

const noSession = (who: string, why: string): Failure => ({
  kind: "setup",
  message: `${who} allows no session: ${why}`,
  hint: "check MaxSessions in its sshd_config",
});

const reasonOf = (error: Error): unknown => (error as { reason?: unknown }).reason;

const openText = (error: Error): string =>
  error.message.replace(/^\(SSH\) Channel open failure: /, "") || "the host gives no reason";

function forwardFailure(who: string, to: string, error: Error): Error {
  const text = openText(error);
  if (reasonOf(error) === OPEN_PROHIBITED)
    return hostFailure(
      "jump",
      `the jump host ${who} does not forward to ${to}: ${text}`,
      "allow it with AllowTcpForwarding in its sshd_config",
    );
  if (/refused/i.test(text))
    return hostFailure("refused", `${to}, seen from the jump host ${who}, refuses connections`);
  if (/resolve|not known|lookup/i.test(text))
    return hostFailure("dns", `the jump host ${who} cannot resolve the name in ${to}: ${text}`);
  if (/timed? ?out/i.test(text))
    return hostFailure("timeout", `no answer from ${to}, seen from the jump host ${who}`);
  return hostFailure("jump", `the jump host ${who} cannot connect to ${to}: ${text}`);
}

const signalNumber = (name: string): number =>
  (constants.signals as Readonly<Record<string, number>>)[name] ?? 0;

/** Listens to a session from its very first moment: a quick command has ended within the packet that tells of its start. */
function running(
  channel: ClientChannel,
  since: number,
  why: () => Failure | undefined,
  who: string,
): Running {
  const ended = new Promise<Ending>((resolve) => {
    channel.once("exit", (code: number | null, signal?: string) =>
      resolve({ code: code ?? 128 + signalNumber(signal ?? "") }),
    );
    channel.once("close", () =>
      resolve({
        lost: why() ?? {
          kind: "lost",
          message: `${who} ended the command without saying how it went`,
        },
      }),
    );
  });
  const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
  const errorsRead = new Promise<void>((resolve) => channel.stderr.once("end", () => resolve()));
  return {
    since,
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended,
    drained: Promise.all([closed, errorsRead]),
    hangUp: () => channel.close(),
  };
}

/** Wraps a client that has logged in to `who` (`user@host:port`). */
export function connectionOf(client: Client, who: string): Connection {
  const limit = pLimit(CHANNELS);
  let ended: Failure | undefined;
  let sessions = 0;
  const end = (why: string) => {
    ended ??= {
      kind: "lost",
      message: `the connection to ${who} was lost: ${why}`,
    };
  };
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  client.on("close", () => end("it was closed"));
  client.on("end", () => end("the host closed it"));
  client.on("error", (error) =>
    end(/keepalive/i.test(error.message) ? "the host no longer answers" : error.message),
  );
  const gone = () =>
    ended ?? {
      kind: "lost" as const,
      message: `the connection to ${who} was lost`,
    };

  function openOnce(line: string): Promise<Opened | { readonly busy: string }> {
    return new Promise((resolve) => {
      if (ended) return resolve({ refused: ended, gone: true });
      const since = performance.now();
      try {
        client.exec(line, (error, channel) => {
          if (!error) {
            sessions += 1;
            channel.once("close", () => {
              sessions -= 1;
            });
            return resolve({ running: running(channel, since, () => ended, who) });
          }
          // The library knows a reason exactly when the session itself was not opened.
          const unopened = reasonOf(error) !== undefined || error.message === "No response from server";
          if (reasonOf(error) === OPEN_FAILED && !ended) return resolve({ busy: openText(error) });
          // The event that tells of a lost connection can come after this one.
          setImmediate(() => {
            if (unopened && ended) return resolve({ refused: gone(), gone: true });
            if (ended) return resolve({ lost: gone() });
            const message = `${who} does not run commands: ${openText(error)}`;
            resolve({ refused: { kind: "setup", message }, gone: false });
          });
        });
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
        resolve({ refused: gone(), gone: true });
      }
    });
  }

  async function open(line: string, signal?: AbortSignal): Promise<Opened> {
    for (let waited = 0; ; waited += BUSY_WAIT_MS) {
      const opened = await openOnce(line);
      if (!("busy" in opened)) return opened;
      if (signal?.aborted) return { cancelled: true };
      // Those that run may take long; one that has just ended is off the host's books in a moment.
      if (waited >= (sessions > 0 ? BUSY_LIMIT_MS : BUSY_LIMIT_IDLE_MS))
        return { refused: noSession(who, opened.busy), gone: false };
      limit.concurrency = Math.max(1, Math.min(limit.concurrency, sessions));
      await sleep(BUSY_WAIT_MS);
    }
  }

  function forward(host: string, port: number): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      try {
        client.forwardOut("127.0.0.1", 0, host, port, (error, stream) =>
          error ? reject(forwardFailure(who, `${host}:${port}`, error)) : resolve(stream),
        );
      } catch {
        reject(hostFailure("lost", gone().message));
      }
    });
  }

  async function close(): Promise<void> {
    if (ended) return;
    end("it was closed from here");
    client.end();
    const timer = setTimeout(() => client.destroy(), CLOSE_WAIT_MS);
    await closed;
    clearTimeout(timer);
  }

  return {
    place: (task) => limit(task),
    open,
    forward,
    ended: () => ended,
    closed,
    close,
  };
}
