import type { Config } from "../../../model/config.ts";
import { readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { type Connection, connectionsFrom } from "../../host/doctor/port.ts";
import { expandPools } from "../expand.ts";
import { groupsOf } from "../pool/groups.ts";
import { type Pool, poolsPresent } from "../pool/index.ts";
import { findVolume } from "../volume/find.ts";

/** Where glusterd listens: members talk to each other there, and clients ask there which bricks there are. */
export const GLUSTERD_PORT = 24007;

/** First and last of the ports bricks listen on; glusterd picks any of them by chance (10 and later). */
export const BRICK_PORTS = [49152, 60999] as const;

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

/**
 * Everybody who has to reach a member: the other members of its trusted pool, and the clients of its pools. `ports` are
 * those of bricks that run there now; none when none does.
 */
export const connectionsOf = (config: Config, snapshot: Snapshot): readonly Connection[] =>
  connectionsFrom(
    groupsOf(poolsPresent(config)).flatMap(({ members, pools }) =>
      pools.flatMap((pool) => {
        const ports = portsOf(config, pool, snapshot);
        const targets = (from: string) => (members.includes(from) ? members : pool.peers);
        const users = [...members, ...pool.clients.map(({ host }) => host)];
        return users.flatMap((from) => targets(from).map((to) => ({ from, to, ports: ports[to] ?? [] })));
      }),
    ),
  );
