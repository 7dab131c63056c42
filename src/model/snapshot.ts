import type { Failure } from "./transport.ts";

/**
 * One question to a host: a POSIX-sh text with positional arguments, part of the one script a probe runs.
 *
 * The text is a constant of the program; whatever comes from the user's file is an argument.
 */
export interface Fact {
  /** Unique on a host, readable: `unit nfs-server.service`. Equal keys must mean equal questions. */
  readonly key: string;
  readonly script: string;
  readonly args: readonly string[];
  /** Seconds until the part is killed on the host and the fact is unknown. */
  readonly timeoutS: number;
  /** Touches a mounted file system that may hang: runs after all others, so that it can only spoil itself. */
  readonly mayHang?: boolean;
}

/** What a part printed and its exit status; or why there is no answer. */
export type FactReply = { readonly rc: number; readonly out: string } | { readonly unknown: string };

/** One host as probed. */
export type HostSnapshot =
  | { readonly reachable: true; readonly facts: Readonly<Record<string, FactReply>> }
  | { readonly reachable: false; readonly failure: Failure };

/** What all hosts said: raw replies, so that a saved snapshot can be planned on again (`plan --snapshot`). */
export interface Snapshot {
  readonly formatVersion: "1.0";
  readonly fleet: string;
  /** ISO 8601, UTC; not part of any comparison. */
  readonly takenAt: string;
  readonly hosts: Readonly<Record<string, HostSnapshot>>;
}

/** Reads one fact of one host; a fact that was never asked is unknown too. */
export type Read = (key: string) => FactReply;

/** Reads facts of any host. */
export type ReadOf = (host: string) => Read;

/** Reads facts of one host out of a snapshot; what was not asked, or could not be, is unknown. */
export function readerOf(snapshot: Snapshot, host: string): Read {
  const seen = snapshot.hosts[host];
  return (key) => {
    if (seen === undefined) return { unknown: `${host} was not probed` };
    if (!seen.reachable) return { unknown: seen.failure.message };
    return seen.facts[key] ?? { unknown: `the snapshot has no answer to \`${key}\`` };
  };
}
