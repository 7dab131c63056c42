import { within } from "../../../model/place.ts";
import type { Fact, FactReply, Read } from "../../../model/snapshot.ts";
import { parseMounts } from "./mount-table.ts";

/** Part of a question: `standing PATH` sets `$a` to what there is of a path. */
export const STANDING = `standing() { a=$1; while [ ! -e "$a" ]; do a=\${a%/*}; a=\${a:-/}; done; }`;

/** Asks what is at a path and which file system it is, or would be, on. */
export const pathFact = (path: string): Fact => ({
  key: `path ${path}`,
  script: `if [ -d "$1" ]; then echo directory; elif [ -e "$1" ] || [ -L "$1" ]; then echo other; else echo absent; fi
${STANDING}
standing "$1"
stat -f -c '%T %S %b %a' -- "$a"`,
  args: [path],
  timeoutS: 3,
  mayHang: true,
});

/** A path as found; sizes in bytes of the file system it is on. */
export interface PathState {
  readonly is: "directory" | "other" | "absent";
  /** As `stat -f` names it: `ext2/ext3`, `xfs`, `overlayfs`, `tmpfs`, `fuseblk`, … */
  readonly fileSystem: string;
  readonly size: number;
  readonly available: number;
}

/** Reads the reply to {@link pathFact}. */
export function pathState(reply: FactReply): PathState | { readonly unknown: string } {
  if ("unknown" in reply) return reply;
  const [is, stat] = reply.out.split("\n");
  const found = /^(.+) (\d+) (\d+) (\d+)$/.exec(stat ?? "");
  if (reply.rc !== 0 || !found || (is !== "directory" && is !== "other" && is !== "absent"))
    return { unknown: "the path could not be looked at" };
  const block = Number(found[2]);
  return {
    is,
    fileSystem: found[1] ?? "",
    size: Number(found[3]) * block,
    available: Number(found[4]) * block,
  };
}

/** Asks which file systems the host mounts at boot. */
export const fstabFact: Fact = {
  key: "fstab",
  script: `[ ! -e /etc/fstab ] || cat /etc/fstab`,
  args: [],
  timeoutS: 5,
};

/**
 * The file system of `/etc/fstab` that should hold `path` and is not mounted: what is seen at `path` then is
 * not the data, and serving or filling it would hide that.
 */
export function missingMount(path: string, read: Read): string | undefined {
  const fstab = read(fstabFact.key);
  const mounts = read("mounts");
  if ("unknown" in fstab || "unknown" in mounts) return undefined;
  const mounted = new Set(parseMounts(mounts.out).map((mount) => mount.where));
  return fstab.out
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("#"))
    .map((line) => (line.trim().split(/\s+/)[1] ?? "").replaceAll("\\040", " "))
    .find((where) => where.length > 1 && where.startsWith("/") && within(path, where) && !mounted.has(where));
}
