import type { Read } from "../../../model/snapshot.ts";
import { mountRemark } from "../../host/status/mounts.ts";
import type { Remark } from "../../host/status/remark.ts";
import type { Pool, PoolClient } from "../pool/index.ts";
import type { MasterView } from "../probe/cli.ts";

/** Whether a mounted file system is MooseFS, of the master a pool has: `mfs#mfsmaster-mvol:9421/projects`. */
export function ofPool(
  pool: Pick<Pool, "alias" | "master" | "address">,
  mounted: { readonly fstype: string; readonly source: string },
): boolean {
  const server = /^mfs#([^:]+):/.exec(mounted.source)?.[1];
  const names = [pool.alias, pool.master, pool.address];
  return mounted.fstype.startsWith("fuse") && server !== undefined && names.includes(server);
}

const plain = (folder: string) => `/${folder.replace(/^\/+|\/+$/g, "")}`;

/**
 * What is wrong with a client's mount; nothing when it has the pool mounted and it answers. Which folder is mounted 3.x
 * tells only at the master.
 */
export function clientRemark(
  client: PoolClient,
  pool: Pool,
  read: Read,
  view: MasterView | undefined,
): Remark | undefined {
  const { host, mountpoint, folder, address } = client;
  const own = view?.mounts.filter((row) => row.ip === address && row.mountpoint === mountpoint);
  const stranger =
    own?.length === 0 ? "; the master does not know this mount: see /etc/mfs/mfsexports.cfg" : "";
  const remark = mountRemark(client, read, (mounted) => ofPool(pool, mounted), stranger);
  if (remark) return remark;
  const other = own?.find(({ active, path }) => active && path !== "" && plain(path) !== plain(folder));
  if (!other) return undefined;
  return {
    level: "degraded",
    note: `${host} has its folder ${other.path} mounted at ${mountpoint}, not ${plain(folder)}`,
  };
}
