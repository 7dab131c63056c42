import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import { type Place, within } from "../../../model/place.ts";
import { type Span, spanText } from "../../../model/span.ts";
import { hidingMounts, isSensible } from "../../host/rules/places.ts";
import { draft } from "../findings/index.ts";
import { declaredPool, hostOf, type Pool, poolsPresent } from "../pool/index.ts";

/** Mounts of pools that would hide what the host needs. */
export const placeRules = (config: Config): Finding[] =>
  hidingMounts(claimed(config), (message) => draft("GLU157", message));

/** What pools claim and may have. */
export const poolPlaces = (config: Config): readonly Place[] => claimed(config).filter(isSensible);

/** Bricks and mountpoints of the pools of a file. */
const claimed = (config: Config): readonly Place[] =>
  poolsPresent(config).flatMap((pool) => [...bricksOf(config, pool), ...mountsOf(config, pool)]);

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
      ...(root === null ? {} : { folder: root.slice(0, root.lastIndexOf("/")) }),
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

const found = (at: Span, drafted: Draft): Finding => ({ ...drafted, at });

/** What is wrong with two places on one host, one in the other, of which the later is of a gluster pool. */
export function poolMeeting(first: Place, later: Place): Finding[] {
  const other = `the other is at ${spanText(first.at)}`;
  const pair = [first, later];
  const one = (use: Place["use"]) => pair.find((place) => place.use === use);
  const [brick, mount, exported] = [one("brick"), one("mount"), one("export")];
  if (first.use === "brick" && later.use === "brick") return [bricks(first, later)];
  if (first.use === "mount" && later.use === "mount") {
    // a client given twice has a finding of its own
    if (first.part === later.part) return [];
    const message =
      first.path === later.path
        ? `${later.host} mounts ${first.part} and ${later.part} on ${later.path}`
        : `${later.host} mounts ${later.path} (${later.part}) and ${first.path} (${first.part}), one inside the other`;
    return [found(later.at, draft("GLU153", `${message}; ${other}`))];
  }
  if (brick && mount) {
    const message = within(mount.path, brick.path)
      ? `the mount ${mount.path} of ${mount.part} on ${mount.host} lies in a brick of ${brick.part} (${brick.path})`
      : `the brick ${brick.path} of ${brick.part} on ${brick.host} lies in the mount ${mount.path} of ${mount.part}`;
    return [found(later.at, draft("GLU151", message, { values: { other } }))];
  }
  if (brick && exported) {
    const message = within(exported.path, brick.path)
      ? `${exported.part} exports ${exported.path} on ${exported.host}, in a brick of ${brick.part} (${brick.path})`
      : `${exported.part} exports ${exported.path} on ${exported.host}, and with it the brick ${brick.path} of ${brick.part}`;
    return [found(later.at, draft("GLU152", `${message}: files changed past gluster are damaged; ${other}`))];
  }
  return mount && exported ? [servedAgain(mount, exported, later.at, other)] : [];
}

function bricks(first: Place, later: Place): Finding {
  const other = `${first.part} at ${spanText(first.at)}`;
  const message =
    first.path === later.path
      ? `${later.path} on ${later.host} is a brick already: of ${other}`
      : `the bricks ${later.path} and ${first.path} on ${later.host} lie one inside the other: this and the one of ${other}`;
  return found(later.at, draft("GLU150", message));
}

function servedAgain(mount: Place, exported: Place, at: Span, other: string): Finding {
  if (within(mount.path, exported.path) && mount.path !== exported.path) {
    const message = `the mount ${mount.path} of ${mount.part} on ${mount.host} lies in ${exported.path}, which ${exported.part} exports from there`;
    return found(at, draft("GLU154", message, { values: { other } }));
  }
  const message = `${exported.part} exports ${exported.path} on ${exported.host}, which is on the mount ${mount.path} of ${mount.part}: the kernel's NFS server does not get on well with it`;
  return found(at, draft("GLU155", `${message}; ${other}`));
}
