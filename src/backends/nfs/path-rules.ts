import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import { type Span, spanText } from "../../model/span.ts";
import { within } from "../host/path.ts";
import { clientsOf } from "./expand.ts";

/** A path that a share claims on a host: the folder it exports, or where a client mounts it. */
interface Place {
  readonly use: "path" | "mountpoint";
  readonly host: string;
  readonly path: string;
  readonly share: string;
  readonly at: Span;
}

const words = (text: string): readonly string[] => text.split(" ");

/** Nothing in these is for people's files. */
const systemTrees = words("/proc /sys /dev /boot /etc /run/systemd");
/** Exporting these themselves gives away the system. */
const neverExport = new Set(words("/ /root /var /usr /run /bin /sbin /lib /lib64"));
/** Mounting on these hides what the system needs; below most of them is fine. */
const neverMountOn = new Set([
  ...neverExport,
  ...words("/home /opt /tmp /usr/bin /usr/lib /usr/local /usr/sbin /usr/share"),
  ...words("/var/cache /var/lib /var/lib/dpkg /var/lib/nfs /var/log /var/run /var/tmp"),
]);

/** What is exported and mounted where: two things at one path, one inside another, and folders of the system. */
export function pathRules(config: Config): Finding[] {
  const places = placesOf(config);
  const sensible = places.filter((place) => system(place).length === 0);
  return [...places.flatMap(system), ...pairs(sensible).flatMap(([first, later]) => meeting(first, later))];
}

/** Places on one host of which one is, or holds, the other. */
function pairs(places: readonly Place[]): readonly (readonly [Place, Place])[] {
  const onHost = new Map<string, Place[]>();
  return places.flatMap((later) => {
    const before = onHost.get(later.host) ?? [];
    onHost.set(later.host, before);
    const met = before.filter(({ path }) => within(path, later.path) || within(later.path, path));
    before.push(later);
    return met.map((first) => [first, later] as const);
  });
}

function placesOf(config: Config): readonly Place[] {
  return Object.entries(config.file.shares ?? {}).flatMap(([share, declared]): Place[] => {
    const at = (...rest: (string | number)[]) => config.at(["shares", share, ...rest]);
    const exported: Place = {
      use: "path",
      host: declared.host,
      path: declared.path,
      share,
      at: at("path"),
    };
    const mounts = clientsOf(declared).map(({ host, mountpoint, index }): Place => {
      const entry = declared.clients?.[index];
      const own = typeof entry === "object" && entry.mountpoint !== undefined;
      const where = own ? at("clients", index, "mountpoint") : at("clients", index);
      return {
        use: "mountpoint",
        host,
        path: mountpoint,
        share,
        at: where,
      };
    });
    return [exported, ...mounts];
  });
}

function system({ use, path, at, host }: Place): Finding[] {
  const inTree = systemTrees.some((tree) => within(path, tree));
  if (use === "mountpoint" && (inTree || neverMountOn.has(path)))
    return [
      {
        code: "NFS109",
        severity: "error",
        message: `a mount on ${path} would hide what ${host} needs to run`,
        at,
        hint: "mount it on a folder of its own, such as one below /srv or /mnt",
      },
    ];
  if (use === "path" && (inTree || neverExport.has(path)))
    return [
      {
        code: "NFS110",
        severity: "error",
        message: `exporting ${path} gives away the system of ${host}`,
        at,
      },
    ];
  return [];
}

/** What is wrong with two places of one pair. */
function meeting(first: Place, later: Place): Finding[] {
  if (first.use === "path" && later.use === "path") return exports(first, later);
  if (first.use === "mountpoint" && later.use === "mountpoint") return mounts(first, later);
  const [exported, mount] = first.use === "path" ? [first, later] : [later, first];
  if (exported.share === mount.share && exported.path === mount.path) return [];
  const message = within(mount.path, exported.path)
    ? `the mount ${mount.path} on ${mount.host} lies in ${exported.path}, which share ${exported.share} exports from there`
    : `${exported.path} on ${mount.host} lies in the mount ${mount.path} of share ${mount.share}: what came over NFS cannot be exported again`;
  return [
    {
      code: "NFS108",
      severity: "error",
      message,
      at: later.at,
      hint: `the other is at ${spanText(first.at)}`,
    },
  ];
}

function exports(first: Place, later: Place): Finding[] {
  if (first.path === later.path) {
    const message = `${later.path} on ${later.host} is exported by share ${first.share} already, at ${spanText(first.at)}`;
    return [
      {
        code: "NFS104",
        severity: "error",
        message,
        at: later.at,
        hint: "put the clients of both in one share",
      },
    ];
  }
  const [outer, inner] = within(later.path, first.path) ? [first, later] : [later, first];
  const message = `share ${inner.share} (${inner.path}) lies in share ${outer.share} (${outer.path}) on ${later.host}`;
  const hint = `who may mount ${outer.share} reaches it too, unless it is a file system of its own without crossmnt`;
  return [{ code: "NFS105", severity: "warning", message, at: later.at, hint }];
}

function mounts(first: Place, later: Place): Finding[] {
  const other = `the one of share ${first.share} at ${spanText(first.at)}`;
  if (first.path === later.path && first.share === later.share) return [];
  if (first.path === later.path)
    return [
      {
        code: "NFS106",
        severity: "error",
        message: `${later.host} mounts two shares on ${later.path}: this and ${other}`,
        at: later.at,
        hint: "give one of them another mountpoint",
      },
    ];
  const message = `${later.host} mounts ${later.path} and ${first.path}, one inside the other: this and ${other}`;
  const hint = "the inner one would need a folder inside the other share, and hang with its server";
  return [{ code: "NFS107", severity: "error", message, at: later.at, hint }];
}
