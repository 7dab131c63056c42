import type { StatusRow } from "../../model/backend.ts";
import type { Config } from "../../model/config.ts";
import type { Resource } from "../../model/resource.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { clientRemark } from "./client-seen.ts";
import { expandPools } from "./expand.ts";
import { glusterPools, type Pool } from "./pool.ts";
import { healthOf, type Remark } from "./remark.ts";
import { findVolume } from "./volume-state.ts";
import { kindCell, volumeTold } from "./volume-status.ts";

/** How many of the clients have it, and what is wrong with the others. */
function clientsOf(pool: Pool, snapshot: Snapshot): { cell: string; remarks: readonly Remark[] } {
  const remarks = pool.clients.flatMap(
    (client) => clientRemark(client, pool.name, readerOf(snapshot, client.host)) ?? [],
  );
  return { cell: `${pool.clients.length - remarks.length}/${pool.clients.length}`, remarks };
}

function rowOf(pool: Pool, resource: Resource, snapshot: Snapshot): StatusRow {
  const found = findVolume(resource, (host) => readerOf(snapshot, host));
  const part = `pools.${pool.name}`;
  const declared = kindCell(pool, pool.sets.length);
  const total = pool.sets.flat().length;
  if ("unknown" in found)
    return {
      part,
      health: "unknown",
      cells: { kind: declared, bricks: `?/${total}` },
      notes: [found.unknown],
    };
  if ("absent" in found) {
    if (pool.state === "absent") return { part, health: "ok", cells: { kind: "absent" }, notes: [] };
    return {
      part,
      health: "down",
      cells: { kind: declared, bricks: `0/${total}` },
      notes: ["there is no such volume"],
    };
  }
  const { cells, remarks } = volumeTold(pool, found, snapshot);
  if (pool.state !== "started")
    return { part, health: healthOf(remarks), cells, notes: remarks.map(({ note }) => note) };
  const clients = clientsOf(pool, snapshot);
  // a volume that is not started explains by itself that nobody has it
  const all = found.volume.status === "started" ? [...remarks, ...clients.remarks] : remarks;
  return {
    part,
    health: healthOf(all),
    cells: { ...cells, mounted: clients.cell },
    notes: [...new Set(all.map(({ note }) => note))],
  };
}

/** One row per pool of the file: kind, bricks up, what waits to be healed, room, running task, clients. */
export function poolStatus(config: Config, snapshot: Snapshot): readonly StatusRow[] {
  const resources = new Map(expandPools(config).map((resource) => [resource.address, resource]));
  return glusterPools(config).flatMap((pool) => {
    const resource = resources.get(`gluster.volume/${pool.name}`);
    return resource ? [rowOf(pool, resource, snapshot)] : [];
  });
}
