import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { type Span, spanText } from "../../../model/span.ts";
import { within } from "../../host/probe/path.ts";
import { hidesSystem, meetings, type Place, sharePlaces, systemFolders } from "../../host/rules/places.ts";
import { declaredPool, glusterPools, hostOf, type Pool } from "../pool/index.ts";
import { isSystems } from "./bricks.ts";

/** Bricks, mountpoints and NFS exports that are in each other's way on one host, and folders of the system. */
export function placeRules(config: Config): Finding[] {
  const places = glusterPools(config)
    .filter(({ state }) => state !== "absent")
    .flatMap((pool) => [...bricksOf(config, pool), ...mountsOf(config, pool)]);
  const shares = sharePlaces(config).filter(({ path }) => !systemFolders.has(path));
  const bad = ({ use, path }: Place) => (use === "mount" ? hidesSystem(path) : isSystems(path));
  const sensible = places.filter((place) => !bad(place));
  return [
    ...places.filter((place) => place.use === "mount" && bad(place)).map(hiding),
    ...meetings([...shares, ...sensible]).flatMap(([first, later]) => meeting(first, later)),
  ];
}

function bricksOf(config: Config, { name, sets }: Pool): readonly Place[] {
  const peers = declaredPool(config, name)?.peers ?? [];
  return sets.flat().map(({ host, path, root }): Place => {
    const peer = peers.findIndex((entry) => hostOf(entry) === host);
    const entry = peers[peer];
    const explicit = typeof entry === "object" ? (entry.bricks ?? []).indexOf(path) : -1;
    const where = explicit < 0 ? ["peers", peer] : ["peers", peer, "bricks", explicit];
    return {
      use: "brick",
      host,
      path: root ?? path,
      part: `pool ${name}`,
      at: config.at(["pools", name, ...where]),
    };
  });
}

const mountsOf = (config: Config, { name, clients }: Pool): readonly Place[] =>
  clients.map(({ host, mountpoint, index }): Place => {
    const entry = declaredPool(config, name)?.clients?.[index];
    const own = typeof entry === "object" && entry.mountpoint !== undefined ? ["mountpoint"] : [];
    const at = config.at(["pools", name, "clients", index, ...own]);
    return { use: "mount", host, path: mountpoint, part: `pool ${name}`, at };
  });

function hiding({ path, host, at }: Place): Finding {
  const message = `a mount on ${path} would hide what ${host} needs to run`;
  return error("GLU157", at, message, "mount it on a folder of its own, such as one below /srv or /mnt");
}

const error = (code: string, at: Span, message: string, hint?: string): Finding => ({
  code,
  severity: "error",
  message,
  at,
  ...(hint === undefined ? {} : { hint }),
});

/** What is wrong with two places of one pair. What shares say among themselves, NFS has rules for. */
function meeting(first: Place, later: Place): Finding[] {
  const other = `the other is at ${spanText(first.at)}`;
  const pair = [first, later];
  const one = (use: Place["use"]) => pair.find((place) => place.use === use);
  const [brick, mount, exported] = [one("brick"), one("mount"), one("export")];
  if (pair.every(({ part }) => part.startsWith("share "))) return [];
  if (first.use === "brick" && later.use === "brick") return [bricks(first, later)];
  if (first.use === "mount" && later.use === "mount") {
    // a client given twice has a finding of its own
    if (first.part === later.part) return [];
    const message =
      first.path === later.path
        ? `${later.host} mounts ${first.part} and ${later.part} on ${later.path}`
        : `${later.host} mounts ${later.path} (${later.part}) and ${first.path} (${first.part}), one inside the other`;
    return [error("GLU153", later.at, `${message}; ${other}`, "give one of them another mountpoint")];
  }
  if (brick && mount) {
    const message = within(mount.path, brick.path)
      ? `the mount ${mount.path} of ${mount.part} on ${mount.host} lies in a brick of ${brick.part} (${brick.path})`
      : `the brick ${brick.path} of ${brick.part} on ${brick.host} lies in the mount ${mount.path} of ${mount.part}`;
    return [error("GLU151", later.at, message, other)];
  }
  if (brick && exported) {
    const message = within(exported.path, brick.path)
      ? `${exported.part} exports ${exported.path} on ${exported.host}, in a brick of ${brick.part} (${brick.path})`
      : `${exported.part} exports ${exported.path} on ${exported.host}, and with it the brick ${brick.path} of ${brick.part}`;
    return [error("GLU152", later.at, `${message}: files changed past gluster are damaged; ${other}`)];
  }
  return mount && exported ? [servedAgain(mount, exported, later.at, other)] : [];
}

function bricks(first: Place, later: Place): Finding {
  const other = `${first.part} at ${spanText(first.at)}`;
  const message =
    first.path === later.path
      ? `${later.path} on ${later.host} is a brick already: of ${other}`
      : `the bricks ${later.path} and ${first.path} on ${later.host} lie one inside the other: this and the one of ${other}`;
  return error("GLU150", later.at, message, "gluster takes no brick in another; give one its own folder");
}

function servedAgain(mount: Place, exported: Place, at: Span, other: string): Finding {
  if (within(mount.path, exported.path) && mount.path !== exported.path) {
    const message = `the mount ${mount.path} of ${mount.part} on ${mount.host} lies in ${exported.path}, which ${exported.part} exports from there`;
    return error("GLU154", at, message, other);
  }
  const message = `${exported.part} exports ${exported.path} on ${exported.host}, which is on the mount ${mount.path} of ${mount.part}: the kernel's NFS server does not get on well with it`;
  const hint = "let the NFS clients mount the pool themselves";
  return { ...error("GLU155", at, `${message}; ${other}`, hint), severity: "warning" };
}
