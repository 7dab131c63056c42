import type { Pool } from "./index.ts";

/** Pools that share hosts, and so are in one trusted pool. */
export interface Group {
  /** Name of its first pool. */
  readonly name: string;
  readonly pools: readonly Pool[];
  /** Hosts that are to be members, in the order of the pools and of their peers. */
  readonly members: readonly string[];
  /** Hosts that were members only for pools that are declared as absent. */
  readonly retired: readonly string[];
}

const share = (one: readonly Pool[], other: readonly Pool[]) =>
  one.some((pool) => other.some(({ peers }) => peers.some((host) => pool.peers.includes(host))));

const hostsOf = (pools: readonly Pool[]) => [...new Set(pools.flatMap(({ peers }) => peers))];

/** Groups pools by the hosts they share; the order of the pools in the file plays no part. */
export function groupsOf(pools: readonly Pool[]): readonly Group[] {
  let groups: (readonly Pool[])[] = [];
  for (const pool of pools) {
    const joined = groups.filter((group) => share(group, [pool]));
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), pool]];
  }
  return groups.map((unsorted) => {
    const sorted = [...unsorted].sort((a, b) => (a.name < b.name ? -1 : 1));
    const members = hostsOf(sorted.filter(({ state }) => state !== "absent"));
    const retired = hostsOf(sorted).filter((host) => !members.includes(host));
    return { name: sorted[0]?.name ?? "", pools: sorted, members, retired };
  });
}
