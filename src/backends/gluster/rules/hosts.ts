import { isIP } from "node:net";
import type { GlusterPool } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";
import type { Tell } from "../../host/rules/finding.ts";

/** A mention of a host in a pool. */
interface Mention {
  readonly host: string;
  readonly path: JsonPath;
}

const mentions = (list: "peers" | "clients", entries: readonly (string | { host: string })[]): Mention[] =>
  entries.map((entry, index) =>
    typeof entry === "string"
      ? { host: entry, path: [list, index] }
      : { host: entry.host, path: [list, index, "host"] },
  );

const members = (pool: GlusterPool): readonly Mention[] => [
  ...mentions("peers", pool.peers),
  ...mentions("clients", pool.clients ?? []),
];

/** Hosts of a pool that are not under `hosts:`. */
export function unknownHosts(config: Config, pool: GlusterPool, tell: Tell): Finding[] {
  const names = Object.keys(config.hosts);
  return members(pool)
    .filter(({ host }) => config.hosts[host] === undefined)
    .map(({ host, path }) => {
      const near = nearest(host, names);
      const hint = near ? `did you mean \`${near}\`?` : `hosts: ${names.join(", ")}`;
      return tell("GLU101", "error", path, `there is no host \`${host}\``, hint);
    });
}

/** Hosts given twice, and addresses by which the members cannot find each other. */
export const hostRules = (config: Config, name: string, pool: GlusterPool, tell: Tell): Finding[] => [
  ...twice(mentions("peers", pool.peers)).map(({ host, path }) =>
    tell(
      "GLU103",
      "error",
      path,
      `pools.${name}: ${host} is a peer already`,
      "for several bricks on each peer use `bricks: {perPeer: 2}`",
    ),
  ),
  ...twice(mentions("clients", pool.clients ?? [])).map(({ host, path }) =>
    tell("GLU104", "error", path, `pools.${name}: ${host} is a client already`),
  ),
  ...members(pool).flatMap((mention) => unreachable(config, mention, tell)),
  ...families(config, members(pool), tell),
];

const twice = (list: readonly Mention[]): readonly Mention[] =>
  list.filter(({ host }, i) => list.findIndex((other) => other.host === host) < i);

/** Members and clients find each other by name, through /etc/hosts: that takes an address for each. */
function unreachable(config: Config, { host, path }: Mention, tell: Tell): Finding[] {
  const address = config.hosts[host]?.storageAddress;
  // `.invalid` stands in for an address that has a finding of its own, as do numbers that are no address
  if (address === undefined || isIP(address) !== 0 || /^[0-9.]+$|:|\.invalid$/.test(address)) return [];
  const found = address === "local" ? "is this machine (`local`)" : `has the name ${address} for an address`;
  const message = `${host} ${found}, but /etc/hosts of the others needs an IP address for it`;
  return [tell("GLU102", "error", path, message, `set hosts.${host}.storageAddress`)];
}

/** Two literal addresses of different families never meet. */
function families(config: Config, list: readonly Mention[], tell: Tell): Finding[] {
  const known = list.flatMap((mention) => {
    const address = config.hosts[mention.host]?.storageAddress ?? "";
    return isIP(address) === 0 ? [] : [{ ...mention, address, family: isIP(address) }];
  });
  const [first] = known;
  if (first === undefined) return [];
  return known
    .filter(({ family }) => family !== first.family)
    .map(({ host, path, address, family }) =>
      tell(
        "GLU105",
        "error",
        path,
        `${host} has an IPv${family} storage address (${address}), ${first.host} an IPv${first.family} one (${first.address})`,
        `give all of them a storageAddress of one family (IPv${first.family} on ${host}, for one)`,
      ),
    );
}
