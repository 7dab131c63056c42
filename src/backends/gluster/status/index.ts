import type { StatusRow } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import type { Resource } from "../../../model/resource.ts";
import { readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { healthOf, type Remark } from "../../host/status/remark.ts";
import { expandPools } from "../expand.ts";
import { glusterPools, type Pool } from "../pool/index.ts";
import { findVolume } from "../volume/find.ts";
import { clientRemark } from "./clients.ts";
import { kindCell, type VolumeSummary, volumeSummary } from "./volumes.ts";

/** How many of the clients have it, and what is wrong with the others. */
function clientsOf(pool: Pool, snapshot: Snapshot): { cell: string; remarks: readonly Remark[] } {
  const remarks = pool.clients.flatMap(
    (client) => clientRemark(client, pool.name, readerOf(snapshot, client.host)) ?? [],
  );
  const mounted = `${pool.clients.length - remarks.length}/${pool.clients.length}`;
  return { cell: pool.clients.length > 0 ? mounted : "-", remarks };
}

/** What is reported of a pool whose volume was not found, or of which no member reports anything. */
function withoutVolume(
  pool: Pool,
  found: { readonly unknown: string } | { readonly absent: string },
): VolumeSummary {
  if ("absent" in found && pool.state === "absent") return { cells: { kind: "absent" }, remarks: [] };
  const kind = kindCell(pool, pool.sets.length);
  const total = pool.sets.flat().length;
  return "unknown" in found
    ? { cells: { kind, bricks: `?/${total}` }, remarks: [{ level: "blind", note: found.unknown }] }
    : {
        cells: { kind, bricks: `0/${total}` },
        remarks: [{ level: "down", note: "there is no such volume" }],
      };
}

function rowOf(pool: Pool, resource: Resource, snapshot: Snapshot): StatusRow {
  const found = findVolume(resource, (host) => readerOf(snapshot, host));
  const { cells, remarks } =
    "volume" in found ? volumeSummary(pool, found, snapshot) : withoutVolume(pool, found);
  const clients = pool.state === "started" ? clientsOf(pool, snapshot) : undefined;
  // a volume that is not started, or not there, explains by itself that nobody has it
  const idle = "volume" in found ? found.volume.status !== "started" : "absent" in found;
  const all = clients && !idle ? [...remarks, ...clients.remarks] : remarks;
  return {
    part: `pools.${pool.name}`,
    health: healthOf(all),
    cells: clients ? { ...cells, mounted: clients.cell } : cells,
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
