import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { mountsFact, parseMounts } from "../host/mounts.ts";
import { shortMemory } from "./doctor-host.ts";
import { moosefsPools, type Pool } from "./pool.ts";
import { inside, numberOf, type Range, rangeOf } from "./range.ts";
import { masterOn } from "./site.ts";
import { ofPool } from "./status-clients.ts";
import { rolesOf } from "./ways.ts";

/** Clients whose mounts a master must not be taken from under: their state must be known. */
export function mustKnow(config: Config, change: Change): readonly string[] {
  if (change.type !== "moosefs.master") return [];
  const stops = change.op === "delete" || change.after?.daemon === "stopped";
  const pool = moosefsPools(config).find(({ name }) => change.address === `moosefs.master/${name}`);
  return stops ? (pool?.clients ?? []).map(({ host }) => host) : [];
}

const admits = (ranges: readonly Range[], address: string) =>
  ranges.some((range) => inside({ first: numberOf(address), last: numberOf(address) }, range));

/** Addresses the file lets mount something of a pool. */
const allowed = ({ allow, clients }: Pool): readonly Range[] =>
  [...allow, ...clients.map(({ address }) => address)].flatMap((entry) => {
    const range = rangeOf(entry);
    return "first" in range ? [range] : [];
  });

/** Hosts of the file that have a pool mounted and lose their access to it, while the file leaves the mount there. */
function cutOff(
  config: Config,
  change: Change,
  changes: readonly Change[],
  snapshot: Snapshot,
): readonly Finding[] {
  const pool = moosefsPools(config).find(({ name }) => change.address === `moosefs.exports/${name}`);
  if (!pool || change.op === "delete") return [];
  const view = masterOn(readerOf(snapshot, pool.master));
  if (!("exports" in view)) return [];
  const before = view.exports.map(([from = "", to = ""]) => ({ first: numberOf(from), last: numberOf(to) }));
  const after = allowed(pool);
  return Object.values(config.hosts).flatMap(({ name, storageAddress }): Finding[] => {
    if (!admits(before, storageAddress) || admits(after, storageAddress)) return [];
    const mounts = readerOf(snapshot, name)(mountsFact.key);
    const mounted = "out" in mounts ? parseMounts(mounts.out) : [];
    const left = mounted.filter(
      (one) =>
        ofPool(pool, one) &&
        !changes.some(({ op, address }) => op === "delete" && address === `host.mount/${name}:${one.where}`),
    );
    return left.map(({ where }) => ({
      code: "MFS291",
      severity: "warning",
      message: `${name} has ${pool.name} mounted at ${where} and may not use it any more: whatever touches the mount then hangs`,
      address: change.address,
      host: name,
      ...(change.at ? { at: change.at } : {}),
      hint: `unmount it on ${name} first, or name ${storageAddress} in \`allow\``,
    }));
  });
}

/** Hosts that become a master or chunkserver and have little memory for it. */
function tight(config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] {
  const starting = (kind: string, host: string) =>
    changes.some(({ type, op, host: on }) => type === `moosefs.${kind}` && op === "create" && on === host);
  return moosefsPools(config).flatMap((pool) =>
    [...rolesOf(pool)].flatMap(([host, roles]): Finding[] => {
      const role = ["master", "chunkserver"].find((one) => roles.includes(one) && starting(one, host));
      const short = role && shortMemory(readerOf(snapshot, host));
      if (!short) return [];
      return [
        {
          code: "MFS290",
          severity: "warning",
          message: `${host} becomes a ${role} of ${pool.name}: ${short}, and MooseFS wants 2 GB`,
          host,
          hint: "enough for a small pool: a master takes about 0.3 GB for a million files, a chunkserver 0.25 GB for a million chunks",
        },
      ];
    }),
  );
}

/** What only the whole picture shows. */
export const judge = (config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] => [
  ...changes.flatMap((change) => cutOff(config, change, changes, snapshot)),
  ...tight(config, changes, snapshot),
];
