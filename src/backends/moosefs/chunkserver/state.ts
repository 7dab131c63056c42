import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { isBroken, isMarked } from "./drain.ts";
import { type Found, findServer, leavingDisks, seenOf } from "./find.ts";
import { type ChunkserverState, chunkserverSpec, type SeenServer, wantedDisks } from "./spec.ts";

/** What the daemon does otherwise than its list says, as far as both are known. */
function stale({ hostView, poolView, row, ip }: Found): readonly string[] {
  const rows = poolView?.disks;
  if (!row?.connected || !rows || "unknown" in rows || !hostView.file.notified) return [];
  const own = rows.filter((disk) => disk.ip === ip);
  const listed = Object.entries(hostView.file.disks).flatMap(([path, { marked }]) => {
    const disk = own.find((one) => one.path === path);
    // a folder that is not there is not taken into use, whoever says so
    if (!disk) return hostView.daemons?.disks[path]?.there ? [`${path} is not in use`] : [];
    if (isBroken(disk) || isMarked(disk) === marked) return [];
    return [`${path} is ${marked ? "not " : ""}marked`];
  });
  const left = own.filter((disk) => !isBroken(disk) && !(disk.path in hostView.file.disks));
  return [...listed, ...left.map(({ path }) => `${path} is still in use`)];
}

/** The state of a chunkserver as found. */
export function stateOf(found: Found, mode: SeenServer["mode"]): ChunkserverState {
  const { hostView, poolView, row, spec } = found;
  const unit = hostView.daemons?.units.chunkserver;
  const runs = mode === "declared" && spec.state === "started" && poolView !== null;
  return {
    header: hostView.file.header,
    disks: hostView.file.disks,
    notified: hostView.file.notified,
    enabled: unit?.enabled ?? false,
    unit: unit?.active ?? "inactive",
    connected: runs ? (row?.connected ?? false) : null,
    labels: runs && row?.connected ? [...row.labels].sort() : null,
    stale: stale(found),
    seen: seenOf(found, mode),
  };
}

/** The wanted state. */
export function wantedServer(resource: Resource, of: ReadOf): ChunkserverState {
  const spec = chunkserverSpec(resource);
  const found = findServer(spec, resource.host, of);
  const started = spec.state === "started";
  const there = "unknown" in found ? null : found;
  const off = there?.hostView.daemons?.units.chunkserver.active === "failed" ? "failed" : "inactive";
  // while no master runs it is connected to none: it has to follow the one that comes
  const runs = started && there !== null && there.poolView !== null;
  return {
    header: spec.header,
    // what leaves a pool that does not run cannot be emptied: its lines stay as they are until it does
    disks: { ...wantedDisks(spec), ...(runs || !there ? {} : leavingDisks(there, false)) },
    notified: true,
    enabled: started,
    unit: started ? "active" : off,
    connected: runs ? true : null,
    labels: runs && there.row?.connected ? spec.labels : null,
    stale: [],
    seen: there
      ? seenOf(there, "declared")
      : {
          mode: "declared",
          pool: spec.pool,
          master: spec.master,
          ip: spec.addresses[resource.host] ?? "",
          port: 0,
          row: "not asked",
          sum: "absent",
          drain: "",
          turn: "",
          instance: "",
        },
  };
}
