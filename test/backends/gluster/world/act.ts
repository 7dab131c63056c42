import type { Step } from "../../../../src/model/plan.ts";
import type { World, WorldHost } from "../../../support/world.ts";
import { command, mountersOf, reached } from "./daemon.ts";
import { answers, brickUp, glusterOf, partsOf, readable, setsIn, volumesIn } from "./index.ts";

/** What must never be asked for. */
function unsafe(text: string): never {
  throw new Error(`UNSAFE: ${text}`);
}

/** The gluster commands of a step, in the order it runs them. */
function glusterCommands({ type, commands }: Step): readonly (readonly string[])[] {
  const probes = type === "gluster.peers.probe" || type === "gluster.peers.introduce";
  return commands.flatMap((argv): (readonly string[])[] => {
    const words = argv.slice(4);
    if (probes) return [["peer", "probe", ...words]];
    if (!argv[2]?.startsWith("# gluster, then auth.allow")) return [words];
    const [volume = "", allow = "", ...own] = words;
    return allow === "" ? [own] : [own, ["volume", "set", volume, "auth.allow", allow]];
  });
}

function makeBrick(host: WorldHost, world: World, { host: name, params }: Step): void {
  const own = glusterOf(world, name);
  const [root, what] = [params.root as string, params.what as string];
  if (params.image !== true) unsafe("the world has no devices");
  if (!host.packages.has("xfsprogs")) throw new Error("mkfs.xfs: not found");
  const bytes = params.bytes as number;
  if ((own.images.get(what) ?? 0) > bytes) unsafe(`${what} would be cut`);
  own.images.set(what, bytes);
  host.units.set(params.path as string, { content: params.content as string, wanted: true });
  host.directories.add(root);
  if (!host.mounts.some(({ where }) => where === root))
    host.mounts.push({
      where: root,
      source: `/dev/loop${host.mounts.length}`,
      fstype: "xfs",
      options: ["rw"],
    });
}

function brickStep(world: World, step: Step): void {
  const host = world.get(step.host) as WorldHost;
  const own = glusterOf(world, step.host);
  switch (step.type) {
    case "gluster.brick.make":
      makeBrick(host, world, step);
      return;
    case "gluster.brick.folder":
      host.directories.add(step.params.root as string);
      return;
    case "gluster.brick.clean": {
      const path = step.params.brick as string;
      if ((own.folders.get(path)?.files.size ?? 0) > 0) unsafe(`${path} holds data and was cleared`);
      own.folders.delete(path);
      return;
    }
    default:
      unsafe(`${step.type} was planned`);
  }
}

/** What has to be true after every single command. */
export function checkWorld(world: World): void {
  for (const volume of volumesIn(world)) {
    for (const file of volume.files)
      if (!readable(world, volume, file)) unsafe(`${file} of ${volume.name} is lost`);
    const hosts = [...new Set(volume.bricks.map((brick) => partsOf(brick)[0]))];
    for (const client of mountersOf(world, volume.name))
      for (const host of hosts)
        if (world.get(client)?.up && reached(world, client, host) !== host)
          unsafe(`${client} has ${volume.name} mounted and does not know the name ${host}`);
  }
}

/** Carries out at most `most` gluster commands of a step; `false` when the step is not gluster's. */
export function glusterAct(world: World, step: Step, most = Number.POSITIVE_INFINITY): boolean {
  const { type, host: name, params } = step;
  const own = glusterOf(world, name);
  if (type === "host.unit.start" && params.unit === "glusterd.service") {
    if (!world.get(name)?.packages.has("glusterfs-server"))
      throw new Error("Unit glusterd.service not found");
    own.running = true;
    own.enabled = true;
    return true;
  }
  if (type === "host.file.write") {
    own.files.set(params.path as string, params.content as string);
    return true;
  }
  if (type.startsWith("gluster.brick.")) {
    brickStep(world, step);
    return true;
  }
  if (!type.startsWith("gluster.")) return false;
  if (step.waits !== undefined) unsafe(`${type} was begun while it has to wait: ${step.waits}`);
  const all = glusterCommands(step);
  let failure: unknown;
  for (const words of all.slice(0, most)) {
    // the second of a pair is carried out whatever became of the first
    if (failure !== undefined && words[1] !== "set") continue;
    try {
      command(world, name, words);
    } catch (error) {
      failure ??= error;
    }
    checkWorld(world);
  }
  if (failure !== undefined) throw failure;
  for (const volume of volumesIn(world))
    if (all.length <= most && volume.diverged) unsafe(`auth.allow of ${volume.name} differs between members`);
  return true;
}

/** As the mount unit of a client does: through the first server that answers. */
export function glusterMount(world: World, name: string, unit: string): void {
  const host = world.get(name) as WorldHost;
  const say = (word: string) => new RegExp(`^${word}=(.*)$`, "m").exec(unit)?.[1] ?? "";
  const [where, what] = [say("Where"), say("What")];
  const options = say("Options").split(",");
  if (!host.packages.has("glusterfs-client")) throw new Error("mount: unknown filesystem type 'glusterfs'");
  if (host.mounts.some((mount) => mount.where === where)) return;
  const [first = "", pool = ""] = what.split(":/");
  const others =
    options
      .find((one) => one.startsWith("backup-volfile-servers="))
      ?.split(/[=:]/)
      .slice(1) ?? [];
  const server = [first, ...others]
    .map((one) => reached(world, name, one))
    .find(
      (one) => one !== undefined && answers(world, one) && glusterOf(world, one).cluster.volumes.has(pool),
    );
  const volume = server === undefined ? undefined : glusterOf(world, server).cluster.volumes.get(pool);
  if (volume?.status !== 1) throw new Error("Mount failed. Check the log file for more details.");
  for (const brick of volume.bricks)
    if (reached(world, name, partsOf(brick)[0]) === undefined)
      throw new Error(`DNS resolution failed on host ${partsOf(brick)[0]}`);
  if (setsIn(volume).some((set) => !set.some((brick) => brickUp(world, volume, brick))))
    throw new Error("Mount failed: not all subvolumes are up");
  const allow = (volume.options.get("auth.allow") ?? "*").split(",");
  if (!allow.includes("*") && !allow.includes(host.address)) throw new Error("Authentication failed");
  const access = options.includes("ro") ? "ro" : "rw";
  host.mounts.push({ where, source: what, fstype: "fuse.glusterfs", options: [access, "relatime"] });
}
