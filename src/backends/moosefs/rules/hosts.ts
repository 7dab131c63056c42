import { isIPv4, isIPv6 } from "node:net";
import type { MoosefsPool } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { nearest } from "../../../model/nearest.ts";
import type { Tell } from "../../host/rules/finding.ts";
import { type Mention, mentions, type Role } from "../pool/mention.ts";
import { roleRules } from "./roles.ts";

/** Hosts of a pool that are not under `hosts:`. */
export function unknownHosts(config: Config, pool: MoosefsPool, tell: Tell): Finding[] {
  const names = Object.keys(config.hosts);
  return mentions(pool)
    .filter(({ host }) => config.hosts[host] === undefined)
    .map(({ host, path }) => {
      const near = nearest(host, names);
      const hint = near ? `did you mean \`${near}\`?` : `hosts: ${names.join(", ")}`;
      return tell("MFS101", "error", path, `there is no host \`${host}\``, hint);
    });
}

/** Hosts given twice, addresses MooseFS cannot use, roles that should not share a host, and the port of the gui. */
export const hostRules = (config: Config, name: string, pool: MoosefsPool, tell: Tell): Finding[] => {
  const all = mentions(pool);
  return [
    ...twice(all, "chunkserver").map(({ host, path }) =>
      tell(
        "MFS104",
        "error",
        path,
        `pools.${name}: ${host} is a chunkserver already`,
        "several disks of one go into its `disks`",
      ),
    ),
    ...twice(all, "metalogger").map(({ host, path }) =>
      tell("MFS105", "error", path, `pools.${name}: ${host} is a metalogger already`, "name it once"),
    ),
    ...all.flatMap((one) => unreachable(config, one, tell)),
    ...roleRules(name, all, tell),
    ...guiPort(pool, all, tell),
  ];
};

const twice = (all: readonly Mention[], role: Role): readonly Mention[] =>
  all
    .filter((one) => one.role === role)
    .filter(({ host }, i, list) => list.findIndex((other) => other.host === host) < i);

/** MooseFS is told IPv4 addresses; a chunkserver refuses a master on loopback. */
function unreachable(config: Config, { host, path }: Mention, tell: Tell): Finding[] {
  const address = config.hosts[host]?.storageAddress;
  const hint = `set hosts.${host}.storageAddress to its IPv4 address in the storage network`;
  if (address === undefined) return [];
  if (isIPv4(address)) {
    if (!/^(?:127|0)\./.test(address)) return [];
    return [
      tell(
        "MFS103",
        "error",
        path,
        `${host} has the storage address ${address}, which is loopback: MooseFS refuses that`,
        hint,
      ),
    ];
  }
  // `.invalid` stands in for an address that has a finding of its own, as do numbers that are no address
  if (/^[0-9.]+$|\.invalid$/.test(address) || (address.includes(":") && !isIPv6(address))) return [];
  const found = isIPv6(address)
    ? `has an IPv6 storage address (${address})`
    : address === "local"
      ? "is this machine (`local`)"
      : `has the name ${address} for an address`;
  return [
    tell(
      "MFS102",
      "error",
      path,
      `${host} ${found}, but MooseFS speaks IPv4 only and needs an address`,
      hint,
    ),
  ];
}

function guiPort({ gui }: MoosefsPool, all: readonly Mention[], tell: Tell): Finding[] {
  if (typeof gui !== "object" || gui.port === undefined) return [];
  const { host, port } = gui;
  const is = (role: Role) => all.some((one) => one.role === role && one.host === host);
  const taken = (is("master") && port >= 9419 && port <= 9421) || (is("chunkserver") && port === 9422);
  if (taken || port === 22) {
    const by = port === 22 ? "sshd" : port === 9422 ? "the chunkserver" : "the master";
    return [
      tell(
        "MFS135",
        "error",
        ["gui", "port"],
        `port ${port} of ${host} is ${by}'s`,
        "take another, such as 9425",
      ),
    ];
  }
  return [];
}
