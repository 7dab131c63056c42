import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { type Place, within } from "../../../model/place.ts";
import { spanText } from "../../../model/span.ts";
import { hidingMounts, inSystemTree, isSensible, systemFolders } from "../../host/rules/places.ts";
import { clientsOf } from "../expand.ts";
import { draft } from "../findings/index.ts";

/** What is exported and mounted on folders of the system. */
export function pathRules(config: Config): Finding[] {
  const places = claimed(config);
  return [
    ...hidingMounts(places, (message) => draft("NFS109", message)),
    ...places.filter(({ use, path }) => use === "export" && isOfSystem(path)).map(givesAway),
  ];
}

/** What shares claim and may have. */
export const sharePlaces = (config: Config): readonly Place[] =>
  claimed(config).filter((place) => (place.use === "mount" ? isSensible(place) : !isOfSystem(place.path)));

/** What shares claim, in file order: the folder on the server, then the mountpoint of each client. */
const claimed = (config: Config): readonly Place[] =>
  Object.entries(config.file.shares ?? {}).flatMap(([name, share]): Place[] => {
    const at = (...rest: (string | number)[]) => config.at(["shares", name, ...rest]);
    const part = `share ${name}`;
    const mounts = clientsOf(share).map(({ host, mountpoint, index }): Place => {
      const entry = share.clients?.[index];
      const own = typeof entry === "object" && entry.mountpoint !== undefined ? ["mountpoint"] : [];
      return { use: "mount", host, path: mountpoint, part, at: at("clients", index, ...own) };
    });
    return [{ use: "export", host: share.host, path: share.path, part, at: at("path") }, ...mounts];
  });

const isOfSystem = (path: string): boolean => inSystemTree(path) || systemFolders.has(path);

const givesAway = ({ path, host, at }: Place): Finding => ({
  ...draft("NFS110", `exporting ${path} gives away the system of ${host}`),
  at,
});

/** What is wrong with two places of shares on one host, one in the other. */
export function shareMeeting(first: Place, later: Place): Finding[] {
  if (first.use === "export" && later.use === "export") return exports(first, later);
  if (first.use === "mount" && later.use === "mount") return mounts(first, later);
  const [exported, mount] = first.use === "export" ? [first, later] : [later, first];
  if (exported.part === mount.part && exported.path === mount.path) return [];
  const message = within(mount.path, exported.path)
    ? `the mount ${mount.path} on ${mount.host} lies in ${exported.path}, which ${exported.part} exports from there`
    : `${exported.path} on ${mount.host} lies in the mount ${mount.path} of ${mount.part}: what came over NFS cannot be exported again`;
  const other = spanText(first.at);
  return [{ ...draft("NFS108", message, { values: { other } }), at: later.at }];
}

function exports(first: Place, later: Place): Finding[] {
  if (first.path === later.path) {
    const message = `${later.path} on ${later.host} is exported by ${first.part} already, at ${spanText(first.at)}`;
    return [{ ...draft("NFS104", message), at: later.at }];
  }
  const [outer, inner] = within(later.path, first.path) ? [first, later] : [later, first];
  const message = `${inner.part} (${inner.path}) lies in ${outer.part} (${outer.path}) on ${later.host}`;
  const values = { outer: outer.part.slice("share ".length) };
  return [{ ...draft("NFS105", message, { values }), at: later.at }];
}

function mounts(first: Place, later: Place): Finding[] {
  const other = `the one of ${first.part} at ${spanText(first.at)}`;
  if (first.path === later.path && first.part === later.part) return [];
  if (first.path === later.path) {
    const twice = `${later.host} mounts two shares on ${later.path}: this and ${other}`;
    return [{ ...draft("NFS106", twice), at: later.at }];
  }
  const message = `${later.host} mounts ${later.path} and ${first.path}, one inside the other: this and ${other}`;
  return [{ ...draft("NFS107", message), at: later.at }];
}
