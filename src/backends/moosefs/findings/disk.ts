import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

/** The hint of a finding that any file system made by holdfast may have comes with its message. */
const shared = "{next}";
const chunksStay = `${planNothing} No chunk is touched.`;

/** What a plan reports about the disks that chunkservers keep their chunks on. */
export const diskFindings = {
  MFS250: {
    severity: "error",
    means: "A device carries something already, and is not formatted over.",
    cause:
      "The device has a file system, a partition table or another signature, and no disk of holdfast is on it.",
    done: `${planNothing} The device is not formatted.`,
    remedy:
      "See with `lsblk -f` and `wipefs <device>` on the host what is on it. If nobody needs it, run `wipefs -a <device>` and plan again. Otherwise name another `device`.",
    hint: shared,
  },
  MFS251: {
    severity: "error",
    means: "The path of a disk exists and is not a directory.",
    cause: "A file, a symbolic link or something else is at that path.",
    done: `${planNothing} What is at the path is not touched.`,
    remedy: "Move it away on the host, or give the disk another folder, and plan again.",
    hint: shared,
  },
  MFS252: {
    severity: "error",
    means: "Something else is mounted where the file system of a disk belongs, or over it.",
    cause: "Somebody mounted another file system at that folder.",
    done: `${planNothing} Nothing is unmounted.`,
    remedy:
      "See with `findmnt <folder>` on the host what it is, and unmount it. Or give the disk another folder.",
    hint: shared,
  },
  MFS253: {
    severity: "error",
    means: "The folder on which a disk is to be mounted is not empty.",
    cause: "Files were written there before anything was mounted, or while the mount was away.",
    done: `${planNothing} The files stay where they are.`,
    remedy: "Move the files away, or give the disk another folder, and plan again.",
    hint: shared,
  },
  MFS254: {
    severity: "error",
    means: "There is not enough room for the image of a disk.",
    cause: "The image is as large as the file says, and the file system it lies on has less free.",
    done: `${planNothing} No image is made or grown.`,
    remedy: "Free some room on that file system (`df -h`), or set a smaller `size`.",
    hint: shared,
  },
  MFS255: {
    severity: "info",
    means: "The image of a disk is larger than the file asks for.",
    cause: "`size` was lowered. XFS cannot shrink.",
    done: "holdfast leaves the image as it is.",
    remedy:
      "Nothing has to be done. For smaller disks change `folder` of the pool: holdfast then makes new disks there and empties the old ones, one host at a time.",
    hint: shared,
  },
  MFS256: {
    severity: "error",
    means: "The device of a disk is not there.",
    cause: "`device` is misspelt or the name changed after a boot, or the device failed.",
    done: planNothing,
    remedy:
      "Look for it with `lsblk` on the host and correct `device`. Names below /dev/disk/by-id do not change.",
    hint: shared,
  },
  MFS257: {
    severity: "error",
    means: "The device of a disk is smaller than the file asks for.",
    cause: "`size` is larger than the device.",
    done: `${planNothing} The device is not formatted.`,
    remedy: "Name a larger `device`, or set a smaller `size` or none.",
    hint: shared,
  },
  MFS258: {
    severity: "error",
    means: "The folder above a disk that is given does not exist.",
    cause:
      "The disk is not mounted, or the path is misspelt. holdfast makes the chunk folder itself, and nothing above it.",
    done: `${planNothing} It makes no folder.`,
    remedy: "Mount the disk on the host, or make the folder above it, and plan again.",
    hint: "mount the disk, or make the folder",
  },
  MFS259: {
    severity: "error",
    means: "A disk that the chunkserver uses is not there.",
    cause: "Its file system is not mounted, its image was deleted, or its device failed or is blank.",
    done: `${planNothing} It makes no new disk in its place, which would hide that chunks are lost.`,
    remedy:
      "Mount it or bring it back, and plan again. If it is lost for good, take its line out of /etc/mfs/mfshdd.cfg, run `systemctl reload moosefs-chunkserver`, and plan again; MooseFS then copies its chunks from others.",
    hint: "mount it or bring it back, then plan again; when it is lost for good, take its line out of /etc/mfs/mfshdd.cfg there and `systemctl reload moosefs-chunkserver`",
  },
  MFS260: {
    severity: "warning",
    means: "A disk that is given is on the file system of the host's system.",
    cause: "No disk is mounted at or above the path, on purpose or because a mount is missing.",
    done: "holdfast plans the disk all the same. Chunks can fill the file system of the host.",
    remedy: "Mount a disk at or above that path (`findmnt -T <path>` shows what it is on), and plan again.",
    hint: "mount a disk at, or above, that path",
  },
  MFS261: {
    severity: "error",
    means: "A folder for chunks has chunks of another MooseFS instance than the chunkserver.",
    cause: "The disk comes from another pool.",
    done: chunksStay,
    remedy:
      "If nobody needs the chunks, remove the folder on the host and plan again. Otherwise give the disk another folder.",
    hint: "if nobody needs them, remove the folder there; otherwise give the disk another folder",
  },
  MFS262: {
    severity: "error",
    means: "A folder for chunks has chunks, and nothing tells whose they are.",
    cause:
      "The host was installed anew, or the disk comes from another host, and no chunkserver of the host has used it.",
    done: chunksStay,
    remedy:
      "If the chunks are of this pool, write `adopt: true` in the pool and plan again. If nobody needs them, remove the folder on the host.",
    hint: "`adopt: true` in the pool takes them over when they are its own; if nobody needs them, remove the folder there",
  },
  MFS263: {
    severity: "error",
    means: "A folder for chunks holds something that is no chunk.",
    cause: "Somebody keeps files there, or `path` names the wrong folder.",
    done: `${planNothing} The files stay where they are.`,
    remedy: "Move the files away, or give the disk another folder, and plan again.",
    hint: "move it away, or give the disk another folder",
  },
  MFS264: {
    severity: "error",
    means: "A folder with chunks or other files does not belong to the user of the chunkserver.",
    cause:
      "The disk comes from a host where the user mfs has another number, or the folder is somebody else's.",
    done: `${planNothing} The owner is not changed.`,
    remedy:
      "See what is in it. If it is chunks of this pool, run `chown -R mfs:mfs <path>` on the host and plan again.",
    hint: "`chown -R {owner} {path}` there, if that is right",
  },
  MFS265: {
    severity: "error",
    means: "The chunkserver uses a folder that is empty and on the file system of the host's system.",
    cause: "The disk is not mounted, so the folder below the mount shows.",
    done: `${planNothing} It mounts nothing.`,
    remedy:
      "Mount the disk on the host before the chunkserver is started or reloaded, and plan again. If the folder is meant, `systemctl reload moosefs-chunkserver` takes it.",
    hint: "mount it before the chunkserver is started or reloaded; if the folder is right, `systemctl reload moosefs-chunkserver` there",
  },
  MFS266: {
    severity: "error",
    means: "A file system listed in /etc/fstab is not mounted, and a disk lies on it.",
    cause: "A disk did not come up at boot, or somebody unmounted it.",
    done: `${planNothing} It does not mount the file system.`,
    remedy: "Mount the file system on the host (`mount <mountpoint>`), then plan again.",
    hint: "mount it first (`mount {missing}`), then plan again",
  },
  MFS267: {
    severity: "error",
    means: "The folder of a disk is not empty and has no folder for chunks.",
    cause: "Something else than a chunkserver uses it.",
    done: `${planNothing} The files stay where they are.`,
    remedy: "See what it is, and move it away or give the disk another folder. Then plan again.",
    hint: "see what it is; move it away, or give the disk another folder",
  },
} as const satisfies FindingTable;
