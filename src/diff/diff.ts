import jsonPatch from "fast-json-patch";
import type { FleetKind, HostKind, Kind } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import type { Observation, Observed } from "../model/observation.ts";
import type { Unknown } from "../model/plan.ts";
import type { Address, Resource } from "../model/resource.ts";
import { readerOf, type Snapshot } from "../model/snapshot.ts";
import { spanText } from "../model/span.ts";
import { draft } from "./findings.ts";

/** What a fleet looks like beside what it should be. */
export interface Diff {
  readonly changes: readonly Change[];
  readonly unknown: readonly Unknown[];
  /** Ours, undeclared, of a kind that is never removed by absence. */
  readonly orphans: readonly Address[];
  /** How those of the orphans that can be erased, by consent of its own, would be. */
  readonly erasable: readonly Change[];
  readonly inSync: readonly Address[];
  readonly findings: readonly Finding[];
  readonly observed: readonly Observed[];
}

const empty: Diff = {
  changes: [],
  unknown: [],
  orphans: [],
  erasable: [],
  inSync: [],
  findings: [],
  observed: [],
};

/** Keys sorted at every level: two equal states give equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Field differences from `before` to `after`; empty exactly when nothing is to be done. */
export const patchOf = (before: JsonObject, after: JsonObject) =>
  jsonPatch.compare(before as object, after as object);

function foreign({ address, host, at }: Resource, { observation }: Observed): readonly Finding[] {
  if (observation.status !== "present" || typeof observation.mark !== "object") return [];
  const message = `${address} belongs to fleet ${observation.mark.fleet}`;
  return [{ ...draft("PLN110", message), address, host, at }];
}

/** The answers a kind judges a resource by. */
const judging = (kind: Kind, resource: Resource, snapshot: Snapshot) => {
  const of = (host: string) => readerOf(snapshot, host);
  const read = of(resource.host);
  return {
    check: (seen: Observation) =>
      kind.spans ? kind.check(resource, seen, of) : kind.check(resource, seen, read),
    want: () => (kind.spans ? kind.want(resource, of) : kind.want(resource, read)),
  };
};

/** What is declared as not to be there. */
function absentDiff(resource: Resource, seen: Observed, findings: readonly Finding[]): Partial<Diff> {
  const { address, host, parts, at, type } = resource;
  const { observation } = seen;
  if (observation.status !== "present") return { findings, inSync: [address] };
  const why = `declared as absent at ${spanText(at)}`;
  const before = observation.state;
  if (observation.mark !== "unmarked")
    return { findings, changes: [{ op: "delete", address, type, host, before, patch: [], parts, why, at }] };
  const message = `${address} is declared as absent; it is there, and not holdfast's`;
  return {
    findings: [...findings, { ...draft("PLN111", message), address, host, at }],
    inSync: [address],
  };
}

function declaredDiff(kind: Kind, resource: Resource, seen: Observed, snapshot: Snapshot): Partial<Diff> {
  const { address, host, parts, at, type } = resource;
  const { observation } = seen;
  if (observation.status === "unknown") return { unknown: [{ address, host, why: observation.why }] };
  const judge = judging(kind, resource, snapshot);
  const findings = [...judge.check(observation), ...foreign(resource, seen)];
  if (resource.absent) return absentDiff(resource, seen, findings);
  const after = judge.want();
  const change = { address, type, host, parts, at, after };
  const declared = `declared at ${spanText(at)}`;
  if (observation.status === "absent") {
    const why = `${declared}, not there on ${host}`;
    return { findings, changes: [{ ...change, op: "create", patch: patchOf({}, after), why }] };
  }
  const patch = patchOf(observation.state, after);
  if (patch.length === 0) return { findings, inSync: [address] };
  const why = `${host} differs from what is ${declared}`;
  return { findings, changes: [{ ...change, op: "update", before: observation.state, patch, why }] };
}

function undeclaredDiff(kind: Kind, seen: Observed, against: readonly Finding[]): Partial<Diff> {
  const { address, host, observation, parts } = seen;
  if (observation.status === "unknown") return { unknown: [{ address, host, why: observation.why }] };
  if (observation.status !== "present" || observation.mark !== "ours") return {};
  const before = observation.state;
  const why = "carries this fleet's mark and is no longer declared";
  const change: Change = { op: "delete", address, type: kind.type, host, before, patch: [], parts, why };
  if (kind.prune && !seen.kept) return { changes: [change], findings: against };
  return { orphans: [address], erasable: kind.consent?.(change) ? [change] : [] };
}

/** Compares what was observed of a kind with what is declared of it. */
function compared(
  kind: Kind,
  resources: readonly Resource[],
  observed: readonly Observed[],
  snapshot: Snapshot,
  against: (seen: Observed) => readonly Finding[] = () => [],
): Diff {
  const declared = new Map(resources.map((resource) => [resource.address, resource]));
  const parts = observed.map((one) => {
    const resource = declared.get(one.address);
    return resource ? declaredDiff(kind, resource, one, snapshot) : undeclaredDiff(kind, one, against(one));
  });
  return joined([...parts, { observed }]);
}

/** Observes one kind on one host and compares it with what is declared there. */
export function diffKind(
  kind: HostKind,
  scope: { readonly fleet: string; readonly host: string; readonly resources: readonly Resource[] },
  snapshot: Snapshot,
): Diff {
  const seen = snapshot.hosts[scope.host];
  if (!seen?.reachable) {
    const why = seen ? seen.failure.message : `${scope.host} was not probed`;
    return { ...empty, unknown: scope.resources.map(({ address, host }) => ({ address, host, why })) };
  }
  return compared(kind, scope.resources, kind.observe(scope, readerOf(snapshot, scope.host)), snapshot);
}

/** Observes a kind that spans the fleet, and compares it with what is declared of it. */
export function diffFleetKind(
  kind: FleetKind,
  fleet: string,
  resources: readonly Resource[],
  snapshot: Snapshot,
): Diff {
  const scope = { fleet, hosts: Object.keys(snapshot.hosts).sort(), resources };
  const of = (host: string) => readerOf(snapshot, host);
  return compared(
    kind,
    resources,
    kind.observe(scope, of),
    snapshot,
    (seen) => kind.leaving?.(seen, scope, of) ?? [],
  );
}

/** Several diffs as one. */
export const joined = (parts: readonly Partial<Diff>[]): Diff => ({
  changes: parts.flatMap((part) => part.changes ?? []),
  unknown: parts.flatMap((part) => part.unknown ?? []),
  orphans: parts.flatMap((part) => part.orphans ?? []),
  erasable: parts.flatMap((part) => part.erasable ?? []),
  inSync: parts.flatMap((part) => part.inSync ?? []),
  findings: parts.flatMap((part) => part.findings ?? []),
  observed: parts.flatMap((part) => part.observed ?? []),
});

/** The whole fleet: every kind on every host that was probed or has something declared on it. */
export function diff(
  fleet: string,
  kinds: Iterable<Kind>,
  resources: readonly Resource[],
  snapshot: Snapshot,
): Diff {
  const hosts = [...new Set([...Object.keys(snapshot.hosts), ...resources.map(({ host }) => host)])].sort();
  return joined(
    [...kinds].flatMap((kind) => {
      const all = resources.filter(({ type }) => type === kind.type);
      if (kind.spans) return [diffFleetKind(kind, fleet, all, snapshot)];
      return hosts.map((host) => {
        const here = all.filter((resource) => resource.host === host);
        return diffKind(kind, { fleet, host, resources: here }, snapshot);
      });
    }),
  );
}
