import type { FleetScope } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Mark, Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { METALOGGER_CONFIG } from "../chunkserver/resource.ts";
import { daemonsAt } from "../probe/daemons.ts";
import { ownStore } from "../probe/metadata.ts";
import { findMaster } from "./find.ts";
import type { Found } from "./found.ts";
import { storeOfSource } from "./recovery.ts";
import { type MasterState, masterSpec, partOf } from "./spec.ts";

const markedFor = ({ daemons, spec }: Found) =>
  daemons?.mark?.fleet === spec.fleet && daemons.mark.parts.includes(partOf(spec.pool));

/** What of the namespace another host has, in a word. */
const othersOf = ({ otherMasters, source }: Found): Record<string, string> =>
  source === "serves" || source === "takeover"
    ? Object.fromEntries(
        otherMasters.map(({ host, running, enabled }) => [
          host,
          running ? "runs" : enabled ? "is enabled" : "has metadata",
        ]),
      )
    : {};

function seenOf(found: Found): MasterState["seen"] {
  const { spec, source, instance, otherMasters } = found;
  return {
    master: spec.master,
    source,
    instance,
    lastChange: source === "serves" ? 0 : (storeOfSource(found)?.lastChange ?? 0),
    from: otherMasters.map(({ host }) => host).join(", "),
  };
}

/** The state of a master as found. */
export function stateOf(found: Found): MasterState {
  const { daemons, source } = found;
  return {
    daemon: source === "serves" ? "serves" : "stopped",
    enabled: daemons?.units.master.enabled ?? false,
    marked: markedFor(found),
    spare:
      source === "serves" && (daemons?.metadata.some(({ name }) => name === "metadata.mfs.empty") ?? false),
    others: othersOf(found),
    seen: seenOf(found),
  };
}

const fresh: MasterState["seen"] = { master: "", source: "create", instance: "", lastChange: 0, from: "" };

/** The wanted state. */
export function wantedState(resource: Resource, of: ReadOf): MasterState {
  const spec = masterSpec(resource);
  const found = findMaster(resource, of);
  const seen = "source" in found ? seenOf(found) : { ...fresh, master: spec.master };
  if (spec.state === "started")
    return { daemon: "serves", enabled: true, marked: true, spare: false, others: {}, seen };
  const state = "source" in found ? stateOf(found) : undefined;
  return {
    daemon: "stopped",
    enabled: false,
    marked: state?.marked ?? false,
    spare: state?.spare ?? false,
    others: state?.others ?? {},
    seen,
  };
}

function markOf(found: Found): Mark {
  const { daemons, spec, source } = found;
  const logger = daemons?.marks[METALOGGER_CONFIG];
  if (source === "takeover")
    return logger && logger.fleet !== spec.fleet ? ownershipOf(logger.fleet, spec.fleet) : "ours";
  return ownershipOf(daemons?.mark?.fleet, spec.fleet);
}

function observationOf(resource: Resource, of: ReadOf): Observation {
  const found = findMaster(resource, of);
  if ("unknown" in found) return { status: "unknown", why: found.unknown };
  const state = stateOf(found);
  if (resource.absent && state.daemon === "stopped" && !state.enabled) return { status: "absent" };
  const bare = found.source === "create" && found.findings.length === 0;
  if (bare && masterSpec(resource).state === "started" && !resource.absent) return { status: "absent" };
  return { status: "present", mark: markOf(found), state };
}

/** Metaloggers of a pool that is not in the file any more: as long as its master is left alone, so are they. */
const loggersOf = (part: string, fleet: string, hosts: readonly string[], of: ReadOf) =>
  hosts.flatMap((host) => {
    const daemons = daemonsAt(of(host));
    const mark = daemons && "marks" in daemons ? daemons.marks[METALOGGER_CONFIG] : null;
    return mark?.fleet === fleet && mark.parts.includes(part) ? [`moosefs.metalogger/${host}`] : [];
  });

/** Masters that carry this fleet's mark for a pool that is not in the file any more, each once. */
function undeclared({ fleet, hosts, resources }: FleetScope, of: ReadOf): readonly Observed[] {
  const known = new Set(resources.map((resource) => partOf(masterSpec(resource).pool)));
  const seen = hosts.flatMap((host) => {
    const daemons = daemonsAt(of(host));
    if (!daemons || "unknown" in daemons || daemons.mark?.fleet !== fleet) return [];
    const { master } = daemons.units;
    const daemon = master.active === "active" ? "serves" : "stopped";
    return daemons.mark.parts
      .filter((part) => !known.has(part))
      .map((part) => ({
        part,
        host,
        daemon,
        enabled: master.enabled,
        instance: ownStore(daemons)?.instances[0] ?? "",
      }));
  });
  const running = [...seen].sort((a, b) => (a.daemon < b.daemon ? 1 : a.daemon > b.daemon ? -1 : 0));
  return [...new Map(running.map((one) => [one.part, one])).values()].map(
    ({ part, host, daemon, enabled, instance }) => ({
      address: `moosefs.master/${part.slice("pools.".length)}`,
      host,
      needs: loggersOf(part, fleet, hosts, of),
      parts: [part],
      observation: { status: "present", mark: "ours", state: { daemon, enabled, instance } },
    }),
  );
}

/** The masters of the file, and those of ours that are not in it any more. */
export const observeMasters = (scope: FleetScope, of: ReadOf): readonly Observed[] => [
  ...scope.resources.map((resource) => {
    const { address, host, needs, parts } = resource;
    return { address, host, needs, parts, observation: observationOf(resource, of) };
  }),
  ...undeclared(scope, of),
];

/** Everything that speaks against letting a master serve, or should be known about it. */
export function checkMaster(resource: Resource, _seen: Observation, of: ReadOf): readonly Finding[] {
  const found = findMaster(resource, of);
  if ("unknown" in found || resource.absent) return [];
  return findingsOf(resource, found.findings);
}
