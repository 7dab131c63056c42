import type { FleetKind } from "../../../model/backend.ts";
import { hostDaemonsFact, masterFact } from "../probe/facts.ts";
import { serverActions, serverConsent } from "./actions.ts";
import { checkServer, leavingServer } from "./check.ts";
import { explainServer, serverCommands } from "./commands.ts";
import { observeServers } from "./observe.ts";
import { hddFact } from "./seen.ts";
import { chunkserverSpec } from "./spec.ts";
import { wantedServer } from "./state.ts";

/** `moosefs.chunkserver/<host>`: one host's disks in a pool. Removed from the file, it is emptied before it goes. */
export const chunkserver: FleetKind = {
  type: "moosefs.chunkserver",
  spans: "fleet",
  prune: true,
  facts: ({ host, resources }) => [
    hostDaemonsFact,
    hddFact,
    ...(resources.some((resource) => chunkserverSpec(resource).master === host) ? [masterFact] : []),
  ],
  observe: observeServers,
  want: wantedServer,
  check: checkServer,
  leaving: leavingServer,
  actions: serverActions,
  commands: serverCommands,
  consent: serverConsent,
  explain: explainServer,
};
