import { createHash } from "node:crypto";
import type { Fact, FactReply } from "../../../../src/model/snapshot.ts";
import type { World, WorldHost } from "../../../support/world.ts";
import { sections, tag, xmlAnswer } from "./xml.ts";

/** A folder a volume uses, or used: its mark and the files whose copies, or fragments, it holds. */
export interface BrickFolder {
  id: string;
  files: Set<string>;
}

/** A rebalance or bricks being emptied: over after some looks. */
export interface WorldTask {
  type: "rebalance" | "remove-brick";
  id: string;
  bricks: string[];
  left: number;
  failures: number;
}

/** A volume as all members of its cluster know it. */
export interface WorldVolume {
  name: string;
  id: string;
  status: 0 | 1 | 2;
  /** Bricks per set, in gluster's order. */
  size: number;
  replica: number;
  arbiter: boolean;
  redundancy: number;
  bricks: string[];
  options: Map<string, string>;
  task: WorldTask | undefined;
  /** Every file ever written; each has to stay readable. */
  files: Set<string>;
  /** Bricks whose process was killed. */
  killed: Set<string>;
  /** A brick operation left `auth.allow` different on every member. */
  diverged: boolean;
}

/** Hosts that trust each other, and their volumes. A host that was never probed is one by itself. */
export interface WorldCluster {
  members: Set<string>;
  volumes: Map<string, WorldVolume>;
}

/** What of a host is gluster's. */
export interface GlusterHost {
  uuid: string;
  running: boolean;
  enabled: boolean;
  cluster: WorldCluster;
  /** By which names it knows each of the others. */
  names: Map<string, Set<string>>;
  /** Bytes of image files by path. */
  images: Map<string, number>;
  folders: Map<string, BrickFolder>;
  files: Map<string, string>;
}

const states = new WeakMap<WorldHost, GlusterHost>();

const hex = (text: string) => createHash("sha256").update(text).digest("hex");

/** A number made into a UUID. */
export const uuidOf = (text: string): string =>
  hex(text)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The gluster side of a simulated host. */
export function glusterOf(world: World, name: string): GlusterHost {
  const host = world.get(name);
  if (!host) throw new Error(`no host ${name}`);
  const known = states.get(host);
  if (known) return known;
  const fresh: GlusterHost = {
    uuid: uuidOf(`host ${name}`),
    running: false,
    enabled: false,
    cluster: { members: new Set([name]), volumes: new Map() },
    names: new Map(),
    images: new Map(),
    folders: new Map(),
    files: new Map(),
  };
  states.set(host, fresh);
  return fresh;
}

/** Whether glusterd of a host answers the others. */
export const answers = (world: World, name: string): boolean =>
  world.get(name)?.up === true && glusterOf(world, name).running;

/** `s1:/a/b` → `s1` and `/a/b`. */
export const partsOf = (brick: string): readonly [host: string, path: string] => [
  brick.slice(0, brick.indexOf(":")),
  brick.slice(brick.indexOf(":") + 1),
];

/** What lies in a brick of a volume. */
export function folderOf(world: World, brick: string): BrickFolder {
  const [host, path] = partsOf(brick);
  const folder = glusterOf(world, host).folders.get(path);
  if (!folder) throw new Error(`UNSAFE: ${brick} is a brick and not there`);
  return folder;
}

/** Whether the process of a brick runs. */
export const brickUp = (world: World, volume: WorldVolume, brick: string): boolean =>
  volume.status === 1 && answers(world, partsOf(brick)[0]) && !volume.killed.has(brick);

/** The sets of a volume. */
export const setsIn = ({ bricks, size }: WorldVolume): readonly (readonly string[])[] =>
  bricks.flatMap((_brick, index) => (index % size === 0 ? [bricks.slice(index, index + size)] : []));

/** Bricks of a set that hold whole content or a fragment: all but the arbiter. */
const dataOf = ({ arbiter }: WorldVolume, set: readonly string[]) => (arbiter ? set.slice(0, -1) : set);

/** How many of a set a file takes to be read. */
const quorumOf = ({ size, redundancy }: WorldVolume) => (redundancy > 0 ? size - redundancy : 1);

/** Whether a file can be read from what lies in some of the bricks of a volume. */
export const readable = (
  world: World,
  volume: WorldVolume,
  file: string,
  counts: (brick: string) => boolean = () => true,
): boolean =>
  setsIn(volume).some(
    (set) =>
      dataOf(volume, set).filter((brick) => counts(brick) && folderOf(world, brick).files.has(file)).length >=
      quorumOf(volume),
  );

