import type { MoosefsChunkserver, MoosefsPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import { bytesOf, wholeMib } from "../../host/text/size.ts";

/** One chunk folder as the file places it. */
export interface Disk {
  readonly host: string;
  /** The chunk folder, as mfshdd.cfg names it: `<root>/chunks`, or the given path. */
  readonly path: string;
  /** Mount point, or own folder, of the file system holdfast makes: `<folder>/<pool>/d0`; null for a given path. */
  readonly root: string | null;
  readonly backing: "image" | "directory" | "device" | "given";
  /** Bytes its file system must offer at least; 0 where the file demands none: directories, given paths, devices without a `size`. */
  readonly bytes: number;
  /** For backing `device`; null also when the file names none. */
  readonly device: string | null;
  /** The size column of mfshdd.cfg, without blanks: `500GiB`, `-5GiB`; null for all of it. */
  readonly limit: string | null;
  /** Whether mfshdd.cfg is to mark it with `*`: itself or its whole server is draining. */
  readonly draining: boolean;
}

/** A host that stores chunks, with everything filled in. */
export interface Chunkserver {
  readonly host: string;
  /** Storage address, by which the master lists it. */
  readonly address: string;
  /** Each once, sorted. */
  readonly labels: readonly string[];
  readonly disks: readonly Disk[];
  /** Whether all of it is to go: it says so itself, or all its disks do. */
  readonly draining: boolean;
  /** Place in the file's list. */
  readonly index: number;
}

/** One mount of a pool, with everything filled in. A host may have several. */
export interface PoolClient {
  readonly host: string;
  /** Storage address, by which the master tells it from others. */
  readonly address: string;
  readonly mountpoint: string;
  /** Folder of the pool that is mounted: `/` for all of it. */
  readonly folder: string;
  readonly readOnly: boolean;
  readonly mountOptions: readonly string[];
  /** Place in the file's list. */
  readonly index: number;
}

/** A storage class of the file. */
export interface StorageClass {
  readonly name: string;
  /** Label expressions as MooseFS takes them, without blanks. */
  readonly create: string | null;
  readonly keep: string;
  readonly archive: string | null;
  /** Days; 0 without `archive`. */
  readonly archiveDelay: number;
}

/** A pool with everything filled in. */
export interface Pool {
  readonly name: string;
  readonly state: "started" | "stopped" | "absent";
  readonly master: string;
  /** Storage address (IPv4) of the master; empty for an undeclared host. */
  readonly address: string;
  /** Name all others know the master by, in our block of /etc/hosts, so that a takeover changes one line: `mfsmaster-mvol`. */
  readonly alias: string;
  /** In file order, each host once. */
  readonly chunkservers: readonly Chunkserver[];
  /** Host names in file order, each once. */
  readonly metaloggers: readonly string[];
  /** Addresses, networks and ranges that may mount besides the clients; sorted, each once. */
  readonly allow: readonly string[];
  /** `"2"`, or the name of a class. */
  readonly goal: string;
  /** By name. */
  readonly classes: readonly StorageClass[];
  readonly gui: { readonly host: string; readonly port: number } | null;
  readonly clients: readonly PoolClient[];
  /** Settings of the master, by name. */
  readonly options: Readonly<Record<string, string>>;
  readonly adopt: boolean;
}

/** The MooseFS pools of a file as written there, in its order. */
export const declaredPools = (config: Config): readonly (readonly [string, MoosefsPool])[] =>
  Object.entries(config.file.pools ?? {}).flatMap(([name, declared]) =>
    declared.type === "gluster" ? [] : [[name, declared] as const],
  );

/** The MooseFS pools of a file, in order of name. Never throws: what cannot be, `poolRules` reports. */
export const moosefsPools = (config: Config): readonly Pool[] =>
  [...declaredPools(config)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, declared]) => poolOf(config, name, declared));

/** Pools that are, or are to be, there. */
export const poolsPresent = (config: Config): readonly Pool[] =>
  moosefsPools(config).filter(({ state }) => state !== "absent");

/** Name of the host an entry of the file is. */
export const hostOf = (entry: string | { readonly host: string }): string =>
  typeof entry === "string" ? entry : entry.host;

/** An entry of the file's chunkservers in its long form. */
export const entryOf = (entry: MoosefsChunkserver): Exclude<MoosefsChunkserver, string> =>
  typeof entry === "string" ? { host: entry } : entry;

