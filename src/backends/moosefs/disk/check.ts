import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { checkCovered, checkDevice, checkFileSystem, notThere } from "../../host/filesystem/check.ts";
import { missingMount } from "../../host/probe/path.ts";
import { findingsThere } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import { daemonsAt, type HostDaemons } from "../probe/daemons.ts";
import { DISK, type DiskSpec, specOfDisk } from "./spec.ts";
import { isVisible, OWNER, type SeenDisk, seenDisk } from "./state.ts";

/** A disk the chunkserver counts on, and that is not there: whatever is made in its place would hide the loss. */
function lost(spec: DiskSpec, seen: SeenDisk): readonly Draft[] {
  const { path, backing, image, device } = spec;
  const [blank, what] =
    backing === "image" ? [seen.image === 0, image] : [seen.device === 0 || seen.signature === "", device];
  const bare = seen.folder === "absent" && isVisible(spec, seen);
  if (!bare && (isVisible(spec, seen) || !blank)) return [];
  const why = bare ? `${path} is not there` : `${what} is not there or blank`;
  return [draft("MFS259", `the disk of ${path} is not there (${why}), and its chunks are on it`)];
}

/** Whose chunks are in a folder that the chunkserver does not use yet. */
function taken({ path, adopt }: DiskSpec, seen: SeenDisk, daemons: HostDaemons | null): readonly Draft[] {
  const known = [
    daemons?.chunkserver,
    ...Object.values(daemons?.disks ?? {}).map(({ instance }) => instance),
  ];
  const [own] = known.filter((id) => typeof id === "string");
  if (seen.id !== null && own !== undefined && !known.includes(seen.id)) {
    const message = `${path} has chunks of another MooseFS (instance ${seen.id}); the chunkserver is of ${own}`;
    return [draft("MFS261", message)];
  }
  if ((seen.id !== null || seen.chunks) && (seen.id === null || own === undefined) && !adopt) {
    const id = seen.id === null ? "that do not say of which MooseFS" : `of MooseFS instance ${seen.id}`;
    const message = `${path} has chunks ${id}, and nothing on the host tells that they are of this pool`;
    return [draft("MFS262", message)];
  }
  return seen.content ? [draft("MFS263", `${path} holds something that is no chunk`)] : [];
}

function folder(spec: DiskSpec, seen: SeenDisk, listed: boolean): readonly Draft[] {
  const { path, root, backing } = spec;
  const full = seen.id !== null || seen.chunks || seen.content;
  if (seen.folder === "directory" && seen.owner !== OWNER && full) {
    const message = `${path} belongs to ${seen.owner}: the chunkserver cannot write there`;
    return [draft("MFS264", message, { values: { owner: OWNER, path } })];
  }
  if (seen.folder === "absent" && seen.within && !listed && backing !== "given")
    return [
      draft("MFS267", `${root} is not empty, and has no chunk folder: it is not a disk of a chunkserver`),
    ];
  return [];
}

/** Whether a path of the file is on the disk that is meant: nobody but its mount says so. */
function given(
  spec: DiskSpec,
  seen: SeenDisk,
  daemons: HostDaemons | null,
  listed: boolean,
): readonly Draft[] {
  const { path, root } = spec;
  if (spec.backing !== "given") return [];
  if (seen.root === "absent" && !listed)
    return [draft("MFS258", `${root} is not there, and above a chunk folder that is given nothing is made`)];
  if (!seen.system) return [];
  const gone = listed && seen.folder === "directory" && seen.id === null && (daemons?.chunkserver ?? null);
  const on = `${path} is on the system's own file system: chunks will fill it, also when a disk should be mounted there and is not`;
  const away = `${path} is empty and on the system's own file system, and the chunkserver counts on it: its disk is not mounted`;
  return [gone ? draft("MFS265", away) : draft("MFS260", on)];
}

function unmounted({ path, image }: DiskSpec, read: Read): readonly Draft[] {
  const missing = missingMount(image ?? path, read);
  if (missing === undefined) return [];
  const message = `${missing} is in /etc/fstab but not mounted, so ${image ?? path} is not where its data is`;
  return [draft("MFS266", message, { values: { missing } })];
}

/** What speaks against using a place for chunks. */
export function checkDisk(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const spec = specOfDisk(resource);
  const seen = seenDisk(spec, read);
  const daemons = daemonsAt(read);
  if ("unknown" in seen || (daemons !== null && "unknown" in daemons)) return [];
  const ours = observation.status === "present" && observation.mark === "ours";
  const listed = daemons?.hdd.some(({ path }) => path === spec.path) ?? false;
  const visible = isVisible(spec, seen);
  const other = seen.root === "other" ? spec.root : seen.folder === "other" ? spec.path : undefined;
  const free = visible && !listed && seen.folder === "directory";
  return findingsThere(resource, [
    ...(other === undefined ? [] : [notThere(DISK, other)]),
    ...unmounted(spec, read),
    ...(listed ? lost(spec, seen) : []),
    ...checkFileSystem(DISK, spec, seen),
    ...checkDevice(DISK, spec, seen, ours),
    ...checkCovered(DISK, spec.root, read),
    ...given(spec, seen, daemons, listed),
    ...(visible ? folder(spec, seen, listed) : []),
    ...(free ? taken(spec, seen, daemons) : []),
  ]);
}
