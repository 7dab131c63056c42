import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { Command } from "../../../model/transport.ts";
import { gluster, glusterBricks } from "../command/index.ts";
import { marks, setsOf, type VolumeState } from "./spec.ts";
import { type Moves, movesOf } from "./target.ts";

const poolOf = (address: string) => address.slice(address.indexOf("/") + 1);

/** How the layout of a change differs. */
export const movesOfChange = ({ before, after }: Change): Moves => movesOf(setsOf(before), setsOf(after));

/** Bricks that are down and are to stay. */
const toRevive = (before: VolumeState, moves: Moves): readonly string[] => {
  const going = new Set([...moves.replaced.map(({ old }) => old), ...moves.lost, ...moves.removed.flat()]);
  return before.down.filter((brick) => !going.has(brick));
};

/**
 * Who may mount while things are moved: those who could and those who shall. Whoever is not to any more loses it last,
 * when it has unmounted; a volume that anybody could mount is closed at once.
 */
const allowOnTheWay = (before: VolumeState, after: VolumeState): string =>
  before.allow === ""
    ? after.allow
    : [...new Set([...before.allow.split(","), ...after.allow.split(",")])].sort().join(",");

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

type Common = Pick<Action, "address" | "host" | "lane" | "because">;

function createAction(common: Common, after: VolumeState): Action {
  const first = setsOf(after).flat();
  const [, data, redundancy] = /^disperse (\d+)\+(\d+)$/.exec(after.kind) ?? [];
  const [, copies] = /^replica (\d+)$/.exec(after.kind) ?? [];
  const [, full] = /^replica (\d+) \+ arbiter$/.exec(after.kind) ?? [];
  const shape = data
    ? ["disperse-data", data, "redundancy", redundancy ?? ""]
    : full
      ? ["replica", String(Number(full) + 1), "arbiter", "1"]
      : copies
        ? ["replica", copies]
        : [];
  const set = [
    ...Object.entries(after.options).flat(),
    "auth.allow",
    after.allow,
    ...Object.entries(after.mark).flat(),
  ];
  const params = {
    volume: poolOf(common.address),
    shape,
    bricks: first,
    force: after.seen.force,
    set,
    start: after.status === "started",
  };
  return { ...common, type: "gluster.volume.create", params, risk: "safe", phase: "build" };
}

/** From the layout there is to the one wanted, one brick operation after the other. */
function layoutActions(
  common: Common,
  before: VolumeState,
  after: VolumeState,
  moves: Moves,
): readonly Action[] {
  const volume = poolOf(common.address);
  const { busy, drain, draining, force } = after.seen;
  const allow = allowOnTheWay(before, after);
  const waiting = busy === "" ? {} : { waits: busy };
  const step = { ...common, risk: "data-moving" as const, phase: "build" as const };
  const copies = setsOf(after)[0]?.length ?? 1;
  const arbiter = / \+ arbiter$/.test(after.kind) ? ["arbiter", "1"] : [];
  const gained: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.add-copies",
    params: { volume, allow, words: ["replica", String(copies), ...arbiter, ...moves.gained], force },
  };
  const lost: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.drop-copies",
    risk: "destructive",
    params: { volume, allow, words: ["replica", String(copies), ...moves.lost] },
  };
  const replace = (pair: Moves["replaced"][number]): Action => ({
    ...step,
    ...waiting,
    type: "gluster.volume.replace-brick",
    about: pair.old,
    risk: "destructive",
    params: { volume, allow, ...pair },
  });
  // what is down holds nothing any more: no brick that is up may go before another has taken its place and healed
  const down = moves.replaced.filter(({ old }) => before.down.includes(old));
  const up = moves.replaced.filter((pair) => !down.includes(pair));
  const added: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.add-bricks",
    params: { volume, allow, bricks: moves.added.flat(), force, task: after.seen.task },
  };
  const leaving = moves.removed.flat();
  const emptying = leaving.length === draining.length && leaving.every((brick) => draining.includes(brick));
  const drains: Action = {
    ...step,
    ...waiting,
    type: "gluster.volume.drain",
    params: { volume, allow, bricks: leaving },
  };
  const commits: Action = {
    ...step,
    ...(emptying && drain.startsWith("completed")
      ? waiting
      : { waits: emptying ? drain : "the bricks have to be emptied first" }),
    type: "gluster.volume.commit",
    risk: "destructive",
    params: { volume, allow, bricks: leaving },
  };
  return [
    ...down.map(replace),
    ...(moves.gained.length > 0 ? [gained] : []),
    ...(moves.lost.length > 0 ? [lost] : []),
    ...up.map(replace),
    ...(moves.added.length > 0 ? [added] : []),
    ...balancing(step, volume, before, moves),
    ...(leaving.length > 0 ? [...(emptying ? [] : [drains]), commits] : []),
  ];
}

