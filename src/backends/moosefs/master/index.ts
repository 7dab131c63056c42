import type { FleetKind } from "../../../model/backend.ts";
import { hostDaemonsFact, masterFact } from "../probe/facts.ts";
import { idsFact } from "../probe/ids.ts";
import { explained, masterActions, masterCommands, masterConsent } from "./actions.ts";
import { masterSpec } from "./spec.ts";
import { checkMaster, observeMasters, wantedState } from "./state.ts";

/** `moosefs.master/<pool>`: the one master of a namespace. Never removed by absence; its metadata is never made anew. */
export const master: FleetKind = {
  type: "moosefs.master",
  spans: "fleet",
  prune: false,
  holdsData: true,
  facts: ({ host, resources }) => {
    const paths = resources.map(masterSpec).flatMap(({ disks }) => disks[host] ?? []);
    return [hostDaemonsFact, masterFact, ...(paths.length > 0 ? [idsFact(paths)] : [])];
  },
  observe: observeMasters,
  want: wantedState,
  check: checkMaster,
  actions: masterActions,
  commands: masterCommands,
  consent: masterConsent,
  explain: (_action, said) => explained(said),
};
