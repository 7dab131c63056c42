import type { Change } from "../model/change.ts";
import type { Observed } from "../model/observation.ts";
import type { Address, Resource } from "../model/resource.ts";

/** Why something cannot be planned: it is unknown, or something speaks against it. */
export interface Obstacle {
  readonly kind: "unknown" | "blocked";
  readonly why: string;
  readonly consent?: string;
  /** It holds for as long as the file is as it is: what keeps its data keeps what it depends on. */
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
  const obstacles = spread(first, changes, (change, known) =>
    change.op === "delete" ? undefined : needsWithheld(change, resources, known),
  );
  const lastFirst = [...observed].reverse();
  const open = changes.filter(({ address }) => !obstacles.has(address));
  const all = spread(
    obstacles,
    open,
    (change, known) => dependentWithheld(change, lastFirst, known) ?? unseen(mustKnow(change)),
  );
  return { obstacles, keep: new Map([...all].filter(([address]) => !obstacles.has(address))) };
}

/** Obstacles, and those that follow from them, until there are no more. */
function spread(
  first: ReadonlyMap<Address, Obstacle>,
  changes: readonly Change[],
  next: (change: Change, known: ReadonlyMap<Address, Obstacle>) => Obstacle | undefined,
): ReadonlyMap<Address, Obstacle> {
  const known = new Map(first);
  let before = -1;
  while (before !== known.size) {
    before = known.size;
    for (const change of changes) {
      const obstacle = known.has(change.address) ? undefined : next(change, known);
      if (obstacle) known.set(change.address, obstacle);
    }
  }
  return known;
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

function dependentWithheld(
  change: Change,
  observed: readonly Observed[],
  obstacles: ReadonlyMap<Address, Obstacle>,
): Obstacle | undefined {
  const whole = observed.find(({ address }) => address === change.address)?.within;
  for (const { address, needs } of observed) {
    const depends = needs.includes(change.address) || (whole !== undefined && needs.includes(whole));
    const obstacle = depends ? obstacles.get(address) : undefined;
    const { kind, why, lasting } = obstacle ?? {};
    if (kind) return { kind, why: `${address} depends on it: ${why}`, ...(lasting ? { lasting } : {}) };
  }
  return undefined;
}

function unseen(hosts: readonly { readonly host: string; readonly why: string }[]): Obstacle | undefined {
  const [first] = hosts;
  return first ? { kind: "unknown", why: `${first.host} may still use it: ${first.why}` } : undefined;
}
