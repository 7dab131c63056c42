import type { HostKind } from "../../../model/backend.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Resource } from "../../../model/resource.ts";
import { draft } from "../findings/index.ts";
import { mountsFact } from "../probe/mount-table.ts";
import { fstabFact, missingMount, pathFact, pathState } from "../probe/path.ts";
import { findingsOf } from "../rules/finding.ts";
import { mutation } from "../write/scripts.ts";

const pathOf = (resource: Resource) => resource.spec.path as string;

/** `host.directory/<host>:<path>`: made when it is not there; an existing one keeps its mode, owner and content. */
export const directory: HostKind = {
  type: "host.directory",
  holdsData: true,
  prune: false,
  facts: ({ resources }) =>
    resources.length === 0
      ? []
      : [fstabFact, mountsFact, ...resources.map((resource) => pathFact(pathOf(resource)))],
  observe: ({ resources }, read) =>
    resources.map((resource) => {
      const { address, host, needs, parts } = resource;
      const seen = pathState(read(pathFact(pathOf(resource)).key));
      const observation =
        "unknown" in seen
          ? { status: "unknown" as const, why: seen.unknown }
          : seen.is === "absent"
            ? { status: "absent" as const }
            : { status: "present" as const, state: { is: seen.is }, mark: "shared" as const };
      return { address, host, needs, parts, observation };
    }),
  want: () => ({ is: "directory" }),
  check: (resource, observation, read) => {
    const { address, host } = resource;
    const path = pathOf(resource);
    const drafts: Draft[] = [];
    if (observation.status === "present" && observation.state.is !== "directory")
      drafts.push(draft("HST120", `${path} on ${host} exists and is not a directory`));
    const missing = missingMount(path, read);
    if (missing) {
      const message = `${missing} on ${host} is in /etc/fstab but not mounted, so ${path} is not where its data is`;
      drafts.push(draft("HST121", message, { values: { missing } }));
    }
    return findingsOf({ address, host }, drafts);
  },
  actions: ({ op, address, host, after, why }) =>
    op !== "create" || after === undefined
      ? []
      : [
          {
            type: "host.directory.create",
            address,
            host,
            params: { path: address.slice(address.indexOf(":") + 1), mode: "0755" },
            risk: "safe",
            lane: `${host}/files`,
            phase: "build",
            because: why,
          },
        ],
  commands: ({ params }) => {
    const path = params.path as string;
    return [mutation(["install", "-d", "-m", params.mode as string, "--", path], 60, [path])];
  },
};
