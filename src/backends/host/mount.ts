import type { Kind, Scope } from "../../model/backend.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Mark, Observation, Observed } from "../../model/observation.ts";
import type { Resource } from "../../model/resource.ts";
import type { Fact, FactReply, Read } from "../../model/snapshot.ts";
import { filesFact, type ListedFile, listedFiles } from "./files-listing.ts";
import { ownerOf, readMark } from "./mark.ts";
import { liveState, mountSpec, UNIT_FOLDER, unitPath, unitText, WANTS_FOLDER } from "./mount-spec.ts";
import { type Mounted, mountsFact, parseMounts } from "./mounts.ts";
import { fstabFact, missingMount, within } from "./path.ts";
import { mutation, sha256, shell, writeFile } from "./scripts.ts";

const unitsFact = filesFact("mount-units", `${UNIT_FOLDER}/*.mount`, WANTS_FOLDER);

/** Asks what lies in a mount point as long as nothing is mounted on it: a mount would hide it. */
const beneathFact = (where: string): Fact => ({
  key: `beneath ${where}`,
  script: `while read -r _ _ _ _ at _; do [ "$at" != "$2" ] || { echo mounted; exit 0; }; done </proc/self/mountinfo
if [ -d "$1" ]; then echo directory; ls -A -- "$1" | head -n 3; elif [ -e "$1" ] || [ -L "$1" ]; then echo other; else echo absent; fi`,
  args: [where, where.replace(/[\\ \t\n]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)],
  timeoutS: 3,
  mayHang: true,
});

/** Asks a mounted file system for its size; one whose server is gone does not answer in time. */
export const sizeFact = (where: string): Fact => ({
  key: `size ${where}`,
  script: `stat -f -c '%S %b %a' -- "$1"`,
  args: [where],
  timeoutS: 3,
  mayHang: true,
});

interface Seen {
  readonly files: readonly ListedFile[];
  readonly mounts: readonly Mounted[];
}

function look(read: Read): Seen | { readonly unknown: string } {
  const files = listedFiles(read(unitsFact.key));
  const mounts: FactReply = read(mountsFact.key);
  if ("unknown" in files) return { unknown: files.unknown };
  if ("unknown" in mounts) return mounts;
  return { files, mounts: parseMounts(mounts.out) };
}

const whereOf = (content: string) => /^Where=(.*)$/m.exec(content)?.[1]?.replaceAll("%%", "%") ?? "";

/** The lines of a unit by which something is mounted. */
const howOf = (unit: string) => unit.match(/^(What|Type|Options)=.*$/gm)?.join("\n");

/** Options to compare for a mount of ours that is no longer declared: none. */
const NOTHING: JsonObject = {};

function stateAt(where: string, { files, mounts }: Seen, fleet: string, live: JsonObject): Observation {
  const file = files.find(({ path }) => path === unitPath(where));
  const layers = mounts.filter((mount) => mount.where === where);
  const top = layers.at(-1);
  if (!file && !top) return { status: "absent" };
  const mark: Mark = file ? ownerOf(file.content, fleet) : "unmarked";
  const mounted = top ? { ...liveState(top, live), layers: layers.length } : null;
  return {
    status: "present",
    mark,
    state: { unit: file?.content ?? null, enabled: file?.wanted ?? false, mounted },
  };
}

function declared(scope: Scope, seen: ReturnType<typeof look>): readonly Observed[] {
  return scope.resources.map((resource) => {
    const { where, live } = mountSpec(resource);
    const { address, host, needs, parts } = resource;
    const observation: Observation =
      "unknown" in seen
        ? { status: "unknown", why: seen.unknown }
        : stateAt(where, seen, scope.fleet, live.options);
    const file = "unknown" in seen ? undefined : seen.files.find(({ path }) => path === unitPath(where));
    // what stands now decides what may be torn down below it, so the old mark's edges count as well
    const old = file ? (readMark(file.content)?.needs ?? []) : [];
    return { address, host, observation, needs: [...new Set([...needs, ...old])], parts };
  });
}

function undeclared({ fleet, host, resources }: Scope, seen: Seen): readonly Observed[] {
  const known = new Set(resources.map((resource) => unitPath(mountSpec(resource).where)));
  return seen.files.flatMap(({ path, content }) => {
    const mark = readMark(content);
    if (known.has(path) || mark?.fleet !== fleet) return [];
    const where = whereOf(content);
    const observation = stateAt(where, seen, fleet, NOTHING);
    return [
      { address: `host.mount/${host}:${where}`, host, observation, needs: mark.needs, parts: mark.parts },
    ];
  });
}

const UNMOUNT = `# unmount
unit=$1 where=$2 n=0
mounted() { while read -r _ _ _ _ at _; do [ "$at" = "$where" ] && return; done </proc/self/mountinfo; return 1; }
while mounted && [ $n -lt 8 ]; do
  n=$((n + 1)); said=$(systemctl stop -- "$unit" 2>&1) || break
done
mounted || exit 0
held=
for p in /proc/[0-9]*; do
  for l in "$p"/cwd "$p"/root "$p"/exe "$p"/fd/*; do
    t=$(readlink -- "$l" 2>/dev/null) || continue
    case $t in "$where"|"$where"/*) held="$held
  pid \${p#/proc/} ($(cat "$p/comm")): $t"; break;; esac
  done
done
[ -n "$held" ] || held=" nobody that can be seen. systemd says: $said"
echo "$where is busy and stays mounted. In use by:$held" >&2
exit 16`;

const REMOVE = `# disable and delete the unit
set -eu
systemctl disable -- "$1" 2>/dev/null || rm -f -- "$3/$1"
rm -f -- "$2"; sync -- "$(dirname -- "$2")"; systemctl daemon-reload`;

