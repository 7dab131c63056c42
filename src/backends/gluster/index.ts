import type { Backend } from "../../model/backend.ts";
import { brick } from "./brick/index.ts";
import { daemon } from "./daemon/index.ts";
import { glusterChecks, glusterExamination } from "./doctor/index.ts";
import { expandPools } from "./expand.ts";
import { glusterFindings } from "./findings/index.ts";
import { judge, mustKnow } from "./judge.ts";
import { member } from "./member/index.ts";
import { peers } from "./peers/index.ts";
import { poolTopology } from "./pool/topology.ts";
import { poolRules } from "./rules/index.ts";
import { poolMeeting, poolPlaces } from "./rules/places.ts";
import { poolStatus } from "./status/index.ts";
import { volume } from "./volume/index.ts";

/** GlusterFS pools. */
export const gluster: Backend = {
  name: "gluster",
  kinds: [daemon, member, peers, brick, volume],
  findings: glusterFindings,
  expand: expandPools,
  rules: poolRules,
  places: poolPlaces,
  meeting: poolMeeting,
  judge,
  status: poolStatus,
  topology: poolTopology,
  examination: glusterExamination,
  checks: glusterChecks,
  mustKnow,
};
