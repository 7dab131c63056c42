import type { Read, ReadOf } from "../../../model/snapshot.ts";
import { clusterFact, storeFact } from "./facts.ts";
import { child, children, clusterAnswers, type Element, textOf } from "./xml.ts";

/** A peer as one member sees it. */
export interface Peer {
  readonly uuid: string;
  /** Every name and address it is known by there. */
  readonly names: readonly string[];
  readonly connected: boolean;
  /** glusterd's own number; 3 is the only good one. */
  readonly state: string;
  readonly stateText: string;
}

/** A volume as `volume info` tells it. */
export interface Volume {
  readonly name: string;
  readonly id: string;
  readonly status: "created" | "started" | "stopped";
  readonly replica: number;
  readonly arbiter: boolean;
  /** Bricks of a disperse set; 0 for other kinds. */
  readonly disperse: number;
  readonly redundancy: number;
  /** In gluster's order, cut into sets. */
  readonly sets: readonly (readonly VolumeBrick[])[];
  readonly options: Readonly<Record<string, string>>;
}

/** A brick of a volume. */
export interface VolumeBrick {
  readonly name: string;
  /** The UUID of the host that has it. */
  readonly host: string;
}

/** The path of a brick on its host, behind the last `:/` of its name: what is before it may be an address of IPv6. */
export const pathOfBrick = (name: string): string => name.slice(name.lastIndexOf(":/") + 1);

/** What a host that may be a member says of itself. */
export type MemberView =
  /** No gluster there, or one that never was in use; a copied machine has an identity all the same. */
  | { readonly is: "none"; readonly uuid?: string }
  /** glusterd does not run, though it has volumes or peers stored. */
  | { readonly is: "down"; readonly uuid?: string }
  | { readonly is: "unknown"; readonly why: string }
  | (Store & { readonly is: "up"; readonly peers: readonly Peer[]; readonly volumes: readonly Volume[] });

/** A host whose glusterd answers. */
export type Up = Extract<MemberView, { is: "up" }>;

function peerOf(element: Element): Peer {
  const names = children(child(element, "hostnames"), "hostname");
  return {
    uuid: textOf(element, "uuid"),
    names: [...new Set([textOf(element, "hostname"), ...names.map(String)])].filter((name) => name !== ""),
    connected: textOf(element, "connected") === "1",
    state: textOf(element, "state"),
    stateText: textOf(element, "stateStr"),
  };
}

const statuses: Readonly<Record<string, Volume["status"]>> = { "0": "created", "1": "started" };

const inSets = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  all.flatMap((_one, index) => (index % size === 0 ? [all.slice(index, index + size)] : []));

function volumeOf(element: Element): Volume {
  const bricks = children(child(element, "bricks"), "brick").map((brick) => ({
    name: textOf(brick, "name"),
    host: textOf(brick, "hostUuid"),
  }));
  const options = children(child(element, "options"), "option");
  const disperse = Number(textOf(element, "disperseCount")) || 0;
  const replica = Number(textOf(element, "replicaCount")) || 1;
  // neither `type` nor `distCount` can be trusted on 11: the sets follow from the counts
  return {
    name: textOf(element, "name"),
    id: textOf(element, "id"),
    status: statuses[textOf(element, "status")] ?? "stopped",
    replica: disperse > 0 ? 1 : replica,
    arbiter: Number(textOf(element, "arbiterCount")) > 0,
    disperse,
    redundancy: Number(textOf(element, "redundancyCount")) || 0,
    sets: inSets(bricks, disperse > 0 ? disperse : replica),
    options: Object.fromEntries(options.map((option) => [textOf(option, "name"), textOf(option, "value")])),
  };
}

/** Volumes of a `volume info` body. */
export const volumesOf = (body: Element): readonly Volume[] =>
  children(child(child(body, "volInfo"), "volumes"), "volume").map(volumeOf);

/** Peers of a `pool list` body, and the member's own UUID. */
export function poolOfBody(body: Element): { readonly uuid: string; readonly peers: readonly Peer[] } {
  const rows = children(child(body, "peerStatus"), "peer").map(peerOf);
  const isSelf = ({ state, names }: Peer) => state === "" && names.includes("localhost");
  return { uuid: rows.find(isSelf)?.uuid ?? "", peers: rows.filter((row) => !isSelf(row)) };
}

/** What a host tells without its glusterd. */
interface Store {
  /** The identity of its glusterd; empty when it has none yet. */
  readonly uuid: string;
  /** Volume name to the checksum of its configuration. */
  readonly sums: Readonly<Record<string, string>>;
  /** Bricks whose process runs there: `<volume> <path>`. */
  readonly running: readonly string[];
  /** By the same: bytes of the file system each is on, and which one that is. */
  readonly room: Readonly<
    Record<string, { readonly total: number; readonly free: number; readonly device: string }>
  >;
  /** Percent of the members that have to see each other; where none is set, it is more than half of them. */
  readonly quorumPercent: number | undefined;
  readonly version: string;
  /** glusterd's number for what all members understand: `100000`; empty when it has none yet. */
  readonly operatingVersion: string;
  /** Whether its glusterd speaks TLS with the others. */
  readonly secure: boolean;
  /** Files that TLS takes and that are not there. */
  readonly lacks: readonly string[];
}

