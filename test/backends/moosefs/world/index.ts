import type { World, WorldHost } from "../../../support/world.ts";
import { reached } from "../../gluster/world/daemon.ts";
import { glusterOf } from "../../gluster/world/index.ts";

/** What a storage class asks for, as it was given. */
export interface ClassMeaning {
  create: string;
  keep: string;
  archive: string;
  hours: number;
}

/** What the metadata of a MooseFS knows. */
export interface Namespace {
  classes: Map<string, ClassMeaning>;
  root: string;
  folders: Set<string>;
  /** File to its class; each is one chunk. */
  files: Map<string, string>;
  /** Chunkservers that were ever connected and not forgotten: address to number. */
  servers: Map<string, number>;
}

type Alteration = (space: Namespace) => void;

/** One MooseFS: its id, and every change ever made to its metadata. */
export interface Instance {
  /** 16 hex digits. */
  readonly id: string;
  readonly release: 3 | 4;
  readonly changes: Alteration[];
}

/** A file that metadata can be read from; version 0 is an empty namespace. */
export interface MetaData {
  readonly instance: Instance | null;
  readonly version: number;
}

/** Changes in one changelog. */
export interface Log {
  readonly instance: Instance;
  readonly first: number;
  last: number;
}

/** A chunk folder. */
export interface ChunkFolder {
  id: string | null;
  readonly chunks: Set<string>;
}

/** A disk as the chunkserver that runs knows it; `calm` counts how long all its chunks have had copies elsewhere. */
export interface UsedDisk {
  readonly marked: boolean;
  calm: number;
  damaged: boolean;
}

/** The three daemons. */
export type Role = "master" | "chunkserver" | "metalogger";

/** What of a host is MooseFS's. */
export interface MfsHost {
  units: Record<Role, { active: string; enabled: boolean }>;
  /** `metadata*` in its folder, and copies of it, `aside/metadata.mfs`. */
  data: Map<string, MetaData>;
  /** `changelog*`. */
  logs: Map<string, Log>;
  mark: string | null;
  /** What the master that runs serves, and lines of exports it goes by. */
  serves: Instance | null;
  force: readonly string[];
  /** What the chunkserver that runs has read. */
  using: Map<string, UsedDisk>;
  labels: readonly string[];
  /** The instance its chunkserver belongs to. */
  belongs: string | null;
  folders: Map<string, ChunkFolder>;
  images: Map<string, number>;
  /** The master its metalogger fetched from since it was started. */
  fetched: string | null;
  /** Copies its master made between looks, the last first. */
  copied: readonly number[];
  /** Files whose daemon has yet to be told. */
  untold: Set<string>;
}

const states = new WeakMap<WorldHost, MfsHost>();
const releases = new WeakMap<World, 3 | 4>();
const instances = new WeakMap<World, Instance[]>();
const resting = new WeakSet<World>();

/** Chooses the release of all hosts. */
export const giveRelease = (world: World, release: 3 | 4) => releases.set(world, release);

/** The release of all hosts. */
export const releaseOf = (world: World): 3 | 4 => releases.get(world) ?? 3;

/** Says whether the pools may be stopped: while not, a server that still holds what is needed must not be. */
export const mayRest = (world: World, may: boolean) => (may ? resting.add(world) : resting.delete(world));

/** Whether the pools may be stopped. */
export const rests = (world: World): boolean => resting.has(world);

/** What must never be asked for. */
export function unsafe(text: string): never {
  throw new Error(`UNSAFE: ${text}`);
}

/** A host of the world. */
export function hostOf(world: World, name: string): WorldHost {
  const host = world.get(name);
  if (!host) throw new Error(`no host ${name}`);
  return host;
}

/** The MooseFS side of a simulated host. */
export function mfsOf(world: World, name: string): MfsHost {
  const host = hostOf(world, name);
  const known = states.get(host);
  if (known) return known;
  const unit = () => ({ active: "inactive", enabled: false });
  const fresh: MfsHost = {
    units: { master: unit(), chunkserver: unit(), metalogger: unit() },
    data: new Map(),
    logs: new Map(),
    mark: null,
    serves: null,
    force: [],
    using: new Map(),
    labels: [],
    belongs: null,
    folders: new Map(),
    images: new Map(),
    fetched: null,
    copied: [],
    untold: new Set(),
  };
  states.set(host, fresh);
  return fresh;
}

/** Files of a host that holdfast writes whole, by path. */
export const filesOf = (world: World, name: string): Map<string, string> => glusterOf(world, name).files;

/** Every MooseFS there ever was. */
export const instancesOf = (world: World): readonly Instance[] => instances.get(world) ?? [];

const copiesClass = (count: number): ClassMeaning => {
  const all = count === 1 ? "*" : `${count}*`;
  return { create: all, keep: all, archive: all, hours: 0 };
};

/** An empty namespace, as a release makes it. */
function emptySpace(release: 3 | 4): Namespace {
  const counts = release === 3 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [2, 3];
  const name = (count: number) => (release === 3 ? String(count) : `${count}CP`);
  return {
    classes: new Map(counts.map((count) => [name(count), copiesClass(count)])),
    root: name(2),
    folders: new Set(),
    files: new Map(),
    servers: new Map(),
  };
}

/** A MooseFS that was never there before. */
export function newInstance(world: World): Instance {
  const known = instancesOf(world);
  const release = releaseOf(world);
  const id = (0x6b01ae2300000001n + BigInt(known.length)).toString(16);
  // the first change sets the id
  const fresh: Instance = { id, release, changes: [() => undefined] };
  instances.set(world, [...known, fresh]);
  return fresh;
}

const spaces = new WeakMap<Instance, { at: number; space: Namespace }>();

