import type { Read } from "../../../model/snapshot.ts";
import { mountsFact, parseMounts } from "../probe/mount-table.ts";
import type { Told } from "../rules/finding.ts";
import { bytes } from "../text/bytes.ts";
import { type FileSystemSpec, imageSize, type Tenant } from "./spec.ts";
import type { SeenFileSystem } from "./state.ts";

/** What speaks against having a tenant's file system at its root. */
export function checkFileSystem(tenant: Tenant, spec: FileSystemSpec, seen: SeenFileSystem): readonly Told[] {
  const { root, backing, image, device, bytes: usable } = spec;
  const { word, codes } = tenant;
  if (backing === "directory" || backing === "given") return [];
  const told: Told[] = [];
  if (seen.mounted !== null && !seen.backed)
    told.push({
      code: codes.mounted,
      message: `${seen.mounted} is mounted on ${root}, and that is not ${image ?? device}`,
      hint: `unmount it there, or give the ${word} another folder`,
    });
  if (seen.mounted === null && seen.beneath)
    told.push({
      code: codes.beneath,
      message: `${root} is not empty: the ${word}'s file system would hide what is in it`,
      hint: `move it away, or give the ${word} another folder`,
    });
  const missing = imageSize(tenant, usable) - seen.image;
  if (backing === "image" && missing > seen.room)
    told.push({
      code: codes.room,
      message: `the image of the ${word} needs ${bytes(missing)} more, and ${bytes(seen.room)} are free`,
      hint: `a ${word} that runs out of room under its file system breaks: free some, or ask for a smaller size`,
    });
  if (backing === "image" && seen.image > imageSize(tenant, usable) * 1.05)
    told.push({
      code: codes.larger,
      severity: "info",
      message: `${image} is larger than the pool's size asks for; XFS cannot shrink, so it stays as it is`,
      hint: `for a smaller ${word}, move it to another folder`,
    });
  if (backing === "device" && seen.device === 0)
    told.push({
      code: codes.noDevice,
      message: `there is no block device ${device}`,
      hint: `correct \`${tenant.devices}\``,
    });
  if (backing === "device" && seen.device > 0 && seen.device < usable)
    told.push({
      code: codes.small,
      message: `${device} has ${bytes(seen.device)}; the ${word} needs ${bytes(usable)}`,
      hint: "name a larger device, or ask for a smaller size",
    });
  return told;
}

/** A device that carries something, and is not `ours` by its unit, is never formatted. */
export function checkDevice(
  { codes }: Tenant,
  { backing, device }: FileSystemSpec,
  seen: SeenFileSystem,
  ours: boolean,
): readonly Told[] {
  if (backing !== "device" || seen.signature === "" || ours) return [];
  return [
    {
      code: codes.precious,
      message: `${device} carries ${seen.signature} already: it is not formatted over`,
      hint: `if nothing on it is needed, \`wipefs -a ${device}\` there, then plan again`,
    },
  ];
}

/** Whether something lies over what is mounted at the root. */
export function checkCovered({ word, codes }: Tenant, root: string, read: Read): readonly Told[] {
  const mounts = read(mountsFact.key);
  const covered = "out" in mounts && parseMounts(mounts.out).filter(({ where }) => where === root).length > 1;
  return covered
    ? [
        {
          code: codes.mounted,
          message: `something is mounted over the ${word} at ${root}`,
          hint: "unmount it",
        },
      ]
    : [];
}

/** Something else stands where a directory is needed. */
export const notThere = ({ word, codes }: Tenant, path: string): Told => ({
  code: codes.notDirectory,
  message: `${path} exists and is not a directory`,
  hint: `move it away, or give the ${word} another folder`,
});
