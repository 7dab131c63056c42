import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

/** What a plan reports about the goal of a pool, and about what changes do to hosts and clients. */
export const goalFindings = {
  MFS280: {
    severity: "error",
    means: "The number of copies is to go down while chunks are missing or have one copy left.",
    cause: "`goal` or a class was lowered, and a chunkserver or disk is away or broken.",
    done: `${planNothing} Goal and classes stay as they are.`,
    remedy:
      "Bring the chunkservers and disks back, wait until missing and endangered in `mfscli -SIC` are 0, and plan again.",
    hint: "bring the chunkservers and disks back that hold their copies (`holdfast status` shows which are away), then plan again",
  },
  MFS281: {
    severity: "warning",
    means: "The number of copies goes down, and MooseFS deletes the copies beyond it.",
    cause: "`goal` or a class was lowered in the file.",
    done: "holdfast plans the change and asks for consent (`reduce:pool/<pool>`).",
    remedy:
      "Apply with `--consent` and the token that the plan shows, or raise the number in the file again.",
    hint: "raising it again copies everything anew",
  },
  MFS282: {
    severity: "warning",
    means: "A class that means a number of copies was changed on the master.",
    cause:
      "Somebody changed what the class `1` to `9` or `1CP` to `9CP` keeps, so `goal` does not mean what the file says.",
    done: "holdfast uses the class as it is and does not change it back.",
    remedy:
      "Declare a class of your own for what it was changed to. Then give it its meaning back in a mount of the pool: `mfsscadmin modify -C '2*' -K '2*' 2`, for goal 2.",
    hint: "declare a class of your own for that, and give {name} its meaning back: `mfsscadmin modify -C '{goal}*' -K '{goal}*' {name}`",
  },
  MFS283: {
    severity: "warning",
    means: "The chunkservers cannot hold now what the goal or class of a pool asks for.",
    cause:
      "The master says so: chunkservers are not connected, are full or overloaded, or do not have the labels.",
    done: "holdfast plans the rest. MooseFS may keep fewer copies, or place them elsewhere, until it can.",
    remedy:
      "Run `mfscli -SCS` on the master's host: see that all chunkservers are listed with their labels and have room. `mfscli -SSC` shows whether a class can be fulfilled.",
    hint: "see that all its chunkservers are connected and have room, and that their labels are as declared",
  },
  MFS290: {
    severity: "warning",
    means: "A host that becomes a master or a chunkserver has little memory.",
    cause: "It has less than the 2 GB that MooseFS wants. A master keeps all metadata in memory.",
    done: "holdfast plans the daemon all the same.",
    remedy:
      "For a small pool nothing has to be done. Otherwise give the host more memory, or choose another one.",
    hint: "enough for a small pool: a master takes about 0.3 GB for a million files, a chunkserver 0.25 GB for a million chunks",
  },
  MFS291: {
    severity: "warning",
    means: "A host has the pool mounted, and a change takes its access away.",
    cause:
      "The host is no client of the file any more, or `allow` lost its address, and something else than holdfast keeps the mount.",
    done: "The change is planned, and the mount stays. Whatever uses it then hangs until it has access again.",
    remedy: "Unmount the pool on that host before you apply, or name its address in `allow`.",
    hint: "unmount it on {host} first, or name {address} in `allow`",
  },
} as const satisfies FindingTable;