/** New bricks stay empty until a rebalance; the mark set before they were added lets any later run find that out. */
function balancing(
  step: Common & Pick<Action, "risk" | "phase">,
  volume: string,
  before: VolumeState,
  moves: Moves,
): readonly Action[] {
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

/** Everything that leads to a volume as declared. */
export function volumeActions({
  op,
  address,
  host,
  before: from,
  after: to,
  why,
}: Change): readonly Action[] {
  const before = from as VolumeState | undefined;
  const after = to as VolumeState | undefined;
  const seen = (after ?? before)?.seen;
  const common = { address, host: seen?.via ?? host, lane: seen?.group ?? address, because: why };
  const volume = poolOf(address);
  if (op === "delete")
    return [
      {
        ...common,
        type: "gluster.volume.delete",
        params: { volume, stop: before?.status === "started" },
        risk: "destructive",
        phase: "teardown",
      },
    ];
  if (!after) return [];
  if (!before) return [createAction(common, after)];
  const moves = movesOf(setsOf(before), setsOf(after));
  const { set, reset } = settings(before, after);
  const simple = (type: string, params: Action["params"], risk: Action["risk"] = "safe"): Action => ({
    ...common,
    type: `gluster.volume.${type}`,
    params: { volume, ...params },
    risk,
    phase: "build",
  });
  const narrow: Action = {
    ...simple("narrow", { set: ["auth.allow", after.allow] }),
    phase: "teardown",
  };
  const stop: Action = { ...simple("stop", {}, "disruptive"), phase: "teardown" };
  const starting = before.status !== "started" && after.status === "started";
  const reviving = !starting && after.status === "started" && toRevive(before, moves).length > 0;
  return [
    ...(set.length + reset.length > 0 ? [simple("set", { set, reset })] : []),
    ...(starting ? [simple("start", {})] : []),
    ...(reviving ? [simple("revive", {})] : []),
    ...layoutActions(common, before, after, moves),
    ...(allowOnTheWay(before, after) === after.allow ? [] : [narrow]),
    ...(before.status === "started" && after.status === "stopped" ? [stop] : []),
  ];
}

/** What a volume action runs. */
export function volumeCommands({ type, params }: Action): readonly Command[] {
  const volume = params.volume as string;
  const list = (name: string) => (params[name] ?? []) as readonly string[];
  const forced = params.force === true ? ["force"] : [];
  const on = (words: readonly string[]) =>
    glusterBricks(volume, params.allow as string, ["volume", ...words]);
  const set = (words: readonly string[]) => gluster(["volume", "set", volume, ...words]);
  switch (type.slice("gluster.volume.".length)) {
    case "create":
      return [
        gluster(["volume", "create", volume, ...list("shape"), ...list("bricks"), ...forced]),
        set(list("set")),
        ...(params.start === true ? [gluster(["volume", "start", volume])] : []),
      ];
    case "set":
    case "narrow":
      return [
        ...(list("set").length > 0 ? [set(list("set"))] : []),
        ...list("reset").map((key) => gluster(["volume", "reset", volume, key])),
      ];
    case "start":
      return [gluster(["volume", "start", volume])];
    case "revive":
      return [gluster(["volume", "start", volume, "force"])];
    case "stop":
      return [gluster(["volume", "stop", volume])];
    case "delete":
      return [
        ...(params.stop === true ? [gluster(["volume", "stop", volume])] : []),
        gluster(["volume", "delete", volume]),
      ];
    case "add-copies":
      return [on(["add-brick", volume, ...list("words"), ...forced])];
    case "drop-copies":
      return [on(["remove-brick", volume, ...list("words"), "force"])];
    case "replace-brick":
      return [on(["replace-brick", volume, params.old as string, params.new as string, "commit", "force"])];
    case "add-bricks":
      return [
        set([marks.rebalance, `after ${params.task as string}`]),
        on(["add-brick", volume, ...list("bricks"), ...forced]),
      ];
    case "rebalance":
      return [gluster(["volume", "rebalance", volume, "start"])];
    case "balanced":
      return [set([marks.rebalance, "none"])];
    case "drain":
      return [on(["remove-brick", volume, ...list("bricks"), "start"])];
    case "commit":
      return [on(["remove-brick", volume, ...list("bricks"), "commit"])];
    default:
      return [];
  }
}
