import type { Failure } from "../model/transport.ts";
import { DNS_HINT, placeText, socketFailure, UNREACHABLE_HINT } from "./failure.ts";
import { type Target, targetText } from "./target.ts";

/** How far setting up a connection has come. */
export interface Progress {
  readonly resolved: boolean;
  readonly connected: boolean;
  readonly greeted: boolean;
  readonly loggingIn: boolean;
}

function authFailure(target: Target, tried: readonly string[]): Failure {
  const what =
    tried.length > 0 ? `tried ${tried.join(", ")}` : "there is no key to try: no agent and no identity file";
  return {
    kind: "auth",
    message: `${targetText(target)} refused the login; ${what}`,
    hint: `add a public key of yours to ~/.ssh/authorized_keys of ${target.user} on the host, or name another \`user:\` or \`identityFile:\``,
  };
}

/** What an error of the library means; `tried` are the keys that were, or would have been, offered. */
export function protocolFailure(
  target: Target,
  error: Error & { level?: string },
  tried: readonly string[],
): Failure {
  const place = placeText(target.host, target.port);
  if (error.level === "client-authentication") return authFailure(target, tried);
  if (/too many authentication failures/i.test(error.message)) {
    const { kind, message } = authFailure(target, tried);
    return {
      kind,
      message,
      hint: "name the right key as `identityFile:`: the host ends the login after a few wrong ones",
    };
  }
  if (/no matching/i.test(error.message))
    return {
      kind: "setup",
      message: `${place} and holdfast have no algorithm in common: ${error.message}`,
    };
  if (/before handshake|ended|closed/i.test(error.message))
    return socketFailure(target.host, target.port, { code: "ECONNRESET" });
  if (error.level === "handshake" || error.level === "protocol")
    return {
      kind: "setup",
      message: `${place} does not speak SSH as expected: ${error.message}`,
    };
  return socketFailure(target.host, target.port, error);
}

/** What it means that a login did not come about within `ms` milliseconds. */
export function silence(target: Target, seen: Progress, ms: number): Failure {
  const place = placeText(target.host, target.port);
  const time = `${Math.round(ms / 100) / 10} s`;
  if (!seen.resolved)
    return {
      kind: "dns",
      message: `the name ${target.host} was not resolved within ${time}`,
      hint: DNS_HINT,
    };
  if (!seen.connected)
    return {
      kind: "timeout",
      message: `no answer from ${place} within ${time}`,
      hint: UNREACHABLE_HINT,
    };
  const stage = seen.loggingIn
    ? "did not finish the login"
    : seen.greeted
      ? "did not finish the greeting"
      : "said nothing";
  return {
    kind: "timeout",
    message: `${place} accepted the connection, then ${stage} within ${time}`,
    hint: "the host may be overloaded, out of memory, or hung: look at its console",
  };
}
