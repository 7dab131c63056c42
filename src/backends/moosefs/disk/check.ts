import type { Finding } from "../../../model/finding.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { checkCovered, checkDevice, checkFileSystem, notThere } from "../../host/filesystem/check.ts";
import { missingMount } from "../../host/probe/path.ts";
import { findingsThere, type Told } from "../../host/rules/finding.ts";
import type { Site } from "../probe/daemons.ts";
import { DISK, type DiskSpec, specOfDisk } from "./spec.ts";
import { isVisible, OWNER, type SeenDisk, seenDisk, siteFrom } from "./state.ts";

/** A disk the chunkserver counts on, and that is not there: whatever is made in its place would hide the loss. */
function lost(spec: DiskSpec, seen: SeenDisk): readonly Told[] {
  const { path, backing, image, device } = spec;
  const [blank, what] =
    backing === "image" ? [seen.image === 0, image] : [seen.device === 0 || seen.signature === "", device];
  const bare = seen.folder === "absent" && isVisible(spec, seen);
  if (!bare && (isVisible(spec, seen) || !blank)) return [];
  const why = bare ? `${path} is not there` : `${what} is not there or blank`;
  return [
    {
      code: "MFS259",
      message: `the disk of ${path} is not there (${why}), and its chunks are on it`,
      hint: "mount it or bring it back, then plan again; when it is lost for good, take its line out of /etc/mfs/mfshdd.cfg there and `systemctl reload moosefs-chunkserver`",
    },
  ];
}

/** Whose chunks are in a folder that the chunkserver does not use yet. */
function taken({ path, adopt }: DiskSpec, seen: SeenDisk, site: Site | null): readonly Told[] {
  const known = [site?.chunkserver, ...Object.values(site?.disks ?? {}).map(({ instance }) => instance)];
  const [own] = known.filter((id) => typeof id === "string");
  if (seen.id !== null && own !== undefined && !known.includes(seen.id))
    return [
      {
        code: "MFS261",
        message: `${path} has chunks of another MooseFS (instance ${seen.id}); the chunkserver is of ${own}`,
        hint: "if nobody needs them, remove the folder there; otherwise give the disk another folder",
      },
    ];
  if ((seen.id !== null || seen.chunks) && (seen.id === null || own === undefined) && !adopt) {
    const id = seen.id === null ? "that do not say of which MooseFS" : `of MooseFS instance ${seen.id}`;
    return [
      {
        code: "MFS262",
        message: `${path} has chunks ${id}, and nothing on the host tells that they are of this pool`,
        hint: "`adopt: true` in the pool takes them over when they are its own; if nobody needs them, remove the folder there",
      },
    ];
  }
  return seen.content
    ? [
        {
          code: "MFS263",
          message: `${path} holds something that is no chunk`,
          hint: "move it away, or give the disk another folder",
        },
      ]
    : [];
}

function folder(spec: DiskSpec, seen: SeenDisk, listed: boolean): readonly Told[] {
  const { path, root, backing } = spec;
  const full = seen.id !== null || seen.chunks || seen.content;
  if (seen.folder === "directory" && seen.owner !== OWNER && full)
    return [
      {
        code: "MFS264",
        message: `${path} belongs to ${seen.owner}: the chunkserver cannot write there`,
        hint: `\`chown -R ${OWNER} ${path}\` there, if that is right`,
      },
    ];
  if (seen.folder === "absent" && seen.within && !listed && backing !== "given")
    return [
      {
        code: "MFS267",
        message: `${root} is not empty, and has no chunk folder: it is not a disk of a chunkserver`,
        hint: "see what it is; move it away, or give the disk another folder",
      },
    ];
  return [];
}

/** Whether a path of the file is on the disk that is meant: nobody but its mount says so. */
function given(spec: DiskSpec, seen: SeenDisk, site: Site | null, listed: boolean): readonly Told[] {
  const { path, root } = spec;
  if (spec.backing !== "given") return [];
  if (seen.root === "absent" && !listed)
    return [
      {
        code: "MFS258",
        message: `${root} is not there, and above a chunk folder that is given nothing is made`,
        hint: "mount the disk, or make the folder",
      },
    ];
  if (!seen.system) return [];
  const gone = listed && seen.folder === "directory" && seen.id === null && (site?.chunkserver ?? null);
  return gone
    ? [
        {
          code: "MFS265",
          message: `${path} is empty and on the system's own file system, and the chunkserver counts on it: its disk is not mounted`,
          hint: "mount it before the chunkserver is started or reloaded; if the folder is right, `systemctl reload moosefs-chunkserver` there",
        },
      ]
    : [
        {
          code: "MFS260",
          severity: "warning",
          message: `${path} is on the system's own file system: chunks will fill it, also when a disk should be mounted there and is not`,
          hint: "mount a disk at, or above, that path",
        },
      ];
}

function unmounted({ path, image }: DiskSpec, read: Read): readonly Told[] {
  const missing = missingMount(image ?? path, read);
  return missing === undefined
    ? []
    : [
        {
          code: "MFS266",
          message: `${missing} is in /etc/fstab but not mounted, so ${image ?? path} is not where its data is`,
          hint: `mount it first (\`mount ${missing}\`), then plan again`,
        },
      ];
}

/** What speaks against using a place for chunks. */
export function checkDisk(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const spec = specOfDisk(resource);
  const seen = seenDisk(spec, read);
  const site = siteFrom(read);
  if ("unknown" in seen || (site !== null && "unknown" in site)) return [];
  const ours = observation.status === "present" && observation.mark === "ours";
  const listed = site?.hdd.some(({ path }) => path === spec.path) ?? false;
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
    ...given(spec, seen, site, listed),
    ...(visible ? folder(spec, seen, listed) : []),
    ...(free ? taken(spec, seen, site) : []),
  ]);
}
