import { isIP, isIPv4 } from "node:net";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { Host } from "../model/host.ts";
import type { JsonPath } from "../model/json.ts";
import { nearest } from "../model/nearest.ts";
import { type Span, spanText } from "../model/span.ts";
import { standIn } from "./check.ts";
import { findingAt } from "./findings.ts";

/** Cross-checks on hosts and links. */
export const hostRules = (config: Config): readonly Finding[] => [
  ...Object.values(config.hosts).flatMap((host) => addressRules(config, host)),
  ...sameAddress(config),
  ...(config.file.links ?? []).flatMap((group, i) =>
    group.flatMap((name, j) => memberRules(config, name, ["links", i, j])),
  ),
];

/** What DNS would never answer: four numbers that are no address, or colons that are none. */
const isMisshapen = (address: string): boolean =>
  isIP(address) === 0 && (/^[0-9.]+$/.test(address) || address.includes(":"));

const addressRules = (config: Config, host: Host): readonly Finding[] => {
  const shorthand = typeof config.file.hosts[host.name] === "string";
  return (["address", "storageAddress"] as const).flatMap((key) => {
    const at = config.at(["hosts", host.name, ...(shorthand ? [] : [key])]);
    const name = `hosts.${host.name}.${key}`;
    if (key === "storageAddress" && host.storageAddress === host.address) return [];
    if (isMisshapen(host[key]))
      return [findingAt("CFG401", at, `${name}: ${host[key]} is neither an address nor a name`)];
    if (key === "storageAddress" && isLoopback(host.storageAddress))
      return [findingAt("CFG402", at, `${name}: ${host.storageAddress} means another machine on every host`)];
    return [];
  });
};

const isLoopback = (address: string): boolean =>
  ["local", "localhost", "::1"].includes(address) || (isIPv4(address) && address.startsWith("127."));

/** Two names for one machine: two of everything on it, fighting. Another port may be another machine. */
const sameAddress = (config: Config): readonly Finding[] => {
  const seen = new Map<string, Host>();
  return Object.values(config.hosts).flatMap((host) => {
    const first = seen.get(`${host.address} ${host.port ?? ""}`);
    seen.set(`${host.address} ${host.port ?? ""}`, first ?? host);
    if (first === undefined) return [];
    const message = `hosts.${host.name}: same address as ${first.name} at ${spanText(first.at)}`;
    return [findingAt("CFG403", host.at, message)];
  });
};

const memberRules = (config: Config, name: string, path: JsonPath): readonly Finding[] => {
  const at = config.at(path);
  const host = config.hosts[name];
  if (host === undefined) return [unknownHost(config, name, at)];
  if (isIP(host.storageAddress) !== 0 || isMisshapen(host.storageAddress)) return [];
  if (host.storageAddress.endsWith(standIn)) return [];
  const found = host.storageAddress === "local" ? "no address" : `the name ${host.storageAddress}`;
  const message = `links: ${name} has ${found}, but /etc/hosts of the others needs an IP address`;
  return [findingAt("CFG405", at, message, { values: { name } })];
};

/** The finding for a host name that is not under `hosts:`, with the nearest one that is. */
const unknownHost = (config: Config, name: string, at: Span): Finding => {
  const hosts = Object.keys(config.hosts);
  const near = nearest(name, hosts);
  const details = near
    ? { hint: "near", values: { near } }
    : { hint: "all", values: { names: hosts.join(", ") } };
  return findingAt("CFG404", at, `there is no host \`${name}\``, details);
};
