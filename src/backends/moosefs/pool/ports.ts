import type { Config } from "../../../model/config.ts";
import { type Connection, connectionsFrom } from "../../host/doctor/port.ts";
import { type Pool, poolsPresent } from "./index.ts";

/** Where the master listens for metaloggers, chunkservers and clients, and a chunkserver for both of the latter. */
export const PORTS = { metalogger: 9419, chunkserver: 9420, client: 9421, data: 9422 } as const;

/** All hosts of a pool and what each is in it, in this order. */
export function rolesOf(pool: Pool): ReadonlyMap<string, readonly string[]> {
  const roles = new Map<string, string[]>();
  const add = (host: string, role: string) => {
    const own = roles.get(host) ?? [];
    if (!own.includes(role)) roles.set(host, [...own, role]);
  };
  add(pool.master, "master");
  for (const { host } of pool.chunkservers) add(host, "chunkserver");
  for (const host of pool.metaloggers) add(host, "metalogger");
  for (const { host } of pool.clients) add(host, "client");
  return roles;
}

/** Whom a host has to reach for what it is; the pages' server asks the master and all chunkservers as a client does. */
export const connectionsOf = (config: Config): readonly Connection[] =>
  connectionsFrom(poolsPresent(config).flatMap(connectionsIn));

function connectionsIn({ master, chunkservers, metaloggers, clients, gui }: Pool): readonly Connection[] {
  const servers = chunkservers.map(({ host }) => host);
  // the master's host asks the chunkservers about their disks
  const readers = [...clients.map(({ host }) => host), ...(gui ? [gui.host] : []), master];
  const to = (host: string, port: number) => (from: string) => ({ from, to: host, ports: [port] });
  return [
    ...metaloggers.map(to(master, PORTS.metalogger)),
    ...servers.map(to(master, PORTS.chunkserver)),
    ...readers.map(to(master, PORTS.client)),
    ...servers.flatMap((host) => [...servers, ...readers].map(to(host, PORTS.data))),
    ...(gui ? [{ from: master, to: gui.host, ports: [gui.port] }] : []),
  ];
}
