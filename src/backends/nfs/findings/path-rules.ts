import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about the paths that are exported and mounted. */
export const pathRuleFindings = {
  NFS104: {
    severity: "error",
    means: "Two shares export one path of one host.",
    cause: "The path is declared in two shares, often to give two groups of clients different options.",
    done: refused,
    remedy: "Put the clients of both into one share; each client can have `options` of its own there.",
    hint: "put the clients of both in one share",
  },
  NFS105: {
    severity: "warning",
    means: "The path of one share lies inside the path of another on the same host.",
    cause: "A folder and one below it are both exported, to different clients or with different options.",
    done: goesOn,
    remedy:
      "Accept that the clients of the outer share see the inner one with the outer share's options, or export folders that lie beside each other. An inner folder that is a file system of its own is hidden from the outer share's clients unless they have `crossmnt`.",
    hint: "who may mount {outer} reaches it too, unless it is a file system of its own without crossmnt",
  },
  NFS106: {
    severity: "error",
    means: "One host mounts two shares on the same mount point.",
    cause: "Both shares have the same `mountpoint`, or none and the same path on their servers.",
    done: refused,
    remedy: "Give one of the two another `mountpoint`, for that client or for the whole share.",
    hint: "give one of them another mountpoint",
  },
  NFS107: {
    severity: "error",
    means: "One host mounts a share inside the mount point of another.",
    cause:
      "The mount points are nested. The inner one needs a folder in the other server's share, and hangs whenever that server is away.",
    done: refused,
    remedy: "Choose mount points that lie beside each other.",
    hint: "the inner one would need a folder inside the other share, and hang with its server",
  },
  NFS108: {
    severity: "error",
    means: "An exported path and a mount point of the same host lie inside each other.",
    cause:
      "The host is the server of one share and a client of another. What came over NFS cannot be exported again, and a mount inside an exported folder hides the files below it.",
    done: refused,
    remedy: "Move the mount point, or export another folder.",
    hint: "the other is at {other}",
  },
  NFS109: {
    severity: "error",
    means: "A mount point would hide a folder the host needs to run.",
    cause: "The mount point is a folder of the system, such as /usr or /etc, or the root of the file system.",
    done: refused,
    remedy: "Mount on a folder of its own, such as one below /srv or /mnt.",
    hint: "mount it on a folder of its own, such as one below /srv or /mnt",
  },
  NFS110: {
    severity: "error",
    means: "A share exports a folder of the operating system.",
    cause:
      "The path is a folder whose whole content is the system's, such as / or /usr, or it is or lies in /etc, /boot, /dev, /proc, /sys or /run/systemd.",
    done: refused,
    remedy: "Export a folder that holds data only, such as one below /srv.",
  },
} as const satisfies FindingTable;
