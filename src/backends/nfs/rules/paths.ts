import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { spanText } from "../../../model/span.ts";
import { within } from "../../host/probe/path.ts";
import {
  hidesSystem,
  inSystemTree,
  meetings,
  type Place,
  sharePlaces,
  systemFolders,
} from "../../host/rules/places.ts";

/** What is exported and mounted where: two things at one path, one inside another, and folders of the system. */
export function pathRules(config: Config): Finding[] {
  const places = sharePlaces(config);
  const sensible = places.filter((place) => system(place).length === 0);
  return [
    ...places.flatMap(system),
    ...meetings(sensible).flatMap(([first, later]) => meeting(first, later)),
  ];
}

function system({ use, path, at, host }: Place): Finding[] {
  if (use === "mount" && hidesSystem(path))
    return [
      {
        code: "NFS109",
        severity: "error",
        message: `a mount on ${path} would hide what ${host} needs to run`,
        at,
        hint: "mount it on a folder of its own, such as one below /srv or /mnt",
      },
    ];
  if (use === "export" && (inSystemTree(path) || systemFolders.has(path)))
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
  if (first.use === "export" && later.use === "export") return exports(first, later);
  if (first.use === "mount" && later.use === "mount") return mounts(first, later);
  const [exported, mount] = first.use === "export" ? [first, later] : [later, first];
  if (exported.part === mount.part && exported.path === mount.path) return [];
  const message = within(mount.path, exported.path)
    ? `the mount ${mount.path} on ${mount.host} lies in ${exported.path}, which ${exported.part} exports from there`
    : `${exported.path} on ${mount.host} lies in the mount ${mount.path} of ${mount.part}: what came over NFS cannot be exported again`;
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
    const message = `${later.path} on ${later.host} is exported by ${first.part} already, at ${spanText(first.at)}`;
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
  const message = `${inner.part} (${inner.path}) lies in ${outer.part} (${outer.path}) on ${later.host}`;
  const hint = `who may mount ${outer.part.slice("share ".length)} reaches it too, unless it is a file system of its own without crossmnt`;
  return [{ code: "NFS105", severity: "warning", message, at: later.at, hint }];
}

function mounts(first: Place, later: Place): Finding[] {
  const other = `the one of ${first.part} at ${spanText(first.at)}`;
  if (first.path === later.path && first.part === later.part) return [];
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