const roomOf = ([, volume = "", block, blocks, free, device = "", ...path]: readonly string[]) => {
  const size = Number(block);
  const room = { total: Number(blocks) * size, free: Number(free) * size, device };
  return [`${volume} ${path.join(" ")}`, room] as const;
};

/** `75%` and `75` are the same to gluster. */
function percentOf(text = ""): number | undefined {
  const percent = Number.parseFloat(text);
  return Number.isNaN(percent) ? undefined : percent;
}

/** Reads the reply to the question about what is stored. */
export function storeOf(text: string): Store {
  const words = text.split("\n").map((line) => line.split(" "));
  return {
    uuid: words.find(([what]) => what === "uuid")?.[1] ?? "",
    sums: Object.fromEntries(
      words.filter(([what]) => what === "volume").map(([, name = "", sum = ""]) => [name, sum]),
    ),
    running: words.filter(([what]) => what === "running").map(([, ...rest]) => rest.join(" ")),
    room: Object.fromEntries(words.filter(([what]) => what === "room").map(roomOf)),
    quorumPercent: percentOf(words.find(([what]) => what === "quorum")?.[1]),
    version: words.find(([what]) => what === "version")?.[1] ?? "",
    operatingVersion: words.find(([what]) => what === "op")?.[1] ?? "",
    secure: words.some(([what]) => what === "secure"),
    lacks: words.filter(([what]) => what === "lacks").map(([, path = ""]) => path),
  };
}

/** Volumes a host knows, none where there is no gluster; `undefined` when it cannot tell. */
export function knownOn(read: Read): readonly Volume[] | undefined {
  const reply = read(clusterFact.key);
  if ("out" in reply && reply.out.trim() === "none") return [];
  const { volumes } = clusterAnswers(reply);
  return "ok" in volumes && volumes.ok ? volumesOf(volumes.body) : undefined;
}

/** What one host says of itself. */
export function memberViewOf(read: Read): MemberView {
  const [cluster, stored] = [read(clusterFact.key), read(storeFact.key)];
  for (const reply of [cluster, stored]) if ("unknown" in reply) return { is: "unknown", why: reply.unknown };
  if (!("out" in cluster) || !("out" in stored)) return { is: "none" };
  if (cluster.out.trim() === "none") return { is: "none" };
  const store = storeOf(stored.out);
  const { peers: members, volumes: known } = clusterAnswers(cluster);
  if ("unknown" in members && /Connection failed/.test(members.unknown))
    return { is: Object.keys(store.sums).length > 0 ? "down" : "none", uuid: store.uuid };
  if ("unknown" in members) return { is: "unknown", why: members.unknown };
  if ("unknown" in known) return { is: "unknown", why: known.unknown };
  if (!members.ok) return { is: "unknown", why: members.why };
  if (!known.ok) return { is: "unknown", why: known.why };
  return { ...store, is: "up", ...poolOfBody(members.body), volumes: volumesOf(known.body) };
}

/** A trusted pool as all its declared members together show it. */
export interface Cluster {
  readonly memberViews: ReadonlyMap<string, MemberView>;
  /** The host commands are run on: the first in order of those that see the most others; none when glusterd runs nowhere. */
  readonly via: string | undefined;
  /** The host of the file that has this UUID. */
  hostOf(uuid: string): string | undefined;
}

/** Looks at a trusted pool from all `members`; `addresses` tells hosts of the file apart that do not answer. */
export function clusterOf(
  members: readonly string[],
  addresses: Readonly<Record<string, string>>,
  of: ReadOf,
): Cluster {
  const memberViews = new Map(members.map((host) => [host, memberViewOf(of(host))] as const));
  const up = members.flatMap((host) => {
    const memberView = memberViews.get(host);
    return memberView?.is === "up" ? [{ host, memberView }] : [];
  });
  const sees = ({ peers }: Up) => peers.filter(({ connected }) => connected).length;
  // with all others away, one that is in the pool goes before one that has yet to join it
  const [first] = [...up].sort(
    ({ memberView: a }, { memberView: b }) =>
      sees(b) - sees(a) || b.volumes.length - a.volumes.length || b.peers.length - a.peers.length,
  );
  const via = first?.host;
  const byUuid = new Map(up.map(({ host, memberView }) => [memberView.uuid, host]));
  const named = (names: readonly string[]) =>
    Object.keys(addresses).find((host) => names.includes(host) || names.includes(addresses[host] ?? ""));
  for (const { memberView } of up)
    for (const peer of memberView.peers) {
      const host = byUuid.get(peer.uuid) ?? named(peer.names);
      if (host) byUuid.set(peer.uuid, host);
    }
  return { memberViews, via, hostOf: (uuid) => byUuid.get(uuid) };
}

/** The view of the member that commands are run on. */
export function viaMember({ memberViews, via }: Cluster): Up | undefined {
  const memberView = via === undefined ? undefined : memberViews.get(via);
  return memberView?.is === "up" ? memberView : undefined;
}
