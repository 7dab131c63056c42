import type { ReadOf } from "../../../model/snapshot.ts";
import type { ServerRow } from "../probe/cli.ts";
import type { DiskLines } from "../probe/mfshdd.ts";
import { drainingElsewhere, drainText, isServerReady } from "./drain.ts";
import { type Ruler, rowOf, rulerOf, type Seat, seatOf } from "./seen.ts";
import { type ChunkserverSpec, type SeenServer, wantedDisks } from "./spec.ts";

/** A chunkserver with all that is known about it. */
export interface Found {
  readonly spec: ChunkserverSpec;
  readonly host: string;
  readonly ip: string;
  readonly seat: Seat;
  /** `null` where the master is not asked: nothing that is stopped or goes with its pool needs it. */
  readonly ruler: Ruler | null;
  readonly row: ServerRow | undefined;
}

/** Looks at `host` with the eyes of a pool. */
export function findServer(
  spec: ChunkserverSpec,
  host: string,
  of: ReadOf,
): Found | { readonly unknown: string } {
  const seat = seatOf(of(host));
  if ("unknown" in seat) return seat;
  const ruler = spec.state === "started" ? rulerOf(spec.master, of) : null;
  if (ruler && "unknown" in ruler) return { unknown: `its master: ${ruler.unknown}` };
  const ip = spec.addresses[host] ?? "";
  return { spec, host, ip, seat, ruler, row: rowOf(ruler?.view ?? null, ip) };
}

/** Disks of the list that are to leave: all of a server that does. */
export const leavingDisks = ({ spec, seat }: Found, whole: boolean): DiskLines => {
  const wanted = whole ? {} : wantedDisks(spec);
  return Object.fromEntries(Object.entries(seat.file.disks).filter(([path]) => !(path in wanted)));
};

function drainOf(found: Found, whole: boolean): string {
  const { ruler, row, seat } = found;
  const leaving = leavingDisks(found, whole);
  if (Object.keys(leaving).length === 0 && !whole) return "";
  if (!ruler?.view) return "the pool does not run";
  const text = drainText(ruler.view, ruler.disks, row, leaving);
  if (text !== "" || !row?.connected) return text;
  if (!seat.file.told) return "the chunkserver has not taken notice of the mark yet";
  return whole && !isServerReady(row) ? "draining: the master has yet to confirm it" : "";
}

/** Whose drain comes first: one at a time, so that no chunk is short of two copies at once. */
function turnOf({ spec, ip, ruler }: Found): string {
  if (!ruler?.view) return "";
  const nameOf = (address: string) =>
    Object.keys(spec.addresses).find((name) => spec.addresses[name] === address) ?? address;
  const names = drainingElsewhere(ruler.view, ip).map(nameOf).sort();
  return names.length === 0 ? "" : `${names.join(", ")} ${names.length > 1 ? "are" : "is"} emptied first`;
}

/** What is seen of a server and not declared. */
export function seenOf(found: Found, mode: SeenServer["mode"]): SeenServer {
  const { spec, ip, seat, ruler, row } = found;
  const whole = mode !== "declared";
  return {
    mode,
    pool: spec.pool,
    master: spec.master,
    ip,
    port: row?.port ?? 0,
    row: !ruler?.view ? "not asked" : !row ? "none" : row.connected ? "connected" : "disconnected",
    sum: seat.file.sum,
    drain: drainOf(found, whole),
    turn: turnOf(found),
    instance: ruler?.instance ?? seat.site?.chunkserver ?? "",
  };
}
