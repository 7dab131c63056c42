import type { Backend } from "../../model/backend.ts";
import { chunkserver } from "./chunkserver/index.ts";
import { disk } from "./disk/index.ts";
import { moosefsChecks, moosefsExamination } from "./doctor/index.ts";
import { expandPools } from "./expand.ts";
import { exportsKind } from "./exports/index.ts";
import { moosefsFindings } from "./findings/index.ts";
import { goal } from "./goal/index.ts";
import { gui } from "./gui/index.ts";
import { judge, mustKnow } from "./judge.ts";
import { master } from "./master/index.ts";
import { metalogger } from "./metalogger/index.ts";
import { poolTopology } from "./pool/topology.ts";
import { poolRules } from "./rules/index.ts";
import { poolMeeting, poolPlaces } from "./rules/places.ts";
import { poolStatus } from "./status/index.ts";

/** MooseFS pools. */
export const moosefs: Backend = {
  name: "moosefs",
  kinds: [exportsKind, master, disk, chunkserver, metalogger, goal, gui],
  findings: moosefsFindings,
  expand: expandPools,
  rules: poolRules,
  places: poolPlaces,
  meeting: poolMeeting,
  judge,
  status: poolStatus,
  topology: poolTopology,
  examination: moosefsExamination,
  checks: moosefsChecks,
  mustKnow,
};
