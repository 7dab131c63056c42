import { existsSync, readFileSync } from "node:fs";
import { labGroups } from "./groups.ts";
import { labNetwork } from "./network.ts";
import { outputSync } from "./program.ts";

/**
 * Removes all of a lab by its name alone: processes, mounts, loop devices, namespaces, groups and files. It needs no
 * record of what was started, so it also clears what a killed run left. It blocks, to work while the process exits.
 */
export function tearDown(id: string, folder: string, run: string): void {
  labGroups(id).remove();
  if (existsSync(folder)) {
    unmountBelow(folder);
    freeLoopDevices(folder);
  }
  labNetwork(id, 0).remove();
  outputSync(["rm", "-rf", "--one-file-system", folder, run]);
}

/** Hosts mount in namespaces that end with them; this is for mounts made by hand. */
function unmountBelow(folder: string): void {
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  for (const mount of mounts
    .filter((path) => path.startsWith(`${folder}/`))
    .sort()
    .reverse()) {
    outputSync(["umount", "-l", mount]);
  }
}

/** Loop devices belong to the whole machine and show paths as a container saw them: only the file's inode is sure. */
function freeLoopDevices(folder: string): void {
  const lines = outputSync(["losetup", "-n", "-O", "NAME,BACK-INO"]).trim().split("\n").filter(Boolean);
  if (lines.length === 0) return;
  const ours = new Set(
    outputSync(["find", folder, "-xdev", "-type", "f", "-size", "+1M", "-printf", "%i\n"]).split("\n"),
  );
  for (const line of lines) {
    const [device = "", inode = ""] = line.trim().split(/\s+/);
    if (ours.has(inode)) outputSync(["losetup", "-d", device]);
  }
}
