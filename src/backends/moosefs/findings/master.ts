import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

const DATA = "/var/lib/mfs";
const masterKept = `${planNothing} It starts no master and touches no metadata.`;
const runsOn = `${planNothing} A master that runs goes on running.`;
const copyOf = `cp -a ${DATA} /root/mfs-copy`;
const setAside = "everything it has now is copied to {aside} first";

/** What a plan reports about the master of a pool: which metadata it serves, who else serves it, who may mount. */
export const masterFindings = {
  MFS200: {
    severity: "error",
    means: "The metadata on the master's host is not this pool's by its mark.",
    cause: "The master was set up by hand, or for another pool or another file of holdfast.",
    done: runsOn,
    remedy: `If it is the metadata of the pool, write \`adopt: true\` in the pool and plan again. If not, stop the master there and move ${DATA} away, or name another host \`master\`.`,
    hint: "write `adopt: true` if it is the namespace of {pool}, or move it away",
  },
  MFS201: {
    severity: "error",
    means: "A pool existed before, and the master's host has no metadata of it.",
    cause:
      "The disk of the master was replaced, or `master` names a host that never was its master or metalogger, while chunkservers or other hosts still have files of the pool.",
    done: `${masterKept} It never puts an empty namespace in its place.`,
    remedy: `Name the host that has the metadata \`master\`, or copy a saved ${DATA} to the master's host (owner mfs:mfs) and plan again. Without any copy the files are lost; a new pool then needs new disks and hosts.`,
    hint: {
      master: "{host} has its metadata: name it `master`",
      logger: "the metalogger on {host} has it up to change {change}: name {host} `master`",
      lost: `bring a copy of the master's ${DATA} to {master} (owner mfs) and plan again; without one the files are lost, and new disks and hosts make a new pool`,
    },
  },
  MFS202: {
    severity: "error",
    means: "The file a master loads at its start is empty, and a namespace existed before.",
    cause: `Somebody put an empty metadata.mfs into ${DATA}, for example a copy of metadata.mfs.empty after a crash. A start would load it, and MooseFS 3.0 then overwrites the good metadata.mfs.back.`,
    done: masterKept,
    remedy: `Do not start the master by hand. Run \`mv ${DATA}/metadata.mfs /root/empty-metadata.mfs\` on its host and plan again.`,
    hint: `somebody put it there: \`mv ${DATA}/metadata.mfs /root/empty-metadata.mfs\` on {master}, and plan again`,
  },
  MFS203: {
    severity: "error",
    means: "Changelogs are missing between the saved metadata and the last change.",
    cause:
      "A changelog*.mfs was deleted or lost. The changes after the gap cannot be applied without those in it.",
    done: masterKept,
    remedy: `Look for the missing changelog on metaloggers and old disks, copy it to ${DATA} (owner mfs:mfs) and plan again. To give up what came after the gap: \`${copyOf}\`, move the changelogs after the gap away, and plan again.`,
    hint: `look for changelog*.mfs with change {next} on old disks and metaloggers and copy it to ${DATA} (owner mfs), then plan again; to give up what came after: \`${copyOf}\`, move the changelogs beyond the gap away, and plan again`,
  },
  MFS204: {
    severity: "error",
    means: "A metalogger knows later changes than the host of the master.",
    cause:
      "The master ended without writing its last changes to disk, or its disk was put back to an older state.",
    done: masterKept,
    remedy: `Copy changelog_ml*.mfs from ${DATA} of the metalogger to ${DATA} of the master's host (\`chown mfs:mfs\`) and plan again.`,
    hint: `copy changelog_ml*.mfs of {host} from ${DATA} there to ${DATA} on {master} (owner mfs), and plan again`,
  },
  MFS205: {
    severity: "error",
    means: "It is not known whether a metalogger has later changes than the master's host.",
    cause: "The master does not run and has to be recovered, and the host of a metalogger cannot be asked.",
    done: masterKept,
    remedy:
      "Bring the host of the metalogger back and plan again. If it is lost, take it out of `metaloggers`.",
    hint: "bring {host} back first, or take it out of `metaloggers` if it is lost",
  },
  MFS206: {
    severity: "error",
    means: `${DATA} on the master's host has metadata of several MooseFS instances.`,
    cause: "Files of another master or metalogger were copied there, or the host served another pool before.",
    done: masterKept,
    remedy: `Run \`${copyOf}\` on the host, move the files of the other instance away, and plan again.`,
    hint: `\`${copyOf}\` there, move away what is not of {pool}, and plan again`,
  },
  MFS207: {
    severity: "error",
    means: "The metadata of the master and the chunks of the pool are of different MooseFS instances.",
    cause:
      "A new and empty master was made for old chunkservers, or `master` names a host that has other metadata.",
    done: runsOn,
    remedy: `Name the host that has the metadata of these chunks \`master\`, or bring a copy of it to the master's host. Never delete \`.metaid\` or \`chunkserverid.mfs\`: the master would take the chunks for unused and delete them after a week.`,
    hint: "name the host that has their metadata `master`, or bring it here; never delete `.metaid` or `chunkserverid.mfs` to make them fit",
  },
  MFS208: {
    severity: "error",
    means: "Another host runs the master of a pool, and the one the file names does not.",
    cause: "`master` was changed in the file, or somebody started the other master by hand.",
    done: `${planNothing} It does not stop the master that runs.`,
    remedy:
      "To keep the running one, name its host `master`. To move it, wait until the metalogger on the new host has the last changes, run `systemctl disable --now moosefs-master` on the old host, and plan again.",
    hint: "let the metalogger on {master} catch up, then on {host} `systemctl disable --now moosefs-master`, and plan again; or name {host} `master`",
  },
  MFS209: {
    severity: "error",
    means: "A host that was the master before has later changes than the host the file names.",
    cause: "`master` was changed before the metalogger on the new host had all changes.",
    done: masterKept,
    remedy:
      "Name the old host `master` again and apply. When the metalogger on the new host has caught up, move the master.",
    hint: "name {host} `master` again, apply, let the metalogger catch up, and move it then",
  },
  MFS210: {
    severity: "error",
    means: "Another metalogger has later changes than the one that is to take over.",
    cause: "`master` names the host of a metalogger that was behind when the old master ended.",
    done: masterKept,
    remedy: "Name the host of the metalogger with the last change `master`, and plan again.",
    hint: "name {host} `master` instead",
  },
  MFS211: {
    severity: "error",
    means: "The metadata on the master's host cannot be put together.",
    cause: `${DATA} has changelogs without saved metadata, or empty metadata without the changelogs from the first change on.`,
    done: masterKept,
    remedy: `Copy metadata*.mfs* and changelog*.mfs of a host that was master or metalogger of the pool to ${DATA} (owner mfs:mfs), and plan again.`,
    hint: "bring metadata*.mfs* and changelog*.mfs of another host that was its master or metalogger, and plan again",
  },
  MFS212: {
    severity: "warning",
    means: "Another host could serve the same pool as a second master.",
    cause: "It was the master before: its daemon runs or is enabled, or it still has the metadata.",
    done: `holdfast plans to stop and disable moosefs-master on that host and to move its metadata into ${DATA}/superseded-… there. It deletes none of it.`,
    remedy: "Nothing has to be done. If the wrong one of the two would go, change `master` before you apply.",
    hint: `it is kept in ${DATA}/superseded-…`,
  },
  MFS214: {
    severity: "error",
    means: `A master saved its metadata outside ${DATA}, in an emergency.`,
    cause: `The master could not write to ${DATA}, for example because the disk was full. Such a file may be the newest metadata there is.`,
    done: masterKept,
    remedy: `Make room in ${DATA}. With the master stopped, compare the dates; if the emergency file is the newest, copy it to ${DATA}/metadata.mfs.emergency (\`chown mfs:mfs\`). Move the original away in any case, and plan again.`,
    hint: `with the master stopped, copy it to ${DATA}/metadata.mfs.emergency (owner mfs) if it is the newest, move it away in any case, and plan again`,
  },
  MFS216: {
    severity: "info",
    means: "A master ended without saving, and its metadata is put together from the changelogs.",
    cause: "The master was killed, or its host lost power.",
    done: `holdfast plans to copy all metadata aside, to run \`mfsmaster restore\` and to start the master. The copy stays in ${DATA}.`,
    remedy: "Nothing has to be done. Delete the copy when you do not need it any more.",
    hint: setAside,
  },
  MFS217: {
    severity: "error",
    means: "/etc/mfs/mfsexports.cfg is not holdfast's, and allows something else than the file.",
    cause: "Somebody wrote the list of who may mount by hand.",
    done: `${planNothing} The list is not overwritten.`,
    remedy:
      "Declare everybody who needs the pool under `clients` and `allow`. Then write `adopt: true` in the pool, which replaces the list, and plan again.",
    hint: "declare those under `clients` and `allow`; `adopt: true` in the pool replaces them by what the file says",
  },
  MFS218: {
    severity: "info",
    means: "A host takes over as master with the metadata its metalogger kept.",
    cause:
      "The file names the host of a metalogger `master`, and the old master does not run or was not seen. Or the metalogger beside the master has later changes than the master itself.",
    done: "holdfast plans to copy all metadata aside and to make the master from it, and asks for consent (`takeover:pool/<pool>`).",
    remedy:
      "If the old master can be started once more, start it and let the metalogger catch up first. Otherwise apply with `--consent` and the token that the plan shows, and keep the old master from starting again.",
    hint: setAside,
  },
  MFS219: {
    severity: "error",
    means: "Two masters of a pool run, and chunkservers are connected to the one the file does not name.",
    cause:
      "An old master came back after a takeover, or both were started by hand. What clients write then differs between the two.",
    done: `${planNothing} It stops neither of the two.`,
    remedy:
      "See with `mfscli -H 127.0.0.1 -SIG -SCS` on each host which one has the current files. Run `systemctl disable --now moosefs-master` on the other host, name the one that stays `master`, and plan again.",
    hint: "on the one that is to go: `systemctl disable --now moosefs-master`, and plan again",
  },
} as const satisfies FindingTable;
