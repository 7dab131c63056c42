import type { Change } from "../model/change.ts";
import type { Observed } from "../model/observation.ts";
import type { Address, Resource } from "../model/resource.ts";

/** Why something cannot be planned: it is unknown, or something stands against it. */
export interface Obstacle {
  readonly kind: "unknown" | "blocked";
  readonly why: string;
  readonly consent?: string;
  /** It stands for as long as the file is as it is: what keeps its data keeps what it stands on. */
  readonly lasting?: true;
}

/** What is planned, what is not, and which of the planned changes may not take anything away yet. */
export interface Withheld {
  readonly obstacles: ReadonlyMap<Address, Obstacle>;
  /** Changes that may build but not tear down, with the reason. */
  readonly keep: ReadonlyMap<Address, Obstacle>;
}

/**
 * Spreads obstacles: what needs something withheld is withheld itself, and nothing is taken away from under
 * a thing that is withheld.
 */
export function withhold(
  changes: readonly Change[],
  resources: ReadonlyMap<Address, Resource>,
  observed: readonly Observed[],
  first: ReadonlyMap<Address, Obstacle>,
  mustKnow: (change: Change) => readonly { readonly host: string; readonly why: string }[],
): Withheld {
  const obstacles = new Map(first);
  let before = -1;
  while (before !== obstacles.size) {
    before = obstacles.size;
    for (const change of changes) {
      if (obstacles.has(change.address)) continue;
      const obstacle = change.op === "delete" ? undefined : needsWithheld(change, resources, obstacles);
      if (obstacle) obstacles.set(change.address, obstacle);
    }
  }
  const keep = new Map<Address, Obstacle>();
  const stands = [...observed].reverse();
  before = -1;
  while (before !== keep.size) {
    before = keep.size;
    for (const change of changes) {
      if (obstacles.has(change.address) || keep.has(change.address)) continue;
      const obstacle =
        standsWithheld(change, stands, new Map([...obstacles, ...keep])) ?? unseen(mustKnow(change));
      if (obstacle) keep.set(change.address, obstacle);
    }
  }
  return { obstacles, keep };
}

function needsWithheld(
  change: Change,
  resources: ReadonlyMap<Address, Resource>,
  obstacles: ReadonlyMap<Address, Obstacle>,
): Obstacle | undefined {
  for (const need of resources.get(change.address)?.needs ?? []) {
    const obstacle = obstacles.get(need);
    if (obstacle) return { kind: obstacle.kind, why: `needs ${need}: ${obstacle.why}` };
  }
  return undefined;
}

function standsWithheld(
  change: Change,
  observed: readonly Observed[],
  obstacles: ReadonlyMap<Address, Obstacle>,
): Obstacle | undefined {
  const whole = observed.find(({ address }) => address === change.address)?.within;
  for (const { address, needs } of observed) {
    const stands = needs.includes(change.address) || (whole !== undefined && needs.includes(whole));
    const obstacle = stands ? obstacles.get(address) : undefined;
    const { kind, why, lasting } = obstacle ?? {};
    if (kind) return { kind, why: `${address} stands on it: ${why}`, ...(lasting ? { lasting } : {}) };
  }
  return undefined;
}

function unseen(hosts: readonly { readonly host: string; readonly why: string }[]): Obstacle | undefined {
  const [first] = hosts;
  return first ? { kind: "unknown", why: `${first.host} may still use it: ${first.why}` } : undefined;
}