/** The client through whose mount goals and classes are set: the first that mounts all of the pool and may write. */
export const adminClientOf = ({ clients }: Pick<Pool, "clients">): PoolClient | undefined =>
  clients.find(({ folder, readOnly }) => folder === "/" && !readOnly);

/** Name the master of a pool is known by on all its hosts. */
export const aliasOf = (pool: string): string => `mfsmaster-${pool}`;

/** Port of the web pages when the file names none. */
const guiPort = 9425;

const clientDefaults = { folder: "/", readOnly: false, mountOptions: [] };

const classesOf = (declared: MoosefsPool): Pool["classes"] =>
  Object.entries(declared.classes ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { create, keep, archive, archiveDelay }]) => ({
      name,
      create: create === undefined ? null : unblanked(create),
      keep: unblanked(keep),
      archive: archive === undefined ? null : unblanked(archive),
      archiveDelay: archive === undefined ? 0 : (archiveDelay ?? 0),
    }));

/** One pool of the file with everything filled in. */
export function poolOf(config: Config, name: string, declared: MoosefsPool): Pool {
  const address = (host: string) => config.hosts[host]?.storageAddress ?? "";
  const master = hostOf(declared.master);
  const gui = declared.gui === undefined ? undefined : withPort(declared.gui);
  const first = (entry: MoosefsChunkserver, i: number) =>
    declared.chunkservers.findIndex((other) => hostOf(other) === hostOf(entry)) === i;
  return {
    name,
    state: declared.state ?? "started",
    master,
    address: address(master),
    alias: aliasOf(name),
    chunkservers: declared.chunkservers.flatMap((entry, index) =>
      first(entry, index) ? [chunkserverOf(name, declared, entry, index, address(hostOf(entry)))] : [],
    ),
    metaloggers: [...new Set((declared.metaloggers ?? []).map(hostOf))],
    allow: [...new Set(declared.allow ?? [])].sort(),
    goal: String(declared.goal ?? 2),
    classes: classesOf(declared),
    gui: gui ?? null,
    clients: (declared.clients ?? []).map((entry, index) => {
      const client = typeof entry === "string" ? { host: entry } : entry;
      const mountpoint = client.mountpoint ?? declared.mountpoint ?? `/mnt/${name}`;
      return { ...clientDefaults, ...client, address: address(client.host), mountpoint, index };
    }),
    options: Object.fromEntries(Object.entries(declared.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))),
    adopt: declared.adopt ?? false,
  };
}

const unblanked = (text: string): string => text.replaceAll(" ", "");

const withPort = (gui: NonNullable<MoosefsPool["gui"]>) =>
  typeof gui === "string" ? { host: gui, port: guiPort } : { host: gui.host, port: gui.port ?? guiPort };

function chunkserverOf(
  name: string,
  declared: MoosefsPool,
  entry: MoosefsChunkserver,
  index: number,
  address: string,
): Chunkserver {
  const own = entryOf(entry);
  const { host } = own;
  const leaving = own.state === "draining";
  const given = own.disks?.map(
    ({ path, limit, state }): Disk => ({
      host,
      path,
      root: null,
      backing: "given",
      bytes: 0,
      device: null,
      limit: limit === undefined ? null : unblanked(limit),
      draining: leaving || state === "draining",
    }),
  );
  const disks = given ?? [madeDisk(name, declared, own, leaving)];
  return {
    host,
    address,
    labels: [...new Set(own.labels ?? [])].sort(),
    disks,
    draining: disks.every(({ draining }) => draining),
    index,
  };
}

function madeDisk(
  name: string,
  { folder = "/mnt/mfschunks", size, backing = "image" }: MoosefsPool,
  own: Exclude<MoosefsChunkserver, string>,
  draining: boolean,
): Disk {
  const root = `${folder}/${name}/d0`;
  // a device has the size it has: only what the file demands is demanded of it
  const wanted = own.size ?? size ?? (backing === "image" ? "5GB" : "0MB");
  return {
    host: own.host,
    path: `${root}/chunks`,
    root,
    backing,
    bytes: backing === "directory" ? 0 : wholeMib(bytesOf(wanted)),
    device: backing === "device" ? (own.device ?? null) : null,
    limit: null,
    draining,
  };
}
