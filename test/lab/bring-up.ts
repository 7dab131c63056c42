import { expect } from "vitest";
import type { Step } from "./applying.ts";
import { dice, SEED } from "./dice.ts";
import type { Holdfast } from "./holdfast.ts";
import { begunLast, type Cut, KILLED, keyOf, killedAfterEach, killedIn } from "./killing.ts";
import { say } from "./program.ts";
import { inSync } from "./witness.ts";

/** A bring-up that is to be killed, and what it has to come to all the same. */
export interface BringUp {
  readonly holdfast: Holdfast;
  /** Makes all hosts bare again. */
  bare(): Promise<unknown>;
  /** What there is on all hosts, without what differs from one bring-up to the next. */
  picture(): Promise<unknown>;
  /** That picture after a bring-up nobody disturbed. */
  readonly wanted: unknown;
}

/** Kills a bring-up after each of its `steps` steps: in the end there is what an undisturbed one leads to. */
export async function killAfterEachStep({ holdfast, bare, picture, wanted }: BringUp, steps: number) {
  await bare();
  const { cuts, ended } = await killedAfterEach(holdfast);
  say(`bring-up: killed after each step: ${cuts.join(", ")}`);
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  expect(ended.events.at(-1)).toMatchObject({ type: "result", outcome: "done", inSync: true });
  expect(cuts.length).toBeGreaterThanOrEqual(steps / 2);
  expect(await picture()).toEqual(wanted);
}

/** Whether a run turned out to have nothing to do for a step. */
const wasSame = ({ events }: Cut, id: string): boolean =>
  events.some(({ type, step }) => type === "same" && step !== undefined && keyOf(step as Step) === id);

/**
 * Kills a bring-up in the midst of each of these steps, up to `longestMs` milliseconds after it has begun: the next run
 * leads to what an undisturbed one leads to. Gives the steps that were killed.
 */
export async function killInEachStep(
  { holdfast, bare, picture, wanted }: BringUp,
  ids: readonly string[],
  longestMs: number,
  last: string | undefined,
): Promise<readonly string[]> {
  const roll = dice(SEED);
  say(`LAB_SEED=${SEED}`);
  const cuts: string[] = [];
  for (const id of ids) {
    await bare();
    const cut = await killedIn(holdfast, (step) => keyOf(step) === id, roll() * longestMs);
    const at = begunLast(cut.events);
    cuts.push(at);
    // a step that turns out to be done already is short, and the last one may have been through before the kill
    if (!wasSame(cut, id) && id !== last) expect(cut.code, at).toBe(KILLED);
    const next = await holdfast.run(["apply", "--yes"]);
    expect(next, `after ${at}`).toMatchObject({ code: 0 });
    await inSync(holdfast);
    expect(await picture(), `after ${at}`).toEqual(wanted);
  }
  say(`bring-up: killed ${cuts.length} times in the midst of a step: ${cuts.join(", ")}`);
  return cuts;
}
