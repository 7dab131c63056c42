import type { Link } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Pool, poolsPresent } from "./index.ts";

const bricksOn = ({ sets }: Pool, host: string) => sets.flat().filter((brick) => brick.host === host).length;

function linksOf(pool: Pool): readonly Link[] {
  const { name, peers, clients } = pool;
  const node = `pool ${name}`;
  const count = (host: string) => {
    const bricks = bricksOn(pool, host);
    return `${bricks} ${bricks === 1 ? "brick" : "bricks"}`;
  };
  return [
    ...peers.flatMap((from, index) =>
      peers.slice(index + 1).map((to) => ({ from, to, label: `peers of ${name}` })),
    ),
    ...peers.map((from) => ({ from, to: node, label: count(from) })),
    ...clients.map(({ host, mountpoint, readOnly }) => ({
      from: node,
      to: host,
      label: `${name} → ${mountpoint} (GlusterFS${readOnly ? ", read-only" : ""})`,
    })),
  ];
}

/** Peer to peer, peer to the pools it has bricks of, and pool to whoever mounts it. */
export const poolTopology = (config: Config): readonly Link[] => poolsPresent(config).flatMap(linksOf);
