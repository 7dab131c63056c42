import { bytes } from "../../host/text/bytes.ts";
import { durationText } from "../../host/text/duration.ts";
import { dataBricksOf, usedOn } from "../probe/capacity.ts";
import type { Live, Task } from "../probe/live.ts";
import type { Volume } from "../probe/members.ts";

/**
 * Seconds until bricks are emptied: what is used on them now, at the rate so far. A little too long at the end, as
 * the file system's own tables count as used.
 */
export function secondsLeft(task: Task, volume: Volume, live: Live): number | undefined {
  if (task.type !== "remove-brick" || task.moved === 0 || task.seconds === 0) return undefined;
  const leaving = volume.sets
    .map((set) => set.map(({ name }) => name))
    .filter((set) => set.some((brick) => task.bricks.includes(brick)));
  const left = leaving.reduce((sum, set) => sum + usedOn(live, set), 0) * dataBricksOf(volume);
  return Number.isFinite(left) && leaving.length > 0 ? left / (task.moved / task.seconds) : undefined;
}

/** A task in a word or two for a table; nothing for one that is over and asks for nothing. */
export function taskText(volume: Volume, live: Live): string | undefined {
  const { task } = live;
  if (!task) return undefined;
  const what = task.type === "rebalance" ? "rebalance" : `emptying ${task.bricks.join(" ")}`;
  if (task.state === "running") {
    const left = secondsLeft(task, volume, live);
    const end = left === undefined ? "no estimate" : `about ${durationText(left)} left`;
    return `${what}: ${bytes(task.moved)} moved, ${end}`;
  }
  if (task.state === "failed" || task.failures > 0) return `${what}: failed`;
  return task.type === "remove-brick" ? `${what}: ${task.state}` : undefined;
}
