import type { Config } from "../../../model/config.ts";
import type { Span } from "../../../model/span.ts";
import { within } from "../probe/path.ts";

/** A path that a part of the file claims on a host: a folder it exports, a mountpoint, a brick, a disk for chunks. */
export interface Place {
  readonly use: "export" | "mount" | "brick" | "disk";
  readonly host: string;
  readonly path: string;
  /** `share web`, `pool gvol`. */
  readonly part: string;
  readonly at: Span;
}

const words = (text: string): readonly string[] => text.split(" ");

/** Nothing in these is for people's files. */
export const systemTrees: readonly string[] = words("/proc /sys /dev /boot /etc /run/systemd");

/** Folders whose whole content is the system's. */
export const systemFolders: ReadonlySet<string> = new Set(
  words("/ /root /var /usr /run /bin /sbin /lib /lib64"),
);

/** Mounting on these hides what the system needs; below most of them is fine. */
const neverMountOn = new Set([
  ...systemFolders,
  ...words("/home /opt /tmp /usr/bin /usr/lib /usr/local /usr/sbin /usr/share"),
  ...words(
    "/var/cache /var/lib /var/lib/dpkg /var/lib/nfs /var/lib/glusterd /var/lib/mfs /var/log /var/run /var/tmp",
  ),
]);

/** Whether a path is in a tree of the system's own. */
export const inSystemTree = (path: string): boolean => systemTrees.some((tree) => within(path, tree));

/** Whether a mount there would hide what the host needs to run. */
export const hidesSystem = (path: string): boolean => inSystemTree(path) || neverMountOn.has(path);

/** What NFS shares claim, in file order: the folder on the server, then the mountpoint of each client. */
export const sharePlaces = (config: Config): readonly Place[] =>
  Object.entries(config.file.shares ?? {}).flatMap(([name, share]): Place[] => {
    const at = (...rest: (string | number)[]) => config.at(["shares", name, ...rest]);
    const part = `share ${name}`;
    const mounts = (share.clients ?? []).map((entry, index): Place => {
      const client = typeof entry === "string" ? { host: entry } : entry;
      const own = client.mountpoint === undefined ? [] : ["mountpoint"];
      const path = client.mountpoint ?? share.mountpoint ?? share.path;
      return { use: "mount", host: client.host, path, part, at: at("clients", index, ...own) };
    });
    return [{ use: "export", host: share.host, path: share.path, part, at: at("path") }, ...mounts];
  });

/** Places on one host of which one is, or holds, the other; the earlier of the list first. */
export function meetings(places: readonly Place[]): readonly (readonly [Place, Place])[] {
  const onHost = new Map<string, Place[]>();
  return places.flatMap((later) => {
    const before = onHost.get(later.host) ?? [];
    onHost.set(later.host, before);
    const met = before.filter(({ path }) => within(path, later.path) || within(later.path, path));
    before.push(later);
    return met.map((first) => [first, later] as const);
  });
}
