import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import { type Place, within } from "../../../model/place.ts";

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
const hidesSystem = (path: string): boolean => inSystemTree(path) || neverMountOn.has(path);

/** Daemons, programs and what does not survive a boot are there: data of a pool does not belong there. */
const noData = words(
  "/var/lib/glusterd /var/lib/mfs /usr /bin /sbin /lib /lib64 /run /var/run /tmp /var/tmp",
);

/** Whether data of a pool at or below a path would be in a folder of the system. */
export const isSystems = (path: string): boolean =>
  inSystemTree(path) || systemFolders.has(path) || noData.some((tree) => within(path, tree));

/** A place where neither a mount hides what the host needs nor data is in a folder of the system. */
export const isSensible = ({ use, path }: Place): boolean =>
  use === "mount" ? !hidesSystem(path) : !isSystems(path);

/** Mounts that would hide what their host needs; `draft` makes the backend's finding of a message. */
export const hidingMounts = (places: readonly Place[], draft: (message: string) => Draft): Finding[] =>
  places
    .filter(({ use, path }) => use === "mount" && hidesSystem(path))
    .map(({ path, host, at }) => ({
      ...draft(`a mount on ${path} would hide what ${host} needs to run`),
      at,
    }));
