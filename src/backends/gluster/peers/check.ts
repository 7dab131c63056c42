import type { Finding } from "../../../model/finding.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import type { Told } from "../../host/rules/finding.ts";
import { type Cluster, seatOf, seatVia } from "../probe/members.ts";
import { marks } from "../volume/spec.ts";
import { tlsAtOdds } from "../volume/tls.ts";
import { peersSpec } from "./index.ts";
import { type Member, rejected } from "./rejections.ts";

/** Cloned machines: glusterd takes them for one, and does not have to run to be one. */
function clones(resource: Resource, { seats }: Cluster): readonly Told[] {
  const members = peersSpec(resource).members.flatMap((host) => {
    const seat = seats.get(host);
    if (seat === undefined || seat.is === "unknown" || !seat.uuid) return [];
    const [runs, used] = [seat.is === "up", seat.is === "up" ? seat.volumes.length + seat.peers.length : 0];
    const empty = runs ? "has no peers and no volumes" : "has no volumes and does not run";
    return [{ host, uuid: seat.uuid, empty: used > 0 || seat.is === "down" ? "" : empty }];
  });
  return members.flatMap((member, index) => {
    const { host, uuid } = member;
    const twin = members.slice(0, index).find((other) => other.uuid === uuid);
    if (!twin) return [];
    const spare = [member, twin].find(({ empty }) => empty !== "");
    return [
      {
        code: "GLU231",
        message: `${twin.host} and ${host} have one glusterd identity (${uuid}): they were cloned`,
        hint: spare
          ? `on ${spare.host}, which ${spare.empty}: stop glusterd, remove /var/lib/glusterd/glusterd.info, start glusterd`
          : "both have peers or volumes: decide which one keeps the identity, and build the other anew",
        host,
      },
    ];
  });
}

/** Members of some other trusted pool. */
function strangers(members: readonly Member[], cluster: Cluster): readonly Told[] {
  const via = seatVia(cluster);
  if (!via) return [];
  return members.flatMap(({ host, seat }) => {
    const known = seat.uuid === via.uuid || via.peers.some(({ uuid }) => uuid === seat.uuid);
    if (known) return [];
    if (seat.peers.length === 0 && seat.volumes.length === 0) return [];
    const others = seat.peers.map(({ names }) => names[0] ?? "?").join(", ");
    const what = others ? `is in another trusted pool, with ${others}` : "has volumes of its own";
    return [
      {
        code: "GLU232",
        message: `${host} ${what}: it cannot join ${cluster.via}`,
        hint: `detach it there (\`gluster peer detach ${host}\`) if that pool is to lose it, or name another host`,
        host,
      },
    ];
  });
}

/** Volumes that only some members know: what a failed create left, and a restart brought back. */
function ghosts(members: readonly Member[], cluster: Cluster): readonly Told[] {
  const settled = members.filter(({ seat }) => seat.peers.some(({ state }) => state === "3"));
  const names = new Set(settled.flatMap(({ seat }) => seat.volumes.map(({ name }) => name)));
  return [...names].flatMap((name) => {
    const [have, lack] = [true, false].map((there) =>
      settled.filter(({ seat }) => seat.volumes.some((volume) => volume.name === name) === there),
    );
    if (!have?.length || !lack?.length) return [];
    const where = have.map(({ host }) => host).join(", ");
    const elsewhere = lack.map(({ host }) => host).join(", ");
    const folder = `/var/lib/glusterd/vols/${name}`;
    return [
      {
        code: "GLU233",
        message: `only ${where} knows the volume ${name}, ${elsewhere} does not: it is what a failed command left`,
        hint: `if ${elsewhere === cluster.via ? where : elsewhere} is right: stop glusterd on ${where}, move ${folder} away there, start glusterd`,
      },
    ];
  });
}