function mismatch(resource: Resource, observation: Observation): string | undefined {
  if (observation.status !== "present" || observation.mark !== "unmarked") return undefined;
  const { live, what } = mountSpec(resource);
  const mounted = observation.state.mounted as JsonObject | null;
  if (mounted === null) return "a unit file of somebody else is there";
  if (mounted.source !== what || mounted.fstype !== live.fstype)
    return `${String(mounted.source)} is mounted there`;
  const differs = Object.entries(live.options).find(
    ([name, value]) => (mounted.options as JsonObject)[name] !== value,
  );
  if (differs) return `it is mounted with other options (${differs[0]})`;
  return observation.state.unit === null ? undefined : "a unit file of somebody else mounts it";
}

/** `host.mount/<host>:<where>`: a client's mount as a systemd unit of ours. */
export const mount: Kind = {
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
  observe: (scope, read) => {
    const seen = look(read);
    return "unknown" in seen ? declared(scope, seen) : [...declared(scope, seen), ...undeclared(scope, seen)];
  },
  want: (resource) => {
    const { what, live } = mountSpec(resource);
    return {
      unit: unitText(resource),
      enabled: true,
      mounted: { source: what, fstype: live.fstype, options: live.options, layers: 1 },
    };
  },
  check: (resource, observation, read) => [
    ...foreign(resource, observation),
    ...hidden(resource, observation, read),
  ],
  actions: ({ op, address, host, before, after, why }) => {
    const where = address.slice(address.indexOf(":") + 1);
    const unit = unitPath(where).slice(UNIT_FOLDER.length + 1);
    const shared = { address, host, lane: `${host}/systemd`, because: why };
    const mounted = (before?.mounted ?? null) as JsonObject | null;
    if (op === "delete")
      return [
        {
          ...shared,
          type: "host.mount.remove",
          params: { where, unit },
          risk: "disruptive",
          phase: "teardown",
        },
      ];
    // an option taken out of the unit may still be on the mount: the kernel's table does not tell them all
    const same =
      JSON.stringify(mounted) === JSON.stringify(after?.mounted) &&
      (typeof before?.unit !== "string" || howOf(before.unit) === howOf(after?.unit as string));
    const params = {
      where,
      unit,
      content: after?.unit as string,
      basis: typeof before?.unit === "string" ? sha256(before.unit) : "absent",
      remount: mounted !== null && !same,
    };
    return [
      {
        ...shared,
        type: params.remount ? "host.mount.remount" : "host.mount.mount",
        params,
        risk: params.remount ? "disruptive" : "safe",
        phase: "build",
      },
    ];
  },
  commands: ({ type, params }) => {
    const unit = params.unit as string;
    const where = params.where as string;
    const path = `${UNIT_FOLDER}/${unit}`;
    // mountinfo writes blanks as \040: the script compares with the same spelling
    const stop = shell(UNMOUNT, [unit, where.replaceAll(" ", "\\040")], 60);
    if (type === "host.mount.remove") return [stop, shell(REMOVE, [unit, path, WANTS_FOLDER])];
    return [
      ...(params.remount === true ? [stop] : []),
      writeFile({
        path,
        content: params.content as string,
        mode: "0644",
        owner: "root:root",
        basis: params.basis as string,
      }),
      mutation(["systemctl", "daemon-reload"]),
      mutation(["systemctl", "reenable", "--", unit]),
      mutation(["systemctl", "start", "--", unit], 90),
    ];
  },
};

function foreign(resource: Resource, observation: Observation): readonly Finding[] {
  const reason = mismatch(resource, observation);
  if (reason === undefined) return [];
  const { address, host } = resource;
  const { where } = mountSpec(resource);
  return [
    {
      code: "HST140",
      severity: "error",
      message: `${where} on ${host} is not holdfast's: ${reason}`,
      address,
      host,
      hint: "unmount it and remove its unit or fstab line there, or declare another mountpoint",
    },
  ];
}

function hidden(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const { address, host } = resource;
  const { where } = mountSpec(resource);
  const mountedNow = observation.status === "present" && observation.state.mounted !== null;
  const fstab = read(fstabFact.key);
  const findings: Finding[] = [];
  const listed =
    "out" in fstab &&
    fstab.out.split("\n").some((line) => !line.startsWith("#") && line.trim().split(/\s+/)[1] === where);
  if (listed)
    findings.push({
      code: "HST143",
      severity: "error",
      message: `${where} is in /etc/fstab on ${host}: two places would decide what is mounted there`,
      address,
      host,
      hint: "take the line out of /etc/fstab there, or declare another mountpoint",
    });
  if (mountedNow) return findings;
  const beneath = read(beneathFact(where).key);
  const [is, ...names] = "out" in beneath ? beneath.out.split("\n").filter((line) => line !== "") : [];
  if (is === "directory" && names.length > 0)
    findings.push({
      code: "HST141",
      severity: "error",
      message: `${where} on ${host} is not empty (${names.join(", ")}${names.length === 3 ? ", …" : ""}): a mount would hide what is in it`,
      address,
      host,
      hint: `move the content away (onto the share, perhaps), or declare another mountpoint`,
    });
  if (is === "other")
    findings.push({
      code: "HST142",
      severity: "error",
      message: `${where} on ${host} exists and is not a directory`,
      address,
      host,
      hint: "move it away, or declare another mountpoint",
    });
  const missing = missingMount(where, read);
  if (missing && missing !== where)
    findings.push({
      code: "HST144",
      severity: "warning",
      message: `${missing} on ${host} is in /etc/fstab but not mounted; ${where} lies ${within(where, missing) ? "below it" : "beside it"}`,
      address,
      host,
      hint: `mount it first, or it will cover ${where} later`,
    });
  return findings;
}
