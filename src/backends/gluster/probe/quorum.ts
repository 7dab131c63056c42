import type { Up, Volume } from "./members.ts";

/** Whether the bricks of one set are up, in gluster's order. */
export type Ups = readonly boolean[];

/** How many bricks of a set have to be up for clients to read and write, for people: `4`, `2`. */
export function needed({ disperse, redundancy, replica, options }: Volume): number {
  if (disperse > 0) return disperse - redundancy;
  const type = options["cluster.quorum-type"] ?? (replica > 2 ? "auto" : "none");
  if (type === "fixed") return Math.min(replica, Number(options["cluster.quorum-count"]) || 1);
  return type === "auto" ? Math.floor(replica / 2) + 1 : 1;
}

/** Whether clients can read and write a set: the client quorum of copies, the data bricks of a disperse set. */
export function serves(volume: Volume, ups: Ups): boolean {
  const up = ups.filter(Boolean).length;
  const data = volume.arbiter ? ups.slice(0, -1) : ups;
  if (!data.includes(true)) return false;
  if (up >= needed(volume)) return true;
  // exactly half of an even number is enough when the first brick is among it
  const auto = (volume.options["cluster.quorum-type"] ?? (volume.replica > 2 ? "auto" : "none")) === "auto";
  return volume.disperse === 0 && auto && up * 2 === volume.replica && ups[0] === true;
}

/** Members of a trusted pool, those that one of them sees, itself among them, and how many glusterd asks for. */
export function serverQuorum({ peers, quorumPercent }: Pick<Up, "peers" | "quorumPercent">): {
  all: number;
  seen: number;
  least: number;
} {
  const all = peers.length + 1;
  const seen = peers.filter(({ connected }) => connected).length + 1;
  const least =
    quorumPercent === undefined ? Math.floor(all / 2) + 1 : Math.ceil((all * quorumPercent) / 100);
  return { all, seen, least };
}
