import { drafting, type FindingTable } from "../../../model/finding-table.ts";

const planNothing =
  "holdfast plans nothing for this resource and for those that need it, and changes nothing on the host for them.";

/** Every finding that the kinds of this backend report: directories, files, links, mounts, packages and units. */
export const hostFindings = {
  HST101: {
    severity: "error",
    means: "holdfast cannot manage the host.",
    cause:
      "holdfast needs root on the host, and the host must run Debian or Ubuntu with systemd. One of these is missing.",
    done: planNothing,
    remedy:
      "Set `sudo: true` for the host or connect as root. If the system is not supported, take the host out of the file or run Debian 12 or 13 or Ubuntu 22.04 or 24.04 on it.",
    hint: "{next}",
  },
  HST110: {
    severity: "error",
    means: "A unit that has to run is masked.",
    cause: "Somebody ran `systemctl mask` for the unit, which keeps everybody from starting it.",
    done: `${planNothing} It does not unmask the unit.`,
    remedy: "If the unit may run, run `systemctl unmask <unit>` on the host and plan again.",
    hint: "if it may run, `systemctl unmask {unit}` there and plan again",
  },
  HST120: {
    severity: "error",
    means: "The path of a directory exists on the host and is not a directory.",
    cause: "A file, a symbolic link or something else is at that path.",
    done: `${planNothing} What is at the path is not touched.`,
    remedy: "Move it away on the host, or declare another path, and plan again.",
    hint: "move it away, or declare another path",
  },
  HST121: {
    severity: "error",
    means: "A file system listed in /etc/fstab is not mounted, and a directory belongs on it.",
    cause:
      "A disk did not come up at boot, or somebody unmounted it. A directory made now would be on the disk below.",
    done: `${planNothing} It does not mount the file system.`,
    remedy: "Mount the file system on the host (`mount <mountpoint>`), then plan again.",
    hint: "mount it first (`mount {missing}`), then plan again",
  },
  HST130: {
    severity: "error",
    means: "A line of /etc/hosts gives a linked host another address than the file of holdfast.",
    cause:
      "Somebody added the name by hand, or the address of the host has changed in one of the two places.",
    done: `${planNothing} It changes only its own block of /etc/hosts, never a line outside it.`,
    remedy: "Take the name out of that line of /etc/hosts, or correct the address in storage.yaml.",
    hint: "take the name out of that line, or correct the address in storage.yaml",
  },
  HST140: {
    severity: "error",
    means: "Something that is not holdfast's is mounted at a mountpoint, or has a unit file for it.",
    cause:
      "Somebody mounted something else there, or the same with other options, or wrote a unit file for it.",
    done: `${planNothing} The mount and its unit file are not touched.`,
    remedy: "Unmount it and remove its unit file or its line in /etc/fstab, or declare another mountpoint.",
    hint: "unmount it and remove its unit or fstab line there, or declare another mountpoint",
  },
  HST141: {
    severity: "error",
    means: "The folder of a mountpoint is not empty.",
    cause: "Files were written there before anything was mounted, or while the mount was away.",
    done: `${planNothing} The files stay where they are.`,
    remedy: "Move the files away, perhaps onto the share itself, or declare another mountpoint.",
    hint: "move the content away (onto the share, perhaps), or declare another mountpoint",
  },
  HST142: {
    severity: "error",
    means: "A mountpoint exists on the host and is not a directory.",
    cause: "A file, a symbolic link or something else is at that path.",
    done: `${planNothing} What is at the path is not touched.`,
    remedy: "Move it away on the host, or declare another mountpoint, and plan again.",
    hint: "move it away, or declare another mountpoint",
  },
  HST143: {
    severity: "error",
    means: "A mountpoint is listed in /etc/fstab as well.",
    cause:
      "Somebody set up the mount by hand. Then both /etc/fstab and holdfast's unit would decide what is mounted.",
    done: `${planNothing} It does not change /etc/fstab.`,
    remedy: "Take the line out of /etc/fstab on the host, or declare another mountpoint.",
    hint: "take the line out of /etc/fstab there, or declare another mountpoint",
  },
  HST144: {
    severity: "warning",
    means: "A file system listed in /etc/fstab is not mounted, and a mountpoint lies on it.",
    cause: "A disk did not come up at boot, or somebody unmounted it.",
    done: "holdfast plans the mount all the same. It does not mount the missing file system.",
    remedy: "Mount the missing file system first. Mounted later, it covers the mountpoint.",
    hint: "mount it first, or it will cover {where} later",
  },
  HST150: {
    severity: "error",
    means: "A file that holdfast has to write exists and is not holdfast's.",
    cause: "Somebody wrote the file by hand, or the mark of holdfast was taken out of it.",
    done: `${planNothing} The file is not overwritten.`,
    remedy: "Move the file away if it is not needed, and plan again.",
    hint: "move it away if it is not needed, and plan again",
  },
} as const satisfies FindingTable;

/** Makes the drafts of this backend's findings. */
export const draft = drafting<keyof typeof hostFindings>(hostFindings);
