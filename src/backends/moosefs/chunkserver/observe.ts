import type { FleetScope } from "../../../model/backend.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { type Found, findServer } from "./find.ts";
import { type HostView, hostViewOf, isOn, poolViewOf, rowOf } from "./seen.ts";
import { type ChunkserverState, chunkserverSpec } from "./spec.ts";
import { stateOf } from "./state.ts";

const present = (state: ChunkserverState, fleet: string, found: Found): Observation => {
  const { file } = found.hostView;
  // a daemon without a list bears no mark, and nothing to lose
  const mark = file.there ? ownershipOf(file.fleet ?? undefined, fleet) : "shared";
  return { status: "present", state, mark };
};

/** Clients need not mind a server that is emptied; one that is stopped has to wait until they are gone. */
function beneath(resource: Resource): Pick<Observed, "within"> {
  const { pool, state } = chunkserverSpec(resource);
  return state === "started" ? {} : { within: `moosefs.pool/${pool}` };
}

function declared(resource: Resource, of: ReadOf, fleet: string): Observed {
  const { address, host, needs, parts } = resource;
  const found = findServer(chunkserverSpec(resource), host, of);
  const about = { address, host, needs, parts, ...beneath(resource) };
  if ("unknown" in found) return { ...about, observation: { status: "unknown", why: found.unknown } };
  const on = isOn(found.hostView.daemons);
  if (!on && !found.hostView.file.there) return { ...about, observation: { status: "absent" } };
  const state = stateOf(found, resource.absent ? "absent" : "declared");
  return { ...about, observation: present(state, fleet, found) };
}

/** A host that is no chunkserver in the file any more, although it carries the mark of one. */
function undeclared(host: string, scope: FleetScope, of: ReadOf): readonly Observed[] {
  const hostView = hostViewOf(of(host));
  if ("unknown" in hostView || hostView.file.fleet !== scope.fleet) return [];
  const { needs, parts } = hostView.file;
  const about = { address: `moosefs.chunkserver/${host}`, host, needs, parts };
  const sibling = scope.resources.find((one) => one.parts.some((part) => parts.includes(part)));
  if (!sibling) {
    const state = { disks: Object.keys(hostView.file.disks) };
    return [{ ...about, kept: true, observation: { status: "present", mark: "ours", state } }];
  }
  const found = findServer(chunkserverSpec(sibling), host, of);
  if ("unknown" in found) return [{ ...about, observation: { status: "unknown", why: found.unknown } }];
  const state = stateOf(found, sibling.absent ? "absent" : "leaving");
  return [{ ...about, ...beneath(sibling), observation: present(state, scope.fleet, found) }];
}

/** Servers only the master tells of: their host is in the file, is no chunkserver in it, and cannot be asked. */
function unreachable(scope: FleetScope, of: ReadOf): readonly Observed[] {
  const pools = new Map(
    scope.resources.map((resource) => [chunkserverSpec(resource).pool, resource] as const),
  );
  return [...pools.values()].flatMap((resource): readonly Observed[] => {
    const spec = chunkserverSpec(resource);
    const poolView = spec.state === "started" && !resource.absent ? poolViewOf(spec.master, of) : null;
    if (!poolView || "unknown" in poolView || !poolView.view) return [];
    return Object.entries(spec.addresses).flatMap(([host, ip]): readonly Observed[] => {
      const row = rowOf(poolView.view, ip);
      const hostView = row && !spec.siblings.includes(host) ? hostViewOf(of(host)) : undefined;
      if (!row || !hostView || !("unknown" in hostView)) return [];
      const about = { address: `moosefs.chunkserver/${host}`, host, needs: [], parts: resource.parts };
      if (row.connected)
        return [
          {
            ...about,
            observation: {
              status: "unknown",
              why: `it is to leave ${spec.pool} and still serves it, but cannot be asked: ${hostView.unknown}`,
            },
          },
        ];
      const bare: HostView = {
        file: {
          there: false,
          notified: true,
          sum: "absent",
          header: "",
          fleet: null,
          parts: [],
          needs: [],
          disks: {},
        },
        daemons: null,
      };
      const found = { spec, host, ip, hostView: bare, poolView, row };
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
