import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import { allowOnTheWay, type Common, layoutActions, volumeAt } from "./layout-actions.ts";
import { setsOf, type VolumeState } from "./spec.ts";
import { type Moves, movesOf } from "./target.ts";

/** How the layout of a change differs. */
export const movesOfChange = ({ before, after }: Change): Moves => movesOf(setsOf(before), setsOf(after));

/** Bricks that are down and are to stay. */
const toRevive = (before: VolumeState, moves: Moves): readonly string[] => {
  const going = new Set([...moves.replaced.map(({ old }) => old), ...moves.lost, ...moves.removed.flat()]);
  return before.down.filter((brick) => !going.has(brick));
};

/** Option values to set, and options to put back to gluster's own. */
function settings(before: VolumeState, after: VolumeState) {
  const marked = Object.entries(after.mark).filter(([key, value]) => before.mark[key] !== value);
  const changed = Object.entries(after.options).filter(([key, value]) => before.options[key] !== value);
  const allow = allowOnTheWay(before, after);
  // any option that is set is written anew on all members, and so makes their copies alike
  const same = before.allow === allow && before.copies === "alike";
  const open = same ? [] : [["auth.allow", allow] as const];
  const set = [...changed, ...open, ...marked].flat();
  return { set, reset: Object.keys(before.options).filter((key) => !(key in after.options)) };
}

/** The words of `volume create` for a kind: `replica 3`, `replica 3 arbiter 1`, `disperse-data 4 redundancy 2`. */
function shapeOf(kind: string): readonly string[] {
  const [, data, redundancy = ""] = /^disperse (\d+)\+(\d+)$/.exec(kind) ?? [];
  if (data) return ["disperse-data", data, "redundancy", redundancy];
  const [, full] = /^replica (\d+) \+ arbiter$/.exec(kind) ?? [];
  if (full) return ["replica", String(Number(full) + 1), "arbiter", "1"];
  const [, copies] = /^replica (\d+)$/.exec(kind) ?? [];
  return copies ? ["replica", copies] : [];
}

function createAction(common: Common, after: VolumeState): Action {
  const options = Object.entries(after.options).flat();
  const params = {
    volume: volumeAt(common.address),
    shape: shapeOf(after.kind),
    bricks: setsOf(after).flat(),
    force: after.seen.force,
    set: [...options, "auth.allow", after.allow, ...Object.entries(after.mark).flat()],
    start: after.status === "started",
  };
  return { ...common, type: "gluster.volume.create", params, risk: "safe", phase: "build" };
}

const deleteAction = (common: Common, before: VolumeState | undefined): Action => ({
  ...common,
  type: "gluster.volume.delete",
  params: { volume: volumeAt(common.address), stop: before?.status === "started" },
  risk: "destructive",
  phase: "teardown",
});

/** Everything that leads to a volume as declared. */
export function volumeActions(change: Change): readonly Action[] {
  const { op, address, host, why } = change;
  const before = change.before as VolumeState | undefined;
  const after = change.after as VolumeState | undefined;
  const seen = (after ?? before)?.seen;
  const common = { address, host: seen?.via ?? host, lane: seen?.group ?? address, because: why };
  if (op === "delete") return [deleteAction(common, before)];
  if (!after) return [];
  return before ? updateActions(common, before, after) : [createAction(common, after)];
}

/** From a volume there is to the one declared: its options, its daemon, its bricks, and last whom it lets in no more. */
function updateActions(common: Common, before: VolumeState, after: VolumeState): readonly Action[] {
  const moves = movesOf(setsOf(before), setsOf(after));
  const { set, reset } = settings(before, after);
  const step = (type: string, params: Action["params"], more: Partial<Action> = {}): Action => ({
    ...common,
    type: `gluster.volume.${type}`,
    params: { volume: volumeAt(common.address), ...params },
    risk: "safe",
    phase: "build",
    ...more,
  });
  const starting = before.status !== "started" && after.status === "started";
  const lost = Object.keys(before.lost);
  // a start by force would mark an empty folder as the brick, wherever it lies
  const reviving =
    !starting && lost.length === 0 && after.status === "started" && toRevive(before, moves).length > 0;
  const narrows = allowOnTheWay(before, after) !== after.allow;
  const stops = before.status === "started" && after.status === "stopped";
  return [
    ...(set.length + reset.length > 0 ? [step("set", { set, reset })] : []),
    ...(starting ? [step("start", {})] : []),
    ...(reviving ? [step("revive", {})] : []),
    ...lost.map((brick) =>
      step("rebuild", { brick, allow: allowOnTheWay(before, after) }, { about: brick, risk: "data-moving" }),
    ),
    ...layoutActions(common, before, after, moves),
    ...(narrows ? [step("narrow", { set: ["auth.allow", after.allow] }, { phase: "teardown" })] : []),
    ...(stops ? [step("stop", {}, { risk: "disruptive", phase: "teardown" })] : []),
  ];
}
