import type { Action } from "../../../model/action.ts";
import type { FleetKind } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import { gluster, glusterProbe } from "../command/index.ts";
import { befriendCommand } from "../command/rejoin.ts";
import { explained } from "../command/remedies.ts";
import { clusterFact, storeFact } from "../probe/facts.ts";
import { type LostMember, lostMembers } from "../probe/identity.ts";
import { type Cluster, type Up, viaMember } from "../probe/members.ts";
import { marks } from "../volume/spec.ts";
import { peerFindings } from "./check.ts";
import { peersCluster, peersSpec } from "./spec.ts";

/** Whom `host` does not see as it should, and how it does: `s3 is Peer Rejected`. */
function unseen(
  host: string,
  memberView: Up,
  others: readonly string[],
  cluster: Cluster,
): readonly string[] {
  return others.flatMap((other) => {
    if (other === host) return [];
    const peer = memberView.peers.find(({ uuid }) => cluster.hostOf(uuid) === other);
    if (!peer) return [`${other} is not a peer`];
    if (peer.state === "3" && peer.connected) return [];
    return [`${other} is ${peer.state === "3" ? "disconnected" : peer.stateText}`];
  });
}

/** States in which a greeting stops half-way, by glusterd's numbers: accepted, sent and received, connected and accepted. */
const HALF_WAY = new Set(["4", "5", "10"]);

/**
 * Peers that a member does not take in although they take it in: `g2 g3` to the UUID of g3. One that comes back as a bare
 * machine may come to that at any of the others.
 */
function half(
  { memberViews, hostOf }: Cluster,
  joined: readonly string[],
  lost: readonly LostMember[],
): JsonObject {
  const up = joined.flatMap((host) => {
    const own = memberViews.get(host);
    return own?.is === "up" && !lost.some((one) => one.host === host) ? [{ host, own }] : [];
  });
  const sees = (from: Up, uuid: string) => from.peers.find((peer) => peer.uuid === uuid && peer.connected);
  const seen = up.flatMap(({ host, own }) =>
    own.peers.flatMap(({ uuid, state, connected }): [string, string][] => {
      const other = up.find((one) => one.host === hostOf(uuid));
      const taken = other && sees(other.own, own.uuid)?.state === "3";
      return connected && taken && HALF_WAY.has(state) ? [[`${host} ${other.host}`, uuid]] : [];
    }),
  );
  const feared = lost.flatMap((one) => [
    ...up.map(({ host }) => [`${host} ${one.host}`, one.uuid] as const),
    ...up.map(({ host, own }) => [`${one.host} ${host}`, own.uuid] as const),
  ]);
  return Object.fromEntries([...seen, ...feared]);
}

/** Peers that may go: ours by mark or by the file, wanted by no pool; with what keeps them for now. */
function leaving(resource: Resource, cluster: Cluster, memberView: Up): JsonObject {
  const { fleet, members, retired, pools, addresses } = peersSpec(resource);
  const marked = memberView.volumes.flatMap(({ options }) => (options[marks.peers] ?? "").split(","));
  const ours = new Set([...retired, ...marked]);
  const going = memberView.peers.flatMap(({ uuid, connected }) => {
    const host = cluster.hostOf(uuid);
    return host && connected && !members.includes(host) && ours.has(host) && host in addresses
      ? [{ host, uuid }]
      : [];
  });
  const gone = memberView.peers.filter(({ connected }) => !connected);
  const away = gone.map(({ uuid, names }) => cluster.hostOf(uuid) ?? names[0] ?? uuid).join(", ");
  return Object.fromEntries(
    going.flatMap(({ host, uuid }) => {
      const on = memberView.volumes.filter(({ sets }) => sets.flat().some((brick) => brick.host === uuid));
      // what it has of volumes that are not the file's to move keeps it where it is
      const stays = on.some(({ name, options }) => options[marks.fleet] !== fleet || !pools.includes(name));
      const bricks =
        on.length > 0 ? `${host} still has bricks of ${on.map(({ name }) => name).join(", ")}` : "";
      return stays ? [] : [[host, bricks || (away && `gluster lets no peer go while ${away} is away`)]];
    }),
  );
}

