import type { HostKind } from "../../../model/backend.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Fact, FactReply } from "../../../model/snapshot.ts";
import { shell } from "../../host/write/scripts.ts";

const PATH = "/etc/glusterfs/glusterd.vol";

const settingsFact: Fact = {
  key: "gluster-settings",
  script: `[ -e ${PATH} ] || exit 3
cat ${PATH}`,
  args: [],
  timeoutS: 5,
};

/** The family glusterd talks in, by its own settings: `inet` unless they say otherwise. */
export function familyOf(reply: FactReply): Observation {
  if ("unknown" in reply) return { status: "unknown", why: reply.unknown };
  if (reply.rc === 3) return { status: "absent" };
  if (reply.rc !== 0) return { status: "unknown", why: `${PATH} could not be read` };
  const said = /^\s*option\s+transport\.address-family\s+(\S+)/m.exec(reply.out)?.[1];
  return { status: "present", mark: "shared", state: { family: said ?? "inet" } };
}

/** Only this one line is changed; the rest of the file is the package's, or the administrator's. */
const SWITCH = `# let glusterd talk IPv6
set -eu
f=$1
[ -z "$(ls -A /var/lib/glusterd/vols 2>/dev/null)" ] || { echo "glusterd has volumes, which a change of address family would cut off: it was left as it is" >&2; exit 1; }
tmp=$(mktemp "$f.XXXXXX"); trap 'rm -f -- "$tmp"' EXIT
awk '/^[ \\t]*option[ \\t]+transport\\.address-family[ \\t]/ { next }
  { print }
  /^[ \\t]*type[ \\t]+mgmt\\/glusterd/ { print "    option transport.address-family inet6" }' "$f" >"$tmp"
grep -q 'transport.address-family inet6' "$tmp" || { echo "$f has no volume of type mgmt/glusterd; it was left as it is" >&2; exit 1; }
chmod --reference="$f" "$tmp"; chown --reference="$f" "$tmp"
sync -- "$tmp"; mv -f -T -- "$tmp" "$f"; sync -- "$(dirname -- "$f")"
! systemctl -q is-active glusterd || systemctl restart glusterd`;

/** `gluster.daemon/<host>`: glusterd of a member whose storage address is of IPv6, which it takes no notice of by itself. */
export const daemon: HostKind = {
  type: "gluster.daemon",
  prune: false,
  facts: ({ resources }) => (resources.length > 0 ? [settingsFact] : []),
  observe: ({ resources }, read) =>
    resources.map(({ address, host, needs, parts }) => ({
      address,
      host,
      needs,
      parts,
      observation: familyOf(read(settingsFact.key)),
    })),
  want: () => ({ family: "inet6" }),
  check: () => [],
  actions: ({ op, address, host, why }) =>
    op === "delete"
      ? []
      : [
          {
            type: "gluster.daemon.inet6",
            address,
            host,
            params: {},
            // a glusterd without volumes: nobody uses it yet
            risk: "safe",
            lane: `${host}/systemd`,
            phase: "build",
            because: why,
          },
        ],
  commands: () => [shell(SWITCH, [PATH], 120)],
};
