import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { type Live, liveFrom } from "../probe/live.ts";
import {
  type Cluster,
  clusterOf,
  pathOfBrick,
  type Volume,
  type VolumeBrick,
  viaMember,
} from "../probe/members.ts";
import { type VolumeSpec, volumeSpec } from "./spec.ts";
import { type Target, targetOf } from "./target.ts";

/** A volume as found, with everything its checks need. */
export interface Found {
  readonly cluster: Cluster;
  readonly via: string;
  readonly volume: Volume;
  readonly live: Live | undefined;
  /** Why it is not known what goes on in a started volume. */
  readonly blind: string;
}

/** Finds a declared volume; returns why when its presence cannot be determined. */
export function findVolume(
  resource: Resource,
  of: ReadOf,
): Found | { readonly unknown: string } | { readonly absent: string } {
  const { members, addresses, pool } = volumeSpec(resource);
  const cluster = clusterOf(members, addresses, of);
  const memberView = viaMember(cluster);
  const unsure = members.flatMap((host) => {
    const one = cluster.memberViews.get(host);
    if (one?.is === "unknown") return [`${host}: ${one.why}`];
    return one?.is === "down" ? [`${host}: glusterd does not run there`] : [];
  });
  if (!memberView || cluster.via === undefined)
    return unsure[0] ? { unknown: unsure[0] } : { absent: members[0] ?? "" };
  const volume = memberView.volumes.find(({ name }) => name === pool);
  if (!volume) return unsure[0] ? { unknown: unsure[0] } : { absent: cluster.via };
  if (volume.status !== "started") return { cluster, via: cluster.via, volume, live: undefined, blind: "" };
  const answered = liveFrom([cluster.via, ...members], pool, of);
  const live = "unknown" in answered ? undefined : answered.live;
  if (live) {
    const room = { ...roomIn(volume, cluster), ...live.room };
    return { cluster, via: cluster.via, volume, live: { ...live, room }, blind: "" };
  }
  const blind =
    "unknown" in answered
      ? answered.unknown
      : "gluster does not answer: it still waits for a member, or is at work on something";
  return { cluster, via: cluster.via, volume, live: ownProcesses(volume, cluster), blind };
}

/** Room of each brick, as the member that has it tells. */
const roomIn = (volume: Volume, cluster: Cluster): Live["room"] =>
  Object.fromEntries(
    volume.sets.flat().flatMap(({ name, host }) => {
      const memberView = cluster.memberViews.get(cluster.hostOf(host) ?? "");
      const room = memberView?.is === "up" && memberView.room[`${volume.name} ${pathOfBrick(name)}`];
      return room ? [[name, room] as const] : [];
    }),
  );

/**
 * What is known of a volume when gluster does not answer, as long as it waits for a member that went away: each
 * member's own brick processes, and nothing about healing, room or tasks.
 */
function ownProcesses(volume: Volume, cluster: Cluster): Live {
  const online = volume.sets.flat().flatMap(({ name, host }): [string, boolean][] => {
    const memberView = cluster.memberViews.get(cluster.hostOf(host) ?? "");
    const path = pathOfBrick(name);
    return memberView?.is === "up" ? [[name, memberView.running.includes(`${volume.name} ${path}`)]] : [];
  });
  const room = roomIn(volume, cluster);
  const nothing = { ports: {}, room, entries: {}, pending: null, splitBrain: null, task: null };
  return { ...nothing, online: Object.fromEntries(online), partial: true };
}

/** Names of bricks as gluster's own list has them. */
export const bricksOf = (volume: Volume): readonly (readonly string[])[] =>
  volume.sets.map((set) => set.map(({ name }) => name));

/**
 * The layout to get to, with every brick that is there under gluster's own name for it. A brick is a member and a path,
 * whichever of its member's names or addresses the volume was made with.
 */
export function targetIn({ volume, cluster }: Found, { sets }: VolumeSpec): Target {
  const declaredName = ({ name, host }: VolumeBrick) => {
    const owner = cluster.hostOf(host);
    return owner ? `${owner}:${pathOfBrick(name)}` : name;
  };
  const own = new Map(volume.sets.flat().map((brick) => [declaredName(brick), brick.name]));
  const target = targetOf(
    volume.sets.map((set) => set.map(declaredName)),
    sets,
  );
  if (!("sets" in target)) return target;
  return { sets: target.sets.map((set) => set.map((name) => own.get(name) ?? name)) };
}
