import type { Scope } from "../../../model/backend.ts";
import type { Mark, Observation, Observed } from "../../../model/observation.ts";
import type { Fact, FactReply, Read } from "../../../model/snapshot.ts";
import { filesFact, type ListedFile, listedFiles } from "../probe/files.ts";
import { type Mounted, mountsFact, parseMounts } from "../probe/mount-table.ts";
import { ownerOf, readMark } from "../write/mark.ts";
import { liveState, type MountSpec, mountSpec, UNIT_FOLDER, unitPath, WANTS_FOLDER } from "./spec.ts";

/** Asks for all mount units, ours and others', and which are enabled. */
export const unitsFact = filesFact("mount-units", `${UNIT_FOLDER}/*.mount`, WANTS_FOLDER);

/** Asks what lies in a mount point as long as nothing is mounted on it: a mount would hide it. */
export const beneathFact = (where: string): Fact => ({
  key: `beneath ${where}`,
  script: `while read -r _ _ _ _ at _; do [ "$at" != "$2" ] || { echo mounted; exit 0; }; done </proc/self/mountinfo
if [ -d "$1" ]; then echo directory; ls -A -- "$1" | head -n 3; elif [ -e "$1" ] || [ -L "$1" ]; then echo other; else echo absent; fi`,
  args: [where, where.replace(/[\\ \t\n]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)],
  timeoutS: 3,
  mayHang: true,
});

/**
 * Asks a mounted file system for its size, and whether its root is still there; one whose server is gone does not
 * answer in time.
 */
export const sizeFact = (where: string): Fact => ({
  key: `size ${where}`,
  script: `stat -f -c '%S %b %a' -- "$1" 2>&1 || exit
links=$(stat --cached=never -c %h -- "$1" 2>&1) && [ "$links" != 0 ] || { echo "root: $links"; exit 1; }`,
  args: [where],
  timeoutS: 3,
  mayHang: true,
});

/** Whether the directory that is mounted was deleted on its server: a new one there is not seen through the mount. */
const isStale = (reply: FactReply) =>
  "out" in reply && reply.rc !== 0 && /Stale file handle|^root: 0$/m.test(reply.out);

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

/** Where the file system of a mount unit is mounted. */
export const whereOf = (content: string) => /^Where=(.*)$/m.exec(content)?.[1]?.replaceAll("%%", "%") ?? "";

/** Options to compare for a mount of ours that is no longer declared: none. */
const NOTHING: MountSpec["live"] = { fstype: "", options: {} };

function stateAt(
  where: string,
  { files, mounts }: Seen,
  fleet: string,
  live: MountSpec["live"],
  more: { readonly what?: string; readonly stale?: boolean } = {},
): Observation {
  const file = files.find(({ path }) => path === unitPath(where));
  const layers = mounts.filter((mount) => mount.where === where);
  const top = layers.at(-1);
  if (!file && !top) return { status: "absent" };
  const mark: Mark = file ? ownerOf(file.content, fleet) : "unmarked";
  const mounted = top
    ? { ...liveState(top, live, more.what), layers: layers.length, ...(more.stale ? { stale: true } : {}) }
    : null;
  return {
    status: "present",
    mark,
    state: { unit: file?.content ?? null, enabled: file?.wanted ?? false, mounted },
  };
}

function declared(scope: Scope, seen: ReturnType<typeof look>, read: Read): readonly Observed[] {
  return scope.resources.map((resource) => {
    const { what, where, live, standsOn } = mountSpec(resource);
    const { address, host, needs, parts } = resource;
    const observation: Observation =
      "unknown" in seen
        ? { status: "unknown", why: seen.unknown }
        : stateAt(where, seen, scope.fleet, live, { what, stale: isStale(read(sizeFact(where).key)) });
    const file = "unknown" in seen ? undefined : seen.files.find(({ path }) => path === unitPath(where));
    // what stands now decides what may be torn down below it, so the old mark's edges count as well
    const old = file ? (readMark(file.content)?.needs ?? []) : [];
    const beneath = standsOn ? [...needs.filter((need) => need.startsWith("host.")), ...standsOn] : needs;
    return { address, host, observation, needs: [...new Set([...beneath, ...old])], parts };
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

/** What is mounted where it is declared, and what of ours is there although undeclared. */
export function observeMounts(scope: Scope, read: Read): readonly Observed[] {
  const seen = look(read);
  const wanted = declared(scope, seen, read);
  return "unknown" in seen ? wanted : [...wanted, ...undeclared(scope, seen)];
}
