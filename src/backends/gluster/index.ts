import type { Backend } from "../../model/backend.ts";
import { brick } from "./brick.ts";
import { expandPools } from "./expand.ts";
import { mustKnow } from "./judge.ts";
import { peers } from "./peers.ts";
import { poolRules } from "./rules.ts";
import { volume } from "./volume.ts";

/** GlusterFS pools. */
export const gluster: Backend = {
  name: "gluster",
  kinds: [peers, brick, volume],
  expand: expandPools,
  rules: poolRules,
  judge: () => [],
  status: () => [],
  topology: () => [],
  examination: () => [],
  checks: () => [],
  mustKnow,
};
