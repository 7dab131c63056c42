import type { Live } from "./live.ts";
import type { Volume } from "./members.ts";

/** What clients may fill, bytes; `null` when a whole set of bricks does not report it. */
export interface Capacity {
  readonly total: number;
  readonly free: number;
  /** Used part of the fullest set, 0 to 1: that one is full first. */
  readonly fullest: number;
}

const hostOf = (brick: string) => brick.slice(0, brick.lastIndexOf(":/"));

/** Bricks of a set that each hold another part of the data. */
export const dataBricksOf = ({ disperse, redundancy }: Pick<Volume, "disperse" | "redundancy">): number =>
  disperse > 0 ? disperse - redundancy : 1;

/** Bytes used on the fullest brick of a set; `NaN` when one does not report it. */
export const usedOn = (live: Live, set: readonly string[]): number =>
  Math.max(...set.map((brick) => (live.room[brick]?.total ?? Number.NaN) - (live.room[brick]?.free ?? 0)));

/** The room of a set: that of its smallest data brick, times the bricks that each hold another part of the data. */
function roomOf(
  set: readonly string[],
  live: Live,
  arbiter: boolean,
  dataBricks: number,
  all: readonly string[],
) {
  const data = arbiter ? set.slice(0, -1) : set;
  const known = data.flatMap((brick) => {
    const room = live.room[brick];
    if (!room) return [];
    // bricks of one volume on one file system share what it has
    const sharing = all.filter(
      (other) => hostOf(other) === hostOf(brick) && live.room[other]?.device === room.device,
    ).length;
    return [{ total: room.total / Math.max(1, sharing), free: room.free / Math.max(1, sharing) }];
  });
  if (known.length === 0) return undefined;
  return {
    total: Math.min(...known.map(({ total }) => total)) * dataBricks,
    free: Math.min(...known.map(({ free }) => free)) * dataBricks,
  };
}

/** Room of a started volume as its clients see it; an arbiter adds none. */
export function capacityOf(volume: Volume, live: Live): Capacity | null {
  const names = volume.sets.map((set) => set.map(({ name }) => name));
  const dataBricks = dataBricksOf(volume);
  const rooms = names.flatMap((set) => roomOf(set, live, volume.arbiter, dataBricks, names.flat()) ?? []);
  if (rooms.length < names.length || rooms.length === 0) return null;
  const sum = (of: (room: { total: number; free: number }) => number) =>
    rooms.reduce((all, room) => all + of(room), 0);
  return {
    total: sum(({ total }) => total),
    free: sum(({ free }) => free),
    fullest: Math.max(...rooms.map(({ total, free }) => (total > 0 ? 1 - free / total : 0))),
  };
}
