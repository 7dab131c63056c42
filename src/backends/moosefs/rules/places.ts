import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { type Span, spanText } from "../../../model/span.ts";
import { glusterPlaces } from "../../host/gluster-places.ts";
import { within } from "../../host/probe/path.ts";
import { hidesSystem, meetings, type Place, sharePlaces, systemFolders } from "../../host/rules/places.ts";
import { declaredPools, entryOf, moosefsPools, type Pool } from "../pool/index.ts";
import { isSystems } from "./chunkservers.ts";

/** Disks and mountpoints that are in the way of each other, of NFS exports and of gluster's, and folders of the system. */
export function placeRules(config: Config): Finding[] {
  const ours = moosefsPools(config)
    .filter(({ state }) => state !== "absent")
    .flatMap((pool) => [...disksOf(config, pool), ...mountsOf(config, pool)]);
  const others = [
    ...sharePlaces(config).filter(({ path }) => !systemFolders.has(path)),
    ...glusterPlaces(config),
  ];
  const mine = new Set(ours);
  const bad = ({ use, path }: Place) => (use === "mount" ? hidesSystem(path) : isSystems(path));
  return [
    ...ours.filter((place) => place.use === "mount" && bad(place)).map(hiding),
    ...meetings([...others, ...ours.filter((place) => !bad(place))]).flatMap(([first, later]) =>
      mine.has(later) ? meeting(first, later) : [],
    ),
  ];
}

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

function hiding({ path, host, at }: Place): Finding {
  const message = `a mount on ${path} would hide what ${host} needs to run`;
  return error("MFS157", at, message, "mount it on a folder of its own, such as one below /srv or /mnt");
}

const error = (code: string, at: Span, message: string, hint?: string): Finding => ({
  code,
  severity: "error",
  message,
  at,
  ...(hint === undefined ? {} : { hint }),
});

const called: Readonly<Record<Place["use"], string>> = {
  disk: "the disk",
  brick: "the brick",
  mount: "the mount",
  export: "the export",
};

const thing = ({ use, path, part }: Place): string => `${called[use]} ${path} of ${part}`;

/** What is wrong with two places of one pair, of which the later is ours. */
function meeting(first: Place, later: Place): Finding[] {
  const other = `the other is at ${spanText(first.at)}`;
  const [outer, inner] = within(later.path, first.path) ? [first, later] : [later, first];
  const same = first.path === later.path;
  const both = same
    ? `${thing(later)} on ${later.host} is where ${thing(first)} is`
    : `${thing(inner)} on ${later.host} lies in ${thing(outer)}`;
  const uses = new Set([first.use, later.use]);
  if (later.use === "disk" && (first.use === "disk" || first.use === "brick"))
    return [error("MFS150", later.at, `${both}; ${other}`, "give each a folder of its own")];
  if (uses.has("mount") && (uses.has("disk") || uses.has("brick")))
    return [error("MFS151", later.at, `${both}; ${other}`, "mount it elsewhere")];
  if (uses.has("disk"))
    return [error("MFS152", later.at, `${both}: files changed past MooseFS are lost; ${other}`)];
  if (first.use === "mount")
    return [error("MFS153", later.at, `${both}; ${other}`, "give one of them another mountpoint")];
  if (within(first.path, later.path)) {
    const message = `${thing(first)} is on ${thing(later)} on ${later.host}: the kernel's NFS server does not get on well with it`;
    const hint = "let the NFS clients mount the pool themselves";
    return [{ ...error("MFS155", later.at, `${message}; ${other}`, hint), severity: "warning" }];
  }
  return [error("MFS154", later.at, `${both}; ${other}`)];
}
