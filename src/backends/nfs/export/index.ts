import type { HostKind } from "../../../model/backend.ts";
import { pathFact } from "../../host/probe/path.ts";
import { filesOfExports, tableFact, usersFact, versionsFact } from "../probe/facts.ts";
import { exportActions, exportCommands } from "./actions.ts";
import { checkExport } from "./check.ts";
import { exportSpec } from "./spec.ts";
import { adopted, observeExports, wantedState } from "./state.ts";

/** `nfs.export/<host>:<share>`: compared with what the server really exports, not only with the file. */
export const nfsExport: HostKind = {
  type: "nfs.export",
  prune: true,
  forUsers: true,
  facts: ({ resources }) => [
    filesOfExports,
    tableFact,
    usersFact,
    versionsFact,
    ...resources.map((resource) => pathFact(exportSpec(resource).path)),
  ],
  observe: observeExports,
  want: (resource, read) => adopted(resource, read) ?? wantedState(resource, read),
  check: (resource, _observation, read) => checkExport(resource, read),
  actions: exportActions,
  commands: exportCommands,
};