/** Copies of a volume's configuration that differ: the next restart of a member would split the pool. */
function sums(members: readonly Member[]): readonly Told[] {
  const names = new Set(members.flatMap(({ seat }) => Object.keys(seat.sums)));
  return [...names].flatMap((name) => {
    const by = new Map<string, string[]>();
    for (const { host, seat } of members) {
      const sum = seat.sums[name];
      if (sum) by.set(sum, [...(by.get(sum) ?? []), host]);
    }
    if (by.size < 2) return [];
    const groups = [...by.values()].map((hosts) => hosts.join(", ")).join(" and ");
    return [
      {
        code: "GLU234",
        severity: "warning",
        message: `the copies of volume ${name}'s configuration on ${groups} differ: the next restart of a glusterd would have it rejected`,
        hint: `\`holdfast apply\` writes that of a declared pool anew; for any other, set an option to its own value (\`gluster volume set ${name} auth.allow …\`)`,
      },
    ];
  });
}

const major = (version: string) => version.split(".")[0] ?? "";

function versions(members: readonly Member[]): readonly Told[] {
  const all = new Map(members.map(({ host, seat }) => [host, seat.version]));
  const majors = new Set([...all.values()].filter((version) => version !== "").map(major));
  if (majors.size < 2) return [];
  const text = [...all].map(([host, version]) => `${host} ${version}`).join(", ");
  return [
    {
      code: "GLU235",
      severity: "warning",
      message: `members run different major versions of gluster: ${text}`,
      hint: "bring them to one version before anything else: mixed members reject each other",
    },
  ];
}

/** Peers that nobody declared: left alone. */
function extras(resource: Resource, cluster: Cluster): readonly Told[] {
  const via = seatVia(cluster);
  const { members, retired } = peersSpec(resource);
  const known = new Set([...members, ...retired]);
  // one that still has bricks of a pool is on its way out
  const used = new Set(via?.volumes.flatMap(({ sets }) => sets.flat().map(({ host }) => host)));
  const others = (via?.peers ?? []).filter(
    ({ uuid }) => !known.has(cluster.hostOf(uuid) ?? "") && !used.has(uuid),
  );
  return others.map(({ names, connected, uuid }) => ({
    code: "GLU236",
    severity: "info",
    message: `${cluster.hostOf(uuid) ?? names[0] ?? uuid} is a peer${connected ? "" : ", disconnected,"} that no pool of the file names: left alone`,
    hint: `when it has no bricks and is not needed: \`gluster peer detach ${names[0] ?? uuid}\``,
  }));
}

/**
 * A volume of ours on hosts that none of the members knows: the file has other hosts altogether. A second, empty
 * volume of its name would be made, and clients would get that one after their next boot.
 */
function leftBehind(resource: Resource, cluster: Cluster, of: ReadOf): readonly Told[] {
  const { fleet, members, retired, pools, addresses } = peersSpec(resource);
  const known = new Set([...members, ...retired]);
  const via = seatVia(cluster);
  const there = Object.keys(addresses).flatMap((host) => {
    const seat = known.has(host) ? undefined : seatOf(of(host));
    if (seat?.is !== "up" || [via?.uuid, ...(via?.peers ?? []).map(({ uuid }) => uuid)].includes(seat.uuid))
      return [];
    const ours = seat.volumes.filter(
      ({ name, options }) => pools.includes(name) && options[marks.fleet] === fleet,
    );
    return ours.map(({ name }) => ({ host, name }));
  });
  return [...new Set(there.map(({ name }) => name))].map((name) => {
    const hosts = there.filter((one) => one.name === name).map(({ host }) => host);
    return {
      code: "GLU237",
      message: `the volume ${name} is on ${hosts.join(", ")}, and none of them is a peer of it in the file`,
      hint: "to move it, leave one of its hosts in `peers` and add the new ones, apply, then take that one out",
    };
  });
}

/** What is wrong with a trusted pool, or worth knowing. */
export function peerFindings(resource: Resource, cluster: Cluster, of: ReadOf): readonly Finding[] {
  const { address, host: own, at } = resource;
  const members = peersSpec(resource).members.flatMap((host) => {
    const seat = cluster.seats.get(host);
    return seat?.is === "up" ? [{ host, seat }] : [];
  });
  const rejections = rejected(members, cluster);
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
  ].map(({ severity = "error", host = own, ...rest }) => ({ ...rest, severity, host, address, at }));
}
