import { moosefsPools } from "../../src/backends/moosefs/pool/index.ts";
import type { Config } from "../../src/model/config.ts";
import { runner } from "./backend-run.ts";
import { moosefsAct, movesOf } from "./moosefs-act.ts";
import { tick } from "./moosefs-chunks.ts";
import { checkMfs } from "./moosefs-daemon.ts";
import { mayRest, meet } from "./moosefs-world.ts";
import { act, type World } from "./world.ts";

const run = runner({
  looks: () => true,
  act: (world, step, most) => {
    const moves = movesOf(world, step);
    if (moves) return moosefsAct(world, moves, most);
    act(world, step);
    meet(world);
    checkMfs(world);
    return 1;
  },
  tick,
});

/** Servers may be stopped with what they hold only when the file says so. */
const rest = (config: Config, world: World) =>
  mayRest(
    world,
    moosefsPools(config).some(({ state }) => state !== "started"),
  );

/** Applies to a world of MooseFS's; a move is one thing that a script does. */
export function applyTo(config: Config, world: World, most?: number) {
  rest(config, world);
  return run.applyTo(config, world, most);
}

/** Applies until there is nothing to do. */
export function settle(config: Config, world: World, most?: number) {
  rest(config, world);
  return run.settle(config, world, most);
}
