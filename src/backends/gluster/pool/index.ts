import type { GlusterPeer, GlusterPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import { bytesOf, MIB, wholeMib } from "../../host/text/size.ts";
import { setsOf } from "./layout.ts";

/** One brick as the file places it. */
export interface Brick {
  readonly host: string;
  /** `s1:/mnt/gluster/gvol/b0/brick`: as gluster is given it. */
  readonly name: string;
  /** Path gluster is given. */
  readonly path: string;
  /**
   * Where its file system is mounted, or for `directory` its own folder: `<folder>/<pool>/b<n>`; null for a
   * brick given by explicit path, which holdfast neither makes nor erases.
   */
  readonly root: string | null;
  readonly arbiter: boolean;
  /** Bytes its file system must offer at least; 0 for directory backing and explicit paths. */
  readonly bytes: number;
  /** For backing `device`; null also when the file names none. */
  readonly device: string | null;
}

/** A host that mounts a pool, with everything filled in. */
export interface PoolClient {
  readonly host: string;
  readonly mountpoint: string;
  readonly readOnly: boolean;
  readonly mountOptions: readonly string[];
  /** Place in the file's list. */
  readonly index: number;
}

/** A pool with everything filled in. */
export interface Pool {
  /** Also the volume's name. */
  readonly name: string;
  readonly state: "started" | "stopped" | "absent";
  /** Host names in file order, each once. */
  readonly peers: readonly string[];
  /** Gluster's own number: 1 for distribute and disperse, 3 with an arbiter. */
  readonly replica: number;
  readonly arbiter: boolean;
  /** Bricks of a disperse set, data and redundancy together; 0 for other kinds. */
  readonly disperse: number;
  readonly redundancy: number;
  /** Bricks per set. */
  readonly setSize: number;
  /** Bricks per set that each add to the usable size. */
  readonly dataBricks: number;
  /** Bricks in gluster's order. */
  readonly sets: readonly (readonly Brick[])[];
  readonly backing: "image" | "directory" | "device";
  /** Usable bytes of the whole pool. */
  readonly size: number;
  readonly options: Readonly<Record<string, string>>;
  /** The wanted auth.allow: the entries of the file, all members and clients, loopback; sorted, each once. */
  readonly allow: readonly string[];
  readonly clients: readonly PoolClient[];
  readonly adopt: boolean;
}

/** The gluster pools of a file as written there, in its order. */
export const declaredPools = (config: Config): readonly (readonly [string, GlusterPool])[] =>
  Object.entries(config.file.pools ?? {}).flatMap(([name, declared]) =>
    declared.type === "gluster" ? [[name, declared] as const] : [],
  );

/** The gluster pool of that name as written in the file. */
export const declaredPool = (config: Config, name: string): GlusterPool | undefined =>
  declaredPools(config).find(([other]) => other === name)?.[1];

/** The gluster pools of a file, in order of name. Never throws: what cannot be, `poolRules` reports. */
export const glusterPools = (config: Config): readonly Pool[] =>
  [...declaredPools(config)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, declared]) => poolOf(config, name, declared));

/** Pools that are, or are to be, there. */
export const poolsPresent = (config: Config): readonly Pool[] =>
  glusterPools(config).filter(({ state }) => state !== "absent");

/** One pool of the file with everything filled in. */
export function poolOf(config: Config, name: string, declared: GlusterPool): Pool {
  const explicitOn = (host: string) => {
    const entry = declared.peers.find((peer) => hostOf(peer) === host);
    return entry && explicitBricks(entry);
  };
  const peers = [...new Set(declared.peers.map(hostOf))];
  const shape = shapeOf(declared);
  const clients = clientsOf(name, declared);
  const addresses = [...peers, ...clients.map(({ host }) => host)].flatMap(
    (host) => config.hosts[host]?.storageAddress ?? [],
  );
  const size = bytesOf(declared.size ?? "2GB");
  const perPeer = declared.bricks?.perPeer ?? 1;
  const given = peers.map((host) => ({ host, bricks: explicitOn(host)?.length ?? perPeer }));
  const spots = setsOf(given, shape.setSize, shape.arbiter);
  const share = wholeMib(size / (Math.max(1, spots.length) * shape.dataBricks));
  const backing = declared.bricks?.backing ?? "image";
  const folder = declared.folder ?? declared.bricks?.folder ?? "/mnt/gluster";
  const brickAt = (host: string, index: number, place: number): Brick => {
    const explicit = explicitOn(host)?.[index];
    const root = explicit === undefined ? `${folder}/${name}/b${index}` : null;
    const path = explicit ?? `${root}/brick`;
    const arbiter = shape.arbiter && place === shape.setSize - 1;
    const sized = root !== null && backing !== "directory";
    const bytes = !sized ? 0 : arbiter ? arbiterBytes(share) : share;
    const device = root !== null && backing === "device" ? declared.bricks?.devices?.[host]?.[index] : null;
    return { host, name: `${host}:${path}`, path, root, arbiter, bytes, device: device ?? null };
  };
  return {
    name,
    state: declared.state ?? "started",
    peers,
    ...shape,
    sets: spots.map((set) => set.map(({ host, index }, place) => brickAt(host, index, place))),
    backing,
    size,
    options: declared.options ?? {},
    allow: [...new Set([...(declared.allow ?? []), ...addresses, "127.0.0.1"])].sort(),
    clients,
    adopt: declared.adopt ?? false,
  };
}

/** Name of the host a peer of the file is. */
export const hostOf = (peer: GlusterPeer): string => (typeof peer === "string" ? peer : peer.host);

/** Paths that take the place of the computed bricks of a peer. */
export const explicitBricks = (peer: GlusterPeer): readonly string[] | undefined =>
  typeof peer === "string" ? undefined : peer.bricks;

/** An arbiter holds names and attributes only: a twentieth is plenty, and XFS needs room of its own. */
const arbiterBytes = (dataBytes: number): number => Math.max(400 * MIB, wholeMib(dataBytes * 0.05));

type Shape = Pick<Pool, "replica" | "arbiter" | "disperse" | "redundancy" | "setSize" | "dataBricks">;

function shapeOf({ replica = 2, arbiter = false, disperse }: GlusterPool): Shape {
  if (disperse !== undefined) {
    const { data, redundancy } = disperse;
    const setSize = data + redundancy;
    return { replica: 1, arbiter: false, disperse: setSize, redundancy, setSize, dataBricks: data };
  }
  const copies = arbiter ? 3 : replica;
  return { replica: copies, arbiter, disperse: 0, redundancy: 0, setSize: copies, dataBricks: 1 };
}

const clientsOf = (name: string, { clients = [], mountpoint }: GlusterPool): readonly PoolClient[] =>
  clients.map((entry, index) => {
    const client = typeof entry === "string" ? { host: entry } : entry;
    return {
      host: client.host,
      mountpoint: client.mountpoint ?? mountpoint ?? `/mnt/${name}`,
      readOnly: client.readOnly ?? false,
      mountOptions: client.mountOptions ?? [],
      index,
    };
  });
