import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { lostMembers } from "../probe/identity.ts";
import { type Cluster, memberViewOf, viaMember } from "../probe/members.ts";
import { marks } from "../volume/spec.ts";
import { tlsAtOdds } from "../volume/tls.ts";
import { type Member, rejected } from "./rejections.ts";
import { peersSpec } from "./spec.ts";

/** Cloned machines: glusterd takes them for one, and does not have to run to be one. */
function clones(resource: Resource, { memberViews }: Cluster): readonly Draft[] {
  const members = peersSpec(resource).members.flatMap((host) => {
    const memberView = memberViews.get(host);
    if (memberView === undefined || memberView.is === "unknown" || !memberView.uuid) return [];
    const [runs, used] = [
      memberView.is === "up",
      memberView.is === "up" ? memberView.volumes.length + memberView.peers.length : 0,
    ];
    const empty = runs ? "has no peers and no volumes" : "has no volumes and does not run";
    return [{ host, uuid: memberView.uuid, empty: used > 0 || memberView.is === "down" ? "" : empty }];
  });
  return members.flatMap((member, index) => {
    const { host, uuid } = member;
    const twin = members.slice(0, index).find((other) => other.uuid === uuid);
    if (!twin) return [];
    const spare = [member, twin].find(({ empty }) => empty !== "");
    const details = spare
      ? { hint: "spare", values: { host: spare.host, empty: spare.empty } }
      : { hint: "both" };
    const message = `${twin.host} and ${host} have one glusterd identity (${uuid}): they were cloned`;
    return [draft("GLU231", message, { ...details, host })];
  });
}

/** Members of some other trusted pool. */
function strangers(members: readonly Member[], cluster: Cluster): readonly Draft[] {
  const via = viaMember(cluster);
  if (!via) return [];
  return members.flatMap(({ host, memberView }) => {
    const known = memberView.uuid === via.uuid || via.peers.some(({ uuid }) => uuid === memberView.uuid);
    if (known) return [];
    if (memberView.peers.length === 0 && memberView.volumes.length === 0) return [];
    const others = memberView.peers.map(({ names }) => names[0] ?? "?").join(", ");
    const what = others ? `is in another trusted pool, with ${others}` : "has volumes of its own";
    return [draft("GLU232", `${host} ${what}: it cannot join ${cluster.via}`, { values: { host }, host })];
  });
}

/** Volumes that only some members know: what a failed create left, and a restart brought back. */
function ghosts(members: readonly Member[], cluster: Cluster): readonly Draft[] {
  const settled = members.filter(({ memberView }) => memberView.peers.some(({ state }) => state === "3"));
  const names = new Set(settled.flatMap(({ memberView }) => memberView.volumes.map(({ name }) => name)));
  return [...names].flatMap((name) => {
    const [have, lack] = [true, false].map((there) =>
      settled.filter(({ memberView }) => memberView.volumes.some((volume) => volume.name === name) === there),
    );
    if (!have?.length || !lack?.length) return [];
    const where = have.map(({ host }) => host).join(", ");
    const elsewhere = lack.map(({ host }) => host).join(", ");
    const folder = `/var/lib/glusterd/vols/${name}`;
    const right = elsewhere === cluster.via ? where : elsewhere;
    const message = `only ${where} knows the volume ${name}, ${elsewhere} does not: it is what a failed command left`;
    return [draft("GLU233", message, { values: { right, where, folder } })];
  });
}

/** Copies of a volume's configuration that differ: the next restart of a member would split the pool. */
function sums(members: readonly Member[]): readonly Draft[] {
  const names = new Set(members.flatMap(({ memberView }) => Object.keys(memberView.sums)));
  return [...names].flatMap((name) => {
    const by = new Map<string, string[]>();
    for (const { host, memberView } of members) {
      const sum = memberView.sums[name];
      if (sum) by.set(sum, [...(by.get(sum) ?? []), host]);
    }
    if (by.size < 2) return [];
    const groups = [...by.values()].map((hosts) => hosts.join(", ")).join(" and ");
    const message = `the copies of volume ${name}'s configuration on ${groups} differ: the next restart of a glusterd would have it rejected`;
    return [draft("GLU234", message, { values: { volume: name } })];
  });
}

