import type { Sets } from "../volume/target.ts";
import type { Live } from "./live.ts";

/** Entries of a volume that are not the same on all bricks of their set. */
export interface Backlog {
  /** Wait to be healed, and will be without anybody's doing. */
  readonly waiting: number;
  /** Somebody has to decide which copy is right. */
  readonly splitBrain: number;
}

/**
 * What is listed for healing. Each brick that is right lists the same entry, so of each set the longest list counts. It
 * is a least number while a brick cannot tell.
 */
export function backlogOf(live: Live, sets: Sets): Backlog {
  const longest = (set: readonly string[], of: (brick: string) => number) => Math.max(0, ...set.map(of));
  const sum = (of: (brick: string) => number) => sets.reduce((all, set) => all + longest(set, of), 0);
  const all = sum((brick) => live.entries[brick]?.all ?? 0);
  const splitBrain = sum((brick) => live.entries[brick]?.splitBrain ?? 0);
  return { waiting: Math.max(0, all - splitBrain), splitBrain };
}
