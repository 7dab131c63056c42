import type { FindingTable } from "../../../model/finding-table.ts";

const planNothing =
  "holdfast plans nothing for this brick and for the volume that needs it, and touches nothing that is there.";

/** What a plan reports about the place for a brick on its host. */
export const brickFindings = {
  GLU208: {
    severity: "error",
    means: "The folder above a brick whose path is given in the file does not exist.",
    cause:
      "The file system that holds it is not mounted, or nobody has made the folder. gluster makes the last folder of a path only, and holdfast makes none of a path that is given.",
    done: planNothing,
    remedy:
      "Mount the file system or make the folder on the host, and plan again. Without `bricks` of the peer, holdfast chooses and makes the folders.",
    hint: "mount its file system, or make the folder; without `bricks` of the peer holdfast makes them",
  },
  GLU209: {
    severity: "error",
    means: "The device for a brick carries something already.",
    cause:
      "There is a file system, a partition table or another signature on it, and holdfast did not make it.",
    done: `${planNothing} It does not format the device.`,
    remedy:
      "Look at it with `lsblk -f <device>` and `wipefs <device>`. If nothing on it is needed, run `wipefs -a <device>` on the host and plan again; if not, name another device.",
  },
  GLU210: {
    severity: "error",
    means: "The place for a brick exists on the host and is not a directory.",
    cause: "A file, a symbolic link or something else is at that path.",
    done: planNothing,
    remedy: "Move it away on the host, or give the brick another folder, and plan again.",
  },
  GLU211: {
    severity: "error",
    means: "Something else is mounted where a brick has its file system, or over it.",
    cause:
      "Somebody mounted another file system at that path, or a second one on top of the brick's. `findmnt <path>` lists all of them.",
    done: `${planNothing} It does not unmount it.`,
    remedy: "Unmount it on the host, or give the brick another folder, and plan again.",
  },
  GLU212: {
    severity: "error",
    means: "The folder of a brick belongs to another volume.",
    cause:
      "The folder, or one above it, carries the volume id of another volume. When no volume of the host has that id, it is most often a brick of a volume that was deleted, with its data still in it.",
    done: `${planNothing} It clears only what a failed create left, which holds no data.`,
    remedy:
      "When another volume uses the folder, give the brick another one. Else look at the id with `getfattr -n trusted.glusterfs.volume-id -e hex <path>` and at the files; if they are not needed, remove the folder and plan again.",
    hint: {
      used: "give the brick another folder",
      unknown:
        "see whether the data is still needed; if not, remove the folder there, or give the brick another one",
    },
  },
  GLU213: {
    severity: "error",
    means: "The folder of a brick was part of a volume once.",
    cause:
      "The folder, or one above it, carries gluster's `trusted.gfid` and no volume id: somebody took the volume id off by hand. gluster refuses such a folder for a new volume.",
    done: planNothing,
    remedy:
      "See whether the data in the folder is still needed. If not, remove the folder on the host and plan again; gluster makes it anew.",
    hint: "see whether its data is still needed; if not, remove the folder there",
  },
  GLU214: {
    severity: "error",
    means: "The folder of a brick is not empty and belongs to no volume.",
    cause: "Somebody put files there. A volume would show files that gluster has no attributes for.",
    done: planNothing,
    remedy:
      "Move the files away on the host, or give the brick another folder. Copy them in through a mount of the pool afterwards if they belong there.",
    hint: "move what is in it away, or give the brick another folder",
  },
  GLU215: {
    severity: "error",
    means: "The folder where the file system of a brick is to be mounted is not empty.",
    cause:
      "Files were written there while nothing was mounted, or before holdfast was used. The mount would hide them.",
    done: planNothing,
    remedy: "Move the files away on the host, or give the brick another folder, and plan again.",
  },
  GLU216: {
    severity: "error",
    means: "There is not enough room for the image of a brick.",
    cause:
      "The image takes no room before it is filled. If the file system below it ran full first, the brick would break.",
    done: planNothing,
    remedy: "Free some room on the host (`df -h`), ask for a smaller `size`, or use another folder.",
  },
  GLU217: {
    severity: "info",
    means: "The image of a brick is larger than `size` asks for.",
    cause: "`size` was made smaller after the brick was made, or the pool got more bricks.",
    done: "holdfast leaves the image as it is, since XFS cannot shrink.",
    remedy:
      "Nothing has to be done. For a smaller brick, give it another folder; the volume then heals onto the new one.",
  },
  GLU218: {
    severity: "error",
    means: "The device named for a brick does not exist on the host.",
    cause: "The name is misspelt, the disk is missing, or its name changed at the last boot.",
    done: planNothing,
    remedy:
      "Correct `bricks.devices`. `lsblk` on the host lists the devices; names below /dev/disk/by-id stay the same after a boot.",
  },
  GLU219: {
    severity: "error",
    means: "The device for a brick is smaller than the brick has to be.",
    cause: "`size` divided among the bricks asks for more than the device has.",
    done: planNothing,
    remedy: "Name a larger device, or ask for a smaller `size`.",
  },
} as const satisfies FindingTable;
