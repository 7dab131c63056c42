import { runner } from "../../../support/backend-run.ts";
import { act } from "../../../support/world.ts";
import { glusterAct } from "./act.ts";
import { tick } from "./index.ts";

export type { Course } from "../../../support/backend-run.ts";

/** Applying to a world of gluster's; a move is one of its commands. */
export const { applyTo, settle } = runner({
  looks: ({ type }) => type.startsWith("gluster."),
  act: (world, step, most) => {
    if (!step.type.startsWith("gluster.")) {
      act(world, step);
      return 1;
    }
    glusterAct(world, step, most);
    return Math.max(1, step.commands.length);
  },
  tick,
});
