import type { Config } from "../../../model/config.ts";
import { readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { expandPools } from "../expand.ts";
import { groupsOf } from "../pool/groups.ts";
import { glusterPools, type Pool } from "../pool/index.ts";
import { findVolume } from "../volume/state.ts";

/** Where glusterd listens: members talk to each other there, and clients ask there which bricks there are. */
export const GLUSTERD_PORT = 24007;

/** First and last of the ports bricks listen on; glusterd picks any of them by chance (10 and later). */
export const BRICK_PORTS = [49152, 60999] as const;

/** Which ports of `to` the host `from` has to reach. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** Of bricks that run there now; empty when none does. */
  readonly bricks: readonly number[];
}

/** Pools that are, or are to be, there. */
export const standing = (config: Config): readonly Pool[] =>
  glusterPools(config).filter(({ state }) => state !== "absent");

/** Host to the ports of a pool's bricks that run on it. */
function portsOf(
  config: Config,
  pool: Pool,
  snapshot: Snapshot,
): Readonly<Record<string, readonly number[]>> {
  const volume = expandPools(config).find(({ address }) => address === `gluster.volume/${pool.name}`);
  const found = volume && findVolume(volume, (host) => readerOf(snapshot, host));
  if (!found || !("volume" in found) || !found.live) return {};
  const { live, cluster } = found;
  const running = found.volume.sets.flat().flatMap(({ name, host }) => {
    const [owner, port] = [cluster.hostOf(host), live.ports[name]];
    return owner && port !== undefined && live.online[name] ? [{ owner, port }] : [];
  });
  const owners = [...new Set(running.map(({ owner }) => owner))];
  const of = (host: string) => running.filter(({ owner }) => owner === host).map(({ port }) => port);
  return Object.fromEntries(owners.map((owner) => [owner, of(owner)]));
}

/** Everybody who has to reach a member: the other members of its trusted pool, and the clients of its pools. */
export function waysOf(config: Config, snapshot: Snapshot): readonly Way[] {
  const ways = new Map<string, { from: string; to: string; bricks: Set<number> }>();
  for (const group of groupsOf(standing(config)))
    for (const pool of group.pools) {
      const ports = portsOf(config, pool, snapshot);
      const users = [...group.members, ...pool.clients.map(({ host }) => host)];
      for (const from of users)
        for (const to of group.members.includes(from) ? group.members : pool.peers) {
          if (from === to) continue;
          const way = ways.get(`${from} ${to}`) ?? { from, to, bricks: new Set() };
          for (const port of ports[to] ?? []) way.bricks.add(port);
          ways.set(`${from} ${to}`, way);
        }
    }
  return [...ways.values()].map(({ from, to, bricks }) => ({
    from,
    to,
    bricks: [...bricks].sort((a, b) => a - b),
  }));
}
