import { moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import type { Config } from "../../../../src/model/config.ts";
import { runner } from "../../../support/backend-run.ts";
import { act, type World } from "../../../support/world.ts";
import { moosefsAct, movesOf } from "./act.ts";
import { tick } from "./chunks.ts";
import { checkMfs } from "./daemon.ts";
import { mayRest, meet } from "./index.ts";

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
