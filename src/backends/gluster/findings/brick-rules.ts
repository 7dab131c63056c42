import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about sizes, devices and the folder of bricks, and about paths in each other's way. */
export const brickRuleFindings = {
  GLU120: {
    severity: "error",
    means: "The bricks of a pool are too small for XFS.",
    cause:
      "`size` is what the whole pool holds. Divided among the sets it gives bricks on which mkfs.xfs makes no file system.",
    done: refused,
    remedy: "Raise `size` to the value the hint names, use fewer sets, or write `backing: directory`.",
    hint: "the smallest that works here: `size: {least}`",
  },
  GLU121: {
    severity: "warning",
    means: "A pool has a `size` that holdfast does not look at.",
    cause:
      "The bricks are plain directories (`backing: directory`), and nothing limits how much a directory holds.",
    done: `${goesOn} No brick is limited to the size.`,
    remedy: "Remove `size`, or write `backing: image`, which gives each brick a file system of its own.",
    hint: "remove it, or use `backing: image`",
  },
  GLU122: {
    severity: "error",
    means: "A peer has another number of devices than it has bricks to make.",
    cause:
      "With `backing: device` every brick of a peer takes one device. `bricks.perPeer` says how many there are; a peer whose `bricks` give paths takes none.",
    done: refused,
    remedy: "Name one device for each brick under `bricks.devices`, or change `perPeer`.",
    hint: {
      few: "name {more} more: `devices: {{host}: [/dev/…]}`",
      many: "take {over} out",
      manyPerPeer: "take {over} out, or change `perPeer`",
    },
  },
  GLU123: {
    severity: "error",
    means: "A pool names devices that none of its bricks can use.",
    cause: "The bricks are not of `backing: device`, or the devices are those of a host that is no peer.",
    done: refused,
    remedy: "Set `backing: device`, correct the name of the host, or remove the devices.",
    hint: {
      backing: "set `backing: device`, or remove them",
      near: "did you mean `{near}`?",
      all: "peers: {peers}",
    },
  },
  GLU124: {
    severity: "error",
    means: "One device is named for two bricks.",
    cause: "The same device of the same host is listed twice under `bricks.devices`, in one pool or in two.",
    done: refused,
    remedy: "Name another device for one of the two.",
  },
  GLU125: {
    severity: "error",
    means: "The folder of the bricks is given twice, with different paths.",
    cause: "`folder` of the pool and `bricks.folder` are both set.",
    done: refused,
    remedy: "Remove one of the two. Keep the path under which the bricks of a pool that exists are.",
    hint: "remove one",
  },
  GLU150: {
    severity: "error",
    means: "Two bricks are at one path of a host, or one is inside the other.",
    cause: "Two pools use the same folder, or the paths given for bricks overlap.",
    done: refused,
    remedy: "Give one of the two bricks a folder of its own. gluster refuses a brick inside another.",
    hint: "gluster takes no brick in another; give one its own folder",
  },
  GLU151: {
    severity: "error",
    means: "A mountpoint and a brick are at one path of a host, or one is inside the other.",
    cause:
      "The mountpoint of a client was chosen inside a brick, or a brick inside what a client mounts. The mount would hide the brick, or the brick would be stored in another pool or share.",
    done: refused,
    remedy: "Give the mount another `mountpoint`, or the brick another folder.",
    hint: "{other}",
  },
  GLU152: {
    severity: "error",
    means: "An NFS share exports a brick, a folder inside it, or a folder that holds it.",
    cause:
      "The `path` of the share and the folder of the brick overlap. Whoever changes files of a brick without gluster damages them.",
    done: refused,
    remedy:
      "Give the share or the brick another folder. To serve a pool by NFS, export a mount of it, never its bricks.",
  },
  GLU153: {
    severity: "error",
    means: "One host mounts two things at one path, or one inside the other.",
    cause: "Two pools, or a pool and a share, have mountpoints on that host that overlap.",
    done: refused,
    remedy: "Give one of the two another `mountpoint`.",
    hint: "give one of them another mountpoint",
  },
  GLU154: {
    severity: "error",
    means: "A pool is mounted inside a folder that the same host exports by NFS.",
    cause:
      "The mountpoint of the client lies below the `path` of the share. The mount would hide a part of it.",
    done: refused,
    remedy: "Give the client another `mountpoint`, outside the exported folder.",
    hint: "{other}",
  },
  GLU155: {
    severity: "warning",
    means: "An NFS share exports a folder that is on a mount of a pool.",
    cause:
      "The server of the share is a client of the pool. The kernel's NFS server does not work well on top of a gluster mount.",
    done: goesOn,
    remedy: "Make the hosts that mount the share clients of the pool, and remove the share.",
    hint: "let the NFS clients mount the pool themselves",
  },
  GLU156: {
    severity: "error",
    means: "Bricks would be in a folder of the system.",
    cause:
      "The path is one of the system's, such as one below /usr or /etc, one that does not outlive a boot, such as one below /run or /tmp, or glusterd's own folder /var/lib/glusterd.",
    done: refused,
    remedy: "Choose a folder for data, such as one below /mnt, /srv or /data.",
    hint: "put them on a folder for data, such as one below /mnt, /srv or /data",
  },
  GLU157: {
    severity: "error",
    means: "The mountpoint of a client is a folder that the host needs to run.",
    cause: "The path is one of the system's. A mount there would hide what is in it.",
    done: refused,
    remedy: "Mount the pool on a folder of its own, such as one below /srv or /mnt.",
    hint: "mount it on a folder of its own, such as one below /srv or /mnt",
  },
} as const satisfies FindingTable;
