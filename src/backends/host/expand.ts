import type { Config } from "../../model/config.ts";
import type { Resource } from "../../model/resource.ts";
import type { Span } from "../../model/span.ts";

/**
 * One `host.links` resource per linked host: every group it is in, together, itself included (so that no
 * member finds itself on loopback).
 */
export function expandLinks(config: Config): readonly Resource[] {
  const groups = config.file.links ?? [];
  const linked = new Map<string, { names: Set<string>; first: number }>();
  groups.forEach((group, index) => {
    for (const member of group) {
      const entry = linked.get(member) ?? { names: new Set<string>(), first: index };
      for (const name of group) entry.names.add(name);
      linked.set(member, entry);
    }
  });
  return [...linked].map(([host, { names, first }]) =>
    linksOn(config, host, [...names], "links", config.at(["links", first])),
  );
}

/** All hosts of the file and the addresses by which the others use their storage. */
export const addressesOf = (config: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.values(config.hosts).map(({ name, storageAddress }) => [name, storageAddress]));

/** One host that is to know `names`, for a part of the file; several such resources of one host are merged. */
export const linksOn = (
  config: Config,
  host: string,
  names: readonly string[],
  part: string,
  at: Span,
): Resource => ({
  address: `host.links/${host}`,
  type: "host.links",
  host,
  spec: {
    fleet: config.fleet,
    hosts: Object.keys(config.hosts),
    names: Object.fromEntries(
      [...names].sort().map((name) => [name, config.hosts[name]?.storageAddress ?? ""]),
    ),
  },
  needs: [],
  parts: [part],
  at,
});
