import type { HostKind } from "../../model/backend.ts";
import { mountActions, mountCommands } from "./mount-actions.ts";
import { checkMount } from "./mount-check.ts";
import { mountSpec, unitText } from "./mount-spec.ts";
import { beneathFact, observeMounts, sizeFact, unitsFact } from "./mount-state.ts";
import { mountsFact } from "./mounts.ts";
import { fstabFact } from "./path.ts";

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
