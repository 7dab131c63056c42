import type { Config } from "../../../model/config.ts";
import type { Details } from "../../../model/finding-table.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";

/** A mention of a host: its name, and where below the part's entry in the file it is. */
export interface Mention {
  readonly host: string;
  readonly path: JsonPath;
}

/** Mentions of hosts that are not under `hosts:`. */
export const undeclared = <One extends Pick<Mention, "host">>(
  config: Config,
  mentions: readonly One[],
): readonly One[] => mentions.filter(({ host }) => config.hosts[host] === undefined);

/** Mentions of a host that the list has already. */
export const twice = <One extends Pick<Mention, "host">>(mentions: readonly One[]): readonly One[] =>
  mentions.filter(({ host }, i) => mentions.findIndex((other) => other.host === host) < i);

/** What is said of a host that is not declared. */
export const noSuchHost = (host: string): string => `there is no host \`${host}\``;

/** Which hint of the finding helps: the nearest host there is, or all of them. Its row has the cases `near` and `all`. */
export function hostHint(config: Config, host: string): Details {
  const names = Object.keys(config.hosts);
  const near = nearest(host, names);
  return near ? { hint: "near", values: { near } } : { hint: "all", values: { names: names.join(", ") } };
}

/** What a storage address is that is no IP address, for a message; undefined where it has a finding of its own already. */
export function notAnAddress(address: string): string | undefined {
  // `.invalid` stands in for an address that has a finding of its own, as do numbers that are no address
  if (/^[0-9.]+$|:|\.invalid$/.test(address)) return undefined;
  return address === "local" ? "is this machine (`local`)" : `has the name ${address} for an address`;
}
