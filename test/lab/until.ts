import { beforeEach } from "vitest";
import { timeIsOver } from "./deadline.ts";

/** Past the time a run was given no further test on real hosts begins: what has begun is finished and cleared away. */
beforeEach((test) => {
  if (timeIsOver()) test.skip("the time for tests on real hosts is over");
});
