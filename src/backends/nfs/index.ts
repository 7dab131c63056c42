import type { Backend } from "../../model/backend.ts";
import { nfsChecks, nfsExamination } from "./doctor.ts";
import { expandShares } from "./expand.ts";
import { nfsExport } from "./export.ts";
import { judge, mustKnow } from "./judge.ts";
import { shareRules } from "./rules.ts";
import { shareStatus, shareTopology } from "./status.ts";

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
