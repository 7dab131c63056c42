import type { Draft } from "../../../model/finding-table.ts";
import { draft } from "../findings/index.ts";
import { type Cluster, type Up, viaMember } from "../probe/members.ts";
import { marks } from "../volume/spec.ts";

/** A host of the file whose glusterd answers. */
export interface Member {
  readonly host: string;
  readonly memberView: Up;
}

/** Whoever has to be left out, one after the other, until nobody rejects anybody: as few as can be, by UUID. */
function atOdds(members: readonly Member[], via: string | undefined): ReadonlyMap<string, readonly string[]> {
  let pairs = members.flatMap(({ memberView }) =>
    memberView.peers.flatMap(({ uuid, state }) => (state === "6" ? [[memberView.uuid, uuid] as const] : [])),
  );
  const weight = (uuid: string) =>
    uuid === via ? 2 : members.some(({ memberView }) => memberView.uuid === uuid) ? 1 : 0;
  const odd = new Map<string, readonly string[]>();
  while (pairs.length > 0) {
    const others = new Map<string, Set<string>>();
    for (const [a, b] of pairs) {
      others.set(a, (others.get(a) ?? new Set()).add(b));
      others.set(b, (others.get(b) ?? new Set()).add(a));
    }
    // between equals, whom commands are run on is believed, and whoever answers
    const [[worst, by] = ["", new Set<string>()]] = [...others].sort(
      ([a, of], [b, than]) => than.size - of.size || weight(a) - weight(b),
    );
    odd.set(worst, [...by]);
    pairs = pairs.filter((pair) => !pair.includes(worst));
  }
  return odd;
}

/** Sets an option of a volume to the value it has, which makes the copy there the newest. */
function touch(memberView: Up, volume: string): string {
  const options = memberView.volumes.find(({ name }) => name === volume)?.options ?? {};
  const key = [marks.fleet, "auth.allow"].find((one) => options[one]);
  return `\`gluster volume set ${volume} ${key ? `${key} ${options[key]}` : "OPTION VALUE"}\``;
}

/** State 6: the members' copies of the configuration differ, and glusterd does not mend that by itself. */
export function rejected(
  members: readonly Member[],
  cluster: Cluster,
  lost: ReadonlySet<string> = new Set(),
): readonly Draft[] {
  const via = viaMember(cluster);
  const odd = new Map(
    [...atOdds(members, via?.uuid)].filter(([uuid]) => !lost.has(cluster.hostOf(uuid) ?? "")),
  );
  const keeper =
    members.find(({ host, memberView }) => host === cluster.via && !odd.has(memberView.uuid)) ??
    members.find(({ memberView }) => !odd.has(memberView.uuid));
  if (!keeper) return [];
  const nameOf = (uuid: string) =>
    cluster.hostOf(uuid) ??
    keeper.memberView.peers.find((peer) => peer.uuid === uuid)?.names[0] ??
    via?.peers.find((peer) => peer.uuid === uuid)?.names[0] ??
    uuid;
  return [...odd].map(([uuid, by]) => {
    const host = nameOf(uuid);
    const memberView = members.find((member) => member.memberView.uuid === uuid)?.memberView;
    const volumes = Object.keys(keeper.memberView.sums).filter(
      (name) =>
        memberView?.sums[name] !== undefined && memberView.sums[name] !== keeper.memberView.sums[name],
    );
    const what = volumes.length > 0 ? volumes.join(", ") : "a volume";
    const newer =
      volumes.length > 0
        ? `${volumes.map((name) => touch(keeper.memberView, name)).join(", ")} on ${keeper.host} makes its copy the newer one; then `
        : memberView
          ? ""
          : `set an option of each volume of ${host} to the value it has, on ${keeper.host}; then `;
    const doubt = odd.size * 2 > keeper.memberView.peers.length ? `if ${keeper.host} is right: ` : "";
    return draft(
      "GLU230",
      `${host} and ${by.map(nameOf).sort().join(", ")} reject each other: their copies of the configuration of ${what} ${memberView && volumes.length === 0 ? "differed" : "differ"}`,
      { values: { before: `${doubt}${newer}`, host }, ...(memberView ? { host } : {}) },
    );
  });
}
