import { type ApplyEvent, applying, type Step } from "./applying.ts";
import type { Holdfast } from "./holdfast.ts";
import type { Ended } from "./program.ts";

/** An apply that may have been killed: all it reported until then. */
export interface Cut extends Ended {
  readonly events: readonly ApplyEvent[];
}

/** Exit code of a program ended by SIGKILL. */
export const KILLED = 137;

/** `gluster.volume.create@g1`. */
export const nameOf = (step: Step | undefined): string => `${step?.type}@${step?.host}`;

/** A step, whichever plan it is in. */
export const keyOf = ({ type, address, params }: Step): string =>
  `${type} ${address} ${JSON.stringify(params.name ?? "")}`;

/** What was begun last; the end of the step before it is reported after its beginning. */
export const begunLast = (events: readonly ApplyEvent[]): string =>
  nameOf(events.findLast(({ type }) => type === "started")?.step);

/** Applies one action at a time: a kill then lets one action run on at most, and no boundary is passed by. */
export async function killed(
  holdfast: Holdfast,
  deadly: (events: ApplyEvent, kill: () => void) => void,
  args: readonly string[] = [],
): Promise<Cut> {
  const { done, events } = applying(holdfast, { args: ["--parallel", "1", ...args], onEvent: deadly });
  return { ...(await done), events };
}

/** Applies, killed up to some milliseconds after one step has begun. */
export const killedIn = (
  holdfast: Holdfast,
  isStep: (step: Step) => boolean,
  afterMs: number,
  args: readonly string[] = [],
): Promise<Cut> =>
  killed(
    holdfast,
    ({ type, step }, kill) => {
      if (type === "started" && step && isStep(step)) setTimeout(kill, afterMs);
    },
    args,
  );

/** Applies, as `attempt` does, until a run ends by itself; `nameCut` says where one was killed. */
export async function untilItEnds(
  attempt: (cuts: readonly string[]) => Promise<Cut>,
  nameCut: (events: readonly ApplyEvent[]) => string,
): Promise<{ readonly cuts: readonly string[]; readonly ended: Cut }> {
  const cuts: string[] = [];
  for (let run = 1; run <= 60; run++) {
    const ended = await attempt(cuts);
    if (ended.code !== KILLED) return { cuts, ended };
    cuts.push(nameCut(ended.events));
  }
  throw new Error(`no end after ${cuts.length} kills: ${cuts.join(", ")}`);
}

/** Applies again and again, killed after each step that is done. */
export const killedAfterEach = (holdfast: Holdfast, args: readonly string[] = []) =>
  untilItEnds(
    () =>
      killed(
        holdfast,
        ({ type }, kill) => {
          if (type === "done") kill();
        },
        args,
      ),
    (events) => nameOf(events.findLast(({ type }) => type === "done")?.step),
  );
