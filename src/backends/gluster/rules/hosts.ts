import { isIP } from "node:net";
import type { GlusterPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import {
  hostHint,
  type Mention,
  noSuchHost,
  notAnAddress,
  twice,
  undeclared,
} from "../../host/rules/hosts.ts";
import type { Report } from "../findings/index.ts";

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
export const unknownHosts = (config: Config, pool: GlusterPool, report: Report): Finding[] =>
  undeclared(config, members(pool)).map(({ host, path }) =>
    report("GLU101", path, noSuchHost(host), hostHint(config, host)),
  );

/** Hosts given twice, and addresses by which the members cannot find each other. */
export const hostRules = (config: Config, name: string, pool: GlusterPool, report: Report): Finding[] => [
  ...twice(mentions("peers", pool.peers)).map(({ host, path }) =>
    report("GLU103", path, `pools.${name}: ${host} is a peer already`),
  ),
  ...twice(mentions("clients", pool.clients ?? [])).map(({ host, path }) =>
    report("GLU104", path, `pools.${name}: ${host} is a client already`),
  ),
  ...members(pool).flatMap((mention) => unreachable(config, mention, report)),
  ...families(config, members(pool), report),
];

/** Members and clients find each other by name, through /etc/hosts: that takes an address for each. */
function unreachable(config: Config, { host, path }: Mention, report: Report): Finding[] {
  const address = config.hosts[host]?.storageAddress;
  const found = address === undefined || isIP(address) !== 0 ? undefined : notAnAddress(address);
  if (found === undefined) return [];
  const message = `${host} ${found}, but /etc/hosts of the others needs an IP address for it`;
  return [report("GLU102", path, message, { values: { host } })];
}

/** Two literal addresses of different families never meet. */
function families(config: Config, list: readonly Mention[], report: Report): Finding[] {
  const known = list.flatMap((mention) => {
    const address = config.hosts[mention.host]?.storageAddress ?? "";
    return isIP(address) === 0 ? [] : [{ ...mention, address, family: isIP(address) }];
  });
  const [first] = known;
  if (first === undefined) return [];
  return known
    .filter(({ family }) => family !== first.family)
    .map(({ host, path, address, family }) =>
      report(
        "GLU105",
        path,
        `${host} has an IPv${family} storage address (${address}), ${first.host} an IPv${first.family} one (${first.address})`,
        { values: { family: first.family, host } },
      ),
    );
}
