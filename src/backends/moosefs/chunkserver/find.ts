import type { ReadOf } from "../../../model/snapshot.ts";
import type { ServerRow } from "../probe/cli.ts";
import type { DiskLines } from "../probe/mfshdd.ts";
import { drainingElsewhere, drainText, isServerReady } from "./drain.ts";
import { type HostView, hostViewOf, type PoolView, poolViewOf, rowOf } from "./seen.ts";
import { type ChunkserverSpec, type SeenServer, wantedDisks } from "./spec.ts";

/** A chunkserver with all that is known about it. */
export interface Found {
  readonly spec: ChunkserverSpec;
  readonly host: string;
  readonly ip: string;
  readonly hostView: HostView;
  /** `null` where the master is not asked: nothing that is stopped or goes with its pool needs it. */
  readonly poolView: PoolView | null;
  readonly row: ServerRow | undefined;
}

/** Looks at `host` with the eyes of a pool. */
export function findServer(
  spec: ChunkserverSpec,
  host: string,
  of: ReadOf,
): Found | { readonly unknown: string } {
  const hostView = hostViewOf(of(host));
  if ("unknown" in hostView) return hostView;
  const poolView = spec.state === "started" ? poolViewOf(spec.master, of) : null;
  if (poolView && "unknown" in poolView) return { unknown: `its master: ${poolView.unknown}` };
  const ip = spec.addresses[host] ?? "";
  return { spec, host, ip, hostView, poolView, row: rowOf(poolView?.view ?? null, ip) };
}

/** Disks of the list that are to leave: all of a server that does. */
export const leavingDisks = ({ spec, hostView }: Found, whole: boolean): DiskLines => {
  const wanted = whole ? {} : wantedDisks(spec);
  return Object.fromEntries(Object.entries(hostView.file.disks).filter(([path]) => !(path in wanted)));
};

function drainOf(found: Found, whole: boolean): string {
  const { poolView, row, hostView } = found;
  const leaving = leavingDisks(found, whole);
  if (Object.keys(leaving).length === 0 && !whole) return "";
  if (!poolView?.view) return "the pool does not run";
  const text = drainText(poolView.view, poolView.disks, row, leaving);
  if (text !== "" || !row?.connected) return text;
  if (!hostView.file.notified) return "the chunkserver has not taken notice of the mark yet";
  return whole && !isServerReady(row) ? "draining: the master has yet to confirm it" : "";
}

/** Whose drain comes first: one at a time, so that no chunk is short of two copies at once. */
function turnOf({ spec, ip, poolView }: Found): string {
  if (!poolView?.view) return "";
  const nameOf = (address: string) =>
    Object.keys(spec.addresses).find((name) => spec.addresses[name] === address) ?? address;
  const names = drainingElsewhere(poolView.view, ip).map(nameOf).sort();
  return names.length === 0 ? "" : `${names.join(", ")} ${names.length > 1 ? "are" : "is"} emptied first`;
}

/** What is seen of a server and not declared. */
export function seenOf(found: Found, mode: SeenServer["mode"]): SeenServer {
  const { spec, ip, hostView, poolView, row } = found;
  const whole = mode !== "declared";
  return {
    mode,
    pool: spec.pool,
    master: spec.master,
    ip,
    port: row?.port ?? 0,
    row: !poolView?.view ? "not asked" : !row ? "none" : row.connected ? "connected" : "disconnected",
    sum: hostView.file.sum,
    drain: drainOf(found, whole),
    turn: turnOf(found),
    instance: poolView?.instance ?? hostView.daemons?.chunkserver ?? "",
  };
}
