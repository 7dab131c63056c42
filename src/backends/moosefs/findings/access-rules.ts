import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

const folders = "Two entries of the file use the same folder of a host, or one lies in the other.";

/** What the rules report about the clients of a pool, who else may mount it, and folders in each other's way. */
export const accessRuleFindings = {
  MFS106: {
    severity: "error",
    means: "A host mounts a pool twice at one mountpoint.",
    cause: "Two entries under `clients` have the same host and the same mountpoint.",
    done: refused,
    remedy: "Give one of them another `mountpoint`, or remove it.",
    hint: "give one another mountpoint, or remove it",
  },
  MFS130: {
    severity: "error",
    means: "An entry of `allow` cannot be used.",
    cause:
      "MooseFS takes IPv4 addresses (`192.0.2.1`), networks (`192.0.2.0/24`) and ranges (`192.0.2.1-192.0.2.9`), and no names and no IPv6. A network must begin at its first address.",
    done: refused,
    remedy: "Write the entry in one of these forms. A host of the file belongs under `clients`.",
    hint: "{next}",
  },
  MFS131: {
    severity: "error",
    or: "warning",
    means: "An entry of `allow` is covered by another one.",
    cause: "The same addresses are there twice (error), or a wider entry holds them already (warning).",
    done: "As an error, plan and apply refuse the file and nothing is contacted. As a warning, they go on with it.",
    remedy: "Remove the entry that is covered.",
    hint: "remove it",
  },
  MFS132: {
    severity: "warning",
    means: "Everybody may mount a pool.",
    cause:
      "`allow` has 0.0.0.0/0, or a range with every address there is. Anybody who reaches the master may then mount the pool.",
    done: goesOn,
    remedy: "Name only the networks whose hosts mount the pool.",
    hint: "name the networks that need it",
  },
  MFS133: {
    severity: "warning",
    means: "An entry of `allow` gives a client more than its own entry says.",
    cause:
      "The client has `readOnly` or `folder`, and `allow` holds its address. Of all lines that match an address, MooseFS takes the most permissive one.",
    done: goesOn,
    remedy: "Leave the address of the client out of `allow`: write smaller networks or ranges around it.",
    hint: "leave {address} out of `allow`",
  },
  MFS134: {
    severity: "warning",
    means: "A client that is to read a folder only can write it by another of its mounts.",
    cause:
      "The host has two entries under `clients`, one of them with write access to the same folder or one above. The master tells them apart by address only, and both have the same.",
    done: goesOn,
    remedy: "Set `readOnly` for both mounts, or use another host for the one that writes.",
  },
  MFS140: {
    severity: "error",
    means: "A mount option is holdfast's to set, or mounts something else.",
    cause:
      "holdfast makes the option from other keys of the file or sets it always. `mfsmeta` would mount the trash and not the files.",
    done: refused,
    remedy: "Remove the option, and use `readOnly`, `folder` or `master` instead.",
    hint: {
      readOnly: "use `readOnly:`",
      master: "remove it: `master:` says it",
      port: "remove it: the master listens on 9421",
      folder: "use `folder:`",
      remove: "remove it",
    },
  },
  MFS141: {
    severity: "error",
    means: "A mount option has a meaning in /etc/fstab only.",
    cause: "holdfast mounts by a systemd unit, which does not know options such as `noauto` or `nofail`.",
    done: refused,
    remedy: "Remove the option.",
    hint: "remove it",
  },
  MFS150: {
    severity: "error",
    means: "A disk for chunks and another disk or a brick use the same folder.",
    cause: folders,
    done: refused,
    remedy: "Give each a folder of its own, neither in the other.",
    hint: "give each a folder of its own",
  },
  MFS151: {
    severity: "error",
    means: "A mount and a disk for chunks or a brick use the same folder.",
    cause: `${folders} The mount would hide the data, lie among it, or carry it.`,
    done: refused,
    remedy: "Choose another mountpoint.",
    hint: "mount it elsewhere",
  },
  MFS152: {
    severity: "error",
    means: "A disk for chunks and an NFS export use the same folder.",
    cause: `${folders} NFS clients could then change chunks past MooseFS, which loses data.`,
    done: refused,
    remedy:
      "Move the disk or the export to another folder. To share files of the pool, mount the pool on the clients.",
  },
  MFS153: {
    severity: "error",
    means: "Two mounts use the same folder.",
    cause: `${folders} One of the mounts would hide the other or depend on it.`,
    done: refused,
    remedy: "Give one of them another mountpoint, outside the other.",
    hint: "give one of them another mountpoint",
  },
  MFS154: {
    severity: "error",
    means: "A mount lies in a folder that is exported over NFS, and is not the folder itself.",
    cause: "The mountpoint of a client of the pool is inside the `path` of a share on the same host.",
    done: refused,
    remedy: "Choose a mountpoint outside the exported folder.",
  },
  MFS155: {
    severity: "warning",
    means: "A folder on a mount of the pool is exported over NFS.",
    cause:
      "The `path` of a share is the mountpoint of a client of the pool or lies below it. The kernel's NFS server does not work well on MooseFS.",
    done: goesOn,
    remedy: "Declare the NFS clients as `clients` of the pool, and remove the share.",
    hint: "let the NFS clients mount the pool themselves",
  },
  MFS157: {
    severity: "error",
    means: "A mountpoint is a folder that the host needs to run.",
    cause: "A mount on it would hide files of the system.",
    done: refused,
    remedy: "Mount the pool on a folder of its own, for example below /srv or /mnt.",
    hint: "mount it on a folder of its own, such as one below /srv or /mnt",
  },
} as const satisfies FindingTable;
