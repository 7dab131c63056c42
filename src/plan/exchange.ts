import type { Diff } from "../diff/diff.ts";
import type { Kind } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Observed } from "../model/observation.ts";
import type { Address, Resource } from "../model/resource.ts";
import { consentToken } from "./policy.ts";
import { dependentsOf, type Edges, needsOf, reachable } from "./reach.ts";
import type { Obstacle } from "./withhold.ts";

/** What the passes of this file look at. */
export interface Exchange {
  readonly diff: Diff;
  readonly resources: readonly Resource[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly consents: readonly string[];
}

const stands = ({ observation }: Observed): boolean =>
  observation.status === "present" && (observation.mark === "ours" || observation.mark === "unmarked");

/**
 * Mounts, and what lets clients in, that stand by what was declared before: nothing about them differs, or what differs
 * does not lead them to other data.
 */
function standingUsers({ diff, kinds }: Exchange): ReadonlySet<Address> {
  const changes = new Map(diff.changes.map((change) => [change.address, change]));
  const keeps = ({ address }: Observed) => {
    const type = address.slice(0, address.indexOf("/"));
    const change = changes.get(address);
    if (type === "host.mount") return !change || kinds.get(type)?.consent?.(change) === undefined;
    return kinds.get(type)?.forUsers === true && !change;
  };
  return new Set(diff.observed.filter((one) => stands(one) && keeps(one)).map(({ address }) => address));
}

const creating = ({ diff, kinds }: Exchange): readonly Change[] =>
  diff.changes.filter(({ op, type }) => op === "create" && kinds.get(type)?.holdsData);

/**
 * What holds data, is not there, and is used by something that stands already: it was there before. Made anew it would
 * be empty, and users would find that in place of their data.
 */
export function renewals(exchange: Exchange): ReadonlyMap<Address, Obstacle> {
  const made = creating(exchange);
  if (made.length === 0) return new Map();
  const dependents = dependentsOf(exchange.resources);
  const standing = standingUsers(exchange);
  return new Map(
    made.flatMap(({ address, host }): [Address, Obstacle][] => {
      const users = [...reachable([address], dependents)].filter((one) => standing.has(one)).sort();
      const token = consentToken(`renew:${address}`, users);
      if (users.length === 0 || exchange.consents.includes(token)) return [];
      const why = `it is gone from ${host}, and ${users.join(", ")} still ${users.length === 1 ? "uses" : "use"} it: made anew it would be empty. Put its data back first, or agree to an empty one`;
      const changing = exchange.diff.changes.filter((change) => users.includes(change.address));
      return [
        [address, { kind: "blocked", why, consent: token }],
        ...changing.map((change): [Address, Obstacle] => [
          change.address,
          { kind: "blocked", why: `needs ${address}: ${why}` },
        ]),
      ];
    }),
  );
}

/** Why what would be made waits, beside those of its kind that stand on the same hosts with their data. */
function besideObstacle(
  { address }: Change,
  old: readonly Observed[],
  consents: readonly string[],
): Obstacle | undefined {
  const [first] = old;
  const token = consentToken(
    `beside:${address}`,
    old.map((one) => one.address),
  );
  if (!first || consents.includes(token)) return undefined;
  const name = first.address.slice(first.address.indexOf("/") + 1);
  const why = `${first.address} stands on the same hosts with its data and is no longer declared: was it renamed? A name cannot be changed; put ${name} back in the file, or agree to a new, empty one beside it`;
  return { kind: "blocked", why, consent: token };
}

/**
 * What holds data and would be made beside something of its kind that stands on the same hosts, holds data too, and is
 * no longer declared: nearly always a rename in the file. What still leads to the old one stays as well.
 */
export function renames(exchange: Exchange): ReadonlyMap<Address, Obstacle> {
  const { diff, resources, consents } = exchange;
  if (diff.orphans.length === 0) return new Map();
  const kept = new Set(diff.orphans);
  const orphans = diff.observed.filter(({ address }) => kept.has(address));
  const witnesses = new Map(resources.map((resource) => [resource.address, resource.witnesses ?? []]));
  return new Map(
    creating(exchange).flatMap((change): [Address, Obstacle][] => {
      const { address, type, host } = change;
      const hosts = [host, ...(witnesses.get(address) ?? [])];
      const old = orphans.filter((one) => one.address.startsWith(`${type}/`) && hosts.includes(one.host));
      const obstacle = besideObstacle(change, old, consents);
      if (!obstacle) return [];
      const parts = new Set(old.flatMap((one) => one.parts));
      const leading = diff.changes.filter(
        (one) => one.op === "delete" && one.parts.length > 0 && one.parts.every((part) => parts.has(part)),
      );
      return [change, ...leading].map((one) => [one.address, obstacle]);
    }),
  );
}

/** Changes that lead users to other data, or make what holds data, and wait for an agreement that says so. */
function pendingExchanges({ diff, kinds }: Exchange, obstacles: ReadonlyMap<Address, Obstacle>) {
  const waits = ({ op, address, type }: Change) =>
    op === "create" && kinds.get(type)?.holdsData === true && obstacles.get(address)?.consent !== undefined;
  const exchanges = (change: Change) =>
    obstacles.has(change.address) && kinds.get(change.type)?.consent?.(change)?.aloneUseless === true;
  return diff.changes.filter((change) => waits(change) || exchanges(change)).map(({ address }) => address);
}

/** The mounts, and things that hold data, for which a thing is there. */
function usesIn({ resources, kinds }: Exchange, dependents: Edges): (address: Address) => readonly Address[] {
  const types = new Map(resources.map(({ address, type }) => [address, type]));
  const isUse = (address: Address) => {
    const type = types.get(address) ?? "";
    return type === "host.mount" || kinds.get(type)?.holdsData === true;
  };
  return (address) => [...reachable([address], dependents)].filter((one) => one !== address && isUse(one));
}

/**
 * What would be made, or opened to clients, only for what waits for such an agreement: it waits with it. What others use
 * as well goes on.
 */
export function madeForNobody(
  exchange: Exchange,
  obstacles: ReadonlyMap<Address, Obstacle>,
): ReadonlyMap<Address, Obstacle> {
  const waiting = pendingExchanges(exchange, obstacles);
  if (waiting.length === 0) return new Map();
  const { diff, resources, kinds } = exchange;
  const dependents = dependentsOf(resources);
  const concerned = reachable(waiting, needsOf(resources));
  const blocked = reachable(waiting, dependents);
  const uses = usesIn(exchange, dependents);
  const makes = ({ op, type }: Change) =>
    op === "create" || (op === "update" && kinds.get(type)?.forUsers === true);
  return new Map(
    diff.changes.flatMap((change): [Address, Obstacle][] => {
      const { address } = change;
      if (!concerned.has(address) || blocked.has(address) || !makes(change)) return [];
      const [first, ...others] = uses(address);
      if (first === undefined || ![first, ...others].every((one) => blocked.has(one))) return [];
      return [
        [address, { kind: "blocked", why: `it is made only for ${first}, which waits for an agreement` }],
      ];
    }),
  );
}
