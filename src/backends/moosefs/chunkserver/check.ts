import type { FleetScope } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import { drainProofs } from "./drain-check.ts";
import { type Found, findServer, leavingDisks } from "./find.ts";
import { damaged, elsewhere, foreign, strangers, unconnected, unknownServers } from "./findings.ts";
import { type ChunkserverSpec, type ChunkserverState, chunkserverSpec, wantedDisks } from "./spec.ts";

/** How far a drain the file asks for is. */
function draining(found: Found): readonly Draft[] {
  const { spec, host, hostView, poolView, row } = found;
  const all = spec.lines.every((line) => line.draining);
  const marked = Object.fromEntries(
    Object.entries(hostView.file.disks).filter(
      ([path, line]) => line.marked && wantedDisks(spec)[path]?.marked,
    ),
  );
  if (!poolView?.view || Object.keys(marked).length === 0 || !row?.connected) return [];
  const left = drainProofs.text(found, marked);
  const what = all ? host : Object.keys(marked).join(", ");
  const message = left === "" ? `${what} is drained: it may be taken out of the file` : `${what}: ${left}`;
  return [draft("MFS239", message, { host })];
}

/** Disks that leave a pool that does not run. */
function kept(found: Found): readonly Draft[] {
  const { spec, host, poolView } = found;
  const paths = Object.keys(leavingDisks(found, false));
  if (poolView?.view || paths.length === 0) return [];
  const message = `${paths.join(", ")} on ${host} is to leave ${spec.pool}, which does not run: it cannot be emptied now, and stays in its list`;
  return [draft("MFS243", message, { hint: spec.state === "started" ? "started" : "stopped", host })];
}

/** What speaks against a chunkserver as found, or should be known of it. */
export function checkServer(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  const spec = chunkserverSpec(resource);
  const found = findServer(spec, resource.host, of);
  if (observation.status === "unknown" || "unknown" in found || resource.absent) return [];
  const now = found.hostView.file.disks;
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

/** One that is to leave a pool that does not run. */
function poolUnknown(host: string, { pool, state }: ChunkserverSpec): Draft {
  const [why, hint] =
    state === "started" ? ["master does not run", "master"] : ["service is stopped", "stopped"];
  return draft("MFS237", `${host} is to leave ${pool}, whose ${why}: it cannot be emptied`, { hint, host });
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
  if (!found.poolView?.view) return findingsOf(seen, [poolUnknown(seen.host, spec)]);
  const paths = Object.keys(leavingDisks(found, true));
  return findingsOf(seen, drainProofs.check(found, paths, true));
}
