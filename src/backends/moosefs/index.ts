import type { Backend } from "../../model/backend.ts";
import { poolRules } from "./rules.ts";
import { poolTopology } from "./topology.ts";

/** MooseFS pools. */
export const moosefs: Backend = {
  name: "moosefs",
  kinds: [],
  expand: () => [],
  rules: poolRules,
  judge: () => [],
  status: () => [],
  topology: poolTopology,
  examination: () => [],
  checks: () => [],
  mustKnow: () => [],
};
