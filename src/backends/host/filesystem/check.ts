import type { Read } from "../../../model/snapshot.ts";
import { mountsFact, parseMounts } from "../probe/mount-table.ts";
import type { FindingDraft } from "../rules/finding.ts";
import { bytes } from "../text/bytes.ts";
import { type FileSystemSpec, imageSize, type Tenant } from "./spec.ts";
import type { SeenFileSystem } from "./state.ts";

/** What speaks against having a tenant's file system at its root. */
export const checkFileSystem = (
  tenant: Tenant,
  spec: FileSystemSpec,
  seen: SeenFileSystem,
): readonly FindingDraft[] => {
  if (spec.backing === "directory" || spec.backing === "given") return [];
  const backing = spec.backing === "image" ? againstImage : againstDevice;
  return [...againstRoot(tenant, spec, seen), ...backing(tenant, spec, seen)];
};

type Against = (tenant: Tenant, spec: FileSystemSpec, seen: SeenFileSystem) => readonly FindingDraft[];

/** What is at the root already. */
const againstRoot: Against = ({ word, codes }, { root, image, device }, seen) => {
  if (seen.mounted !== null)
    return seen.backed
      ? []
      : [
          {
            code: codes.mounted,
            message: `${seen.mounted} is mounted on ${root}, and that is not ${image ?? device}`,
            hint: `unmount it there, or give the ${word} another folder`,
          },
        ];
  if (!seen.beneath) return [];
  return [
    {
      code: codes.beneath,
      message: `${root} is not empty: the ${word}'s file system would hide what is in it`,
      hint: `move it away, or give the ${word} another folder`,
    },
  ];
};

/** An image that there is no room for, or that is larger than it should be. */
const againstImage: Against = (tenant, { image, bytes: usable }, seen) => {
  const { word, codes } = tenant;
  const size = imageSize(tenant, usable);
  const missing = size - seen.image;
  if (missing > seen.room)
    return [
      {
        code: codes.room,
        message: `the image of the ${word} needs ${bytes(missing)} more, and ${bytes(seen.room)} are free`,
        hint: `a ${word} that runs out of room under its file system breaks: free some, or ask for a smaller size`,
      },
    ];
  if (seen.image <= size * 1.05) return [];
  return [
    {
      code: codes.larger,
      severity: "info",
      message: `${image} is larger than the pool's size asks for; XFS cannot shrink, so it stays as it is`,
      hint: `for a smaller ${word}, move it to another folder`,
    },
  ];
};

/** A device that is not there, or too small. */
const againstDevice: Against = ({ word, codes, devices }, { device, bytes: usable }, seen) => {
  if (seen.device === 0)
    return [
      {
        code: codes.noDevice,
        message: `there is no block device ${device}`,
        hint: `correct \`${devices}\``,
      },
    ];
  if (seen.device >= usable) return [];
  return [
    {
      code: codes.small,
      message: `${device} has ${bytes(seen.device)}; the ${word} needs ${bytes(usable)}`,
      hint: "name a larger device, or ask for a smaller size",
    },
  ];
};

/** A device that carries something, and is not `ours` by its unit, is never formatted. */
export function checkDevice(
  { codes }: Tenant,
  { backing, device }: FileSystemSpec,
  seen: SeenFileSystem,
  ours: boolean,
): readonly FindingDraft[] {
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
export function checkCovered({ word, codes }: Tenant, root: string, read: Read): readonly FindingDraft[] {
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

/** Something else is where a directory is needed. */
export const notThere = ({ word, codes }: Tenant, path: string): FindingDraft => ({
  code: codes.notDirectory,
  message: `${path} exists and is not a directory`,
  hint: `move it away, or give the ${word} another folder`,
});
