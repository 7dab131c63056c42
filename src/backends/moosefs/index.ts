import type { Backend } from "../../model/backend.ts";
import { chunkserver } from "./chunkserver.ts";
import { disk } from "./disk.ts";
import { moosefsChecks, moosefsExamination } from "./doctor.ts";
import { expandPools } from "./expand.ts";
import { exportsKind } from "./exports.ts";
import { goal } from "./goal.ts";
import { gui } from "./gui.ts";
import { judge, mustKnow } from "./judge.ts";
import { master } from "./master.ts";
import { metalogger } from "./metalogger.ts";
import { poolRules } from "./rules.ts";
import { poolStatus } from "./status.ts";
import { poolTopology } from "./topology.ts";

/** MooseFS pools. */
export const moosefs: Backend = {
  name: "moosefs",
  kinds: [exportsKind, master, disk, chunkserver, metalogger, goal, gui],
  expand: expandPools,
  rules: poolRules,
  judge,
  status: poolStatus,
  topology: poolTopology,
  examination: moosefsExamination,
  checks: moosefsChecks,
  mustKnow,
};
