import type { World, WorldHost } from "../../../support/world.ts";
import {
  answers,
  brickUp,
  folderOf,
  type GlusterHost,
  glusterOf,
  partsOf,
  pendingOf,
  readable,
  setsIn,
  uuidOf,
  type WorldVolume,
} from "./index.ts";

/** Looks it takes until a task of a volume has ended. */
const TASK_LOOKS = 2;

const hostAt = (world: World, name: string) => world.get(name) as WorldHost;

/** Worlds in which every host finds every other by DNS as well. */
const named = new WeakSet<World>();

/** Lets every host find every other by DNS. */
export const giveNames = (world: World) => named.add(world);

/** The host that `from` reaches by a name or an address. */
export function reached(world: World, from: string, name: string): string | undefined {
  const line = hostAt(world, from)
    .hosts.split("\n")
    .map((text) => text.replace(/#.*/, "").trim().split(/\s+/))
    .find((words) => words.slice(1).includes(name));
  if (!line && named.has(world) && world.has(name)) return name;
  const address = line?.[0] ?? name;
  return [...world].find(([, host]) => host.address === address)?.[0];
}

/** Refuses. */
function fail(text: string): never {
  throw new Error(text);
}

/** What must never be asked for. */
function unsafe(text: string): never {
  throw new Error(`UNSAFE: ${text}`);
}

function probe(world: World, me: string, name: string): void {
  const other = reached(world, me, name);
  if (!other || !answers(world, other)) fail("Probe returned with Transport endpoint is not connected");
  const [own, its] = [glusterOf(world, me), glusterOf(world, other)];
  if (other === me) return;
  const known = own.names.get(other) ?? new Set<string>();
  own.names.set(other, known.add(name));
  if (own.cluster === its.cluster) return;
  if (its.cluster.members.size > 1 || its.cluster.volumes.size > 0)
    fail(`${name} is either already part of another cluster or having volumes configured`);
  for (const member of own.cluster.members) {
    if (reached(world, other, member) !== member && member !== other)
      unsafe(`${other} was probed before it knew the name ${member}`);
    its.names.set(member, new Set([member]));
  }
  its.cluster = own.cluster;
  own.cluster.members.add(other);
}

function detach(world: World, me: string, name: string): void {
  const own = glusterOf(world, me);
  // gluster looks among the names it knows its peers by, it does not resolve
  const other = [...own.cluster.members].find((member) => member === name && member !== me) ?? "";
  if (!own.cluster.members.has(other)) fail(`${name} is not part of cluster`);
  const bricks = [...own.cluster.volumes.values()].flatMap((volume) => volume.bricks);
  if (bricks.some((brick) => partsOf(brick)[0] === other)) fail(`Peer ${name} hosts one or more bricks.`);
  if ([...own.cluster.members].some((member) => member !== other && !answers(world, member)))
    fail("One of the peers is probably down. Check with 'peer status'");
  own.cluster.members.delete(other);
  glusterOf(world, other).cluster = { members: new Set([other]), volumes: new Map() };
}

/** What gluster looks at before it takes a folder as a brick; then the folder is there and marked. */
function takeBrick(world: World, own: GlusterHost, brick: string, id: string, forced: boolean): void {
  const [host, path] = partsOf(brick);
  if (!own.cluster.members.has(host)) fail(`Host ${host} is not in 'Peer in Cluster' state`);
  if (!answers(world, host)) fail(`Host ${host} not connected`);
  const parent = path.slice(0, path.lastIndexOf("/"));
  const there = hostAt(world, host);
  if (!there.directories.has(parent)) fail("Failed to create brick directory. No such file or directory");
  if (!forced && !there.mounts.some(({ where }) => where === parent))
    fail(`The brick ${brick} is being created in the root partition.`);
  const { folders } = glusterOf(world, host);
  if (folders.get(path)?.id) fail(`${path} is already part of a volume`);
  folders.set(path, { id, files: folders.get(path)?.files ?? new Set() });
}

function oneHostTwice(sets: readonly (readonly string[])[]): void {
  for (const set of sets)
    if (new Set(set.map((brick) => partsOf(brick)[0])).size < set.length)
      fail("Multiple bricks of a replicate volume are present on the same server.");
}

const fresh = { task: undefined, files: new Set<string>(), diverged: false };

function create(world: World, own: GlusterHost, name: string, words: readonly string[]): void {
  if (own.cluster.volumes.has(name)) fail(`Volume ${name} already exists`);
  const after = (word: string) => (words.includes(word) ? Number(words[words.indexOf(word) + 1]) : 0);
  const bricks = words.filter((word) => word.includes(":/"));
  const redundancy = after("redundancy");
  const replica = after("replica") || 1;
  const size = redundancy > 0 ? after("disperse-data") + redundancy : replica;
  const volume: WorldVolume = {
    ...fresh,
    name,
    id: uuidOf(`${name} ${bricks.join()} ${Math.random()}`),
    status: 0,
    size,
    replica,
    arbiter: after("arbiter") === 1,
    redundancy,
    bricks,
    options: new Map([["nfs.disable", "on"]]),
    files: new Set(),
    killed: new Set(),
  };
  if (bricks.length % size !== 0) fail("number of bricks is not a multiple of replica count");
  oneHostTwice(setsIn(volume));
  for (const brick of bricks) takeBrick(world, own, brick, volume.id, words.includes("force"));
  own.cluster.volumes.set(name, volume);
}

function noTask({ name, task }: WorldVolume): void {
  if (task?.type === "rebalance" && task.left > 0)
    fail(`Volume name ${name} rebalance is in progress. Please retry after completion`);
  if (task?.type === "remove-brick") fail(`An earlier remove-brick task exists for volume ${name}.`);
}

/** No copy may be taken, and no brick put in its place, while another copy is not whole. */
function wholeBut(world: World, volume: WorldVolume, going: readonly string[]): void {
  const down = volume.bricks.filter((brick) => !brickUp(world, volume, brick));
  const dead = going.every((brick) => down.includes(brick));
  if (!dead && down.length > 0) unsafe(`a brick is taken while ${down.join(", ")} is down`);
  for (const file of volume.files)
    if (!readable(world, volume, file, (brick) => !going.includes(brick)))
      unsafe(`${going.join(", ")} had the last copy of ${file}`);
  if (!dead && pendingOf(world, volume) > 0) unsafe("a brick is taken with entries waiting to be healed");
}

function addBrick(world: World, own: GlusterHost, volume: WorldVolume, words: readonly string[]): void {
  noTask(volume);
  const bricks = words.filter((word) => word.includes(":/"));
  const replica = words.includes("replica") ? Number(words[words.indexOf("replica") + 1]) : volume.replica;
  const more = replica - volume.replica;
  const sets = setsIn(volume);
  if (more > 0) {
    if (pendingOf(world, volume) > 0) unsafe("copies are added with entries waiting to be healed");
    const down = volume.bricks.find((brick) => !brickUp(world, volume, brick));
    if (down) fail(`Brick ${down} is down, changing replica count needs all the bricks to be up`);
    if (bricks.length !== more * sets.length)
      fail(`Incorrect number of bricks supplied ${bricks.length} with count ${replica}`);
  } else if (bricks.length % volume.size !== 0)
    fail(`Incorrect number of bricks supplied ${bricks.length} with count ${volume.size}`);
  const next =
    more > 0
      ? sets.map((set, index) => [...set, ...bricks.slice(index * more, (index + 1) * more)])
      : [...sets, ...setsIn({ ...volume, bricks })];
  oneHostTwice(next);
  for (const brick of bricks) takeBrick(world, own, brick, volume.id, words.includes("force"));
  if (more > 0) volume.size = replica;
  volume.replica = replica;
  volume.arbiter ||= words.includes("arbiter");
  volume.bricks = next.flat();
}

/** Bricks that leave a volume lose its mark, as gluster's own clean-up does; what lies in them stays. */
function letGo(world: World, volume: WorldVolume, bricks: readonly string[]): void {
  for (const brick of bricks) folderOf(world, brick).id = "";
  volume.bricks = volume.bricks.filter((brick) => !bricks.includes(brick));
}

function removeBrick(world: World, volume: WorldVolume, words: readonly string[]): void {
  const bricks = words.filter((word) => word.includes(":/"));
  const verb = words.at(-1);
  const { task } = volume;
  if (bricks.some((brick) => !volume.bricks.includes(brick)))
    fail(`Incorrect brick for volume ${volume.name}`);
  if (words.includes("replica")) {
    noTask(volume);
    if (verb !== "force") fail("Migration of data is not needed when reducing replica count.");
    wholeBut(world, volume, bricks);
    const less = bricks.length / setsIn(volume).length;
    if (volume.arbiter && setsIn(volume).every((set) => bricks.includes(set.at(-1) ?? "")))
      volume.arbiter = false;
    letGo(world, volume, bricks);
    volume.size -= less;
    volume.replica -= less;
    return;
  }
  if (verb === "start") {
    noTask(volume);
    const going = setsIn(volume).filter((set) => set.some((brick) => bricks.includes(brick)));
    if (going.length === setsIn(volume).length) fail("Deleting all the bricks of the volume is not allowed");
    if (going.flat().length !== bricks.length) fail("Bricks not from same subvol for replica");
    if (volume.bricks.some((brick) => !brickUp(world, volume, brick)))
      unsafe("bricks are emptied while a brick is down");
    if (pendingOf(world, volume) > 0) unsafe("bricks are emptied with entries waiting to be healed");
    volume.task = { type: "remove-brick", id: uuidOf(`${bricks}`), bricks, left: TASK_LOOKS, failures: 0 };
    return;
  }
  if (verb !== "commit") fail(`unrecognized word: ${verb}`);
  if (task?.type !== "remove-brick" || task.bricks.join() !== bricks.join())
    unsafe("bricks are taken out that nobody emptied");
  if (task.left > 0 || task.failures > 0) unsafe("a drain that has not ended is committed");
  volume.task = undefined;
  letGo(world, volume, bricks);
}

function replaceBrick(world: World, own: GlusterHost, volume: WorldVolume, words: readonly string[]): void {
  const [old = "", next = ""] = words;
  noTask(volume);
  if (volume.size === 1) fail("replace-brick is not permitted on distribute only volumes.");
  if (!volume.bricks.includes(old)) fail(`brick: ${old} does not exist in volume: ${volume.name}`);
  wholeBut(world, volume, [old]);
  const sets = setsIn(volume).map((set) => set.map((brick) => (brick === old ? next : brick)));
  oneHostTwice(sets);
  takeBrick(world, own, next, volume.id, true);
  folderOf(world, old).id = "";
  volume.bricks = sets.flat();
}

/** A task runs on the hosts of its bricks, as a client of the whole volume. */
function meet(world: World, volume: WorldVolume, bricks: readonly string[]): void {
  for (const [from] of bricks.map(partsOf))
    for (const [to] of volume.bricks.map(partsOf))
      if (reached(world, from, to) !== to)
        unsafe(`files are moved by ${from}, which does not know the name ${to}`);
}

let tasks = 0;

function rebalance(world: World, volume: WorldVolume): void {
  const { name, task } = volume;
  if (volume.status !== 1) fail(`Volume ${name} needs to be started to perform rebalance`);
  if (setsIn(volume).length < 2) fail(`Volume ${name} is not a distribute volume or contains only 1 brick.`);
  if (task?.type === "remove-brick") fail(`A remove-brick task on volume ${name} is not yet committed.`);
  if (task && task.left > 0) fail(`Rebalance on ${name} is already started`);
  meet(world, volume, volume.bricks);
  tasks += 1;
  volume.task = { type: "rebalance", id: uuidOf(`task ${tasks}`), bricks: [], left: TASK_LOOKS, failures: 0 };
}

/** Hosts that have a volume mounted. */
export const mountersOf = (world: World, name: string): readonly string[] =>
  [...world].flatMap(([host, { mounts }]) =>
    mounts.some(({ fstype, source }) => fstype === "fuse.glusterfs" && source.endsWith(`:/${name}`))
      ? [host]
      : [],
  );

function stop(world: World, volume: WorldVolume): void {
  if (volume.status !== 1) fail(`Volume ${volume.name} is not in the started state`);
  const users = mountersOf(world, volume.name);
  if (users.length > 0) unsafe(`${volume.name} is stopped under ${users.join(", ")}`);
  if (volume.task && volume.task.left > 0)
    fail(`rebalance session is in progress for the volume '${volume.name}'`);
  volume.status = 2;
}

function remove(world: World, own: GlusterHost, volume: WorldVolume): void {
  if (volume.status === 1) fail(`Volume ${volume.name} has been started.`);
  if ([...own.cluster.members].some((name) => !answers(world, name))) fail("Some of the peers are down");
  own.cluster.volumes.delete(volume.name);
}

function set(volume: WorldVolume, words: readonly string[]): void {
  for (let at = 0; at < words.length; at += 2) {
    const [key = "", value = ""] = words.slice(at, at + 2);
    if (value === "") fail("Usage: volume set <VOLNAME>");
    volume.options.set(key, value);
    if (key === "auth.allow") volume.diverged = false;
  }
}

function start(volume: WorldVolume, forced: boolean): void {
  if (volume.status === 1 && !forced) fail(`Volume ${volume.name} already started`);
  volume.status = 1;
  volume.killed.clear();
}

/** Volume commands by their verb; each gets what stands behind the volume's name. */
const verbs: Readonly<
  Record<
    string,
    (at: { world: World; own: GlusterHost; volume: WorldVolume }, words: readonly string[]) => void
  >
> = {
  set: ({ volume }, words) => set(volume, words),
  reset: ({ volume }, [key = ""]) => {
    if (!volume.options.delete(key)) fail(`Option ${key} does not exist`);
  },
  start: ({ volume }, words) => start(volume, words.includes("force")),
  stop: ({ world, volume }) => stop(world, volume),
  delete: ({ world, own, volume }) => remove(world, own, volume),
  rebalance: ({ world, volume }) => rebalance(world, volume),
  "add-brick": ({ world, own, volume }, words) => {
    // whatever becomes of it, the names it adds on the way differ from member to member
    volume.diverged = volume.options.has("auth.allow");
    addBrick(world, own, volume, words);
  },
  "remove-brick": ({ world, volume }, words) => removeBrick(world, volume, words),
  "replace-brick": ({ world, own, volume }, words) => {
    volume.diverged = volume.options.has("auth.allow");
    replaceBrick(world, own, volume, words);
  },
};

/** Carries out one gluster command on a host, or refuses it in glusterd's words. */
export function command(world: World, me: string, words: readonly string[]): void {
  const own = glusterOf(world, me);
  if (!own.running) fail("Connection failed. Please check if gluster daemon is operational.");
  const [what, verb = "", name = "", ...rest] = words;
  if (what === "peer" && verb === "probe") probe(world, me, name);
  else if (what === "peer") detach(world, me, name);
  else if (verb === "create") create(world, own, name, rest);
  else {
    const volume = own.cluster.volumes.get(name);
    if (!volume) fail(`Volume ${name} does not exist`);
    const run = verbs[verb];
    if (!run) fail(`unrecognized word: ${verb}`);
    run({ world, own, volume }, rest);
  }
}
