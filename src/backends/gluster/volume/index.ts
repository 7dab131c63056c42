import type { FleetKind } from "../../../model/backend.ts";
import { mutation } from "../../host/write/scripts.ts";
import { explained } from "../command/remedies.ts";
import { brickFact, clusterFact, liveFact, storeFact } from "../probe/facts.ts";
import { volumeActions } from "./actions.ts";
import { checkVolume } from "./check.ts";
import { volumeCommands } from "./commands.ts";
import { volumeConsent } from "./consent.ts";
import { volumeSpec } from "./spec.ts";
import { observeVolumes, wantedState } from "./state.ts";

/** `gluster.volume/<pool>`: one volume, whichever of its members it is seen from. Never removed by absence. */
export const volume: FleetKind = {
  type: "gluster.volume",
  spans: "fleet",
  prune: false,
  holdsData: true,
  facts: ({ host, resources }) => {
    // every host is asked which volumes it knows: those of ours that nobody declares have to be found
    const own = [clusterFact, storeFact];
    const member = resources.map(volumeSpec).find(({ members }) => members.includes(host));
    if (!member) return own;
    const { members, addresses } = member;
    const earlier = members.slice(0, members.indexOf(host));
    const bricks = resources.flatMap((resource) => volumeSpec(resource).bricks[host] ?? []);
    const live = liveFact(earlier.flatMap((name) => [name, addresses[name] ?? name]));
    return [...own, live, ...bricks.map(brickFact)];
  },
  observe: observeVolumes,
  want: wantedState,
  check: checkVolume,
  actions: volumeActions,
  commands: volumeCommands,
  consent: volumeConsent,
  // entries that could not be healed at once are tried again by gluster only every ten minutes
  nudge: ({ params, waits }) =>
    waits?.startsWith("healing")
      ? mutation(["gluster", "--mode=script", "volume", "heal", params.volume as string])
      : undefined,
  explain: (_action, said) => explained(said),
};
