import type { Backend } from "../../model/backend.ts";
import { moosefsChecks, moosefsExamination } from "./doctor.ts";
import { goal } from "./goal.ts";
import { judge, mustKnow } from "./judge.ts";
import { poolRules } from "./rules.ts";
import { poolStatus } from "./status.ts";
import { poolTopology } from "./topology.ts";

/** MooseFS pools. */
export const moosefs: Backend = {
  name: "moosefs",
  kinds: [goal],
  expand: () => [],
  rules: poolRules,
  judge,
  status: poolStatus,
  topology: poolTopology,
  examination: moosefsExamination,
  checks: moosefsChecks,
  mustKnow,
};
