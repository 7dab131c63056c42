import type { Change } from "../../../model/change.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import { type Read, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { sizeFact } from "../mount/facts.ts";
import { type Mounted, mountsFact, parseMounts } from "../probe/mount-table.ts";
import type { Remark } from "./remark.ts";

/** Whether something mounted is what a part of the file means. */
export type IsOurs = (mounted: Mounted) => boolean;

/**
 * What is wrong with a mount of a share or pool on a client; nothing when it is there and answers. The mount alone
 * proves nothing: it may be there before its server is reached, and it stays when the server is lost. `silence` is added
 * when it does not answer.
 */
export function mountRemark(
  { host, mountpoint }: { readonly host: string; readonly mountpoint: string },
  read: Read,
  isOurs: IsOurs,
  silence = "",
): Remark | undefined {
  const mounts = read(mountsFact.key);
  if ("unknown" in mounts) return { level: "unsure", note: `${host}: ${mounts.unknown}` };
  const top = parseMounts(mounts.out)
    .filter(({ where }) => where === mountpoint)
    .at(-1);
  if (!top) return { level: "degraded", note: `${host} has not mounted it at ${mountpoint}` };
  if (!isOurs(top)) return { level: "degraded", note: `${host} has ${top.source} mounted at ${mountpoint}` };
  const size = read(sizeFact(mountpoint).key);
  if ("out" in size && size.rc === 0) return undefined;
  const why = "unknown" in size ? `it does not answer (${size.unknown})` : "reading it fails";
  return { level: "degraded", note: `${host} has it mounted, but ${why}${silence}` };
}

/** What is said of a mount at `where` on `host` that loses its access. */
export type CutOff = (host: string, where: string) => Draft;

/** Mounts of ours on `hosts`, which lose their access by `change` while the file leaves the mounts there. */
export const cutOffMounts = (
  change: Change,
  hosts: readonly string[],
  { changes, snapshot }: { readonly changes: readonly Change[]; readonly snapshot: Snapshot },
  isOurs: IsOurs,
  say: CutOff,
): readonly Finding[] =>
  hosts.flatMap((host) =>
    staysMounted(host, changes, snapshot, isOurs).map((where) => ({
      ...say(host, where),
      host,
      address: change.address,
      ...(change.at ? { at: change.at } : {}),
    })),
  );

/** Where a host has something of ours mounted that `changes` leave mounted. */
function staysMounted(
  host: string,
  changes: readonly Change[],
  snapshot: Snapshot,
  isOurs: IsOurs,
): readonly string[] {
  const mounts = readerOf(snapshot, host)(mountsFact.key);
  const mounted = "out" in mounts ? parseMounts(mounts.out).filter(isOurs) : [];
  const goes = (where: string) =>
    changes.some(({ op, address }) => op === "delete" && address === `host.mount/${host}:${where}`);
  return mounted.map(({ where }) => where).filter((where) => !goes(where));
}
