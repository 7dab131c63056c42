import type { Backend } from "../../model/backend.ts";
import { nfsChecks, nfsExamination } from "./doctor/index.ts";
import { expandShares } from "./expand.ts";
import { nfsExport } from "./export/index.ts";
import { nfsFindings } from "./findings/index.ts";
import { judge, mustKnow } from "./judge.ts";
import { shareRules } from "./rules/index.ts";
import { shareMeeting, sharePlaces } from "./rules/paths.ts";
import { shareStatus, shareTopology } from "./status/index.ts";

/** NFS shares on the kernel's server. */
export const nfs: Backend = {
  name: "nfs",
  kinds: [nfsExport],
  findings: nfsFindings,
  expand: expandShares,
  rules: shareRules,
  places: sharePlaces,
  meeting: shareMeeting,
  judge,
  status: shareStatus,
  topology: shareTopology,
  examination: nfsExamination,
  checks: nfsChecks,
  mustKnow,
};
