import type { FindingTable } from "../../../model/finding-table.ts";

/** What a plan reports about the exports found on the hosts, and about changes of exports. */
export const planFindings = {
  NFS210: {
    severity: "error",
    means: "A file that is not holdfast's exports the same path to the same client.",
    cause: "Somebody wrote the entry into /etc/exports or a file in /etc/exports.d by hand.",
    done: "holdfast plans nothing for this share and for what needs it. The other file is not touched.",
    remedy: "Take the entry out of that file, or the client out of the share, and plan again.",
    hint: "take that entry out of {file} there, or {client} out of share {share}",
  },
  NFS211: {
    severity: "info",
    means: "A file that is not holdfast's already exports exactly what the share declares.",
    cause: "The export was made by hand before holdfast was used.",
    done: "holdfast leaves the export as it is and writes no file of its own for it.",
    remedy: "Nothing has to be done. To hand the export over, take its lines out of that file and apply.",
    hint: "to let holdfast keep it, take the lines out of {file} there and apply",
  },
  NFS212: {
    severity: "warning",
    means: "The path of a share is also exported to clients that the file does not name.",
    cause: "Somebody exported it with `exportfs`, or from another file.",
    done: "holdfast leaves those exports as they are and plans its own.",
    remedy: "Declare the clients under `allow`, or take that export back on the host.",
    hint: "declare them under `allow`, or have whoever made that export take it back",
  },
  NFS213: {
    severity: "error",
    means: "A share is to be mounted with a version of NFS that its server does not serve.",
    cause:
      "The version is switched off on the server, in /etc/nfs.conf or a file in /etc/nfs.conf.d. Version 3 also needs rpcbind to run there.",
    done: "holdfast does not plan the mount: it would wait for two minutes and fail. What is mounted stays mounted.",
    remedy:
      "Take another `version` for the share or client; or switch the version on in /etc/nfs.conf on the server (`vers3=y`), then run `systemctl restart nfs-server`.",
    hint: '`version: "{served}"` for it; or switch {version} on in /etc/nfs.conf on {host}, then `systemctl restart nfs-server` there',
  },
  NFS220: {
    severity: "warning",
    means: "A client outside the file still uses an export that a change takes away.",
    cause: "The server knows the client as connected, and the change removes the client's access.",
    done: "The change is planned. holdfast cannot unmount the share on a host that is not in the file.",
    remedy: "Unmount the share on that client before you apply.",
    hint: "unmount it on {user} first, or it will see stale file handles",
  },
  NFS221: {
    severity: "warning",
    means: "A share moves to another host or path, and its data does not.",
    cause: "The `host` or `path` of the share was changed in the file.",
    done: "holdfast plans to move the export and the mounts. It copies and removes no data.",
    remedy: "Copy the data to the new place before you apply. The data at the old place stays there.",
    hint: "copy the data first if the clients are to find it there; what is at the old place stays there",
  },
} as const satisfies FindingTable;
