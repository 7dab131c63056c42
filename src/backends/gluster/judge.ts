import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { addressesIn } from "../host/links/hosts-file.ts";
import { staysMounted } from "../host/status/mounts.ts";
import { glusterPools } from "./pool/index.ts";
import { seatOf } from "./probe/members.ts";
import { lets } from "./rules/allow-match.ts";
import { volumeMounted } from "./status/clients.ts";

const allowOf = (state: JsonObject | undefined): readonly string[] =>
  String(state?.allow ?? "")
    .split(",")
    .filter((entry) => entry !== "");

/** Whether a list lets a host in; an empty one lets everybody in. */
const admits = (allow: readonly string[], names: readonly string[]) =>
  allow.length === 0 || allow.some((entry) => lets(entry, names));

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
  return losing(config, change).flatMap((name): Finding[] => {
    const left = staysMounted(name, changes, snapshot, (one) => volumeMounted(one) === volume);
    return left.map((where) => ({
      code: "GLU250",
      severity: "warning",
      message: `${name} has ${volume} mounted at ${where} and may not use it any more: gluster cuts it off at once`,
      address: change.address,
      host: name,
      ...(change.at ? { at: change.at } : {}),
      hint: `unmount it on ${name} first, or name ${config.hosts[name]?.storageAddress} in \`allow\``,
    }));
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
  if (old.join() === now.join() || seatOf(readerOf(snapshot, host)).is !== "up") return [];
  const text = (all: readonly string[]) => (all.length > 0 ? all.join(" and ") : "whatever DNS says");
  return [
    {
      code: "GLU251",
      severity: "warning",
      message: `${host}'s own name goes from ${text(old)} to ${text(now)} while its glusterd runs, which remembers the old one for ever`,
      host,
      hint: `if its peers misbehave afterwards: \`systemctl restart glusterd\` on ${host}, while all other members are up and nothing waits to be healed`,
    },
  ];
}

/** What only the whole picture shows. */
export const judge = (config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] =>
  changes.flatMap((change) => [
    ...cutOff(config, change, changes, snapshot),
    ...renamed(config, change, snapshot),
  ]);
