import { constants } from "node:os";
import type { Duplex } from "node:stream";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Client, ClientChannel } from "ssh2";
import type { Failure } from "../model/transport.ts";
import { HostFailure } from "./failure.ts";
import {
  forwardFailure,
  isFull,
  type LinkEvent,
  type LinkState,
  linkStep,
  lost,
  mayWait,
  type NotOpened,
  newLink,
  noSession,
  notOpened,
  openText,
} from "./link.ts";
import type { Ending, Running } from "./running.ts";

/** What opening a session came to. */
export type Opened =
  | { readonly running: Running }
  /** Cancelled while the host allowed no further session. */
  | { readonly cancelled: true }
  | NotOpened;

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

const CLOSE_WAIT_MS = 500;
/** Milliseconds between two tries for a session. */
const BUSY_WAIT_MS = 100;

/** A client that has logged in, and what is known of it. */
interface Link {
  readonly client: Client;
  /** `user@host:port`. */
  readonly who: string;
  state(): LinkState;
  dispatch(event: LinkEvent): void;
}

/** Wraps a client that has logged in to `who` (`user@host:port`). */
export function connectionOf(client: Client, who: string): Connection {
  const limit = pLimit(newLink.places);
  let state = newLink;
  const dispatch = (event: LinkEvent) => {
    state = linkStep(who, state, event);
    if (limit.concurrency !== state.places) limit.concurrency = state.places;
  };
  const link: Link = { client, who, state: () => state, dispatch };
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  listen(link);
  return {
    place: (task) => limit(task),
    open: (line, signal) => open(link, line, signal),
    forward: (host, port) => forward(link, host, port),
    ended: () => state.ended,
    closed,
    close: () => close(link, closed),
  };
}

function listen({ client, dispatch }: Link): void {
  client.on("close", () => dispatch({ type: "lost", why: "it was closed" }));
  client.on("end", () => dispatch({ type: "lost", why: "the host closed it" }));
  client.on("error", ({ message }) =>
    dispatch({ type: "lost", why: /keepalive/i.test(message) ? "the host no longer answers" : message }),
  );
}

async function open(link: Link, line: string, signal?: AbortSignal): Promise<Opened> {
  for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
    const opened = await openOnce(link, line);
    if (!("full" in opened)) return opened;
    if (signal?.aborted) return { cancelled: true };
    if (!mayWait(link.state(), waitedMs)) return { refused: noSession(link.who, opened.full), gone: false };
    link.dispatch({ type: "full" });
    await sleep(BUSY_WAIT_MS);
  }
}

async function openOnce(link: Link, line: string): Promise<Opened | { readonly full: string }> {
  const { ended } = link.state();
  if (ended) return { refused: ended, gone: true };
  try {
    const answer = await exec(link, line);
    if (!(answer instanceof Error)) return { running: answer };
    if (isFull(link.state(), answer)) return { full: openText(answer) };
    // The event that tells of a lost connection can come after this answer.
    await nextTurn();
    return notOpened(link.who, link.state(), answer);
  } catch (error) {
    link.dispatch({ type: "lost", why: error instanceof Error ? error.message : String(error) });
    return { refused: link.state().ended ?? lost(link.who), gone: true };
  }
}

/** Asks for a session that runs `line`; throws where the client cannot even ask. */
function exec({ client, who, state, dispatch }: Link, line: string): Promise<Running | Error> {
  const since = performance.now();
  const begin = (channel: ClientChannel) => {
    dispatch({ type: "opened" });
    channel.once("close", () => dispatch({ type: "closed" }));
    return running(channel, since, () => state().ended, who);
  };
  return new Promise((resolve) => {
    client.exec(line, (error, channel) => resolve(error ?? begin(channel)));
  });
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
  const silent: Failure = { kind: "lost", message: `${who} ended the command without saying how it went` };
  const ended = new Promise<Ending>((resolve) => {
    channel.once("exit", (code: number | null, signal?: string) =>
      resolve({ code: code ?? 128 + signalNumber(signal ?? "") }),
    );
    channel.once("close", () => resolve({ lost: why() ?? silent }));
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

function forward({ client, who, state }: Link, host: string, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    try {
      client.forwardOut("127.0.0.1", 0, host, port, (error, stream) =>
        error ? reject(forwardFailure(who, `${host}:${port}`, error)) : resolve(stream),
      );
    } catch {
      reject(new HostFailure(state().ended ?? lost(who)));
    }
  });
}

async function close({ client, state, dispatch }: Link, closed: Promise<unknown>): Promise<void> {
  if (state().ended) return;
  dispatch({ type: "lost", why: "it was closed from here" });
  client.end();
  const timer = setTimeout(() => client.destroy(), CLOSE_WAIT_MS);
  await closed;
  clearTimeout(timer);
}
