import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

/** What a plan reports when bricks of a volume come, go or are replaced, or the volume is deleted. */
export const moveFindings = {
  GLU220: {
    severity: "error",
    means: "Bricks of a volume are to change, and something that has to be known for that is not.",
    cause:
      "Members do not answer, gluster still waits for one that went away, a brick does not report how much room it has, or the list of entries to be healed takes too long to count.",
    done: `${planNothing} What is not known counts as a reason against the change.`,
    remedy:
      "See `gluster peer status` and `gluster volume status <volume>` on a member, bring back what is away, and plan again.",
    hint: {
      room: "plan again when all bricks answer",
      silent: "plan again when its members answer",
      partial: "plan again when `gluster peer status` shows that member as disconnected, or when it is back",
      heal: "plan again in a moment; a big backlog takes long to count",
    },
  },
  GLU221: {
    severity: "error",
    means: "Bricks of a volume are to change while a brick is down that has to be up for it.",
    cause:
      "The process of a brick does not run, or its host is away. With a copy missing, the copy that a change takes away may be the last good one.",
    done: `${planNothing} A brick that is down may itself be replaced, as long as enough others of its set are up.`,
    remedy:
      "Bring the brick back, wait until `gluster volume heal <volume> info summary` shows nothing pending, and plan again. For a host that is lost, name another one in its place in `peers`.",
    hint: {
      down: "bring it back and let it heal first; `holdfast status` shows both",
      alone: "bring one of them back first",
    },
  },
  GLU222: {
    severity: "error",
    means: "Bricks of a volume are to change while files are in split-brain.",
    cause:
      "Copies of a file were written without each other, and gluster cannot tell which is right. Taking a copy away would decide it by accident.",
    done: `${planNothing} holdfast decides no split-brain.`,
    remedy:
      "List the files with `gluster volume heal <volume> info split-brain`. Decide each, for example with `gluster volume heal <volume> split-brain latest-mtime <file>` or `… source-brick <brick> <file>`, and plan again.",
    hint: "`gluster volume heal {volume} info split-brain` lists them; decide each, then plan again",
  },
  GLU223: {
    severity: "error",
    means: "What is on the bricks that leave does not fit on those that stay.",
    cause: "The pool is to lose sets, and the others have less free room than 105 % of what these hold.",
    done: `${planNothing} It does not begin to empty the bricks.`,
    remedy:
      "Remove files from the pool, or raise `size` first so that the other bricks grow, apply, and plan again.",
    hint: "free some room, or make the others larger first (`size`)",
  },
  GLU224: {
    severity: "error",
    means: "Somebody is taking other bricks out of the volume than the file does.",
    cause: "A `gluster volume remove-brick … start` was run by hand and is neither committed nor stopped.",
    done: `${planNothing} It neither commits nor stops what somebody else began.`,
    remedy:
      "Look at it with `gluster volume remove-brick <volume> <bricks> status`, then end it with `commit` or `stop` in place of `status`, with just these bricks, and plan again.",
    hint: "finish or stop that first: `gluster volume remove-brick … status|commit|stop` with just these bricks",
  },
  GLU225: {
    severity: "error",
    means: "Bricks of a volume are to change, and the volume is not started.",
    cause:
      "The volume is stopped, by `state: stopped` or by hand. gluster moves and heals data only in one that runs.",
    done: planNothing,
    remedy: "Undo the change of the bricks, write `state: started`, apply, and then change the bricks.",
    hint: "start it first (`state: started`), apply, then change its bricks",
  },
  GLU226: {
    severity: "error",
    means: "Files could not be moved off the bricks that leave.",
    cause: "gluster counted failures while it emptied the bricks. Files that failed are still on them.",
    done: `${planNothing} It does not commit, since that would lose the files.`,
    remedy:
      "See /var/log/glusterfs/<volume>-rebalance.log on the hosts of the bricks for the reason. Run `gluster volume remove-brick <volume> <bricks> stop`, mend the cause, and apply again, which empties the bricks anew. Do not use `commit` or `force`.",
    hint: "see /var/log/glusterfs/{volume}-rebalance.log there; `gluster volume remove-brick {volume} {bricks} stop` keeps the bricks",
  },
  GLU227: {
    severity: "warning",
    means: "A rebalance of a volume ended with failures.",
    cause:
      "gluster could not move some files onto the new bricks, for example since they were in use or a brick was down. They stay where they were and can be read as before.",
    done: "holdfast counts the rebalance as ended and starts no other.",
    remedy:
      "See /var/log/glusterfs/<volume>-rebalance.log on its hosts, mend the cause, and run `gluster volume rebalance <volume> start`.",
    hint: "see /var/log/glusterfs/{volume}-rebalance.log on its hosts, then `gluster volume rebalance {volume} start`",
  },
  GLU228: {
    severity: "warning",
    means: "Bricks of a volume are being taken out, and the file keeps them.",
    cause:
      "Somebody ran `gluster volume remove-brick … start` by hand, or the change of the file that began it was undone.",
    done: "holdfast neither commits nor stops it. Other changes of the volume are planned.",
    remedy:
      "To keep the bricks, run `gluster volume remove-brick <volume> <bricks> stop`. To let them go, take them out of the file.",
    hint: "`gluster volume remove-brick {volume} {bricks} stop` puts them back to use",
  },
  GLU229: {
    severity: "error",
    means: "A volume cannot be deleted while a member of its trusted pool is away.",
    cause: "A peer is disconnected. gluster deletes a volume only when all peers are connected.",
    done: "holdfast does not plan to delete the volume.",
    remedy:
      "Bring the member back (`gluster peer status` shows which it is) and plan again. One that is lost for good has to leave the trusted pool first.",
    hint: "bring it back first: a member that missed it would bring the volume back",
  },
} as const satisfies FindingTable;
