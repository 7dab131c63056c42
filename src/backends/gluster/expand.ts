import { isIP, isIPv6 } from "node:net";
import type { Config } from "../../model/config.ts";
import type { JsonObject, JsonPath } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { addressesOf, linksOn } from "../host/expand.ts";
import { markLine } from "../host/write/mark.ts";
import type { BrickSpec } from "./brick/state.ts";
import type { PeersSpec } from "./peers/index.ts";
import { type Group, groupsOf } from "./pool/groups.ts";
import { type Brick, glusterPools, type Pool, type PoolClient } from "./pool/index.ts";
import type { VolumeSpec } from "./volume/spec.ts";

/** `attr` reads what a brick belongs to, `xfsprogs` makes its file system. */
const memberPackages = ["attr", "glusterfs-server", "xfsprogs"];
const clientPackages = ["glusterfs-client"];

const DAEMON = "glusterd.service";

const RETRY = "holdfast-retry@.service";

/** Folder above a brick: its own file system, or for a given path whatever is there. */
const rootOf = ({ root, path }: Brick) => root ?? (path.slice(0, path.lastIndexOf("/")) || "/");

/** Makes resources that serve one pool. */
function maker(config: Config, pool: Pool) {
  const at = (...path: JsonPath) => config.at(["pools", pool.name, ...path]);
  return (
    type: string,
    host: string,
    name: string,
    spec: object,
    needs: readonly string[],
    ...path: JsonPath
  ): Resource => ({
    address: `${type}/${name}`,
    type,
    host,
    spec: spec as JsonObject,
    needs,
    parts: [`pools.${pool.name}`],
    at: at(...path),
  });
}

/** What every member of a pool needs before it can have bricks. */
function memberOf(config: Config, pool: Pool, host: string): readonly Resource[] {
  const make = maker(config, pool);
  const packages = make("host.packages", host, host, { packages: memberPackages }, [], "peers");
  // names first: glusterd remembers for ever what its own name once was
  const linked = linksOn(
    config,
    host,
    namesIn(config),
    `pools.${pool.name}`,
    config.at(["pools", pool.name, "peers"]),
  );
  const settings = isIPv6(config.hosts[host]?.storageAddress ?? "")
    ? [make("gluster.daemon", host, host, {}, [packages.address], "peers")]
    : [];
  const needs = [packages.address, linked.address, ...settings.map(({ address }) => address)];
  return [
    linked,
    packages,
    ...settings,
    make("host.unit", host, `${host}:${DAEMON}`, { unit: DAEMON, alive: null }, needs, "peers"),
  ];
}

/**
 * Names a member or client has to know: those of all hosts of the file, since hosts that come and hosts that go move
 * files between them, and neither list alone has both.
 */
const namesIn = (config: Config) =>
  Object.values(config.hosts).flatMap(({ name, storageAddress }) => (isIP(storageAddress) ? [name] : []));

function brickOf(config: Config, pool: Pool, brick: Brick): Resource {
  const root = rootOf(brick);
  const image = root.replace(/\/([^/]+)\/([^/]+)$/, "/.images/$1-$2.img");
  const backing = brick.root === null ? "given" : pool.backing;
  const spec: BrickSpec = {
    fleet: config.fleet,
    pool: pool.name,
    root,
    path: brick.path,
    backing,
    image: backing === "image" ? image : null,
    device: backing === "device" ? brick.device : null,
    bytes: brick.bytes,
  };
  const needs = [`host.packages/${brick.host}`];
  // several given bricks may lie in one folder; a made one has a file system, or a folder, of its own
  const name = `${brick.host}:${brick.root ?? brick.path}`;
  return maker(config, pool)("gluster.brick", brick.host, name, spec, needs, "peers");
}

/** All hosts a trusted pool may be seen from. */
const everybody = ({ members, retired }: Group) => [...members, ...retired];

function volumeOf(config: Config, pool: Pool, group: Group, bricks: readonly Resource[]): Resource {
  const address = `gluster.peers/${group.name}`;
  // glusterd adds these names to auth.allow during brick operations unless it finds them there
  const allow = [...new Set([...pool.allow, ...group.members])].sort();
  const spec: VolumeSpec = {
    fleet: config.fleet,
    pool: pool.name,
    group: address,
    peers: pool.peers,
    members: everybody(group),
    addresses: addressesOf(config),
    clients: pool.clients.map(({ host }) => host),
    state: pool.state === "stopped" ? "stopped" : "started",
    replica: pool.replica,
    arbiter: pool.arbiter,
    disperse: pool.disperse,
    redundancy: pool.redundancy,
    sets: pool.sets.map((set) => set.map(({ name, arbiter }) => ({ name, arbiter }))),
    options: pool.options,
    allow,
    adopt: pool.adopt,
    force: pool.backing === "directory",
  };
  const needs = [address, ...bricks.map((brick) => brick.address)];
  const made = maker(config, pool)("gluster.volume", everybody(group)[0] ?? "", pool.name, spec, needs);
  return { ...made, witnesses: everybody(group), ...(pool.state === "absent" ? { absent: true } : {}) };
}

