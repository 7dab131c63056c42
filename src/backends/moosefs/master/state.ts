import type { FleetScope } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Mark, Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { whose } from "../../host/write/mark.ts";
import { METALOGGER_CONFIG } from "../chunkserver/resource.ts";
import { ownStore } from "../probe/metadata.ts";
import { type Found, findMaster, siteAt } from "./find.ts";
import { storeOfWay } from "./recovery.ts";
import { type MasterState, masterSpec, partOf } from "./spec.ts";

const markedFor = ({ site, spec }: Found) =>
  site?.mark?.fleet === spec.fleet && site.mark.parts.includes(partOf(spec.pool));

/** What of the namespace another host has, in a word. */
const othersOf = ({ rivals, way }: Found): Record<string, string> =>
  way === "serves" || way === "takeover"
    ? Object.fromEntries(
        rivals.map(({ host, running, enabled }) => [
          host,
          running ? "runs" : enabled ? "is enabled" : "has metadata",
        ]),
      )
    : {};

function seenOf(found: Found): MasterState["seen"] {
  const { spec, way, instance, rivals } = found;
  return {
    master: spec.master,
    way,
    instance,
    reach: way === "serves" ? 0 : (storeOfWay(found)?.reach ?? 0),
    from: rivals.map(({ host }) => host).join(", "),
  };
}

/** The state of a master as found. */
export function stateOf(found: Found): MasterState {
  const { site, way } = found;
  return {
    daemon: way === "serves" ? "serves" : "stopped",
    enabled: site?.units.master.enabled ?? false,
    marked: markedFor(found),
    spare: way === "serves" && (site?.metadata.some(({ name }) => name === "metadata.mfs.empty") ?? false),
    others: othersOf(found),
    seen: seenOf(found),
  };
}

const fresh: MasterState["seen"] = { master: "", way: "create", instance: "", reach: 0, from: "" };

/** What the state shall be. */
export function wantedState(resource: Resource, of: ReadOf): MasterState {
  const spec = masterSpec(resource);
  const found = findMaster(resource, of);
  const seen = "way" in found ? seenOf(found) : { ...fresh, master: spec.master };
  if (spec.state === "started")
    return { daemon: "serves", enabled: true, marked: true, spare: false, others: {}, seen };
  const state = "way" in found ? stateOf(found) : undefined;
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
  const { site, spec, way } = found;
  const logger = site?.marks[METALOGGER_CONFIG];
  if (way === "takeover")
    return logger && logger.fleet !== spec.fleet ? whose(logger.fleet, spec.fleet) : "ours";
  return whose(site?.mark?.fleet, spec.fleet);
}

function observationOf(resource: Resource, of: ReadOf): Observation {
  const found = findMaster(resource, of);
  if ("unknown" in found) return { status: "unknown", why: found.unknown };
  const state = stateOf(found);
  if (resource.absent && state.daemon === "stopped" && !state.enabled) return { status: "absent" };
  const bare = found.way === "create" && found.told.length === 0;
  if (bare && masterSpec(resource).state === "started" && !resource.absent) return { status: "absent" };
  return { status: "present", mark: markOf(found), state };
}

/** Metaloggers of a pool that is not in the file any more: as long as its master is left alone, so are they. */
const loggersOf = (part: string, fleet: string, hosts: readonly string[], of: ReadOf) =>
  hosts.flatMap((host) => {
    const site = siteAt(of(host));
    const mark = site && "marks" in site ? site.marks[METALOGGER_CONFIG] : null;
    return mark?.fleet === fleet && mark.parts.includes(part) ? [`moosefs.metalogger/${host}`] : [];
  });

/** Masters that carry this fleet's mark for a pool that is not in the file any more, each once. */
function undeclared({ fleet, hosts, resources }: FleetScope, of: ReadOf): readonly Observed[] {
  const known = new Set(resources.map((resource) => partOf(masterSpec(resource).pool)));
  const seen = hosts.flatMap((host) => {
    const site = siteAt(of(host));
    if (!site || "unknown" in site || site.mark?.fleet !== fleet) return [];
    const { master } = site.units;
    const daemon = master.active === "active" ? "serves" : "stopped";
    return site.mark.parts
      .filter((part) => !known.has(part))
      .map((part) => ({
        part,
        host,
        daemon,
        enabled: master.enabled,
        instance: ownStore(site)?.instances[0] ?? "",
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
  return findingsOf(resource, found.told);
}
