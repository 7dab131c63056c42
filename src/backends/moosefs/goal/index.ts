import type { FleetKind } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import type { Address, Resource } from "../../../model/resource.ts";
import { adminClientOf, type Pool, type PoolClient } from "../pool/index.ts";
import { hostDaemonsFact, masterFact } from "../probe/facts.ts";
import { goalActions, goalCommands } from "./actions.ts";
import { checkGoal } from "./check.ts";
import { goalConsent } from "./copies.ts";
import { goalSpec, observeGoals, treeFact, wantedGoal } from "./state.ts";

/** What the mount of a client needs of the goal: its folder is made there. */
export const needsGoal = (pool: Pool, { folder }: PoolClient): readonly Address[] =>
  folder !== "/" && adminClientOf(pool) ? [`moosefs.goal/${pool.name}`] : [];

/** The goal of a pool that runs; without an admin client nobody could set it. */
export function goalResource(
  config: Config,
  pool: Pool,
  shared: {
    readonly fleet: string;
    readonly pool: string;
    readonly master: string;
    readonly alias: string;
    readonly addresses: Readonly<Record<string, string>>;
  },
): Resource | undefined {
  const adminClient = adminClientOf(pool);
  if (!adminClient || pool.state !== "started") return undefined;
  const { host, mountpoint } = adminClient;
  const folders = new Set(pool.clients.map(({ folder }) => folder).filter((folder) => folder !== "/"));
  const classes = pool.classes.map((one) => ({ ...one }));
  return {
    address: `moosefs.goal/${pool.name}`,
    type: "moosefs.goal",
    host,
    spec: {
      ...shared,
      adminClient: host,
      mountpoint,
      goal: pool.goal,
      classes,
      folders: [...folders].sort(),
    },
    witnesses: [pool.master].filter((name) => name !== host),
    // where the mount stays as it is, a takeover changes whom it asks: not before that is done
    needs: [`host.mount/${host}:${mountpoint}`, `host.links/${host}`, `moosefs.master/${pool.name}`],
    parts: [`pools.${pool.name}`],
    at: config.at(["pools", pool.name, "goal"]),
  };
}

/** `moosefs.goal/<pool>`: how many copies there are of everything, and where; through the mount of one client. */
export const goal: FleetKind = {
  type: "moosefs.goal",
  spans: "fleet",
  prune: false,
  facts: ({ host, resources }) => {
    const specs = resources.map(goalSpec);
    return [
      ...(specs.some(({ master }) => master === host) ? [masterFact, hostDaemonsFact] : []),
      ...specs
        .filter(({ adminClient }) => adminClient === host)
        .map(({ mountpoint, folders }) => treeFact(mountpoint, folders)),
    ];
  },
  observe: observeGoals,
  want: wantedGoal,
  check: checkGoal,
  consent: goalConsent,
  actions: goalActions,
  commands: goalCommands,
  explain: (_action, said) => {
    if (/mfs admin only/.test(said))
      return "the line of /etc/mfs/mfsexports.cfg that lets this host in has no `admin`: apply writes it, unless the file is somebody else's";
    if (/No space left|ENOSPC/.test(said)) return "no chunkserver has room";
    return undefined;
  },
};
