import type { Consent } from "../../../model/backend.ts";

/** The consent to take a pool's service away, the same for all of its daemons: it is given once. */
export const destroying = (pool: string, instance: string): Consent => ({
  what: `destroy:pool/${pool}`,
  bound: [pool, instance],
  why: `stops everything of the pool ${pool} for good; metadata and chunks stay on their hosts, but nobody can read them`,
});
