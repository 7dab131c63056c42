import type { Read } from "../../model/snapshot.ts";
import { sizeFact } from "../host/mount-state.ts";
import { mountsFact, parseMounts } from "../host/mounts.ts";
import type { Remark } from "../host/remark.ts";
import type { MasterView } from "./cli.ts";
import type { Pool, PoolClient } from "./pool.ts";

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
 * What is wrong with a client's mount; nothing when it has the pool mounted and it answers. The mount alone proves
 * nothing: it is made before the master is reached, and stays when the client is not let in any more. Which folder is
 * mounted 3.x tells only at the master.
 */
export function clientRemark(
  client: PoolClient,
  pool: Pool,
  read: Read,
  view: MasterView | undefined,
): Remark | undefined {
  const { host, mountpoint, folder, address } = client;
  const mounts = read(mountsFact.key);
  if ("unknown" in mounts) return { level: "unsure", note: `${host}: ${mounts.unknown}` };
  const top = parseMounts(mounts.out)
    .filter(({ where }) => where === mountpoint)
    .at(-1);
  if (!top) return { level: "degraded", note: `${host} has not mounted it at ${mountpoint}` };
  if (!ofPool(pool, top))
    return { level: "degraded", note: `${host} has ${top.source} mounted at ${mountpoint}` };
  const own = view?.mounts.filter((row) => row.ip === address && row.mountpoint === mountpoint) ?? [];
  const size = read(sizeFact(mountpoint).key);
  if ("unknown" in size || size.rc !== 0) {
    const why = "unknown" in size ? `it does not answer (${size.unknown})` : "reading it fails";
    const stranger =
      view && own.length === 0 ? "; the master does not know this mount: see /etc/mfs/mfsexports.cfg" : "";
    return { level: "degraded", note: `${host} has it mounted at ${mountpoint}, but ${why}${stranger}` };
  }
  const other = own.find(({ active, path }) => active && path !== "" && plain(path) !== plain(folder));
  if (!other) return undefined;
  return {
    level: "degraded",
    note: `${host} has its folder ${other.path} mounted at ${mountpoint}, not ${plain(folder)}`,
  };
}
