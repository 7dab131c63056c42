import type { Fact, FactReply, Read } from "../../../model/snapshot.ts";
import { filesFact, type ListedFile, listedFiles } from "../../host/probe/files.ts";
import { type Entry, parseExports } from "../export/exports-file.ts";

/** All export files, ours and others'. */
export const filesOfExports = filesFact("exports", "/etc/exports /etc/exports.d/*.exports");

/** The table the server really uses: one line per path and client, every option written out. */
export const tableFact: Fact = {
  key: "etab",
  script: `[ ! -e /var/lib/nfs/etab ] || cat /var/lib/nfs/etab`,
  args: [],
  timeoutS: 5,
};

/** Addresses of NFSv4 clients that hold state on the server; v3 clients leave no trustworthy trace. */
export const usersFact: Fact = {
  key: "nfs-clients",
  script: `for f in /proc/fs/nfsd/clients/*/info; do [ ! -e "$f" ] || sed -n 's/^address: "\\(.*\\)"$/\\1/p' "$f"; done | sort -u`,
  args: [],
  timeoutS: 5,
};

/** The versions a server that runs serves, by the kernel's own list: `-3 +4 -4.0 +4.1 +4.2`. */
export const versionsFact: Fact = {
  key: "nfs-versions",
  script: "[ ! -r /proc/fs/nfsd/versions ] || cat /proc/fs/nfsd/versions",
  args: [],
  timeoutS: 5,
};

/** Versions that a server serves; `undefined` while it does not say, as before it first runs. */
export function versionsOf(read: Read): readonly string[] | undefined {
  const reply = read(versionsFact.key);
  const words = "out" in reply ? reply.out.trim().split(/\s+/) : [];
  const served = words.filter((word) => word.startsWith("+")).map((word) => word.slice(1));
  return served.length > 0 ? served : undefined;
}

/** What a server exports. */
export interface Exports {
  readonly files: readonly ListedFile[];
  readonly table: readonly Entry[];
}

/** Reads the files and the table; unknown if either is. */
export function exportsOf(read: Read): Exports | { readonly unknown: string } {
  const files = listedFiles(read(filesOfExports.key));
  const table: FactReply = read(tableFact.key);
  if ("unknown" in files) return { unknown: files.unknown };
  if ("unknown" in table) return table;
  if (table.rc !== 0) return { unknown: "/var/lib/nfs/etab could not be read" };
  return { files, table: parseExports(table.out) };
}

/** Addresses, without ports, of {@link usersFact}. */
export function usersOf(read: Read): readonly string[] {
  const reply = read(usersFact.key);
  if ("unknown" in reply) return [];
  const addresses = reply.out
    .split("\n")
    .map((line) => line.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"));
  return [...new Set(addresses.filter((address) => address !== ""))];
}
