import type { Action } from "../model/action.ts";
import type { Observed } from "../model/observation.ts";
import type { Address, Resource } from "../model/resource.ts";
import { dependentsOf } from "./reach.ts";

/** Actions with, per action, the indexes of those that come before it. */
export interface Ordered {
  readonly action: Action;
  readonly after: readonly number[];
}

/** The edges between actions: builds go along the needs, tear-down goes against them. */
function edges(
  actions: readonly Action[],
  resources: ReadonlyMap<Address, Resource>,
  observed: readonly Observed[],
): readonly (readonly number[])[] {
  const at = new Map<Address, number[]>();
  actions.forEach(({ address }, index) => {
    at.set(address, [...(at.get(address) ?? []), index]);
  });
  const dependents = dependentsOf(observed);
  const whole = new Map(observed.flatMap(({ address, within }) => (within ? [[address, within]] : [])));
  const above = (address: Address) => [
    ...(dependents.get(address) ?? []),
    ...(dependents.get(whole.get(address) ?? "") ?? []),
  ];
  const indexes = (addresses: readonly Address[]) => addresses.flatMap((address) => at.get(address) ?? []);
  return actions.map((action, index) => {
    const earlier = (at.get(action.address) ?? []).filter((other) => other < index);
    const others =
      action.phase === "build"
        ? indexes(resources.get(action.address)?.needs ?? []).filter(
            (other) => actions[other]?.phase === "build",
          )
        : indexes(above(action.address));
    return [...new Set([...earlier, ...others])].filter((other) => other !== index).sort((a, b) => a - b);
  });
}

/**
 * The actions in an order in which each comes after what it needs; the same for the same input. A cycle is a
 * fault of a backend, so it throws, naming the addresses.
 */
export function order(
  actions: readonly Action[],
  resources: ReadonlyMap<Address, Resource>,
  observed: readonly Observed[],
): readonly Ordered[] {
  const before = edges(actions, resources, observed);
  const place = new Map<number, number>();
  const sequence: number[] = [];
  let wave = actions.map((_action, index) => index);
  while (wave.length > 0) {
    const ready = wave.filter((index) => before[index]?.every((other) => place.has(other)));
    if (ready.length === 0) {
      const names = wave.map((index) => actions[index]?.address).join(", ");
      throw new Error(`the order of these goes round in a circle: ${names}`);
    }
    ready.sort((a, b) => compare(actions[a], actions[b]) || a - b);
    const chosen = new Set(ready);
    for (const index of ready) {
      place.set(index, sequence.length);
      sequence.push(index);
    }
    wave = wave.filter((index) => !chosen.has(index));
  }
  return sequence.flatMap((index) => {
    const action = actions[index];
    const after = (before[index] ?? []).map((other) => place.get(other) ?? 0).sort((a, b) => a - b);
    return action ? [{ action, after }] : [];
  });
}

const compare = (a: Action | undefined, b: Action | undefined) => {
  const [one, other] = [`${a?.host} ${a?.address}`, `${b?.host} ${b?.address}`];
  return one < other ? -1 : one > other ? 1 : 0;
};
