import type { Config } from "../../model/config.ts";
import type { JsonObject, JsonPath } from "../../model/json.ts";
import { maker, type Resource } from "../../model/resource.ts";
import { addressesOf, linksOn } from "../host/expand.ts";
import { type ClientMount, mountOn } from "../host/mount/resource.ts";
import { markLine } from "../host/write/mark.ts";
import {
  chunkserverConfig,
  chunkserverResource,
  metaloggerConfig,
  metaloggerResource,
} from "./chunkserver/resource.ts";
import { diskResource } from "./disk/spec.ts";
import { goalResource, needsGoal } from "./goal/index.ts";
import { GUI, GUI_FILE } from "./gui/index.ts";
import { exportsResource, masterPackages, masterResource } from "./master/resources.ts";
import { moosefsPools, type Pool, type PoolClient } from "./pool/index.ts";

/** `xfsprogs` makes the file systems of chunkservers. */
const packagesOf = {
  master: masterPackages,
  chunkserver: ["moosefs-chunkserver", "xfsprogs"],
  metalogger: ["moosefs-metalogger"],
  client: ["moosefs-client"],
  gui: ["moosefs-cgi", "moosefs-cgiserv"],
} as const;

const makerOf = (config: Config, { name }: Pool) => maker(config, "pools", name);

const packages = (
  config: Config,
  pool: Pool,
  role: keyof typeof packagesOf,
  host: string,
  ...path: JsonPath
) => makerOf(config, pool)("host.packages", host, "", { packages: packagesOf[role] }, [], ...path);

/** A configuration file in `/etc/mfs`, of which only what differs from the daemon's own values is written. */
function configFile(
  config: Config,
  pool: Pool,
  host: string,
  name: string,
  text: string,
  ...path: JsonPath
): Resource {
  const file = `/etc/mfs/${name}.cfg`;
  const mark = markLine({ fleet: config.fleet, parts: [`pools.${pool.name}`], needs: [] });
  const unit = `moosefs-${name.replace(/^mfs/, "")}.service`;
  const spec = {
    path: file,
    content: `${mark}\n${text}`,
    mode: "644",
    owner: "root:root",
    notify: { verb: "reload", unit },
    ...(pool.adopt ? { adopt: true } : {}),
  };
  return makerOf(config, pool)("host.file", host, `:${file}`, spec, [`host.packages/${host}`], ...path);
}

/**
 * The names of all hosts, and the name the master is known by. They wait for the master: when another one takes over,
 * everybody is sent to it only once it has.
 */
function linked(config: Config, pool: Pool, host: string, ...path: JsonPath): Resource {
  const part = `pools.${pool.name}`;
  const links = linksOn(
    config,
    host,
    Object.keys(config.hosts),
    part,
    config.at(["pools", pool.name, ...path]),
  );
  return {
    ...links,
    spec: { ...links.spec, names: { ...(links.spec.names as JsonObject), [pool.alias]: pool.address } },
    needs: [`moosefs.master/${pool.name}`],
  };
}

const settings = ({ options }: Pool) =>
  Object.entries(options)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");

function mastered(config: Config, pool: Pool): readonly Resource[] {
  const { master } = pool;
  return [
    packages(config, pool, "master", master, "master"),
    configFile(config, pool, master, "mfsmaster", settings(pool), "master"),
    exportsResource(config, pool),
    linked(config, pool, master, "master"),
  ];
}

const served = (config: Config, pool: Pool): readonly Resource[] => [
  ...pool.chunkservers.flatMap((server) => {
    const path: JsonPath = ["chunkservers", server.index];
    const { host } = server;
    return [
      packages(config, pool, "chunkserver", host, ...path),
      linked(config, pool, host, ...path),
      configFile(config, pool, host, "mfschunkserver", chunkserverConfig(pool, server), ...path),
      ...server.disks.map((disk) => diskResource(config, pool, disk)),
    ];
  }),
  ...pool.metaloggers.flatMap((host, index) => [
    packages(config, pool, "metalogger", host, "metaloggers", index),
    linked(config, pool, host, "metaloggers", index),
    configFile(config, pool, host, "mfsmetalogger", metaloggerConfig(pool), "metaloggers", index),
  ]),
];

