import type { Read } from "../../../model/snapshot.ts";
import { mountRemark } from "../../host/status/mounts.ts";
import type { Remark } from "../../host/status/remark.ts";
import type { PoolClient } from "../pool/index.ts";

/** The volume that is mounted from a source such as `s1:/gvol` or `s1:/gvol/folder`; nothing for other file systems. */
export function volumeMounted(mounted: {
  readonly fstype: string;
  readonly source: string;
}): string | undefined {
  if (mounted.fstype !== "fuse.glusterfs") return undefined;
  return /:\/?([^/]+)/.exec(mounted.source)?.[1];
}

/** What is wrong with a client's mount of a volume; nothing when it is there and answers. */
export const clientRemark = (client: PoolClient, volume: string, read: Read): Remark | undefined =>
  mountRemark(client, read, (mounted) => volumeMounted(mounted) === volume);