/** A mount that finds no server at boot is tried again every few seconds: gluster's own helper gives up at once. */
const retryText = (fleet: string, parts: readonly string[]) => `${markLine({ fleet, parts, needs: [] })}
[Unit]
Description=holdfast: try %i again

[Service]
Type=oneshot
ExecStart=/bin/sleep 5
ExecStart=/bin/systemctl --no-block start %i
`;

function clientOf(config: Config, pool: Pool, client: PoolClient): readonly Resource[] {
  const make = maker(config, pool);
  const { host, mountpoint, readOnly, mountOptions, index } = client;
  const path: JsonPath = ["clients", index];
  const packages = make("host.packages", host, host, { packages: clientPackages }, [], ...path);
  const linked = linksOn(
    config,
    host,
    namesIn(config),
    `pools.${pool.name}`,
    config.at(["pools", pool.name, ...path]),
  );
  const unit = `/etc/systemd/system/${RETRY}`;
  const content = retryText(config.fleet, ["pools"]);
  const file = { path: unit, content, mode: "644", owner: "root:root", tell: null };
  const retry = make("host.file", host, `${host}:${unit}`, file, [], ...path);
  const [first = "", ...others] = pool.peers;
  const backup = others.length > 0 ? [`backup-volfile-servers=${others.join(":")}`] : [];
  const six = isIPv6(config.hosts[first]?.storageAddress ?? "");
  const family = six ? ["xlator-option=transport.address-family=inet6"] : [];
  const spec = {
    title: `pool ${pool.name}`,
    what: `${first}:/${pool.name}`,
    where: mountpoint,
    type: "glusterfs",
    options: [...(readOnly ? ["ro"] : []), ...backup, ...family, ...mountOptions],
    live: {
      fstype: "fuse.glusterfs",
      options: { access: readOnly ? "ro" : "rw" },
      anyServer: true,
    },
    unit: ["OnFailure=holdfast-retry@%n.service", ...(pool.peers.includes(host) ? [`After=${DAEMON}`] : [])],
    fleet: config.fleet,
  };
  const needs = [packages.address, linked.address, retry.address, `gluster.volume/${pool.name}`];
  return [linked, packages, retry, make("host.mount", host, `${host}:${mountpoint}`, spec, needs, ...path)];
}

function groupOf(config: Config, group: Group): readonly Resource[] {
  const standing = group.pools.filter(({ state }) => state !== "absent");
  const bricks = new Map(
    standing.map(
      (pool) => [pool.name, pool.sets.flat().map((brick) => brickOf(config, pool, brick))] as const,
    ),
  );
  const spec: PeersSpec = {
    fleet: config.fleet,
    members: group.members,
    retired: group.retired,
    pools: group.pools.map(({ name }) => name),
    addresses: addressesOf(config),
  };
  const members = standing.flatMap((pool) => pool.peers.flatMap((host) => memberOf(config, pool, host)));
  const [first] = group.pools;
  if (!first) return [];
  const units = members.filter(({ type }) => type === "host.unit").map(({ address }) => address);
  const trusted: Resource = {
    ...maker(config, first)(
      "gluster.peers",
      everybody(group)[0] ?? "",
      group.name,
      spec,
      [...new Set(units)],
      "peers",
    ),
    witnesses: everybody(group),
    parts: group.pools.map(({ name }) => `pools.${name}`),
  };
  return [
    ...members,
    trusted,
    ...[...bricks.values()].flat(),
    ...group.pools.map((pool) => volumeOf(config, pool, group, bricks.get(pool.name) ?? [])),
    ...standing
      .filter(({ state }) => state === "started")
      .flatMap((pool) => pool.clients.flatMap((client) => clientOf(config, pool, client))),
  ];
}

/** Per trusted pool: names, packages and daemon on its members, the peers, and per pool its bricks, volume and mounts. */
export const expandPools = (config: Config): readonly Resource[] =>
  groupsOf(glusterPools(config)).flatMap((group) => groupOf(config, group));
