import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about the chunkservers and disks of a pool, its goal and its storage classes. */
export const dataRuleFindings = {
  MFS110: {
    severity: "error",
    means: "A pool has fewer than two chunkservers.",
    cause:
      "One chunkserver holds at most one copy of each chunk, so the first disk that fails takes files with it.",
    done: refused,
    remedy: "Name at least two hosts under `chunkservers`.",
    hint: "name two chunkservers at least",
  },
  MFS111: {
    severity: "error",
    means: "Fewer than two chunkservers stay when everything that is draining is drained.",
    cause: "Too many chunkservers, or all disks of too many, have `state: draining`.",
    done: refused,
    remedy: "Add a chunkserver first, or take back `state: draining` of one.",
    hint: "add a chunkserver first, or take back a `state: draining`",
  },
  MFS112: {
    severity: "error",
    means: "The goal of a pool asks for more copies than chunkservers stay.",
    cause: "A chunkserver holds one copy of a chunk. Chunkservers that are draining do not count.",
    done: refused,
    remedy: "Lower `goal`, or add chunkservers.",
    hint: "set `goal: {most}`, or add chunkservers",
  },
  MFS113: {
    severity: "warning",
    means: "The goal of a pool is one copy.",
    cause: "The file says `goal: 1`. Every disk that fails takes files with it.",
    done: goesOn,
    remedy: "Set `goal: 2` and apply. Keep one copy only for data that you can make again.",
    hint: "set `goal: 2`",
  },
  MFS114: {
    severity: "error",
    means: "`goal` of a pool names a storage class that is not under `classes`.",
    cause: "The name is misspelt, or the class is not declared.",
    done: refused,
    remedy: "Correct the name, or declare the class under `classes` of the pool.",
    hint: { near: "did you mean `{near}`?", declare: "declare it in `classes:`", all: "classes: {names}" },
  },
  MFS115: {
    severity: "warning",
    means: "A pool has no client through which holdfast can set its goal and make its folders.",
    cause:
      "MooseFS sets goals and classes through a mount of the whole pool with write access. Every client of the pool has `folder` or `readOnly`, or there is no client.",
    done: "The file is accepted. holdfast sets no goal and no classes for this pool and makes no folders in it.",
    remedy:
      "Declare one client without `folder` and `readOnly`. Otherwise set the goal yourself (`mfssetgoal -r 2 <mountpoint>`) and make the folders by hand before they are mounted.",
    hint: {
      folder: "declare a client without `folder` and `readOnly`, or make the folder by hand before",
      goal: "declare a client without `folder` and `readOnly`",
    },
  },
  MFS120: {
    severity: "error",
    means: "An expression of a storage class cannot be used.",
    cause: "`create`, `keep` or `archive` is not an expression over labels, or asks for more than 9 copies.",
    done: refused,
    remedy:
      "Write one term for each copy: `A,B` is one on A and one on B, `2A` two on A, `C+D` one on C or D, `2*` two anywhere.",
    hint: "a term for each copy: `A,B`, `2A`, `AB,C+D`, `A[B+C]`, `2*`",
  },
  MFS121: {
    severity: "error",
    means: "A storage class asks for a label that no chunkserver of the pool has.",
    cause:
      "The label is misspelt or was not given to a chunkserver. MooseFS would accept the class and never fulfil it.",
    done: refused,
    remedy: "Give a chunkserver the label under `labels`, or correct the expression.",
    hint: "give it to one (`labels: [{label}]`); {labels}",
  },
  MFS122: {
    severity: "error",
    means: "A storage class asks for more copies than the chunkservers can hold.",
    cause:
      "Each copy needs a chunkserver of its own with the right labels. Chunkservers that are draining do not count.",
    done: refused,
    remedy: "Give more chunkservers these labels, or ask for fewer copies.",
    hint: "give more chunkservers these labels, or ask for fewer copies",
  },
  MFS123: {
    severity: "error",
    means: "A storage class has only one of `archive` and `archiveDelay`.",
    cause: "`archive` says where the chunks go, `archiveDelay` after how many days. One needs the other.",
    done: refused,
    remedy: "Declare both, or neither.",
    hint: { delay: "say where files go, or remove it", archive: "add `archiveDelay: 30`" },
  },
  MFS156: {
    severity: "error",
    means: "Chunks would be in a folder of the system.",
    cause:
      "`folder` of the pool or `path` of a disk is a folder of the system, or in one that is lost at boot or that the chunkserver cannot write: its unit makes /usr, /boot and /etc read-only and /tmp its own.",
    done: refused,
    remedy: "Put the chunks in a folder for data, for example below /mnt, /srv or /data.",
    hint: "put chunks on a folder for data, such as one below /mnt, /srv or /data",
  },
  MFS160: {
    severity: "error",
    means: "The size of a disk image is too small for chunks.",
    cause: "A chunk takes up to 64 MiB, and a chunkserver with less than 1 GB free gets no new ones.",
    done: refused,
    remedy: "Set a larger `size` for the pool or the chunkserver.",
    hint: "the smallest that works: `size: {least}`",
  },
  MFS161: {
    severity: "warning",
    means: "A `size` has no effect.",
    cause:
      "With `backing: directory` nothing limits the size, and disks given under `disks` have the size they have.",
    done: `${goesOn} The value is ignored.`,
    remedy: "Remove `size`. To limit a disk that is given, use its `limit`.",
    hint: "remove it",
  },
  MFS162: {
    severity: "error",
    means: "A chunkserver of a pool with `backing: device` names no device.",
    cause:
      "Its entry has neither `device` nor `disks`, so holdfast does not know on what to make the file system.",
    done: refused,
    remedy: "Add `device: /dev/…` to the entry; `lsblk` on the host lists the devices.",
    hint: "write `{ host: {host}, device: /dev/… }`",
  },
  MFS163: {
    severity: "error",
    means: "A chunkserver has a `device` that does not fit the rest.",
    cause: "It has `disks` as well, or the pool does not have `backing: device`.",
    done: refused,
    remedy: "Remove `device` or `disks`, or set `backing: device` for the pool.",
    hint: { both: "remove one of the two", backing: "set `backing: device` for the pool, or remove it" },
  },
  MFS164: {
    severity: "error",
    means: "The `limit` of a disk leaves no room to work with.",
    cause:
      "A limit such as `500MB` is smaller than what a chunkserver needs to get chunks, or a limit such as `-10MB` leaves less free than one chunk takes.",
    done: refused,
    remedy: "Set a larger `limit`, or remove it to use the whole disk.",
    hint: "the smallest that works: `limit: {least}`",
  },
  MFS165: {
    severity: "error",
    means: "One device of a host is given twice.",
    cause: "Two entries name the same `device`, in one pool or in two. It can carry only one file system.",
    done: refused,
    remedy: "Name another device in one of the two entries.",
  },
} as const satisfies FindingTable;