/** The web pages show everything and let anybody who reaches them act: they listen on the storage address only. */
function guiOf(config: Config, pool: Pool): readonly Resource[] {
  if (pool.gui === null) return [];
  const { host, port } = pool.gui;
  const make = makerOf(config, pool);
  const own = packages(config, pool, "gui", host, "gui");
  const path = GUI_FILE;
  const mark = markLine({ fleet: config.fleet, parts: [`pools.${pool.name}`], needs: [] });
  const address = config.hosts[host]?.storageAddress ?? "";
  // the pages ask the master by this name unless configured otherwise
  const content = `${mark}\n[Service]\nEnvironmentFile=\nEnvironment=BIND_HOST=${address} BIND_PORT=${port}\n`;
  const spec = { path, content, mode: "644", owner: "root:root", notify: { verb: "restart", unit: GUI } };
  const file = make("host.file", host, `:${path}`, spec, [own.address], "gui");
  const links = linked(config, pool, host, "gui");
  const names = { ...(links.spec.names as JsonObject), mfsmaster: pool.address };
  return [
    own,
    { ...links, spec: { ...links.spec, names } },
    file,
    make(
      "host.unit",
      host,
      `:${GUI}`,
      { unit: GUI, alive: null },
      [own.address, file.address, links.address],
      "gui",
    ),
    make("moosefs.gui", host, "", {}, [file.address], "gui"),
  ];
}

function mounted(config: Config, pool: Pool, client: PoolClient): readonly Resource[] {
  const path: JsonPath = ["clients", client.index];
  const own = packages(config, pool, "client", client.host, ...path);
  const links = linked(config, pool, client.host, ...path);
  const needs = [
    own.address,
    links.address,
    `moosefs.exports/${pool.name}`,
    `moosefs.master/${pool.name}`,
    ...pool.chunkservers.map((server) => `moosefs.chunkserver/${server.host}`),
    ...needsGoal(pool, client),
  ];
  return [own, links, mountOn(makerOf(config, pool), config.fleet, client, mountOf(pool, client), needs)];
}

function mountOf(pool: Pool, { folder, readOnly, mountOptions }: PoolClient): ClientMount {
  return {
    title: `pool ${pool.name}`,
    // without its first slash the folder is shown in the mount table, on 3.x too
    what: `${pool.alias}:9421:${folder.slice(1)}`,
    type: "moosefs",
    plain: true,
    // chunkservers come and go beneath a mount, but for all of them at once
    dependsOn: [`moosefs.exports/${pool.name}`, `moosefs.master/${pool.name}`, `moosefs.pool/${pool.name}`],
    // without a master it is mounted all the same, and answers once there is one: nothing is ever written beneath it
    options: [...(readOnly ? ["ro"] : []), "mfsdelayedinit", ...mountOptions],
    live: { fstype: "fuse", sources: [`mfs#${pool.alias}:9421${folder === "/" ? "" : folder}`] },
  };
}

function goalOf(config: Config, pool: Pool): readonly Resource[] {
  const { name, master, alias } = pool;
  const addresses = addressesOf(config);
  const goal = goalResource(config, pool, { fleet: config.fleet, pool: name, master, alias, addresses });
  return goal ? [goal] : [];
}

/**
 * A master's own host runs no metalogger beside it: one that takes over stops being one, and not before it has. A pool
 * that is declared so always says something of metaloggers.
 */
function noLonger(config: Config, pool: Pool): readonly Resource[] {
  if (pool.metaloggers.includes(pool.master)) return [];
  const stopped = metaloggerResource(config, { ...pool, state: "stopped" }, pool.master);
  return [{ ...stopped, needs: [`moosefs.master/${pool.name}`] }];
}

function resourcesOf(config: Config, pool: Pool): readonly Resource[] {
  const daemons = [
    masterResource(config, pool),
    ...pool.chunkservers.map((server) => chunkserverResource(config, pool, server)),
    ...pool.metaloggers.map((host) => metaloggerResource(config, pool, host)),
  ];
  if (pool.state === "absent") return daemons;
  const present = [...mastered(config, pool), ...served(config, pool), ...daemons, ...noLonger(config, pool)];
  if (pool.state === "stopped") return present;
  return [
    ...present,
    ...guiOf(config, pool),
    ...pool.clients.flatMap((client) => mounted(config, pool, client)),
    ...goalOf(config, pool),
  ];
}

/**
 * Per pool: packages and configuration, the master and whom it lets in, metaloggers, chunkservers on disks of their
 * own, the clients' mounts and what copies their files get.
 */
export const expandPools = (config: Config): readonly Resource[] =>
  moosefsPools(config).flatMap((pool) => resourcesOf(config, pool));
