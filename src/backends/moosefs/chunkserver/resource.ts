import type { Config } from "../../../model/config.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { addressesOf } from "../../host/expand.ts";
import { markLine } from "../../host/write/mark.ts";
import type { MetaloggerSpec } from "../metalogger/spec.ts";
import type { Chunkserver, Pool } from "../pool/index.ts";
import type { ChunkserverSpec } from "./spec.ts";

/** A chunkserver's own settings; the unit refuses to start without the file. */
export const CHUNKSERVER_CONFIG = "/etc/mfs/mfschunkserver.cfg";

/** A metalogger's own settings; the unit refuses to start without the file. */
export const METALOGGER_CONFIG = "/etc/mfs/mfsmetalogger.cfg";

/**
 * What `mfschunkserver.cfg` says below its mark. One bad disk does not keep the others from being served; labels are
 * letters by commas (others only work with a complaint), and no line leaves them as they were at a reload.
 */
export const chunkserverConfig = ({ alias }: Pool, { labels }: Chunkserver): string =>
  `MASTER_HOST = ${alias}\nLABELS = ${labels.join(",")}\nALLOW_STARTING_WITH_INVALID_DISKS = 1\n`;

/** What `mfsmetalogger.cfg` says below its mark. */
export const metaloggerConfig = ({ alias }: Pool): string => `MASTER_HOST = ${alias}\n`;

const lastOf = (config: Config, pool: Pool, host: string, path: string) => ({
  parts: [`pools.${pool.name}`],
  ...(pool.master === host ? {} : { witnesses: [pool.master] }),
  ...(pool.state === "absent" ? { absent: true as const } : {}),
  at: config.at(["pools", pool.name, path]),
});

/** What a daemon of a pool needs before it runs: its names, package and settings, and the master. */
const dependsOn = (host: string, settings: string, pool: Pool): readonly string[] => [
  ...[`host.links/${host}`, `host.packages/${host}`, `host.file/${host}:${settings}`],
  `moosefs.master/${pool.name}`,
];

/** `moosefs.chunkserver/<host>`. */
export function chunkserverResource(config: Config, pool: Pool, server: Chunkserver): Resource {
  const { host, disks, labels, index } = server;
  const rest = lastOf(config, pool, host, "chunkservers");
  const below = [...new Set(disks.map(({ root, path }) => `moosefs.disk/${host}:${root ?? path}`))];
  const classes = pool.classes.map(({ keep }) => keep);
  const spec: ChunkserverSpec = {
    fleet: config.fleet,
    pool: pool.name,
    master: pool.master,
    alias: pool.alias,
    addresses: addressesOf(config),
    state: pool.state,
    siblings: pool.chunkservers.map((one) => one.host),
    keeping: pool.chunkservers.filter((one) => !one.draining).map((one) => one.host),
    lines: disks.map(({ path, limit, draining }) => ({ path, limit, draining })),
    labels,
    labelExpressions: [...new Set([...(/^\d$/.test(pool.goal) ? [`${pool.goal}*`] : []), ...classes])],
    adopt: pool.adopt,
    header: markLine({
      fleet: config.fleet,
      parts: rest.parts,
      // what it depends on until it is gone; a path with a blank or a comma would spoil the mark
      needs: [`host.links/${host}`, ...below].filter((need) => !/[\s,]/.test(need)),
    }),
  };
  return {
    address: `moosefs.chunkserver/${host}`,
    type: "moosefs.chunkserver",
    host,
    spec: spec as unknown as JsonObject,
    needs: rest.absent ? [] : [...dependsOn(host, CHUNKSERVER_CONFIG, pool), ...below],
    ...rest,
    at: config.at(["pools", pool.name, "chunkservers", index]),
  };
}

/** `moosefs.metalogger/<host>`. */
export function metaloggerResource(config: Config, pool: Pool, host: string): Resource {
  const rest = lastOf(config, pool, host, "metaloggers");
  const spec: MetaloggerSpec = {
    fleet: config.fleet,
    pool: pool.name,
    master: pool.master,
    addresses: addressesOf(config),
    state: pool.state,
  };
  return {
    address: `moosefs.metalogger/${host}`,
    type: "moosefs.metalogger",
    host,
    spec: spec as unknown as JsonObject,
    needs: rest.absent ? [] : dependsOn(host, METALOGGER_CONFIG, pool),
    ...rest,
  };
}
