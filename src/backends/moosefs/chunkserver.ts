import type { FleetKind } from "../../model/backend.ts";
import { serverActions, serverConsent } from "./chunkserver-actions.ts";
import { checkServer, leavingServer } from "./chunkserver-check.ts";
import { explainServer, serverCommands } from "./chunkserver-commands.ts";
import { observeServers } from "./chunkserver-observe.ts";
import { hddFact } from "./chunkserver-seen.ts";
import { chunkserverSpec } from "./chunkserver-spec.ts";
import { wantedServer } from "./chunkserver-state.ts";
import { masterFact, siteFact } from "./facts.ts";

/** `moosefs.chunkserver/<host>`: one host's disks in a pool. Removed from the file, it is emptied before it goes. */
export const chunkserver: FleetKind = {
  type: "moosefs.chunkserver",
  spans: "fleet",
  prune: true,
  facts: ({ host, resources }) => [
    siteFact,
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