/** Entries that wait for healing: what one brick of a set has and another has not. */
export const pendingOf = (world: World, volume: WorldVolume): number =>
  volume.size === 1
    ? 0
    : setsIn(volume).reduce((sum, set) => {
        const all = new Set(set.flatMap((brick) => [...folderOf(world, brick).files]));
        const missing = set.map((brick) =>
          [...all].filter((file) => !folderOf(world, brick).files.has(file)),
        );
        return sum + missing.reduce((count, files) => count + files.length, 0);
      }, 0);

/** Puts files on a set, on each of its bricks that is up. */
export function place(world: World, volume: WorldVolume, set: readonly string[], file: string): void {
  for (const brick of set) if (brickUp(world, volume, brick)) folderOf(world, brick).files.add(file);
}

/** Writes files through a volume: each onto one of its sets that is not being emptied. */
export function write(world: World, volume: WorldVolume, files: readonly string[]): void {
  if (volume.status !== 1) return;
  const leaving = new Set(volume.task?.type === "remove-brick" ? volume.task.bricks : []);
  const open = setsIn(volume).filter((set) => !set.some((brick) => leaving.has(brick)));
  files.forEach((file, index) => {
    const set = open[index % open.length];
    if (!set) return;
    place(world, volume, set, file);
    volume.files.add(file);
  });
}

/** All volumes of the world, each once, with a member of its cluster. */
export const volumesIn = (world: World): readonly WorldVolume[] => [
  ...new Set([...world.keys()].flatMap((name) => [...glusterOf(world, name).cluster.volumes.values()])),
];

function drained(world: World, volume: WorldVolume, task: WorldTask): void {
  const leaving = new Set(task.bricks);
  const staying = setsIn(volume).filter((set) => !set.some((brick) => leaving.has(brick)));
  const files = [...new Set(task.bricks.flatMap((brick) => [...folderOf(world, brick).files]))];
  files.forEach((file, index) => {
    const set = staying[index % staying.length];
    if (set) place(world, volume, set, file);
    for (const brick of task.bricks) folderOf(world, brick).files.delete(file);
  });
}

function balanced(world: World, volume: WorldVolume): void {
  const sets = setsIn(volume);
  [...volume.files].sort().forEach((file, index) => {
    const from = sets.find((set) => set.some((brick) => folderOf(world, brick).files.has(file)));
    const to = sets[index % sets.length];
    if (!from || !to || from === to || ![...from, ...to].every((brick) => brickUp(world, volume, brick)))
      return;
    place(world, volume, to, file);
    for (const brick of from) folderOf(world, brick).files.delete(file);
  });
}

/** Some time goes by: tasks get on, and what can heal heals. */
export function tick(world: World): void {
  for (const volume of volumesIn(world)) {
    if (volume.status !== 1) continue;
    const { task } = volume;
    if (task && task.left > 0) {
      task.left -= 1;
      if (task.left === 0 && task.type === "remove-brick") drained(world, volume, task);
      if (task.left === 0 && task.type === "rebalance") balanced(world, volume);
    }
    if (volume.size === 1) continue;
    for (const set of setsIn(volume)) {
      const up = set.filter((brick) => brickUp(world, volume, brick));
      const whole = dataOf(volume, set).filter((brick) => up.includes(brick));
      const all = new Set(whole.flatMap((brick) => [...folderOf(world, brick).files]));
      for (const file of all)
        if (readable(world, volume, file, (brick) => up.includes(brick)))
          for (const brick of up) folderOf(world, brick).files.add(file);
    }
  }
}

const peerXml = (world: World, me: string, name: string) => {
  const other = glusterOf(world, name);
  const names = [...(glusterOf(world, me).names.get(name) ?? [name])];
  return tag("peer", [
    tag("uuid", other.uuid),
    tag("hostname", names[0] ?? ""),
    tag(
      "hostnames",
      names.map((one) => tag("hostname", one)),
    ),
    tag("connected", answers(world, name) ? "1" : "0"),
    tag("state", "3"),
    tag("stateStr", "Peer in Cluster"),
  ]);
};

function poolXml(world: World, me: string): string {
  const { cluster, uuid } = glusterOf(world, me);
  const others = [...cluster.members].filter((name) => name !== me);
  const self = tag("peer", [tag("uuid", uuid), tag("hostname", "localhost"), tag("connected", "1")]);
  return xmlAnswer(tag("peerStatus", others.map((name) => peerXml(world, me, name)).concat(self)));
}

function volumeXml(world: World, volume: WorldVolume): string {
  const brick = (name: string) => {
    const id = glusterOf(world, partsOf(name)[0]).uuid;
    return `<brick uuid="${id}">${name}${tag("name", name)}${tag("hostUuid", id)}${tag("isArbiter", "0")}</brick>`;
  };
  const option = ([name, value]: [string, string]) => tag("option", [tag("name", name), tag("value", value)]);
  return tag("volume", [
    tag("name", volume.name),
    tag("id", volume.id),
    tag("status", String(volume.status)),
    tag("brickCount", String(volume.bricks.length)),
    tag("distCount", "7"),
    tag("replicaCount", String(volume.replica)),
    tag("arbiterCount", volume.arbiter ? "1" : "0"),
    tag("disperseCount", volume.redundancy > 0 ? String(volume.size) : "0"),
    tag("redundancyCount", String(volume.redundancy)),
    tag("type", "7"),
    tag("bricks", volume.bricks.map(brick)),
    tag("options", [...volume.options].map(option)),
  ]);
}

