import type { Backend, Kind } from "../model/backend.ts";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { Address, Resource } from "../model/resource.ts";
import { draft } from "./findings.ts";

const union = <T>(one: readonly T[], other: readonly T[]): readonly T[] =>
  [...new Set([...one, ...other])].sort();

function merged(kinds: ReadonlyMap<string, Kind>, one: Resource, other: Resource): Resource | undefined {
  const merge = kinds.get(one.type)?.merge;
  const equal = JSON.stringify(one.spec) === JSON.stringify(other.spec);
  if (!equal && !merge) return undefined;
  return {
    ...one,
    spec: equal || !merge ? one.spec : merge(one.spec, other.spec),
    needs: union(one.needs, other.needs),
    parts: union(one.parts, other.parts),
  };
}

/** Every kind of every backend, by name. */
export const kindsOf = (backends: readonly Backend[]): ReadonlyMap<string, Kind> =>
  new Map(backends.flatMap((backend) => backend.kinds.map((kind) => [kind.type, kind] as const)));

/** The resources of one kind that are on a host, or seen from it. */
export const concerning = (resources: readonly Resource[], type: string, host: string): readonly Resource[] =>
  resources.filter(
    (resource) => resource.type === type && (resource.host === host || resource.witnesses?.includes(host)),
  );

/** Everything the file asks for, one resource per address, in the order of addresses. */
export function desire(
  config: Config,
  backends: readonly Backend[],
): { readonly resources: readonly Resource[]; readonly findings: readonly Finding[] } {
  const kinds = kindsOf(backends);
  const byAddress = new Map<Address, Resource>();
  const findings: Finding[] = [];
  for (const resource of backends.flatMap((backend) => backend.expand(config))) {
    const earlier = byAddress.get(resource.address);
    const one = earlier ? merged(kinds, earlier, resource) : resource;
    if (one) byAddress.set(one.address, one);
    else
      findings.push({
        ...draft("PLN101", `${resource.address} is asked for twice, in different ways`),
        address: resource.address,
        at: resource.at,
      });
  }
  const resources = [...byAddress.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
  return { resources, findings };
}
