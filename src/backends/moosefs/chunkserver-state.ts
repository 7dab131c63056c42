import type { FleetScope } from "../../model/backend.ts";
import type { Observation, Observed } from "../../model/observation.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadOf } from "../../model/snapshot.ts";
import { whose } from "../host/mark.ts";
import { isOn, type Ruler, rowOf, rulerOf, type Seat, seatOf } from "./chunkserver-seen.ts";
import {
  type ChunkserverSpec,
  type ChunkserverState,
  chunkserverSpec,
  type SeenServer,
  wantedDisks,
} from "./chunkserver-spec.ts";
import type { ServerRow } from "./cli.ts";
import { drainingElsewhere, drainText, isBroken, isMarked, isServerReady } from "./drain.ts";
import type { DiskLines } from "./hdd.ts";

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

/** What the daemon does otherwise than its list says, as far as both can be told. */
function stale({ seat, ruler, row, ip }: Found): readonly string[] {
  const rows = ruler?.disks;
  if (!row?.connected || !rows || "unknown" in rows || !seat.file.told) return [];
  const own = rows.filter((disk) => disk.ip === ip);
  const listed = Object.entries(seat.file.disks).flatMap(([path, { marked }]) => {
    const disk = own.find((one) => one.path === path);
    // a folder that is not there is not taken into use, whoever says so
    if (!disk) return seat.site?.disks[path]?.there ? [`${path} is not in use`] : [];
    if (isBroken(disk) || isMarked(disk) === marked) return [];
    return [`${path} is ${marked ? "not " : ""}marked`];
  });
  const left = own.filter((disk) => !isBroken(disk) && !(disk.path in seat.file.disks));
  return [...listed, ...left.map(({ path }) => `${path} is still in use`)];
}

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

/** The state of a chunkserver as found. */
export function stateOf(found: Found, mode: SeenServer["mode"]): ChunkserverState {
  const { seat, ruler, row, spec } = found;
  const unit = seat.site?.units.chunkserver;
  const runs = mode === "declared" && spec.state === "started" && ruler?.view;
  return {
    header: seat.file.header,
    disks: seat.file.disks,
    told: seat.file.told,
    enabled: unit?.enabled ?? false,
    unit: unit?.active ?? "inactive",
    connected: runs ? (row?.connected ?? false) : null,
    labels: runs && row?.connected ? [...row.labels].sort() : null,
    stale: stale(found),
    seen: seenOf(found, mode),
  };
}

/** What the state shall be. */
export function wantedServer(resource: Resource, of: ReadOf): ChunkserverState {
  const spec = chunkserverSpec(resource);
  const found = findServer(spec, resource.host, of);
  const started = spec.state === "started";
  const there = "unknown" in found ? null : found;
  const off = there?.seat.site?.units.chunkserver.active === "failed" ? "failed" : "inactive";
  const runs = started && there?.ruler?.view;
  return {
    header: spec.header,
    disks: wantedDisks(spec),
    told: true,
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

const present = (state: ChunkserverState, fleet: string, found: Found): Observation => {
  const { file } = found.seat;
  // a daemon without a list bears no mark, and nothing to lose
  const mark = file.there ? whose(file.fleet ?? undefined, fleet) : "shared";
  return { status: "present", state, mark };
};

function declared(resource: Resource, of: ReadOf, fleet: string): Observed {
  const { address, host, needs, parts } = resource;
  const found = findServer(chunkserverSpec(resource), host, of);
  const about = { address, host, needs, parts };
  if ("unknown" in found) return { ...about, observation: { status: "unknown", why: found.unknown } };
  const on = isOn(found.seat.site);
  if (!on && !found.seat.file.there) return { ...about, observation: { status: "absent" } };
  const state = stateOf(found, resource.absent ? "absent" : "declared");
  return { ...about, observation: present(state, fleet, found) };
}

/** A host that is no chunkserver in the file any more, although it carries the mark of one. */
function undeclared(host: string, scope: FleetScope, of: ReadOf): readonly Observed[] {
  const seat = seatOf(of(host));
  if ("unknown" in seat || seat.file.fleet !== scope.fleet) return [];
  const { needs, parts } = seat.file;
  const about = { address: `moosefs.chunkserver/${host}`, host, needs, parts };
  const sibling = scope.resources.find((one) => one.parts.some((part) => parts.includes(part)));
  if (!sibling) {
    const state = { disks: Object.keys(seat.file.disks) };
    return [{ ...about, kept: true, observation: { status: "present", mark: "ours", state } }];
  }
  const found = findServer(chunkserverSpec(sibling), host, of);
  if ("unknown" in found) return [{ ...about, observation: { status: "unknown", why: found.unknown } }];
  const state = stateOf(found, sibling.absent ? "absent" : "leaving");
  return [{ ...about, observation: present(state, scope.fleet, found) }];
}

/** Servers only the master tells of: their host is in the file, is no chunkserver in it, and cannot be asked. */
function unreachable(scope: FleetScope, of: ReadOf): readonly Observed[] {
  const pools = new Map(
    scope.resources.map((resource) => [chunkserverSpec(resource).pool, resource] as const),
  );
  return [...pools.values()].flatMap((resource): readonly Observed[] => {
    const spec = chunkserverSpec(resource);
    const ruler = spec.state === "started" && !resource.absent ? rulerOf(spec.master, of) : null;
    if (!ruler || "unknown" in ruler || !ruler.view) return [];
    return Object.entries(spec.addresses).flatMap(([host, ip]): readonly Observed[] => {
      const row = rowOf(ruler.view, ip);
      const seat = row && !spec.siblings.includes(host) ? seatOf(of(host)) : undefined;
      if (!row || !seat || !("unknown" in seat)) return [];
      const about = { address: `moosefs.chunkserver/${host}`, host, needs: [], parts: resource.parts };
      if (row.connected)
        return [
          {
            ...about,
            observation: { status: "unknown", why: `it is to leave ${spec.pool}, and ${seat.unknown}` },
          },
        ];
      const bare: Seat = {
        file: {
          there: false,
          told: true,
          sum: "absent",
          header: "",
          fleet: null,
          parts: [],
          needs: [],
          disks: {},
        },
        site: null,
      };
      const found = { spec, host, ip, seat: bare, ruler, row };
      return [{ ...about, observation: { status: "present", mark: "ours", state: stateOf(found, "gone") } }];
    });
  });
}

/** The chunkservers of the file, those of ours that are not in it any more, and those that are only in a master's memory. */
export function observeServers(scope: FleetScope, of: ReadOf): readonly Observed[] {
  const known = new Set(scope.resources.flatMap((one) => [one.host, ...chunkserverSpec(one).siblings]));
  return [
    ...scope.resources.map((resource) => declared(resource, of, scope.fleet)),
    ...scope.hosts.filter((host) => !known.has(host)).flatMap((host) => undeclared(host, scope, of)),
    ...unreachable(scope, of),
  ];
}
