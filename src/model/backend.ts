import type { Action } from "./action.ts";
import type { Change } from "./change.ts";
import type { Config } from "./config.ts";
import type { Finding } from "./finding.ts";
import type { FindingTable } from "./finding-table.ts";
import type { JsonObject } from "./json.ts";
import type { Observation, Observed } from "./observation.ts";
import type { Place } from "./place.ts";
import type { Resource } from "./resource.ts";
import type { Fact, Read, ReadOf, Snapshot } from "./snapshot.ts";
import type { Command } from "./transport.ts";

/** What a kind is asked about: one host, and the declared resources of this kind that are on it or seen from it. */
export interface Scope {
  readonly fleet: string;
  readonly host: string;
  readonly resources: readonly Resource[];
}

/** What a kind that spans the fleet observes at once: all its resources, from all hosts that were looked at. */
export interface FleetScope {
  readonly fleet: string;
  readonly hosts: readonly string[];
  readonly resources: readonly Resource[];
}

/** What has to be agreed to before a change is planned. */
export interface Consent {
  /** What is agreed to, and of what: `shrink:pool/gvol`. */
  readonly what: string;
  /** What the agreement is bound to: it ends to be one as soon as this is different. */
  readonly bound: readonly string[];
  /** What it does, to whoever has to decide. */
  readonly why: string;
  /** What is made only for this change waits for the agreement as well: without it, it would be of no use. */
  readonly aloneUseless?: true;
}

/** What every kind can say. */
interface AnyKind {
  readonly type: string;
  /**
   * Whether a thing of ours that is no longer declared is removed. Of what bears data only what empties it first, and
   * then takes it out of use; never the data itself.
   */
  readonly prune: boolean;
  /** The spec that serves both declarations of one address; without it they must be equal. */
  merge?(one: JsonObject, other: JsonObject): JsonObject;
  /**
   * It holds what users read: made anew it is empty. Where something that uses it stands already, it was there before,
   * and making it anew takes a consent.
   */
  readonly holdsData?: true;
  /** It keeps no data from harm, but is there only to be used: a change of it waits for users that wait for an agreement. */
  readonly forUsers?: true;
  /** What to ask the host. */
  facts(scope: Scope): readonly Fact[];
  /** How to get there, in order. */
  actions(change: Change, fleet: string): readonly Action[];
  /** Exactly what an action of this kind runs. */
  commands(action: Action): readonly Command[];
  /** What has to be agreed to before this change may be planned; nothing for most. */
  consent?(change: Change): Consent | undefined;
  /** What helps along what an action waits for, without harm at any time: run when the wait begins, and now and then. */
  nudge?(action: Action): Command | undefined;
  /** What to do about what a failed action said; nothing when that speaks for itself. */
  explain?(action: Action, said: string): string | undefined;
}

/** One sort of thing on a host (a mount, an export). All answers are pure: no clock, file, logger or transport. */
export interface HostKind extends AnyKind {
  readonly spans?: never;
  /** What is there: every declared resource, and what is ours although undeclared. */
  observe(scope: Scope, read: Read): readonly Observed[];
  /** The wanted state, in the very shape `observe` reports it, so that no difference means converged. */
  want(resource: Resource, read: Read): JsonObject;
  /** What speaks against, or should be known about, a declared resource as found. */
  check(resource: Resource, observation: Observation, read: Read): readonly Finding[];
}

/** One sort of thing of a cluster (a volume): each is one thing, seen from several hosts. As pure as the others. */
export interface FleetKind extends AnyKind {
  readonly spans: "fleet";
  observe(scope: FleetScope, of: ReadOf): readonly Observed[];
  want(resource: Resource, of: ReadOf): JsonObject;
  check(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[];
  /** What speaks against removing a thing of ours that is no longer declared, where removing it can lose data. */
  leaving?(seen: Observed, scope: FleetScope, of: ReadOf): readonly Finding[];
}

/** One sort of thing. */
export type Kind = HostKind | FleetKind;

/** One row of `status`. */
export interface StatusRow {
  /** `shares.web`. */
  readonly part: string;
  readonly health: "ok" | "degraded" | "down" | "unknown";
  /** Column name to text. */
  readonly cells: Readonly<Record<string, string>>;
  /** Everything that is not as it should be, one sentence each. */
  readonly notes: readonly string[];
}

/** One thing `doctor` looked into. */
export interface Check {
  readonly host: string;
  /** `ssh`, `system`, `name s2`, `port 2049 of s1`. */
  readonly name: string;
  readonly verdict: "ok" | "warning" | "fail" | "unknown";
  readonly text: string;
  readonly hint?: string;
}

/** A line of the topology, for `graph`. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** One storage system. */
export interface Backend {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Every finding its rules, kinds and `judge` can report, and what it means. */
  readonly findings: FindingTable;
  /** What the file asks for. */
  expand(config: Config): readonly Resource[];
  /** Cross-checks that need no host. */
  rules(config: Config): readonly Finding[];
  /** What the file claims on the hosts; places that the rules call the system's are left out. */
  places(config: Config): readonly Place[];
  /**
   * What is wrong with two places on one host of which one is, or holds, the other. The later one is of this backend, the
   * first of this one or of one before it in the list.
   */
  meeting(first: Place, later: Place): readonly Finding[];
  /** Findings that need the whole picture: what a change would do beyond its own host. */
  judge(config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[];
  status(config: Config, snapshot: Snapshot): readonly StatusRow[];
  topology(config: Config): readonly Link[];
  /**
   * What `doctor` asks a host beyond the facts of the kinds, whose answers are in `seen`, and what it makes of all
   * answers at `now`.
   */
  examination(config: Config, host: string, seen: Snapshot): readonly Fact[];
  checks(config: Config, snapshot: Snapshot, now: Date): readonly Check[];
  /**
   * Hosts whose state must be known before `change` may be planned, beyond those of the resources it needs:
   * an export must not lose a client that may still have it mounted.
   */
  mustKnow(config: Config, change: Change): readonly string[];
}
