import type { HostKind } from "../../../model/backend.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, FactReply } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { systemFact, unfit } from "../probe/system.ts";
import { findingsOf } from "../rules/finding.ts";
import { shell } from "../write/scripts.ts";

/** Wanted: these packages installed. One resource per host, so that a host sees one package manager run. */
export interface PackagesSpec {
  readonly packages: readonly string[];
}

const names = (resource: Resource) => (resource.spec as unknown as PackagesSpec).packages;

const factOf = (packages: readonly string[]): Fact => ({
  key: `packages ${packages.join(" ")}`,
  // dpkg-query exits 1 when it does not know one of the names: that is an answer, not a failure
  script: `dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' "$@"; [ $? -le 1 ]`,
  args: packages,
  timeoutS: 10,
});

/** Package name to dpkg's status word (`installed`, `config-files`, `half-configured`, …); `missing` when dpkg has none. */
export function packageStates(packages: readonly string[], reply: FactReply) {
  if ("unknown" in reply) return { unknown: reply.unknown };
  if (reply.rc !== 0) return { unknown: "dpkg-query failed" };
  const seen = new Map(reply.out.split("\n").map((line) => line.split(" ") as [string, string]));
  return { states: Object.fromEntries(packages.map((name) => [name, seen.get(name) ?? "missing"])) };
}

const INSTALL = `# install
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l
apt() {
  apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}
install() { apt install --no-install-recommends "$@"; }
refresh() { for pause in 0 5 15; do sleep $pause; said=$(apt update 2>&1) && said= && break; done; }
[ -z "$(dpkg --audit)" ] || dpkg --configure -a
ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || refresh
install "$@" && exit 0
refresh
install "$@" && exit 0
rc=$?
[ -z "$said" ] || printf 'apt-get update failed:\\n%s\\n' "$(printf '%s\\n' "$said" | grep '^E:' | head -n 3)"
exit $rc`;

/** `host.packages/<host>`: everything the host's other resources need from the package manager. */
export const packages: HostKind = {
  type: "host.packages",
  prune: false,
  forUsers: true,
  merge: (one, other) => ({
    packages: [...new Set([...(one.packages as string[]), ...(other.packages as string[])])].sort(),
  }),
  facts: ({ resources }) => [systemFact, ...resources.map((resource) => factOf(names(resource)))],
  observe: ({ resources }, read) =>
    resources.map((resource) => {
      const reply = packageStates(names(resource), read(factOf(names(resource)).key));
      const { address, host, needs, parts } = resource;
      return {
        address,
        host,
        needs,
        parts,
        observation: reply.states
          ? { status: "present", state: { packages: reply.states }, mark: "shared" }
          : { status: "unknown", why: reply.unknown },
      };
    }),
  want: (resource) => ({ packages: Object.fromEntries(names(resource).map((name) => [name, "installed"])) }),
  check: (resource, _observation, read) => {
    const reason = unfit(read);
    if (!reason) return [];
    const { address, host } = resource;
    const message = `${host} cannot be managed: ${reason.why}`;
    return findingsOf({ address, host }, [draft("HST101", message, { values: { next: reason.hint } })]);
  },
  actions: ({ op, address, host, after, before, why }) => {
    if (op === "delete") return [];
    const wanted = Object.keys(after?.packages as Record<string, string>);
    const states = (before?.packages ?? {}) as Record<string, string>;
    return [
      {
        type: "host.packages.install",
        address,
        host,
        params: { packages: wanted.filter((name) => states[name] !== "installed") },
        risk: "safe",
        lane: `${host}/apt`,
        phase: "build",
        because: why,
      },
    ];
  },
  commands: (action) => [shell(INSTALL, action.params.packages as string[], 1200)],
};
