import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

const drainNothing = `${planNothing} Its disks stay in use and keep their chunks.`;
const back = "name it again, add another chunkserver, or bring one back that is away";
const startPool = "start the pool (`state: started`)";

/** What a plan reports about the chunkservers of a pool, what leaves them, and its metaloggers. */
export const chunkserverFindings = {
  MFS230: {
    severity: "error",
    means: "The list of disks of a chunkserver is not holdfast's, and differs from the file.",
    cause: "Somebody wrote /etc/mfs/mfshdd.cfg by hand.",
    done: `${planNothing} The list is not overwritten.`,
    remedy:
      "Declare the disks, limits and marks as that list has them, and plan again. With `adopt: true` in the pool holdfast makes the list as declared instead, and empties disks that the file does not name before they leave.",
    hint: "make the file as it is, or write `adopt: true` to have the disks made as the file is (those it does not name are emptied first)",
  },
  MFS231: {
    severity: "error",
    means: "A host still holds chunks of another pool.",
    cause: "The host was moved from one pool of the file to another. A chunkserver serves one pool.",
    done: planNothing,
    remedy:
      "Take the host out of the new pool and of the old one, and apply until it is drained and stopped. Then name it in the new pool.",
    hint: "take it out of {pools} first, apply until it is drained, then name it in {pool}",
  },
  MFS232: {
    severity: "error",
    means: "A chunkserver belongs to another MooseFS instance than the pool.",
    cause:
      "A disk, or the id in /var/lib/mfs/chunkserverid.mfs, is of another master: a disk was moved here, or the pool has a new master.",
    done: `${planNothing} No id and no chunk is deleted.`,
    remedy:
      "Check first that the pool has the right master: the chunks may be of the pool's old metadata (see MFS207). If the other pool is gone for good, give the disk another folder or remove the old one; for the id of the host, stop moosefs-chunkserver and move chunkserverid.mfs away. Then plan again.",
    hint: {
      disk: "name another folder, or bring that pool's master back; when nobody needs those chunks any more, remove the folder by hand",
      host: "if that pool is gone for good: move /var/lib/mfs/chunkserverid.mfs away on {host}, with the chunkserver stopped, and plan again",
    },
  },
  MFS233: {
    severity: "error",
    means: "Fewer than two chunkservers would be in use without what is to leave.",
    cause:
      "A chunkserver or its disks were taken out of the file or set to `draining`, and others are disconnected.",
    done: drainNothing,
    remedy:
      "Add a chunkserver, bring one back that is away (`mfscli -SCS` on the master's host lists them), or declare the one that leaves again.",
    hint: back,
  },
  MFS234: {
    severity: "error",
    means: "The chunkservers left could not hold the copies that a goal or storage class asks for.",
    cause:
      "Each copy needs a chunkserver of its own with the right labels. Without what is to leave there are too few.",
    done: drainNothing,
    remedy:
      "Add a chunkserver with these labels or bring one back, or lower the goal or change the class before you take it away (`mfscli -SSC` on the master's host lists the classes).",
    hint: `${back}; or lower the goal, or change the class, first`,
  },
  MFS235: {
    severity: "error",
    means: "The disks left have no room for the chunks of what is to leave.",
    cause:
      "The chunks are copied to other disks first, and holdfast wants a twentieth more free than they hold.",
    done: drainNothing,
    remedy:
      "Add a disk or a chunkserver, or delete files; space of deleted files is free only after their trash time. `mfscli -SCS` shows how full each server is.",
    hint: "free some room, or add a disk or a chunkserver first",
  },
  MFS236: {
    severity: "error",
    means: "Chunks of the pool have too few copies already, so nothing is taken away.",
    cause: "A disk or a chunkserver is away or broken, or the goal was raised and MooseFS still copies.",
    done: drainNothing,
    remedy:
      "Run `mfscli -SIC` on the master's host: wait until endangered and undergoal are 0, then plan again. For missing chunks bring the chunkserver or disk that has them back; `mfscli -SMF` lists their files.",
    hint: {
      missing:
        "`mfscli -SMF` on {master} lists the files: bring the chunkserver back that has them, or delete them",
      few: "wait until they have been copied (`holdfast status` shows it), then plan again",
    },
  },
  MFS237: {
    severity: "error",
    means: "A chunkserver or its disks cannot be emptied now.",
    cause:
      "The master does not run, the pool is declared as stopped, or a chunkserver does not say what is on its disks.",
    done: drainNothing,
    remedy:
      "Start the pool or bring its master back (`systemctl status moosefs-master`), see that all chunkservers answer (`mfscli -SHD`), and plan again.",
    hint: {
      master: "bring the master back first",
      stopped: `${startPool}, or name it in the file again`,
      disks: "plan again when all chunkservers answer",
    },
  },
  MFS238: {
    severity: "warning",
    means: "A chunkserver does not use one of its disks any more.",
    cause:
      "It had errors on the disk, the size of its file system changed while it ran, or the folder could not be used.",
    done: "holdfast plans the rest, does not repair the disk and does not take it out of the list.",
    remedy:
      "Read `journalctl -u moosefs-chunkserver` and `dmesg` on the host. When the disk is good again, `systemctl reload moosefs-chunkserver` takes it back. Otherwise take it out of `disks` and apply.",
    hint: "see `journalctl -u moosefs-chunkserver` there; when it is repaired, `systemctl reload moosefs-chunkserver` takes it back, else take it out of `disks`",
  },
  MFS239: {
    severity: "info",
    means: "How far a drain is that the file asks for.",
    cause: "A chunkserver or some of its disks have `state: draining`.",
    done: "The disks are marked with `*` in /etc/mfs/mfshdd.cfg, and MooseFS copies their chunks to others. holdfast removes nothing before the file does.",
    remedy:
      "Wait until the finding says that it is drained, then take it out of the file and apply. To take the drain back, remove `state: draining` and apply.",
  },
  MFS240: {
    severity: "warning",
    means: "A chunkserver runs, and its master does not have it.",
    cause:
      "The chunkserver cannot reach port 9420 of the master, looks for another master, or is refused because it belongs to another instance.",
    done: "holdfast plans to let it join, and reports it when the master still does not have it.",
    remedy:
      "Read `journalctl -u moosefs-chunkserver` on the host, and test the way with `nc -vz mfsmaster-<pool> 9420` there. `holdfast doctor` checks names and ports.",
    hint: "see `journalctl -u moosefs-chunkserver` there, and that port 9420 of {master} is open to it",
  },
  MFS241: {
    severity: "warning",
    means: "The master knows a chunkserver that the file does not name.",
    cause: "Somebody set it up by hand, or it left long ago and the master still remembers it.",
    done: "holdfast leaves it alone: it neither empties, stops nor forgets it.",
    remedy:
      "Name it under `chunkservers`. Or empty it: `*` in front of its lines in /etc/mfs/mfshdd.cfg, `systemctl reload moosefs-chunkserver`, wait for READY in `mfscli -SCS`, then `systemctl disable --now moosefs-chunkserver`. Make the master forget one that is disconnected for good: `mfscli -CRC/<address>/<port>`.",
    hint: {
      connected:
        "name it in `chunkservers`, or empty it first: `*` in front of its lines in /etc/mfs/mfshdd.cfg, reload, wait for READY, then stop it",
      away: "when it will not come back: `mfscli -CRC/{ip}/{port}` on {master}",
    },
  },
  MFS242: {
    severity: "error",
    means: "A chunkserver that is to leave is not connected, and its chunks may still be needed.",
    cause: "The chunkserver is down or not reached, and chunks of the pool have too few copies elsewhere.",
    done: `${planNothing} The master does not forget the chunkserver.`,
    remedy:
      "Bring the chunkserver back, or wait until missing, endangered and undergoal in `mfscli -SIC` are 0, and plan again.",
    hint: "bring it back, or wait until the others have made new copies, then plan again",
  },
  MFS243: {
    severity: "warning",
    means: "Disks are to leave a pool that does not run.",
    cause: "They were taken out of the file, and the pool is stopped or its master is not there yet.",
    done: "holdfast plans the rest. The disks stay in the list of the chunkserver.",
    remedy: "Start the pool, plan and apply again: the disks are emptied then. Or declare them again.",
    hint: {
      started: "plan again once the pool runs",
      stopped: `${startPool} to have it emptied, or name it in the file again`,
    },
  },
  MFS245: {
    severity: "error",
    means: "A metalogger's host keeps metadata of another MooseFS instance.",
    cause:
      "The host was the metalogger of another pool, or the pool has a new and empty master. The metalogger would overwrite these copies.",
    done: `${planNothing} The copies are not touched.`,
    remedy:
      "Check first that the pool has the right metadata: these copies may be the only good ones. If nobody needs them, stop moosefs-metalogger, move /var/lib/mfs/*_ml* away, and plan again.",
    hint: "if nobody needs them: with the metalogger stopped, move /var/lib/mfs/*_ml* away on {host}, and plan again",
  },
} as const satisfies FindingTable;
