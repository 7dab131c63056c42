import type { FleetScope } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf, type Told } from "../../host/rules/finding.ts";
import { damaged, elsewhere, foreign, strangers, unconnected, unknownServers } from "../chunkserver-told.ts";
import { drainProofs } from "./drain-check.ts";
import { type Found, findServer, leavingDisks } from "./find.ts";
import { type ChunkserverState, chunkserverSpec, wantedDisks } from "./spec.ts";

/** How far a drain the file asks for is. */
function draining(found: Found): readonly Told[] {
  const { spec, host, seat, ruler, row } = found;
  const all = spec.lines.every((line) => line.draining);
  const marked = Object.fromEntries(
    Object.entries(seat.file.disks).filter(([path, line]) => line.marked && wantedDisks(spec)[path]?.marked),
  );
  if (!ruler?.view || Object.keys(marked).length === 0 || !row?.connected) return [];
  const left = drainProofs.text(found, marked);
  const what = all ? host : Object.keys(marked).join(", ");
  return [
    {
      code: "MFS239",
      severity: "info",
      message: left === "" ? `${what} is drained: it may be taken out of the file` : `${what}: ${left}`,
      host,
    },
  ];
}

/** Disks that leave a pool that does not run. */
function kept(found: Found): readonly Told[] {
  const { spec, host, ruler } = found;
  const paths = Object.keys(leavingDisks(found, false));
  if (ruler?.view || paths.length === 0) return [];
  return [
    {
      code: "MFS243",
      severity: "warning",
      message: `${paths.join(", ")} on ${host} is to leave ${spec.pool}, which does not run: it cannot be emptied now, and stays in its list`,
      hint:
        spec.state === "started"
          ? "plan again once the pool runs"
          : "start the pool (`state: started`) to have it emptied, or name it in the file again",
      host,
    },
  ];
}

/** What speaks against a chunkserver as found, or should be known of it. */
export function checkServer(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  const spec = chunkserverSpec(resource);
  const found = findServer(spec, resource.host, of);
  if (observation.status === "unknown" || "unknown" in found || resource.absent) return [];
  const now = found.seat.file.disks;
  const wanted = wantedDisks(spec);
  const going = Object.keys(now).filter((path) => !wanted[path] || wanted[path]?.marked);
  const stays = spec.lines.some(({ draining }) => !draining);
  return findingsOf(resource, [
    ...foreign(found),
    ...elsewhere(found),
    ...strangers(found),
    ...(spec.state === "started" ? drainProofs.check(found, going, !stays) : []),
    ...damaged(found),
    ...unconnected(found),
    ...unknownServers(found, of),
    ...draining(found),
    ...kept(found),
  ]);
}

/** What speaks against letting a chunkserver go that is no longer declared. */
export function leavingServer(seen: Observed, scope: FleetScope, of: ReadOf): readonly Finding[] {
  if (seen.observation.status !== "present") return [];
  const { seen: about } = seen.observation.state as unknown as ChunkserverState;
  const sibling = scope.resources.find((one) => chunkserverSpec(one).pool === about?.pool);
  if (about?.mode !== "leaving" || !sibling) return [];
  const spec = chunkserverSpec(sibling);
  const found = findServer(spec, seen.host, of);
  if ("unknown" in found) return [];
  const stopped = {
    code: "MFS237",
    message: `${seen.host} is to leave ${spec.pool}, whose ${spec.state === "started" ? "master does not run" : "service is stopped"}: it cannot be emptied`,
    hint:
      spec.state === "started"
        ? "bring the master back first"
        : "start the pool (`state: started`), or name it in the file again",
    host: seen.host,
  };
  if (!found.ruler?.view) return findingsOf(seen, [stopped]);
  const paths = Object.keys(leavingDisks(found, true));
  return findingsOf(seen, drainProofs.check(found, paths, true));
}