/** What all changes of an instance together come to. */
export function spaceOf(instance: Instance): Namespace {
  const known = spaces.get(instance) ?? { at: 0, space: emptySpace(instance.release) };
  for (const change of instance.changes.slice(known.at)) change(known.space);
  known.at = instance.changes.length;
  spaces.set(instance, known);
  return known.space;
}

/** Whether the host and its daemon run. */
export const runs = (world: World, name: string, role: Role): boolean =>
  hostOf(world, name).up && mfsOf(world, name).units[role].active === "active";

/** The host that a daemon of `name` has for its master. */
export function masterFor(world: World, name: string, role: "chunkserver" | "metalogger") {
  const text = filesOf(world, name).get(`/etc/mfs/mfs${role}.cfg`) ?? "";
  const follows = /^MASTER_HOST = (.*)$/m.exec(text)?.[1];
  const host = follows === undefined ? undefined : reached(world, name, follows);
  return host !== undefined && mfsOf(world, host).serves && runs(world, host, "master") ? host : undefined;
}

/** Chunkservers that are connected to a master. */
export const serversOf = (world: World, master: string): readonly string[] =>
  [...world.keys()].filter(
    (name) => runs(world, name, "chunkserver") && masterFor(world, name, "chunkserver") === master,
  );

/** Metaloggers that are connected to a master. */
export const loggersOf = (world: World, master: string): readonly string[] =>
  [...world.keys()].filter(
    (name) => runs(world, name, "metalogger") && masterFor(world, name, "metalogger") === master,
  );

/** Masters that run and serve. */
export const mastersIn = (world: World): readonly string[] =>
  [...world.keys()].filter((name) => runs(world, name, "master") && mfsOf(world, name).serves);

/** Begins new changelogs: `0` becomes `1`. */
export function rotate({ logs }: MfsHost, prefix: string): void {
  const kept = [...logs].filter(([name]) => name.startsWith(`${prefix}.`));
  for (const [name] of kept) logs.delete(name);
  for (const [name, log] of kept)
    logs.set(
      name.replace(/\d+/, (n) => String(Number(n) + 1)),
      log,
    );
}

function note({ logs }: MfsHost, name: string, instance: Instance): void {
  const last = instance.changes.length;
  const log = logs.get(name);
  if (log && log.last === last - 1 && log.instance === instance) log.last = last;
  else if (log) unsafe(`${name} would have a gap before change ${last}`);
  else logs.set(name, { instance, first: last, last });
}

/** A change to the metadata of a master that runs, noted by it and by its metaloggers. */
export function record(world: World, master: string, change: Alteration): void {
  const own = mfsOf(world, master);
  if (!own.serves) throw new Error(`${master} serves nothing`);
  own.serves.changes.push(change);
  note(own, "changelog.0.mfs", own.serves);
  for (const name of loggersOf(world, master)) note(mfsOf(world, name), "changelog_ml.0.mfs", own.serves);
}

/** The master saves its metadata, as it does every hour. */
export function save(world: World, master: string): void {
  const own = mfsOf(world, master);
  if (!own.serves) return;
  const old = own.data.get("metadata.mfs.back");
  if (old) own.data.set("metadata.mfs.back.1", old);
  own.data.set("metadata.mfs.back", { instance: own.serves, version: own.serves.changes.length + 1 });
  rotate(own, "changelog");
  for (const name of loggersOf(world, master)) rotate(mfsOf(world, name), "changelog_ml");
}

/** What a metalogger takes when it connects: the metadata as last saved, and all changes since. */
function fetch(world: World, name: string, master: string): void {
  const [own, its] = [mfsOf(world, name), mfsOf(world, master)];
  const instance = its.serves as Instance;
  const saved = its.data.get("metadata.mfs.back");
  const foreign = [...own.data].find(
    ([file, one]) => /_ml/.test(file) && one.instance && one.instance !== instance,
  );
  if (foreign) unsafe(`${foreign[0]} of another instance on ${name} would be replaced`);
  for (const file of [...own.logs.keys()]) if (/_ml/.test(file)) own.logs.delete(file);
  if (saved && saved.version > 0) own.data.set("metadata_ml.mfs.back", saved);
  else own.data.set("metadata_ml.tmp", { instance: null, version: 0 });
  const first = Math.max(1, saved?.version ?? 1);
  const last = instance.changes.length;
  if (first <= last) own.logs.set("changelog_ml_back.0.mfs", { instance, first, last });
  own.fetched = master;
}

/** Lets daemons find their master: what connects takes its id, is listed, fetches. */
export function meet(world: World): void {
  for (const master of mastersIn(world)) {
    const instance = mfsOf(world, master).serves as Instance;
    for (const name of serversOf(world, master)) {
      const own = mfsOf(world, name);
      const ids = [own.belongs, ...[...own.using.keys()].map((path) => own.folders.get(path)?.id)];
      if (ids.some((id) => id && id !== instance.id))
        unsafe(`the chunkserver of ${name} is of another instance than the master on ${master}`);
      own.belongs = instance.id;
      for (const path of own.using.keys()) {
        const folder = own.folders.get(path);
        if (folder) folder.id = instance.id;
      }
      const { address } = hostOf(world, name);
      if (!spaceOf(instance).servers.has(address))
        record(world, master, ({ servers }) => servers.set(address, Math.max(0, ...servers.values()) + 1));
    }
    for (const name of loggersOf(world, master))
      if (mfsOf(world, name).fetched !== master) fetch(world, name, master);
  }
  for (const name of world.keys()) {
    const own = mfsOf(world, name);
    if (!runs(world, name, "metalogger") || !masterFor(world, name, "metalogger")) own.fetched = null;
  }
}