function stateOf(resource: Resource, cluster: Cluster): Observation {
  const { members } = peersSpec(resource);
  for (const host of members) {
    const memberView = cluster.memberViews.get(host);
    if (memberView?.is === "unknown") return { status: "unknown", why: `${host}: ${memberView.why}` };
  }
  const memberView = viaMember(cluster);
  const { via } = cluster;
  if (!memberView && members.length === 0)
    return { status: "present", mark: "shared", state: settledState(resource, cluster) };
  if (!memberView || !via) {
    const down = members.find((host) => cluster.memberViews.get(host)?.is === "down");
    return down
      ? { status: "present", mark: "shared", state: { ...nothing, via: down } }
      : { status: "absent" };
  }
  const joined = members.filter(
    (host) => host === via || memberView.peers.some(({ uuid }) => cluster.hostOf(uuid) === host),
  );
  const rows = joined.flatMap((host): [string, string][] => {
    const own = cluster.memberViews.get(host);
    if (own?.is !== "up") return [[host, "glusterd does not run"]];
    const missing = unseen(host, own, joined, cluster);
    return missing.length > 0 ? [[host, missing.join(", ")]] : [];
  });
  const nameless = joined.filter((host) => {
    const own = cluster.memberViews.get(host);
    const peer = own?.is === "up" && own.peers.find(({ uuid }) => uuid === memberView.uuid);
    return peer && !peer.names.includes(via);
  });
  const state = {
    via,
    joined: [...joined].sort(),
    unsettled: Object.fromEntries(rows),
    nameless,
    half: half(cluster, joined, lostMembers(cluster)),
    leaving: leaving(resource, cluster, memberView),
  };
  return { status: "present", mark: "shared", state };
}

const isPeer = (host: string, cluster: Cluster) =>
  cluster.via === host || viaMember(cluster)?.peers.some(({ uuid }) => cluster.hostOf(uuid) === host);

const nothing = {
  joined: [],
  unsettled: { all: "glusterd does not run" },
  nameless: [],
  half: {},
  leaving: {},
};

/** Host that commands are run on: as seen, or the first member when nothing is there yet. */
const viaOf = (resource: Resource, cluster: Cluster) => cluster.via ?? peersSpec(resource).members[0] ?? "";

/** Every member in, and every member seeing all others. */
const settledState = (resource: Resource, cluster: Cluster): JsonObject => ({
  via: viaOf(resource, cluster),
  joined: [...peersSpec(resource).members].sort(),
  unsettled: {},
  nameless: [],
  half: {},
  leaving: {},
});

/** Probing, settling and detaching, one at a time. */
function actions({ op, address, before, after, why }: Change): readonly Action[] {
  if (op === "delete" || !after) return [];
  const via = after.via as string;
  const list = (state: JsonObject | undefined, name: string) => (state?.[name] ?? []) as readonly string[];
  const joined = list(before, "joined");
  const shared = { address, lane: address, because: why, risk: "safe" as const, phase: "build" as const };
  const fresh = list(after, "joined").filter((host) => host !== via && !joined.includes(host));
  const probes = fresh.map((host) => ({
    ...shared,
    type: "gluster.peers.probe",
    host: via,
    about: host,
    params: { name: host },
  }));
  const settled = before !== undefined && Object.keys(before.unsettled as JsonObject).length === 0;
  // the first member is known to the second by its address only, until somebody calls it by name
  const other = before === undefined ? fresh[0] : list(before, "nameless")[0];
  const introduce =
    other === undefined
      ? []
      : [{ ...shared, type: "gluster.peers.introduce", host: other, params: { name: via } }];
  const befriend = Object.entries((before?.half ?? {}) as Record<string, string>).map(([pair, uuid]) => {
    const [host = "", name = ""] = pair.split(" ");
    return { ...shared, type: "gluster.peers.befriend", host, about: name, params: { name, uuid } };
  });
  const settle =
    settled && fresh.length === 0
      ? []
      : [{ ...shared, type: "gluster.peers.settle", host: via, params: { members: list(after, "joined") } }];
  const detach = Object.entries((before?.leaving ?? {}) as Record<string, string>).map(([host, keeps]) => ({
    ...shared,
    type: "gluster.peers.detach",
    host: via,
    about: host,
    params: { name: host },
    phase: "teardown" as const,
    ...(keeps === "" ? {} : { waits: keeps }),
  }));
  return [...probes, ...introduce, ...befriend, ...settle, ...detach];
}

/** `gluster.peers/<pool>`: the trusted pool of all pools that share hosts, named after the first of them. */
export const peers: FleetKind = {
  type: "gluster.peers",
  spans: "fleet",
  prune: false,
  facts: ({ resources }) => (resources.length > 0 ? [clusterFact, storeFact] : []),
  observe: ({ resources }, of) =>
    resources.map((resource) => {
      const { address, host, parts } = resource;
      const cluster = peersCluster(resource, of);
      // who is still a peer has to be found by name until it is let go
      const known = Object.keys(peersSpec(resource).addresses).filter((name) => isPeer(name, cluster));
      const needs = [...resource.needs, ...known.map((name) => `host.links/${name}`)];
      return { address, host, needs, parts, observation: stateOf(resource, cluster) };
    }),
  want: (resource, of) => settledState(resource, peersCluster(resource, of)),
  check: (resource, _observation, of): readonly Finding[] =>
    peerFindings(resource, peersCluster(resource, of), of),
  actions,
  commands: ({ type, params }) => {
    if (type === "gluster.peers.detach") return [gluster(["peer", "detach", params.name as string])];
    if (type === "gluster.peers.settle") return [];
    if (type === "gluster.peers.befriend")
      return [befriendCommand(params.uuid as string, params.name as string)];
    return [glusterProbe(params.name as string)];
  },
  explain: (_action, said) => explained(said),
};
