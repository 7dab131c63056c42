import type { Config } from "../../model/config.ts";
import { moosefsPools, type Pool } from "./pool/index.ts";

/** Where the master listens for metaloggers, chunkservers and clients, and a chunkserver for both of the latter. */
export const PORTS = { metalogger: 9419, chunkserver: 9420, client: 9421, data: 9422 } as const;

/** Which ports of `to` the host `from` has to reach. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly number[];
}

/** Pools that are, or are to be, there. */
export const standing = (config: Config): readonly Pool[] =>
  moosefsPools(config).filter(({ state }) => state !== "absent");

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
export function waysOf(config: Config): readonly Way[] {
  const ways = new Map<string, { from: string; to: string; ports: Set<number> }>();
  const need = (from: string, to: string, port: number) => {
    if (from === to) return;
    const way = ways.get(`${from} ${to}`) ?? { from, to, ports: new Set() };
    way.ports.add(port);
    ways.set(`${from} ${to}`, way);
  };
  for (const { master, chunkservers, metaloggers, clients, gui } of standing(config)) {
    const servers = chunkservers.map(({ host }) => host);
    // the master's host asks the chunkservers about their disks
    const readers = [...new Set([...clients.map(({ host }) => host), ...(gui ? [gui.host] : []), master])];
    for (const host of metaloggers) need(host, master, PORTS.metalogger);
    for (const host of servers) need(host, master, PORTS.chunkserver);
    for (const host of readers) need(host, master, PORTS.client);
    for (const to of servers) for (const from of [...servers, ...readers]) need(from, to, PORTS.data);
    if (gui) for (const from of [master]) need(from, gui.host, gui.port);
  }
  return [...ways.values()].map(({ from, to, ports }) => ({
    from,
    to,
    ports: [...ports].sort((a, b) => a - b),
  }));
}
