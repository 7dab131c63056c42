import { createHash } from "node:crypto";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { pathFact, pathState } from "../../host/probe/path.ts";
import type { Entry } from "./exports-file.ts";
import { says } from "./options.ts";

/** Wanted: one path exported to exactly these clients, by one file of ours. */
export interface ExportSpec {
  readonly fleet: string;
  readonly share: string;
  readonly path: string;
  /** Client → export options. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  /** Its mounts on hosts of the file, as addresses, and the version each asks for. */
  readonly mounts: Readonly<Record<string, string>>;
}

/** The spec of an `nfs.export` resource. */
export const exportSpec = (resource: Resource): ExportSpec => resource.spec as unknown as ExportSpec;

/** What of the file a share's export serves. */
export const partOf = (share: string): string => `shares.${share}`;

/** File systems without an identity of their own that survives a reboot: the server refuses them without `fsid=`. */
const anonymous = new Set(["overlayfs", "tmpfs", "ramfs", "fuseblk", "fuse", "nfs", "aufs"]);

/** A UUID (version 5 in form) that is the same at every run: file handles of clients depend on it. */
function stableId(host: string, path: string): string {
  const hash = createHash("sha1").update(`holdfast ${host}:${path}`).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    variant + hash.slice(18, 20),
    hash.slice(20, 32),
  ].join("-");
}

/** The wanted lines of the share's file: one entry per client, with an identity where the file system has none. */
export function wantedEntries(resource: Resource, read: Read): readonly Entry[] {
  const { path, clients } = exportSpec(resource);
  const seen = pathState(read(pathFact(path).key));
  const needsId = !("unknown" in seen) && anonymous.has(seen.fileSystem);
  return Object.keys(clients)
    .sort()
    .map((client) => {
      const options = clients[client] ?? [];
      const id = needsId && !says(options, "fsid") ? [`fsid=${stableId(resource.host, path)}`] : [];
      return { path, client, options: [...options, ...id] };
    });
}
