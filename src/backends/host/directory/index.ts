import type { HostKind } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Resource } from "../../../model/resource.ts";
import { mountsFact } from "../probe/mount-table.ts";
import { fstabFact, missingMount, notDirectory, pathFact, pathState } from "../probe/path.ts";
import { mutation } from "../write/scripts.ts";

const pathOf = (resource: Resource) => resource.spec.path as string;

/** `host.directory/<host>:<path>`: made when it is not there; an existing one keeps its mode, owner and content. */
export const directory: HostKind = {
  type: "host.directory",
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
    const findings: Finding[] = [];
    if (observation.status === "present" && observation.state.is !== "directory")
      findings.push(notDirectory("HST120", path, "path", resource));
    const missing = missingMount(path, read);
    if (missing)
      findings.push({
        code: "HST121",
        severity: "error",
        message: `${missing} on ${host} is in /etc/fstab but not mounted, so ${path} is not where its data is`,
        address,
        host,
        hint: `mount it first (\`mount ${missing}\`), then plan again`,
      });
    return findings;
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
  commands: ({ params }) => [
    mutation(["install", "-d", "-m", params.mode as string, "--", params.path as string]),
  ],
};
