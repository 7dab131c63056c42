import type { Backend } from "../../model/backend.ts";
import { brick } from "./brick.ts";
import { daemon } from "./daemon.ts";
import { glusterChecks, glusterExamination } from "./doctor.ts";
import { expandPools } from "./expand.ts";
import { judge, mustKnow } from "./judge.ts";
import { peers } from "./peers.ts";
import { poolRules } from "./rules.ts";
import { poolStatus } from "./status.ts";
import { poolTopology } from "./topology.ts";
import { volume } from "./volume.ts";

/** GlusterFS pools. */
export const gluster: Backend = {
  name: "gluster",
  kinds: [daemon, peers, brick, volume],
  expand: expandPools,
  rules: poolRules,
  judge,
  status: poolStatus,
  topology: poolTopology,
  examination: glusterExamination,
  checks: glusterChecks,
  mustKnow,
};
