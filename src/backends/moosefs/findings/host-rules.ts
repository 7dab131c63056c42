import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

const wantsIpv4 = "set hosts.{host}.storageAddress to its IPv4 address in the storage network";
const anotherLogger = "name another host in `metaloggers:`; it takes little";

/** What the rules report about the hosts of a pool, their roles, and the settings of its master. */
export const hostRuleFindings = {
  MFS101: {
    severity: "error",
    means: "A pool names a host that is not under `hosts:`.",
    cause: "The name is misspelt, or the host was removed from `hosts:` and is still named in the pool.",
    done: refused,
    remedy: "Correct the name, or declare the host under `hosts:`.",
    hint: { near: "did you mean `{near}`?", all: "hosts: {names}" },
  },
  MFS102: {
    severity: "error",
    means: "A host of a pool has no IPv4 address as its storage address.",
    cause:
      "MooseFS speaks IPv4 only, and holdfast writes addresses into its settings. The host has an IPv6 address, a name or `local` instead.",
    done: refused,
    remedy: "Set `storageAddress` of the host to its IPv4 address in the storage network.",
    hint: wantsIpv4,
  },
  MFS103: {
    severity: "error",
    means: "A host of a pool has a loopback address as its storage address.",
    cause:
      "The storage address begins with 127 or 0. Other hosts cannot reach it, and a chunkserver refuses a master on loopback.",
    done: refused,
    remedy: "Set `storageAddress` of the host to its IPv4 address in the storage network.",
    hint: wantsIpv4,
  },
  MFS104: {
    severity: "error",
    means: "A host is a chunkserver of one pool twice.",
    cause: "The host is listed twice under `chunkservers`. A host runs one chunkserver with all its disks.",
    done: refused,
    remedy: "Keep one entry, and list all its disks under `disks` of that entry.",
    hint: "several disks of one go into its `disks`",
  },
  MFS105: {
    severity: "error",
    means: "A host is a metalogger of one pool twice.",
    cause: "The host is listed twice under `metaloggers`.",
    done: refused,
    remedy: "Remove one of the two entries.",
    hint: "name it once",
  },
  MFS107: {
    severity: "error",
    means: "The name `mfsmaster-<pool>` cannot be used for the master of a pool.",
    cause:
      "The hosts of a pool know its master by that name. It is longer than 63 letters, or a host or another pool has it already; capital and small letters count as the same.",
    done: refused,
    remedy: "Rename the pool, or the host that has the name.",
    hint: {
      long: "choose a shorter name",
      host: "rename one of the two",
      pool: "choose names that differ in more than case",
    },
  },
  MFS116: {
    severity: "warning",
    means: "A host has two of the roles master, chunkserver and metalogger in one pool.",
    cause: "The file gives the host both roles. If the host fails, both are gone at once.",
    done: goesOn,
    remedy: "Use a host of its own for each role. In a small pool you may keep it as it is.",
    hint: "use a host for each",
  },
  MFS117: {
    severity: "info",
    means: "A pool has no metalogger.",
    cause:
      "`metaloggers` is missing or empty. Then only the master's disk holds the metadata: which files there are, and which chunks make them.",
    done: goesOn,
    remedy: "Name a host other than the master's under `metaloggers` and apply.",
    hint: anotherLogger,
  },
  MFS118: {
    severity: "warning",
    means: "The only metalogger of a pool is on the host of its master.",
    cause:
      "The file names the same host as `master` and under `metaloggers`. If it fails, both copies of the metadata are lost.",
    done: goesOn,
    remedy: "Name another host under `metaloggers` and apply.",
    hint: anotherLogger,
  },
  MFS119: {
    severity: "error",
    means: "Two pools want the same daemon on one host.",
    cause:
      "A host runs each MooseFS daemon once, with one set of settings. Two pools name it for the same role, or one as master and one as metalogger, whose files share /var/lib/mfs.",
    done: refused,
    remedy: "Use another host for one of the two pools.",
    hint: "use another host for one of the pools",
  },
  MFS135: {
    severity: "error",
    means: "The port of the web pages is taken on its host.",
    cause:
      "`gui.port` is 22, which is sshd's, or a port of MooseFS on that host: 9419 to 9421 of a master, 9422 of a chunkserver.",
    done: refused,
    remedy: "Choose another port, or leave `port` out: the default is 9425.",
    hint: "take another, such as 9425",
  },
  MFS145: {
    severity: "error",
    means: "`options` of a pool has a setting of the master that holdfast decides itself.",
    cause:
      "holdfast relies on the folder and the ports of the packages, writes the exports itself, and keeps no secrets. Another value would break that.",
    done: refused,
    remedy: "Take the setting out of `options`. Use `clients` and `allow` to say who may mount.",
    hint: "take it out",
  },
} as const satisfies FindingTable;
