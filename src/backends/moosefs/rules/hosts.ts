import { isIPv4, isIPv6 } from "node:net";
import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { hostHint, noSuchHost, notAnAddress, twice, undeclared } from "../../host/rules/hosts.ts";
import type { Report } from "../findings/index.ts";
import { type Mention, mentions, type Role } from "../pool/mention.ts";
import { roleRules } from "./roles.ts";

/** Hosts of a pool that are not under `hosts:`. */
export const unknownHosts = (config: Config, pool: MoosefsPool, report: Report): Finding[] =>
  undeclared(config, mentions(pool)).map(({ host, path }) =>
    report("MFS101", path, noSuchHost(host), hostHint(config, host)),
  );

/** Hosts given twice, addresses MooseFS cannot use, roles that should not share a host, and the port of the gui. */
export const hostRules = (config: Config, name: string, pool: MoosefsPool, report: Report): Finding[] => {
  const all = mentions(pool);
  return [
    ...twice(inRole(all, "chunkserver")).map(({ host, path }) =>
      report("MFS104", path, `pools.${name}: ${host} is a chunkserver already`),
    ),
    ...twice(inRole(all, "metalogger")).map(({ host, path }) =>
      report("MFS105", path, `pools.${name}: ${host} is a metalogger already`),
    ),
    ...all.flatMap((one) => unreachable(config, one, report)),
    ...roleRules(name, all, report),
    ...guiPort(pool, all, report),
  ];
};

const inRole = (all: readonly Mention[], role: Role): readonly Mention[] =>
  all.filter((one) => one.role === role);

/** MooseFS is given IPv4 addresses; a chunkserver refuses a master on loopback. */
function unreachable(config: Config, { host, path }: Mention, report: Report): Finding[] {
  const address = config.hosts[host]?.storageAddress;
  const details = { values: { host } };
  if (address === undefined) return [];
  if (isIPv4(address)) {
    if (!/^(?:127|0)\./.test(address)) return [];
    const message = `${host} has the storage address ${address}, which is loopback: MooseFS refuses that`;
    return [report("MFS103", path, message, details)];
  }
  const found = isIPv6(address) ? `has an IPv6 storage address (${address})` : notAnAddress(address);
  if (found === undefined) return [];
  return [
    report("MFS102", path, `${host} ${found}, but MooseFS speaks IPv4 only and needs an address`, details),
  ];
}

function guiPort({ gui }: MoosefsPool, all: readonly Mention[], report: Report): Finding[] {
  if (typeof gui !== "object" || gui.port === undefined) return [];
  const { host, port } = gui;
  const is = (role: Role) => all.some((one) => one.role === role && one.host === host);
  const taken = (is("master") && port >= 9419 && port <= 9421) || (is("chunkserver") && port === 9422);
  if (taken || port === 22) {
    const by = port === 22 ? "sshd" : port === 9422 ? "the chunkserver" : "the master";
    return [report("MFS135", ["gui", "port"], `port ${port} of ${host} is ${by}'s`)];
  }
  return [];
}
