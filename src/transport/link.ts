import type { Failure } from "../model/transport.ts";
import { hostFailure } from "./failure.ts";

/** Sessions at a time on one connection: sshd allows ten (MaxSessions), and ending a command takes one as well. */
export const CHANNELS = 8;

/** One login on one machine: whether it is good, and how much runs on it. */
export interface LinkState {
  /** Why it ended; the first reason counts. */
  readonly ended?: Failure;
  /** Sessions that are open. */
  readonly sessions: number;
  /** Sessions that may be open at a time. */
  readonly places: number;
}

/** What can happen to a connection. */
export type LinkEvent =
  | { readonly type: "lost"; readonly why: string }
  | { readonly type: "opened" }
  | { readonly type: "closed" }
  /** The host allows no further session. */
  | { readonly type: "full" };

/** After the login. */
export const newLink: LinkState = { sessions: 0, places: CHANNELS };

/** One step: what `event` leads to. Pure. `who` is `user@host:port`. */
export function linkStep(who: string, state: LinkState, event: LinkEvent): LinkState {
  switch (event.type) {
    case "lost":
      return state.ended ? state : { ...state, ended: lost(who, event.why) };
    case "opened":
      return { ...state, sessions: state.sessions + 1 };
    case "closed":
      return { ...state, sessions: state.sessions - 1 };
    case "full":
      // Those that are open are as many as it allows; at least one place is always tried.
      return { ...state, places: Math.max(1, Math.min(state.places, state.sessions)) };
  }
}

/** A connection that went away. */
export const lost = (who: string, why?: string): Failure => ({
  kind: "lost",
  message: `the connection to ${who} was lost${why === undefined ? "" : `: ${why}`}`,
});

/** Milliseconds to wait for a session where the host allows no further one: with others running, and without. */
const BUSY_LIMIT_MS = 60_000;
const BUSY_LIMIT_IDLE_MS = 2_000;

/** Those that run may take long; one that has just ended is off the host's books in a moment. */
export const mayWait = ({ sessions }: LinkState, waitedMs: number): boolean =>
  waitedMs < (sessions > 0 ? BUSY_LIMIT_MS : BUSY_LIMIT_IDLE_MS);

/** The host allows no session, and none will end soon. */
export const noSession = (who: string, why: string): Failure => ({
  kind: "setup",
  message: `${who} allows no session: ${why}`,
  hint: "check MaxSessions in its sshd_config",
});

const OPEN_PROHIBITED = 1;
const OPEN_FAILED = 2;

const reasonOf = (error: Error): unknown => (error as { reason?: unknown }).reason;

/** Why the host opened no channel, as it says it. */
export const openText = (error: Error): string =>
  error.message.replace(/^\(SSH\) Channel open failure: /, "") || "the host gives no reason";

/** Whether the host has no room for another session; one that is lost has no room to speak of. */
export const isFull = ({ ended }: LinkState, error: Error): boolean =>
  reasonOf(error) === OPEN_FAILED && ended === undefined;

/** A command that was not started, or that may have been: the connection went away while the host was being asked. */
export type NotOpened = { readonly refused: Failure; readonly gone: boolean } | { readonly lost: Failure };

/** What it means that a session for a command did not come about. */
export function notOpened(who: string, { ended }: LinkState, error: Error): NotOpened {
  // The library knows a reason exactly when the session itself was not opened.
  const unopened = reasonOf(error) !== undefined || error.message === "No response from server";
  if (ended) return unopened ? { refused: ended, gone: true } : { lost: ended };
  const message = `${who} does not run commands: ${openText(error)}`;
  return { refused: { kind: "setup", message }, gone: false };
}

/** What it means that `who`, a jump host, did not connect to `to` (`host:port`). */
export function forwardFailure(who: string, to: string, error: Error): Error {
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
