import type { Fact } from "../../../model/snapshot.ts";

/** Asks what is mounted. The kernel's own table: reading it touches no file system, so a dead server cannot hang it. */
export const mountsFact: Fact = { key: "mounts", script: "cat /proc/self/mountinfo", args: [], timeoutS: 5 };

/** One mounted file system, as in proc(5) `mountinfo`. */
export interface Mounted {
  readonly where: string;
  readonly source: string;
  readonly fstype: string;
  /** Options of the mount and of the file system together; later ones add to earlier ones. */
  readonly options: readonly string[];
}

const plain = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** What is mounted, in mount order: the last entry of a path is the one seen there. */
export function parseMounts(mountinfo: string): readonly Mounted[] {
  return mountinfo.split("\n").flatMap((line) => {
    const [left, right] = line.split(" - ");
    const [, , , , where, own] = (left ?? "").split(" ");
    const [fstype, source, system] = (right ?? "").split(" ");
    if (!where || !fstype || source === undefined) return [];
    const options = [...(own ?? "").split(","), ...(system ?? "").split(",")];
    return [{ where: plain(where), source: plain(source), fstype, options }];
  });
}
