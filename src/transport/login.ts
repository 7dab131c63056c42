import { isIP } from "node:net";
import type { Failure } from "../model/transport.ts";
import { type Progress, protocolFailure, silence } from "./connect-failure.ts";
import { socketFailure } from "./failure.ts";
import { type Target, targetText } from "./target.ts";

/** What is fixed for one login from the beginning. */
export interface LoginTerms {
  readonly target: Target;
  /** Milliseconds from the first packet to the finished login. */
  readonly timeoutMs: number;
}

/** How far a login has come. */
export interface LoginState extends Progress {
  /** The keys that were, or would be, offered, for messages. */
  readonly tried: readonly string[];
  /** How often the host has asked for a way to log in. */
  readonly asked: number;
  /** It is settled, one way or the other: nothing that comes later counts. */
  readonly over: boolean;
}

/** What can happen while a connection is set up. */
export type LoginEvent =
  | { readonly type: "resolved" }
  | { readonly type: "connected" }
  /** The host has shown its key. */
  | { readonly type: "greeted" }
  /** The connection is encrypted: from here it is about who we are. */
  | { readonly type: "encrypted" }
  | { readonly type: "identities"; readonly tried: readonly string[] }
  /** The host wants to know how we log in. */
  | { readonly type: "asked" }
  | { readonly type: "ready" }
  /** An error of the library; `level` is where in the protocol it came about. */
  | { readonly type: "error"; readonly error: Error & { readonly level?: string } }
  /** A failure that says by itself what it is. */
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "closed" }
  | { readonly type: "timeout" }
  | { readonly type: "aborted" };

/** What is to be done about it. */
export type LoginEffect =
  | { readonly do: "offer"; readonly method: "agent" | "none" | "nothing" }
  | { readonly do: "welcome" }
  | { readonly do: "fail"; readonly failure: Failure };

/** The state after an event, and what is to be done. */
export interface LoginStep {
  readonly state: LoginState;
  readonly effects: readonly LoginEffect[];
}

/** Before anything has happened; through a jump host there is no name to resolve, and the network is there. */
export const beforeLogin = ({ host }: Target, jumped: boolean): LoginState => ({
  resolved: jumped || isIP(host) > 0,
  connected: jumped,
  greeted: false,
  loggingIn: false,
  tried: [],
  asked: 0,
  over: false,
});

/** Why connecting was given up before anything came of it. */
export const givenUp = (target: Target): Failure => ({
  kind: "lost",
  message: `connecting to ${targetText(target)} was given up`,
});

/** What is offered when the host asks. Some servers let people in by where they come from alone, without a key. */
const methods = ["agent", "none"] as const;

/** One step: what `event` leads to in `state`. Pure; a login that is settled stays so. */
export function loginStep(terms: LoginTerms, state: LoginState, event: LoginEvent): LoginStep {
  const to = (changed: Partial<LoginState>, ...effects: readonly LoginEffect[]): LoginStep => ({
    state: { ...state, ...changed },
    effects,
  });
  if (state.over) return to({});
  const fail = (failure: Failure) => to({ over: true }, { do: "fail", failure });
  const { target, timeoutMs } = terms;
  switch (event.type) {
    case "resolved":
      return to({ resolved: true });
    case "connected":
      return to({ connected: true });
    case "greeted":
      return to({ greeted: true });
    case "encrypted":
      return to({ loggingIn: true });
    case "identities":
      return to({ tried: event.tried });
    case "asked":
      return to({ asked: state.asked + 1 }, { do: "offer", method: methods[state.asked] ?? "nothing" });
    case "ready":
      return to({ over: true }, { do: "welcome" });
    case "error":
      // A key the agent would not sign with; the next one is tried.
      if (event.error.level === "agent") return to({});
      return fail(protocolFailure(target, event.error, state.tried));
    case "failed":
      return fail(event.failure);
    case "closed":
      return fail(socketFailure(target.host, target.port, { code: "ECONNRESET" }));
    case "timeout":
      return fail(silence(target, state, timeoutMs));
    case "aborted":
      return fail(givenUp(target));
  }
}
