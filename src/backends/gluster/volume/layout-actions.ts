import type { Action } from "../../../model/action.ts";
import { setsOf, type VolumeState } from "./spec.ts";
import type { Moves } from "./target.ts";

/** What all actions on one volume have in common. */
export type Common = Pick<Action, "address" | "host" | "lane" | "because">;

/** The name of the volume at an address. */
export const volumeAt = (address: string): string => address.slice(address.indexOf("/") + 1);

/**
 * Who may mount while things are moved: those who could and those who are to. Whoever is not to any more loses it last,
 * when it has unmounted; a volume that anybody could mount is closed at once.
 */
export const allowOnTheWay = (before: VolumeState, after: VolumeState): string =>
  before.allow === ""
    ? after.allow
    : [...new Set([...before.allow.split(","), ...after.allow.split(",")])].sort().join(",");

/** What the passes of a layout change share. */
interface Layout {
  /** The fields of an action that moves data. */
  readonly step: Common & Pick<Action, "risk" | "phase">;
  readonly volume: string;
  readonly allow: string;
  /** Set while the volume is busy: what an action waits for. */
  readonly waiting: Pick<Action, "waits">;
  readonly before: VolumeState;
  readonly after: VolumeState;
  readonly moves: Moves;
}

/** `replica N …`: more copies of every set, or fewer. */
function copyActions({ step, volume, allow, waiting, after, moves }: Layout): readonly Action[] {
  const copies = String(setsOf(after)[0]?.length ?? 1);
  const arbiter = / \+ arbiter$/.test(after.kind) ? ["arbiter", "1"] : [];
  const gained: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.add-copies",
    params: {
      volume,
      allow,
      words: ["replica", copies, ...arbiter, ...moves.gained],
      force: after.seen.force,
    },
  };
  const lost: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.drop-copies",
    risk: "destructive",
    params: { volume, allow, words: ["replica", copies, ...moves.lost] },
  };
  return [...(moves.gained.length > 0 ? [gained] : []), ...(moves.lost.length > 0 ? [lost] : [])];
}

const replaceAction = (
  { step, volume, allow, waiting }: Layout,
  pair: Moves["replaced"][number],
): Action => ({
  ...step,
  ...waiting,
  type: "gluster.volume.replace-brick",
  about: pair.old,
  risk: "destructive",
  params: { volume, allow, ...pair },
});

/** Further sets of bricks. */
function addedActions({ step, volume, allow, waiting, after, moves }: Layout): readonly Action[] {
  if (moves.added.length === 0) return [];
  const { force, task } = after.seen;
  const params = { volume, allow, bricks: moves.added.flat(), force, task };
  return [{ ...step, ...waiting, type: "gluster.volume.add-bricks", params }];
}

/** New bricks stay empty until a rebalance; the mark set before they were added lets any later run find that out. */
function balancing({ step, volume, before, moves }: Layout): readonly Action[] {
  const { rebalance, seen } = before;
  if (moves.added.length === 0 && rebalance === "none") return [];
  const start: Action = { ...step, type: "gluster.volume.rebalance", params: { volume } };
  const end: Action = {
    ...step,
    risk: "safe",
    type: "gluster.volume.balanced",
    params: { volume },
    ...(rebalance === "done" ? {} : { waits: seen.busy || "the rebalance has to end first" }),
  };
  const begun = rebalance === "running" || rebalance === "done";
  return [...(begun ? [] : [start]), end];
}

/** Sets that leave: emptied first, and taken out of the volume when that is done. */
function drainActions({ step, volume, allow, waiting, after, moves }: Layout): readonly Action[] {
  const { drain, draining } = after.seen;
  const leaving = moves.removed.flat();
  if (leaving.length === 0) return [];
  const params = { volume, allow, bricks: leaving };
  const emptying = leaving.length === draining.length && leaving.every((brick) => draining.includes(brick));
  const emptied = emptying && drain.startsWith("completed");
  const drains: Action = { ...step, ...waiting, type: "gluster.volume.drain", params };
  const commits: Action = {
    ...step,
    ...(emptied ? waiting : { waits: emptying ? drain : "the bricks have to be emptied first" }),
    type: "gluster.volume.commit",
    risk: "destructive",
    params,
  };
  return [...(emptying ? [] : [drains]), commits];
}

/** From the layout a volume has to the one wanted, one brick operation after the other. */
export function layoutActions(
  common: Common,
  before: VolumeState,
  after: VolumeState,
  moves: Moves,
): readonly Action[] {
  const { busy } = after.seen;
  const layout: Layout = {
    step: { ...common, risk: "data-moving", phase: "build" },
    volume: volumeAt(common.address),
    allow: allowOnTheWay(before, after),
    waiting: busy === "" ? {} : { waits: busy },
    before,
    after,
    moves,
  };
  // a brick that is down holds nothing any more: none that is up may go before another has taken its place and healed
  const down = moves.replaced.filter(({ old }) => before.down.includes(old));
  const up = moves.replaced.filter((pair) => !down.includes(pair));
  return [
    ...down.map((pair) => replaceAction(layout, pair)),
    ...copyActions(layout),
    ...up.map((pair) => replaceAction(layout, pair)),
    ...addedActions(layout),
    ...balancing(layout),
    ...drainActions(layout),
  ];
}
