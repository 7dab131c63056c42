import type { Snapshot } from "../../../model/snapshot.ts";
import { are, type Remark } from "../../host/status/remark.ts";
import type { Live } from "../probe/live.ts";
import { type Cluster, type Volume, viaMember } from "../probe/members.ts";
import { needed, serves } from "../probe/quorum.ts";

/** `unseen`: the glusterd of its host is away, so nobody tells whether the brick's process runs. */
export type BrickSeen = "up" | "down" | "unseen";

/** Whether a brick runs. */
export const brickSeen = (live: Live, brick: string): BrickSeen =>
  live.online[brick] === undefined ? "unseen" : live.online[brick] ? "up" : "down";

/** Why nothing is known from a member, or how the others see it; nothing when all is well. */
function trouble(host: string, cluster: Cluster): string | undefined {
  const memberView = cluster.memberViews.get(host);
  if (memberView?.is === "down") return `${host}: glusterd does not run there`;
  if (memberView?.is === "unknown") return `${host}: ${memberView.why}`;
  const via = viaMember(cluster);
  const peer = via?.peers.find(({ uuid }) => cluster.hostOf(uuid) === host);
  if (!peer || host === cluster.via) return undefined;
  if (peer.state !== "3") return `${host}: ${cluster.via} sees it as ${peer.stateText || "no member"}`;
  return peer.connected ? undefined : `${host}: ${cluster.via} does not reach its glusterd`;
}

/** What keeps members of a volume from being all there, each with the bricks of its that are not seen. */
export function memberRemarks(
  hosts: readonly string[],
  volume: Volume,
  cluster: Cluster,
  live: Live | undefined,
  snapshot: Snapshot,
): readonly Remark[] {
  const bricks = volume.sets.flat();
  const unseen = (host: string) =>
    bricks
      .filter(
        (brick) => live && cluster.hostOf(brick.host) === host && brickSeen(live, brick.name) === "unseen",
      )
      .map(({ name }) => name);
  const remarks = hosts.flatMap((host): Remark[] => {
    const reason = trouble(host, cluster);
    const gone = unseen(host);
    if (!reason && gone.length === 0) return [];
    const which = gone.length === 1 ? "its brick" : "its bricks";
    const clause = gone.length > 0 ? `; ${which} ${gone.join(", ")} ${are(gone)} not seen` : "";
    // only holdfast does not reach it: gluster does
    const alone = gone.length === 0 && live !== undefined && snapshot.hosts[host]?.reachable === false;
    return [{ level: alone ? "ok" : "degraded", note: `${reason ?? `${host} does not answer`}${clause}` }];
  });
  const known = new Set(hosts);
  const stray = bricks.filter(({ name, host }) => {
    const owner = cluster.hostOf(host);
    return live && !(owner && known.has(owner)) && brickSeen(live, name) === "unseen";
  });
  const names = stray.map(({ name }) => name);
  return names.length === 0
    ? remarks
    : [...remarks, { level: "degraded", note: `${names.join(", ")} ${are(names)} not seen` }];
}

/** What a set lacks, for people. */
function shortText(volume: Volume, index: number, up: number): string {
  const names = (volume.sets[index] ?? []).map(({ name }) => name);
  if (names.length === 1) return `nobody can read or write the files on ${names.join()}`;
  const which = volume.sets.length > 1 ? `of set ${index + 1} (${names.join(", ")}) ` : "";
  const have = `${up === 0 ? "none" : `only ${up}`} of ${names.length} bricks ${up > 1 ? "are" : "is"} up`;
  return `${which}${have}, and ${needed(volume)} ${needed(volume) > 1 ? "are" : "is"} needed to read and write`;
}

/** Bricks that are down, and sets that cannot serve without them. `gone` are hosts that do not answer at all. */
export function brickRemarks(
  volume: Volume,
  live: Live,
  cluster: Cluster,
  gone: (host: string) => boolean,
): readonly Remark[] {
  const down = volume.sets
    .flat()
    .map(({ name }) => name)
    .filter((name) => brickSeen(live, name) === "down");
  const short = volume.sets.flatMap((set, index): Remark[] => {
    const seen = set.map(({ name }) => brickSeen(live, name));
    const up = seen.filter((one) => one === "up").length;
    if (
      serves(
        volume,
        seen.map((one) => one === "up"),
      )
    )
      return [];
    // glusterd is away and the host is not: its bricks may still run
    const possible = set.map(
      ({ host }, at) => seen[at] === "up" || (seen[at] === "unseen" && !gone(cluster.hostOf(host) ?? "")),
    );
    const text = shortText(volume, index, up);
    return serves(volume, possible)
      ? [{ level: "blind", note: `${text}, unless what is not seen runs after all` }]
      : [{ level: "down", note: text }];
  });
  return [
    ...(down.length > 0
      ? [{ level: "degraded" as const, note: `${down.join(", ")} ${are(down)} down` }]
      : []),
    ...short,
  ];
}
