import type { Address } from "../model/resource.ts";

/** Something with an address that needs others. */
interface Needing {
  readonly address: Address;
  readonly needs: readonly Address[];
}

/** Addresses by address: what a thing needs, or what needs it. */
export type Edges = ReadonlyMap<Address, readonly Address[]>;

/** What each of these needs. */
export const needsOf = (things: readonly Needing[]): Edges =>
  new Map(things.map(({ address, needs }) => [address, needs]));

/** Who of these needs a thing, in their order. */
export function dependentsOf(things: readonly Needing[]): Edges {
  const dependents = new Map<Address, Address[]>();
  for (const { address, needs } of things)
    for (const need of needs) {
      const known = dependents.get(need);
      if (known) known.push(address);
      else dependents.set(need, [address]);
    }
  return dependents;
}

/** The addresses, and everything that edges lead to from them. */
export function reachable(from: Iterable<Address>, edges: Edges): ReadonlySet<Address> {
  const found = new Set(from);
  // grows while it is gone through
  for (const address of found) for (const next of edges.get(address) ?? []) found.add(next);
  return found;
}