const major = (version: string) => version.split(".")[0] ?? "";

function versions(members: readonly Member[]): readonly Draft[] {
  const all = new Map(members.map(({ host, memberView }) => [host, memberView.version]));
  const majors = new Set([...all.values()].filter((version) => version !== "").map(major));
  if (majors.size < 2) return [];
  const text = [...all].map(([host, version]) => `${host} ${version}`).join(", ");
  return [draft("GLU235", `members run different major versions of gluster: ${text}`)];
}

/** Peers that nobody declared: left alone. */
function extras(resource: Resource, cluster: Cluster): readonly Draft[] {
  const via = viaMember(cluster);
  const { members, retired } = peersSpec(resource);
  const known = new Set([...members, ...retired]);
  // one that still has bricks of a pool is on its way out
  const used = new Set(via?.volumes.flatMap(({ sets }) => sets.flat().map(({ host }) => host)));
  const others = (via?.peers ?? []).filter(
    ({ uuid }) => !known.has(cluster.hostOf(uuid) ?? "") && !used.has(uuid),
  );
  return others.map(({ names, connected, uuid }) => {
    const peer = names[0] ?? uuid;
    const message = `${cluster.hostOf(uuid) ?? peer} is a peer${connected ? "" : ", disconnected,"} that no pool of the file names: left alone`;
    return draft("GLU236", message, { values: { peer } });
  });
}

/**
 * A volume of ours on hosts that none of the members knows: the file has other hosts altogether. A second, empty
 * volume of its name would be made, and clients would get that one after their next boot.
 */
function leftBehind(resource: Resource, cluster: Cluster, of: ReadOf): readonly Draft[] {
  const { fleet, members, retired, pools, addresses } = peersSpec(resource);
  const known = new Set([...members, ...retired]);
  const via = viaMember(cluster);
  const there = Object.keys(addresses).flatMap((host) => {
    const memberView = known.has(host) ? undefined : memberViewOf(of(host));
    if (
      memberView?.is !== "up" ||
      [via?.uuid, ...(via?.peers ?? []).map(({ uuid }) => uuid)].includes(memberView.uuid)
    )
      return [];
    const ours = memberView.volumes.filter(
      ({ name, options }) => pools.includes(name) && options[marks.fleet] === fleet,
    );
    return ours.map(({ name }) => ({ host, name }));
  });
  return [...new Set(there.map(({ name }) => name))].map((name) => {
    const hosts = there.filter((one) => one.name === name).map(({ host }) => host);
    return draft(
      "GLU237",
      `the volume ${name} is on ${hosts.join(", ")}, and none of them is a peer of it in the file`,
    );
  });
}

/** What is wrong with a trusted pool, or worth knowing. */
export function peerFindings(resource: Resource, cluster: Cluster, of: ReadOf): readonly Finding[] {
  const { address, host: own, at } = resource;
  // one that lost its identity gets it back, whatever the others make of the one it has now
  const lost = new Set(lostMembers(cluster).map(({ host }) => host));
  const members = peersSpec(resource).members.flatMap((host) => {
    const memberView = cluster.memberViews.get(host);
    return memberView?.is === "up" && !lost.has(host) ? [{ host, memberView }] : [];
  });
  const rejections = rejected(members, cluster, lost);
  return [
    ...clones(resource, cluster),
    ...strangers(members, cluster),
    ...tlsAtOdds(members),
    ...rejections,
    ...ghosts(members, cluster),
    // with a member that is rejected, nothing is written anew by an apply
    ...(rejections.length > 0 ? [] : sums(members)),
    ...versions(members),
    ...extras(resource, cluster),
    ...leftBehind(resource, cluster, of),
  ].map(({ host = own, ...rest }) => ({ ...rest, host, address, at }));
}
