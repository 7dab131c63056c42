import type { Backend } from "../../model/backend.ts";
import { nfsChecks, nfsExamination } from "./doctor/index.ts";
import { expandShares } from "./expand.ts";
import { nfsExport } from "./export/index.ts";
import { judge, mustKnow } from "./judge.ts";
import { shareRules } from "./rules/index.ts";
import { shareStatus, shareTopology } from "./status/index.ts";

/** NFS shares on the kernel's server. */
export const nfs: Backend = {
  name: "nfs",
  kinds: [nfsExport],
  expand: expandShares,
  rules: shareRules,
  judge,
  status: shareStatus,
  topology: shareTopology,
  examination: nfsExamination,
  checks: nfsChecks,
  mustKnow,
};
