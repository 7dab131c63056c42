import type { HostKind } from "../../../model/backend.ts";
import { mountActions, mountCommands } from "./actions.ts";
import { checkMount } from "./check.ts";
import { mountConsent } from "./consent.ts";
import { mountFacts } from "./facts.ts";
import { mountSpec } from "./spec.ts";
import { observeMounts } from "./state.ts";
import { unitText } from "./unit-file.ts";

/** `host.mount/<host>:<where>`: a client's mount as a systemd unit of ours. */
export const mount: HostKind = {
  type: "host.mount",
  prune: true,
  facts: ({ resources }) => mountFacts(resources),
  observe: observeMounts,
  want: (resource) => {
    const { what, live } = mountSpec(resource);
    return {
      unit: unitText(resource),
      enabled: true,
      mounted: { source: what, fstype: live.fstype, options: live.options, layers: 1 },
    };
  },
  check: checkMount,
  actions: mountActions,
  commands: mountCommands,
  consent: mountConsent,
};
