import type { HostKind } from "../../../model/backend.ts";
import { mountsFact } from "../probe/mount-table.ts";
import { fstabFact } from "../probe/path.ts";
import { mountActions, mountCommands } from "./actions.ts";
import { checkMount } from "./check.ts";
import { mountSpec, unitText } from "./spec.ts";
import { beneathFact, observeMounts, sizeFact, unitsFact } from "./state.ts";

/** `host.mount/<host>:<where>`: a client's mount as a systemd unit of ours. */
export const mount: HostKind = {
  type: "host.mount",
  prune: true,
  facts: ({ resources }) => [
    unitsFact,
    mountsFact,
    fstabFact,
    ...resources.flatMap((resource) => {
      const { where } = mountSpec(resource);
      return [beneathFact(where), sizeFact(where)];
    }),
  ],
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
};
