import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { addressesIn } from "../host/links/hosts-file.ts";
import { cutOffMounts, type IsOurs } from "../host/status/mounts.ts";
import { draft } from "./findings/index.ts";
import { glusterPools } from "./pool/index.ts";
import { memberViewOf } from "./probe/members.ts";
import { entryAdmits } from "./rules/allow-match.ts";
import { volumeMounted } from "./status/clients.ts";

const allowOf = (state: JsonObject | undefined): readonly string[] =>
  String(state?.allow ?? "")
    .split(",")
    .filter((entry) => entry !== "");

/** Whether a list lets a host in; an empty one lets everybody in. */
const admits = (allow: readonly string[], names: readonly string[]) =>
  allow.length === 0 || allow.some((entry) => entryAdmits(entry, names));

/** Hosts of the file that a volume lets in now and will not any more. */
function losing(config: Config, { type, op, before, after }: Change): readonly string[] {
  if (type !== "gluster.volume" || op !== "update") return [];
  const [now, then] = [allowOf(before), allowOf(after)];
  return Object.values(config.hosts)
    .filter(({ name, address, storageAddress }) => {
      const names = [name, address, storageAddress];
      return admits(now, names) && !admits(then, names);
    })
    .map(({ name }) => name);
}

/** Clients whose mounts a volume must not be taken from under: their state must be known. */
export function mustKnow(config: Config, change: Change): readonly string[] {
  if (change.type !== "gluster.volume") return [];
  const stops = change.op === "delete" || change.after?.status === "stopped";
  const pool = glusterPools(config).find(({ name }) => change.address === `gluster.volume/${name}`);
  return stops ? (pool?.clients ?? []).map(({ host }) => host) : losing(config, change);
}

/** Hosts of the file that have a volume mounted and lose their access to it, while the file leaves the mount there. */
function cutOff(
  config: Config,
  change: Change,
  changes: readonly Change[],
  snapshot: Snapshot,
): readonly Finding[] {
  const volume = change.address.slice(change.address.indexOf("/") + 1);
  const isOurs: IsOurs = (one) => volumeMounted(one) === volume;
  return cutOffMounts(change, losing(config, change), { changes, snapshot }, isOurs, (host, where) => {
    const message = `${host} has ${volume} mounted at ${where} and may not use it any more: gluster cuts it off at once`;
    const values = { host, address: String(config.hosts[host]?.storageAddress) };
    return draft("GLU250", message, { values });
  });
}

/** A glusterd that runs while its own name gets another address goes on with the old one until it is restarted. */
function renamed(config: Config, change: Change, snapshot: Snapshot): readonly Finding[] {
  const { host, type } = change;
  if (
    type !== "host.links" ||
    change.op === "delete" ||
    !glusterPools(config).some(({ peers }) => peers.includes(host))
  )
    return [];
  const textOf = (state: JsonObject | undefined) => String(state?.["/etc/hosts"] ?? "");
  const before = textOf(change.before);
  const after = textOf(change.after);
  const [old, now] = [addressesIn(before, host), addressesIn(after, host)];
  if (old.join() === now.join() || memberViewOf(readerOf(snapshot, host)).is !== "up") return [];
  const text = (all: readonly string[]) => (all.length > 0 ? all.join(" and ") : "whatever DNS says");
  return [
    draft(
      "GLU251",
      `${host}'s own name goes from ${text(old)} to ${text(now)} while its glusterd runs, which remembers the old one for ever`,
      { values: { host }, host },
    ),
  ];
}

/** What only the whole picture shows. */
export const judge = (config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] =>
  changes.flatMap((change) => [
    ...cutOff(config, change, changes, snapshot),
    ...renamed(config, change, snapshot),
  ]);
