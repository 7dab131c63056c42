import type { Failure, FailureKind, Result } from "../model/transport.ts";

/** A {@link Failure} on its way up inside the transport; never leaves it as an exception. */
export class HostFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Makes the exception for a host that cannot be used. */
export function hostFailure(kind: FailureKind, message: string, hint?: string): HostFailure {
  return new HostFailure(hint === undefined ? { kind, message } : { kind, message, hint });
}

/** The failure inside any exception; one that nobody foresaw becomes `setup` with its own text. */
export function failureOf(error: unknown): Failure {
  if (error instanceof HostFailure) return error.failure;
  return {
    kind: "setup",
    message: error instanceof Error ? error.message : String(error),
  };
}

/** The result of a command that was cancelled before the host heard of it. */
export const cancelledEarly = (): Result => ({
  kind: "killed",
  why: "cancelled before it was started",
  stdout: "",
  stderr: "",
});

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
};

/** `host:port` as people write it: IPv6 addresses in brackets. */
export const placeText = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

/** Why a TCP connection to `host` and `port` did not come about, from the error of the system. */
export function socketFailure(host: string, port: number, error: unknown): Failure {
  const place = placeText(host, port);
  const text = error instanceof Error && error.message !== "" ? error.message : codeOf(error);
  switch (codeOf(error)) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_NODATA":
    case "EAI_FAIL":
      return {
        kind: "dns",
        message: `the name ${host} cannot be resolved (${codeOf(error)})`,
        hint: DNS_HINT,
      };
    case "ECONNREFUSED":
      return {
        kind: "refused",
        message: `${place} refuses connections`,
        hint: "check that sshd runs on the host and listens on this port",
      };
    case "ETIMEDOUT":
      return {
        kind: "timeout",
        message: `no answer from ${place}`,
        hint: UNREACHABLE_HINT,
      };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EHOSTDOWN":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
      return {
        kind: "unreachable",
        message: `no route to ${place} (${codeOf(error)})`,
        hint: UNREACHABLE_HINT,
      };
    case "ECONNRESET":
    case "EPIPE":
      return {
        kind: "lost",
        message: `${place} closed the connection before the login was done`,
        hint: "check the host's sshd log, and MaxStartups in its sshd_config",
      };
    default:
      return {
        kind: "unreachable",
        message: `cannot connect to ${place}: ${text}`,
      };
  }
}

/** What to look at when a name means nothing. */
export const DNS_HINT =
  "check `address:` in storage.yaml, or `HostName` in ~/.ssh/config, and the name service of this machine";
/** What to look at when packets do not come back. */
export const UNREACHABLE_HINT = "check that the host is up, its address, and the firewalls in between";
