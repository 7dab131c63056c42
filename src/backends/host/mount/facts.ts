import type { Resource } from "../../../model/resource.ts";
import type { Fact } from "../../../model/snapshot.ts";
import { filesFact } from "../probe/files.ts";
import { mountsFact } from "../probe/mount-table.ts";
import { fstabFact } from "../probe/path.ts";
import { mountSpec } from "./spec.ts";
import { UNIT_FOLDER, WANTS_FOLDER } from "./unit-file.ts";

/** Asks for all mount units, ours and others', and which are enabled. */
export const unitsFact = filesFact("mount-units", `${UNIT_FOLDER}/*.mount`, WANTS_FOLDER);

/** Asks what lies in a mount point as long as nothing is mounted on it: a mount would hide it. */
export const beneathFact = (where: string): Fact => ({
  key: `beneath ${where}`,
  script: `while read -r _ _ _ _ at _; do [ "$at" != "$2" ] || { echo mounted; exit 0; }; done </proc/self/mountinfo
if [ -d "$1" ]; then echo directory; ls -A -- "$1" | head -n 3; elif [ -e "$1" ] || [ -L "$1" ]; then echo other; else echo absent; fi`,
  args: [where, where.replace(/[\\ \t\n]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)],
  timeoutS: 3,
  mayHang: true,
});

/**
 * Asks a mounted file system for its size, and whether its root is still there; one whose server is gone does not
 * answer in time.
 */
export const sizeFact = (where: string): Fact => ({
  key: `size ${where}`,
  script: `stat -f -c '%S %b %a' -- "$1" 2>&1 || exit
links=$(stat --cached=never -c %h -- "$1" 2>&1) && [ "$links" != 0 ] || { echo "root: $links"; exit 1; }`,
  args: [where],
  timeoutS: 3,
  mayHang: true,
});

/** Everything a client is asked about its mounts. */
export const mountFacts = (resources: readonly Resource[]): readonly Fact[] => [
  unitsFact,
  mountsFact,
  fstabFact,
  ...resources.flatMap((resource) => {
    const { where } = mountSpec(resource);
    return [beneathFact(where), sizeFact(where)];
  }),
];
