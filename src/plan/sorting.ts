import type { Change } from "../model/change.ts";
import type { Blocked, Step, Unknown } from "../model/plan.ts";
import type { Address, Resource } from "../model/resource.ts";
import type { PlanInput } from "./input.ts";
import { selects } from "./narrow.ts";
import { obstaclesOf } from "./obstacles.ts";
import type { Scope } from "./scope.ts";
import { type Obstacle, withhold } from "./withhold.ts";

/** Changes by what becomes of them. */
export interface Sorted {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  readonly unknown: readonly Unknown[];
  /** Changes that may build but not tear down yet, with the reason. */
  readonly keep: ReadonlyMap<Address, Obstacle>;
}

/** Sorts the changes of a run: those that can be made, those that are blocked, and what is not known. */
export function sorted(input: PlanInput, scope: Scope): Sorted {
  const byAddress = new Map(input.resources.map((resource) => [resource.address, resource]));
  const { obstacles, keep } = withheld(input, scope, byAddress);
  const of = (kind: Obstacle["kind"]) =>
    scope.changes.flatMap((change) => {
      const obstacle = obstacles.get(change.address);
      return obstacle?.kind === kind ? [{ change, obstacle }] : [];
    });
  return {
    keep,
    changes: scope.changes.filter(({ address }) => !obstacles.has(address)),
    blocked: of("blocked").map(({ change, obstacle: { why, consent } }) => ({
      change,
      why,
      ...(consent ? { consent } : {}),
    })),
    unknown: [
      ...unknownIn(input, scope, byAddress),
      ...of("unknown").map(({ change: { address, host }, obstacle: { why } }) => ({ address, host, why })),
    ],
  };
}

type ByAddress = ReadonlyMap<Address, Resource>;

function withheld(input: PlanInput, { changes, findings, narrow }: Scope, byAddress: ByAddress) {
  const { config, diff, resources, kinds, consents = [] } = input;
  const first = obstaclesOf({ fleet: config.fleet, diff, resources, findings, kinds, consents, narrow });
  return withhold(changes, byAddress, diff.observed, first, (change) => unseenHosts(input, change));
}

function unseenHosts({ backends, config, snapshot }: PlanInput, change: Change) {
  const hosts = new Set(backends.flatMap((backend) => backend.mustKnow(config, change)));
  return [...hosts].sort().flatMap((host) => {
    const seen = snapshot.hosts[host];
    if (seen?.reachable) return [];
    return [{ host, why: seen ? seen.failure.message : "it was not probed" }];
  });
}

/** What could not be observed, of what was not left out. */
const unknownIn = ({ diff }: PlanInput, { narrow }: Scope, byAddress: ByAddress): readonly Unknown[] =>
  diff.unknown.filter(({ address, host }) =>
    selects(narrow, { address, host, parts: byAddress.get(address)?.parts ?? [] }),
  );

/** What becomes of changes once the steps are known: one without a step is blocked, one that may only build waits. */
export function withSteps(input: PlanInput, before: Sorted, steps: readonly Step[]): Sorted {
  const { changes, keep } = before;
  const acting = new Set(steps.map(({ address }) => address));
  const idle = changes.filter(({ address }) => !acting.has(address) && !keep.has(address));
  return {
    keep,
    changes: changes.filter(({ address }) => acting.has(address)),
    blocked: [
      ...before.blocked,
      ...idle.map((change) => ({ change, why: "holdfast cannot change this in place" })),
    ],
    unknown: [...before.unknown, ...changes.flatMap((change) => waiting(input, change, keep))],
  };
}

/** A change that would take something away and has to wait; one that waits for as long as the file is as it is, is no news. */
function waiting({ kinds, config }: PlanInput, change: Change, keep: Sorted["keep"]): readonly Unknown[] {
  const { address, host, type } = change;
  const obstacle = keep.get(address);
  if (!obstacle || obstacle.lasting) return [];
  const actions = kinds.get(type)?.actions(change, config.fleet) ?? [];
  if (!actions.some(({ phase }) => phase === "teardown")) return [];
  return [{ address, host, why: `nothing is taken away from it yet: ${obstacle.why}` }];
}
