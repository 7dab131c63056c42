import type { Scope } from "../../../model/backend.ts";
import type { Mark, Observation, Observed } from "../../../model/observation.ts";
import type { FactReply, Read } from "../../../model/snapshot.ts";
import { type ListedFile, listedFiles } from "../probe/files.ts";
import { type Mounted, mountsFact, parseMounts } from "../probe/mount-table.ts";
import { ownerOf, readMark } from "../write/mark.ts";
import { sizeFact, unitsFact } from "./facts.ts";
import { liveState, type MountSpec, mountSpec } from "./spec.ts";
import { unitPath, whereOf } from "./unit-file.ts";

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
    const { what, where, live, dependsOn } = mountSpec(resource);
    const { address, host, needs, parts } = resource;
    const observation: Observation =
      "unknown" in seen
        ? { status: "unknown", why: seen.unknown }
        : stateAt(where, seen, scope.fleet, live, { what, stale: isStale(read(sizeFact(where).key)) });
    const file = "unknown" in seen ? undefined : seen.files.find(({ path }) => path === unitPath(where));
    // what is there now decides what may be torn down below it, so the old mark's edges count as well
    const old = file ? (readMark(file.content)?.needs ?? []) : [];
    const beneath = dependsOn ? [...needs.filter((need) => need.startsWith("host.")), ...dependsOn] : needs;
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