const volumesXml = (world: World, me: string) => {
  const volumes = [...glusterOf(world, me).cluster.volumes.values()];
  return xmlAnswer(
    tag("volInfo", [
      tag(
        "volumes",
        volumes.map((volume) => volumeXml(world, volume)),
      ),
    ]),
  );
};

function store(world: World, me: string): string {
  const { uuid, cluster } = glusterOf(world, me);
  const sum = (volume: WorldVolume) =>
    hex(JSON.stringify([...volume.options, volume.bricks, volume.diverged ? me : ""])).slice(0, 9);
  const lines = [...cluster.volumes.values()].map((volume) => `volume ${volume.name} ${sum(volume)}`);
  return [`uuid ${uuid}`, "op 100000", ...lines, "version 10.3", ""].join("\n");
}

/** Says who answers for a cluster as the fact's own script does. */
function live(world: World, me: string, earlier: readonly string[]): string {
  const { cluster, names } = glusterOf(world, me);
  const others = [...cluster.members].filter((name) => name !== me && answers(world, name));
  if (others.some((name) => [...(names.get(name) ?? [name])].some((one) => earlier.includes(one))))
    return "elsewhere\n";
  const started = [...cluster.volumes.values()].filter(({ status }) => status === 1);
  return `here\n${started.map((volume) => sections(world, volume)).join("")}`;
}

function brick(world: World, me: string, [path = "", root = "", image = "", device = ""]: readonly string[]) {
  const host = world.get(me) as WorldHost;
  const own = glusterOf(world, me);
  const lines: string[] = [];
  const inode = (name: string) => Number.parseInt(hex(name).slice(0, 8), 16);
  if (image) {
    const bytes = own.images.get(image);
    if (bytes !== undefined) lines.push(`image ${bytes} ${inode(image)}`);
    lines.push("room 4096 100000000");
  }
  if (device) lines.push("device missing");
  const mount = host.mounts.find(({ where }) => where === root);
  if (host.directories.has(root)) lines.push("root directory");
  if (mount) {
    lines.push(`mounted ${mount.source}`, `size 1 ${own.images.get(image) ?? 0} 0`);
    lines.push(`backing ${inode(image)}`);
  }
  lines.push("on xfs 4096 1000 500");
  const folder = own.folders.get(path);
  // what is below a mount point that is not mounted is not the brick
  if (folder && (mount || image === "")) {
    lines.push("brick directory");
    if (folder.files.size > 0) lines.push("content yes");
    if (folder.id) lines.push(`volume-id 0x${folder.id.replaceAll("-", "")} ${path}`);
  }
  if (!host.packages.has("attr")) lines.push("no getfattr");
  return `${lines.join("\n")}\n`;
}

/** What a host says to gluster's questions; nothing for questions of others. */
export function glusterAnswer(world: World, me: string, { key, args }: Fact): FactReply | undefined {
  const host = world.get(me) as WorldHost;
  const [name] = key.split(" ");
  const installed = host.packages.has("glusterfs-server");
  const { running, enabled, files } = glusterOf(world, me);
  const say = (out: string, rc = 0): FactReply => ({ rc, out });
  const down = () => say("Connection failed. Please check if gluster daemon is operational.\n", 1);
  if (name === "gluster-cluster") {
    if (!installed) return say("none\n");
    if (!running) return down();
    return say(`${poolXml(world, me)}\n${volumesXml(world, me)}`);
  }
  if (name === "gluster-store") return say(installed ? store(world, me) : "");
  if (name === "gluster-live") {
    if (!installed) return say("none\n");
    return say(running ? live(world, me, args) : "down\n");
  }
  if (name === "gluster-brick") return say(brick(world, me, args));
  if (name === "unit" && args[0] === "glusterd.service")
    return installed
      ? say(
          `LoadState=loaded\nActiveState=${running ? "active" : "inactive"}\nUnitFileState=${enabled ? "enabled" : "disabled"}\nAlive=1\n`,
        )
      : say("LoadState=not-found\nActiveState=inactive\nUnitFileState=\nAlive=1\n");
  if (name === "file") {
    const content = files.get(args[0] ?? "");
    return content === undefined ? say("told\n", 3) : say(`told\n644 root:root\n${content}`);
  }
  return undefined;
}
