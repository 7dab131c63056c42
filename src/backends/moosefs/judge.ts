import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { numberOf } from "../host/rules/network.ts";
import { cutOffMounts, type IsOurs } from "../host/status/mounts.ts";
import { shortMemory } from "./doctor/hosts.ts";
import { draft } from "./findings/index.ts";
import { moosefsPools } from "./pool/index.ts";
import { rolesOf } from "./pool/ports.ts";
import { inside, rangeOf } from "./pool/range.ts";
import { ofPool } from "./status/clients.ts";

/** What lines of a master's exports let `address` mount: folders, and `alldirs` for every one. */
function openTo(state: JsonObject | undefined, address: string): readonly string[] {
  const at = numberOf(address);
  return ((state?.inForce ?? []) as readonly string[]).flatMap((line) => {
    const [between = "", folder = "", options = ""] = line.split(" ");
    const range = rangeOf(between);
    if (!("first" in range) || !inside({ first: at, last: at }, range)) return [];
    return options.split(",").includes("alldirs") ? [folder, "alldirs"] : [folder];
  });
}

/** Hosts of the file that a running master lets mount what it will not any more. */
const losing = (config: Config, { before, after }: Change): readonly string[] =>
  Object.values(config.hosts)
    .filter(({ storageAddress }) => {
      const then = openTo(after, storageAddress);
      const gone = openTo(before, storageAddress).filter((place) => !then.includes(place));
      return gone.length > 0 && !then.includes("alldirs");
    })
    .map(({ name }) => name);

/** Clients whose mounts a pool must not be taken from under: their state must be known. */
export function mustKnow(config: Config, change: Change): readonly string[] {
  if (change.type === "moosefs.exports") return losing(config, change);
  if (change.type !== "moosefs.master") return [];
  const stops = change.op === "delete" || change.after?.daemon === "stopped";
  const pool = moosefsPools(config).find(({ name }) => change.address === `moosefs.master/${name}`);
  return stops ? (pool?.clients ?? []).map(({ host }) => host) : [];
}

/** Hosts of the file that have a pool mounted and lose their access to it, while the file leaves the mount there. */
function cutOff(
  config: Config,
  change: Change,
  changes: readonly Change[],
  snapshot: Snapshot,
): readonly Finding[] {
  const pool = moosefsPools(config).find(({ name }) => change.address === `moosefs.exports/${name}`);
  if (!pool || change.op === "delete") return [];
  const isOurs: IsOurs = (one) => ofPool(pool, one);
  return cutOffMounts(change, losing(config, change), { changes, snapshot }, isOurs, (host, where) => {
    const message = `${host} has ${pool.name} mounted at ${where} and may not use it any more: whatever touches the mount then hangs`;
    return draft("MFS291", message, { values: { host, address: config.hosts[host]?.storageAddress ?? "" } });
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
      const message = `${host} becomes a ${role} of ${pool.name}: ${short}, and MooseFS wants 2 GB`;
      return [draft("MFS290", message, { host })];
    }),
  );
}

/** What only the whole picture shows. */
export const judge = (config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] => [
  ...changes.flatMap((change) => cutOff(config, change, changes, snapshot)),
  ...tight(config, changes, snapshot),
];
