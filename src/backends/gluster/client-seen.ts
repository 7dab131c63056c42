import type { Read } from "../../model/snapshot.ts";
import { sizeFact } from "../host/mount-state.ts";
import { mountsFact, parseMounts } from "../host/mounts.ts";
import type { Remark } from "../host/remark.ts";
import type { PoolClient } from "./pool.ts";

/** The volume that is mounted from a source such as `s1:/gvol` or `s1:/gvol/folder`; nothing for other file systems. */
export function volumeMounted(mounted: {
  readonly fstype: string;
  readonly source: string;
}): string | undefined {
  if (mounted.fstype !== "fuse.glusterfs") return undefined;
  return /:\/?([^/]+)/.exec(mounted.source)?.[1];
}

/**
 * Whether a client has a volume mounted and it answers; what is wrong when not. The mount alone proves nothing: it is
 * there for a moment before the volume is reached, and stays when the volume is lost.
 */
export function clientRemark(client: PoolClient, volume: string, read: Read): Remark | undefined {
  const { host, mountpoint } = client;
  const mounts = read(mountsFact.key);
  if ("unknown" in mounts) return { level: "unsure", note: `${host}: ${mounts.unknown}` };
  const top = parseMounts(mounts.out)
    .filter(({ where }) => where === mountpoint)
    .at(-1);
  if (!top) return { level: "degraded", note: `${host} has not mounted it at ${mountpoint}` };
  if (volumeMounted(top) !== volume)
    return { level: "degraded", note: `${host} has ${top.source} mounted at ${mountpoint}` };
  const size = read(sizeFact(mountpoint).key);
  if ("unknown" in size)
    return { level: "degraded", note: `${host} has it mounted, but it does not answer (${size.unknown})` };
  if (size.rc !== 0) return { level: "degraded", note: `${host} has it mounted, but reading it fails` };
  return undefined;
}
