import { moosefsPools, type Pool } from "../../../../src/backends/moosefs/pool/index.ts";
import type { Config } from "../../../../src/model/config.ts";
import type { World } from "../../../support/world.ts";
import { reached } from "../../gluster/world/daemon.ts";
import { holders, termsOf, wantedFor } from "./chunks.ts";
import {
  filesOf,
  hostOf,
  type Instance,
  loggersOf,
  mfsOf,
  type Role,
  runs,
  serversOf,
  spaceOf,
} from "./index.ts";
import { sessionsOf } from "./text.ts";

const same = (one: readonly string[], other: readonly string[]) =>
  [...one].sort().join() === [...other].sort().join();

const spread = (text: string) => [...termsOf(text)].sort().join();

function served(pool: Pool, world: World): string[] {
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(text);
  const own = mfsOf(world, pool.master);
  if (!own.serves) return [`no master runs on ${pool.master}`];
  const instance: Instance = own.serves;
  const space = spaceOf(instance);
  if (!own.units.master.enabled) say("the master is not enabled");
  if (own.data.has("metadata.mfs.empty")) say("empty metadata lies beside the real one");
  const servers = serversOf(world, pool.master);
  const hosts = pool.chunkservers.map(({ host }) => host);
  if (!same(servers, hosts)) say(`servers ${servers}, not ${hosts}`);
  const addresses = hosts.map((host) => hostOf(world, host).address);
  if (!same([...space.servers.keys()], addresses)) say(`listed ${[...space.servers.keys()]}`);
  for (const { host, disks, labels } of pool.chunkservers) {
    const { using, labels: has, units } = mfsOf(world, host);
    const text = [...using].map(
      ([path, { marked, damaged }]) => `${marked ? "*" : ""}${path}${damaged ? " damaged" : ""}`,
    );
    const wanted = disks.map(({ path, draining }) => `${draining ? "*" : ""}${path}`);
    if (!same(text, wanted)) say(`${host} uses ${text}, not ${wanted}`);
    if (!same(has, labels)) say(`${host} has the labels ${has}`);
    if (!units.chunkserver.enabled) say(`the chunkserver of ${host} is not enabled`);
  }
  if (!same(loggersOf(world, pool.master), pool.metaloggers))
    say(`metaloggers ${loggersOf(world, pool.master)}`);
  const users = sessionsOf(world, pool.master).map(({ name, where, folder }) => `${name}:${where}:${folder}`);
  const mounts = pool.clients.map(({ host, mountpoint, folder }) => `${host}:${mountpoint}:${folder}`);
  if (!same(users, mounts)) say(`mounted at ${users}, not ${mounts}`);
  const settable = pool.clients.some(({ folder, readOnly }) => folder === "/" && !readOnly);
  if (settable && space.root.replace("CP", "") !== pool.goal) say(`the root is of the class ${space.root}`);
  const missing = pool.clients.filter(({ folder }) => folder !== "/" && !space.folders.has(folder));
  if (settable && missing.length > 0) say(`${missing[0]?.folder} is not there`);
  for (const one of settable ? pool.classes : []) {
    const is = space.classes.get(one.name);
    const asked = [one.create ?? one.keep, one.keep, one.archive ?? one.keep].map(spread).join(";");
    if (!is || [is.create, is.keep, is.archive].map(spread).join(";") !== asked)
      say(`the class ${one.name} is another`);
  }
  for (const file of space.files.keys()) {
    const wanted = wantedFor(instance, file).length;
    if (holders(world, pool.master, file).length !== wanted)
      say(`${file} has ${holders(world, pool.master, file)} of ${wanted}`);
  }
  return wrong;
}

/** What of a pool still runs that should not. */
const running = (pool: Pool, world: World): string[] => {
  const daemons: (readonly [string, Role])[] = [
    [pool.master, "master"],
    ...pool.chunkservers.map(({ host }) => [host, "chunkserver"] as const),
    ...pool.metaloggers.map((host) => [host, "metalogger"] as const),
  ];
  return daemons
    .filter(([host, role]) => runs(world, host, role) || mfsOf(world, host).units[role].enabled)
    .map(([host, role]) => `the ${role} on ${host} runs`);
};

/** A second judge, from what the file means: everything about the world that is not as declared. */
export function wrongIn(config: Config, world: World): string[] {
  return moosefsPools(config).flatMap((pool) => {
    if (pool.state === "started") return served(pool, world);
    const mounted = [...world].filter(([name, { mounts }]) =>
      mounts.some(
        ({ source }) => source.startsWith(`mfs#${pool.alias}:`) && reached(world, name, pool.alias),
      ),
    );
    const listed =
      pool.state === "absent"
        ? pool.chunkservers.filter(({ host }) => filesOf(world, host).has("/etc/mfs/mfshdd.cfg"))
        : [];
    return [
      ...running(pool, world),
      ...mounted.map(([name]) => `${name} still has it mounted`),
      ...listed.map(({ host }) => `${host} still lists its disks`),
    ];
  });
}
