import type { Duplex } from "node:stream";
import pLimit from "p-limit";
import type { Client, ClientChannel } from "ssh2";
import type { Failure } from "../model/transport.ts";
import { hostFailure } from "./failure.ts";

/** Sessions at a time on one connection: sshd allows ten (MaxSessions), and ending a command takes one as well. */
const CHANNELS = 8;

/** What opening a session came to. */
export type Opened =
  | { readonly channel: ClientChannel }
  /** The host does not allow another session now; it may when one of the others has ended. */
  | { readonly busy: string }
  /** The command was not started, because the connection was gone before or the host would not. */
  | { readonly refused: Failure; readonly gone: boolean }
  /** The connection went away while the host was being asked: it may have started the command. */
  | { readonly lost: Failure };

/** One login on one machine, used for everything there. */
export interface Connection {
  /** Runs `task` when one of the eight places is free. */
  place<T>(task: () => Promise<T>): Promise<T>;
  /** Asks the host to run a command line. */
  open(line: string): Promise<Opened>;
  /** Sessions in use now. */
  inUse(): number;
  /** Makes do with one session fewer than are in use now, as the host allows no more. */
  narrow(): void;
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

const reasonOf = (error: Error): unknown => (error as { reason?: unknown }).reason;

function forwardFailure(who: string, to: string, error: Error): Error {
  const text = error.message.replace("(SSH) Channel open failure: ", "");
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
  void closed.then(() => end("it was closed"));
  client.on("end", () => end("the host closed it"));
  client.on("error", (error) => end(error.message));
  const gone = () =>
    ended ?? {
      kind: "lost" as const,
      message: `the connection to ${who} was lost`,
    };

  function open(line: string): Promise<Opened> {
    return new Promise((resolve) => {
      if (ended) return resolve({ refused: ended, gone: true });
      try {
        client.exec(line, (error, channel) => {
          if (!error) {
            sessions += 1;
            channel.once("close", () => {
              sessions -= 1;
            });
            return resolve({ channel });
          }
          // The library knows a reason exactly when the session itself was not opened.
          const unopened = reasonOf(error) !== undefined || error.message === "No response from server";
          if (reasonOf(error) === OPEN_FAILED && !ended) return resolve({ busy: error.message });
          // The event that tells of a lost connection can come after this one.
          setImmediate(() => {
            if (unopened && ended) return resolve({ refused: gone(), gone: true });
            if (ended) return resolve({ lost: gone() });
            const message = `${who} does not run commands: ${error.message.replace("(SSH) ", "")}`;
            resolve({ refused: { kind: "setup", message }, gone: false });
          });
        });
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
        resolve({ refused: gone(), gone: true });
      }
    });
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
    inUse: () => sessions,
    narrow: () => {
      limit.concurrency = Math.max(1, sessions);
    },
    forward,
    ended: () => ended,
    closed,
    close,
  };
}
