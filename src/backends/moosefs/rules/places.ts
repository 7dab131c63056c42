import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { type Place, within } from "../../../model/place.ts";
import { spanText } from "../../../model/span.ts";
import { hidingMounts, isSensible } from "../../host/rules/places.ts";
import { draft } from "../findings/index.ts";
import { declaredPools, entryOf, type Pool, poolsPresent } from "../pool/index.ts";

/** Mounts of pools that would hide what the host needs. */
export const placeRules = (config: Config): Finding[] =>
  hidingMounts(claimed(config), (message) => draft("MFS157", message));

/** What pools claim and may have. */
export const poolPlaces = (config: Config): readonly Place[] => claimed(config).filter(isSensible);

/** Disks and mountpoints of the pools of a file. */
const claimed = (config: Config): readonly Place[] =>
  poolsPresent(config).flatMap((pool) => [...disksOf(config, pool), ...mountsOf(config, pool)]);

function disksOf(config: Config, { name, chunkservers }: Pool): readonly Place[] {
  const declared = declaredPools(config).find(([other]) => other === name)?.[1];
  return chunkservers.flatMap(({ host, disks, index }) =>
    disks.map(({ path, root }, i): Place => {
      const given = entryOf(declared?.chunkservers[index] ?? host).disks !== undefined;
      const where = given ? ["chunkservers", index, "disks", i, "path"] : ["chunkservers", index];
      return {
        use: "disk",
        host,
        path: root ?? path,
        part: `pool ${name}`,
        at: config.at(["pools", name, ...where]),
      };
    }),
  );
}

const mountsOf = (config: Config, { name, clients }: Pool): readonly Place[] =>
  clients
    // one mounted twice at one place has a finding of its own
    .filter(
      ({ host, mountpoint }, i) =>
        clients.findIndex((other) => other.host === host && other.mountpoint === mountpoint) === i,
    )
    .map(({ host, mountpoint, index }): Place => {
      const at = config.at(["pools", name, "clients", index, "mountpoint"]);
      return { use: "mount", host, path: mountpoint, part: `pool ${name}`, at };
    });

const called: Readonly<Record<Place["use"], string>> = {
  disk: "the disk",
  brick: "the brick",
  mount: "the mount",
  export: "the export",
};

const thing = ({ use, path, part }: Place): string => `${called[use]} ${path} of ${part}`;

/** What is wrong with two places on one host, one in the other, of which the later is of a MooseFS pool. */
export function poolMeeting(first: Place, later: Place): Finding[] {
  const { at } = later;
  const other = `the other is at ${spanText(first.at)}`;
  const [outer, inner] = within(later.path, first.path) ? [first, later] : [later, first];
  const same = first.path === later.path;
  const both = same
    ? `${thing(later)} on ${later.host} is where ${thing(first)} is`
    : `${thing(inner)} on ${later.host} lies in ${thing(outer)}`;
  const uses = new Set([first.use, later.use]);
  if (later.use === "disk" && (first.use === "disk" || first.use === "brick"))
    return [{ ...draft("MFS150", `${both}; ${other}`), at }];
  if (uses.has("mount") && (uses.has("disk") || uses.has("brick")))
    return [{ ...draft("MFS151", `${both}; ${other}`), at }];
  if (uses.has("disk"))
    return [{ ...draft("MFS152", `${both}: files changed past MooseFS are lost; ${other}`), at }];
  if (first.use === "mount") return [{ ...draft("MFS153", `${both}; ${other}`), at }];
  if (within(first.path, later.path)) {
    const message = `${thing(first)} is on ${thing(later)} on ${later.host}: the kernel's NFS server does not get on well with it`;
    return [{ ...draft("MFS155", `${message}; ${other}`), at }];
  }
  return [{ ...draft("MFS154", `${both}; ${other}`), at }];
}
