import { isIP, isIPv6 } from "node:net";
import type { Config } from "../../model/config.ts";
import { maker, type Resource } from "../../model/resource.ts";
import { addressesOf, linksOn } from "../host/expand.ts";
import { type ClientMount, mountOn } from "../host/mount/resource.ts";
import { markLine } from "../host/write/mark.ts";
import { type BrickSpec, brickSpec } from "./brick/state.ts";
import type { MemberSpec } from "./member/index.ts";
import type { PeersSpec } from "./peers/spec.ts";
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

const makerOf = (config: Config, { name }: Pool) => maker(config, "pools", name);

/** The identity of a member's glusterd: one that lost it has to have the file systems of its bricks first. */
function identityOf(
  config: Config,
  pool: Pool,
  group: Group,
  host: string,
  needs: readonly string[],
  bricks: readonly Resource[],
): Resource {
  const spec: MemberSpec = { members: everybody(group), addresses: addressesOf(config), pools: [pool.name] };
  const own = bricks.filter((brick) => brick.host === host).map(({ address }) => address);
  const made = makerOf(config, pool)("gluster.member", host, "", spec, [...needs, ...own], "peers");
  return { ...made, witnesses: everybody(group) };
}

/** What every member of a pool needs before it can have bricks; `bricks` are those it gets. */
function memberOf(
  config: Config,
  pool: Pool,
  group: Group,
  host: string,
  bricks: readonly Resource[],
): readonly Resource[] {
  const make = makerOf(config, pool);
  const packages = make("host.packages", host, "", { packages: memberPackages }, [], "peers");
  const at = config.at(["pools", pool.name, "peers"]);
  // names first: glusterd remembers for ever what its own name once was
  const linked = linksOn(config, host, namesIn(config), `pools.${pool.name}`, at);
  const settings = isIPv6(config.hosts[host]?.storageAddress ?? "")
    ? [make("gluster.daemon", host, "", {}, [packages.address], "peers")]
    : [];
  const needs = [packages.address, linked.address, ...settings.map(({ address }) => address)];
  const identity = identityOf(config, pool, group, host, needs, bricks);
  const unit = { unit: DAEMON, alive: null };
  const daemon = make("host.unit", host, `:${DAEMON}`, unit, [...needs, identity.address], "peers");
  return [linked, packages, ...settings, identity, daemon];
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
  const suffix = `:${brick.root ?? brick.path}`;
  return makerOf(config, pool)("gluster.brick", brick.host, suffix, spec, needs, "peers");
}

/** All hosts a trusted pool may be seen from. */
const everybody = ({ members, retired }: Group) => [...members, ...retired];

/** Bricks by host, as each host is asked about them. */
function placesOf(bricks: readonly Resource[]): VolumeSpec["bricks"] {
  const hosts = [...new Set(bricks.map(({ host }) => host))];
  return Object.fromEntries(
    hosts.map((name) => {
      const own = bricks.filter(({ host }) => host === name).map(brickSpec);
      return [name, own.map(({ root, path, image, device }) => ({ root, path, image, device }))];
    }),
  );
}

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
    bricks: placesOf(bricks),
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
  const made = makerOf(config, pool)("gluster.volume", everybody(group)[0] ?? "", "", spec, needs);
  return {
    ...made,
    address: `gluster.volume/${pool.name}`,
    witnesses: everybody(group),
    ...(pool.state === "absent" ? { absent: true } : {}),
  };
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

/** What tries a client's mount again. */
function retryOn(config: Config, pool: Pool, { host, index }: PoolClient): Resource {
  const path = `/etc/systemd/system/${RETRY}`;
  const content = retryText(config.fleet, ["pools"]);
  const spec = { path, content, mode: "644", owner: "root:root", notify: null };
  return makerOf(config, pool)("host.file", host, `:${path}`, spec, [], "clients", index);
}

function clientOf(config: Config, pool: Pool, client: PoolClient): readonly Resource[] {
  const { host, index } = client;
  const make = makerOf(config, pool);
  const packages = make("host.packages", host, "", { packages: clientPackages }, [], "clients", index);
  const at = config.at(["pools", pool.name, "clients", index]);
  const linked = linksOn(config, host, namesIn(config), `pools.${pool.name}`, at);
  const retry = retryOn(config, pool, client);
  const needs = [packages.address, linked.address, retry.address, `gluster.volume/${pool.name}`];
  return [linked, packages, retry, mountOn(make, config.fleet, client, mountOf(config, pool, client), needs)];
}

/** The first member is asked for the volume's layout, and the others where it does not answer. */
function mountOf(config: Config, pool: Pool, { host, readOnly, mountOptions }: PoolClient): ClientMount {
  const [first = "", ...others] = pool.peers;
  const backup = others.length > 0 ? [`backup-volfile-servers=${others.join(":")}`] : [];
  const six = isIPv6(config.hosts[first]?.storageAddress ?? "");
  const family = six ? ["xlator-option=transport.address-family=inet6"] : [];
  return {
    title: `pool ${pool.name}`,
    what: `${first}:/${pool.name}`,
    type: "glusterfs",
    options: [...(readOnly ? ["ro"] : []), ...backup, ...family, ...mountOptions],
    live: { fstype: "fuse.glusterfs", anyServer: true },
    unit: ["OnFailure=holdfast-retry@%n.service", ...(pool.peers.includes(host) ? [`After=${DAEMON}`] : [])],
  };
}

/** The trusted pool of a group, once the daemons of its members run. */
function trustedPool(config: Config, group: Group, members: readonly Resource[]): readonly Resource[] {
  const [first] = group.pools;
  if (!first) return [];
  const spec: PeersSpec = {
    fleet: config.fleet,
    members: group.members,
    retired: group.retired,
    pools: group.pools.map(({ name }) => name),
    addresses: addressesOf(config),
  };
  const units = members.filter(({ type }) => type === "host.unit").map(({ address }) => address);
  const needs = [...new Set(units)];
  return [
    {
      ...makerOf(config, first)("gluster.peers", everybody(group)[0] ?? "", "", spec, needs, "peers"),
      address: `gluster.peers/${group.name}`,
      witnesses: everybody(group),
      parts: group.pools.map(({ name }) => `pools.${name}`),
    },
  ];
}

function groupOf(config: Config, group: Group): readonly Resource[] {
  const declaredVolumes = group.pools.filter(({ state }) => state !== "absent");
  const bricks = new Map(
    declaredVolumes.map(
      (pool) => [pool.name, pool.sets.flat().map((brick) => brickOf(config, pool, brick))] as const,
    ),
  );
  const members = declaredVolumes.flatMap((pool) =>
    pool.peers.flatMap((host) => memberOf(config, pool, group, host, bricks.get(pool.name) ?? [])),
  );
  return [
    ...members,
    ...trustedPool(config, group, members),
    ...[...bricks.values()].flat(),
    ...group.pools.map((pool) => volumeOf(config, pool, group, bricks.get(pool.name) ?? [])),
    ...declaredVolumes
      .filter(({ state }) => state === "started")
      .flatMap((pool) => pool.clients.flatMap((client) => clientOf(config, pool, client))),
  ];
}

/** Per trusted pool: names, packages and daemon on its members, the peers, and per pool its bricks, volume and mounts. */
export const expandPools = (config: Config): readonly Resource[] =>
  groupsOf(glusterPools(config)).flatMap((group) => groupOf(config, group));
