import type { Told } from "../../host/rules/finding.ts";
import { type Cluster, seatVia, type Up } from "../probe/members.ts";
import { marks } from "../volume/spec.ts";

/** A host of the file whose glusterd answers. */
export interface Member {
  readonly host: string;
  readonly seat: Up;
}

/** Whoever has to be left out, one after the other, until nobody rejects anybody: as few as can be, by UUID. */
function atOdds(members: readonly Member[], via: string | undefined): ReadonlyMap<string, readonly string[]> {
  let pairs = members.flatMap(({ seat }) =>
    seat.peers.flatMap(({ uuid, state }) => (state === "6" ? [[seat.uuid, uuid] as const] : [])),
  );
  const weight = (uuid: string) =>
    uuid === via ? 2 : members.some(({ seat }) => seat.uuid === uuid) ? 1 : 0;
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
function touch(seat: Up, volume: string): string {
  const options = seat.volumes.find(({ name }) => name === volume)?.options ?? {};
  const key = [marks.fleet, "auth.allow"].find((one) => options[one]);
  return `\`gluster volume set ${volume} ${key ? `${key} ${options[key]}` : "OPTION VALUE"}\``;
}

/** State 6: the members' copies of the configuration differ, and glusterd does not mend that by itself. */
export function rejected(members: readonly Member[], cluster: Cluster): readonly Told[] {
  const via = seatVia(cluster);
  const odd = atOdds(members, via?.uuid);
  const keeper =
    members.find(({ host, seat }) => host === cluster.via && !odd.has(seat.uuid)) ??
    members.find(({ seat }) => !odd.has(seat.uuid));
  if (!keeper) return [];
  const nameOf = (uuid: string) =>
    cluster.hostOf(uuid) ??
    keeper.seat.peers.find((peer) => peer.uuid === uuid)?.names[0] ??
    via?.peers.find((peer) => peer.uuid === uuid)?.names[0] ??
    uuid;
  return [...odd].map(([uuid, by]) => {
    const host = nameOf(uuid);
    const seat = members.find((member) => member.seat.uuid === uuid)?.seat;
    const volumes = Object.keys(keeper.seat.sums).filter(
      (name) => seat?.sums[name] !== undefined && seat.sums[name] !== keeper.seat.sums[name],
    );
    const what = volumes.length > 0 ? volumes.join(", ") : "a volume";
    const newer =
      volumes.length > 0
        ? `${volumes.map((name) => touch(keeper.seat, name)).join(", ")} on ${keeper.host} makes its copy the newer one; then `
        : seat
          ? ""
          : `set an option of each volume of ${host} to the value it has, on ${keeper.host}; then `;
    const doubt = odd.size * 2 > keeper.seat.peers.length ? `if ${keeper.host} is right: ` : "";
    return {
      code: "GLU230",
      message: `${host} and ${by.map(nameOf).sort().join(", ")} reject each other: their copies of the configuration of ${what} ${seat && volumes.length === 0 ? "differed" : "differ"}`,
      hint: `${doubt}${newer}\`systemctl restart glusterd\` on ${host} and nowhere else, while all other bricks are up: its own stop for that moment`,
      ...(seat ? { host } : {}),
    };
  });
}
