import type { Config } from "../../model/config.ts";
import type { Place } from "./rules/places.ts";

/** What gluster pools claim, for other storage systems: the folder of the bricks or their given paths, and each mountpoint. */
export const glusterPlaces = (config: Config): readonly Place[] =>
  Object.entries(config.file.pools ?? {}).flatMap(([name, pool]): Place[] => {
    if (pool.type !== "gluster" || pool.state === "absent") return [];
    const at = (...rest: (string | number)[]) => config.at(["pools", name, ...rest]);
    const part = `pool ${name}`;
    const folder = `${pool.folder ?? pool.bricks?.folder ?? "/mnt/gluster"}/${name}`;
    const bricks = pool.peers.flatMap((entry, i) => {
      const peer = typeof entry === "string" ? { host: entry } : entry;
      const paths = peer.bricks ?? [folder];
      return paths.map((path): Place => ({ use: "brick", host: peer.host, path, part, at: at("peers", i) }));
    });
    const mounts = (pool.clients ?? []).map((entry, i): Place => {
      const client = typeof entry === "string" ? { host: entry } : entry;
      const path = client.mountpoint ?? pool.mountpoint ?? `/mnt/${name}`;
      return { use: "mount", host: client.host, path, part, at: at("clients", i) };
    });
    return [...bricks, ...mounts];
  });
