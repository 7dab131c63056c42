import type { Config } from "../../../model/config.ts";
import type { JsonObject, JsonPath } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { addressesOf } from "../../host/expand.ts";
import type { ExportsSpec } from "../exports/index.ts";
import { exportLines } from "../exports/lines.ts";
import { moosefsPools, type Pool } from "../pool/index.ts";
import { type MasterSpec, partOf } from "./spec.ts";

/** What a master and its command line need; `mfscli` comes with `moosefs-cli`. */
export const masterPackages: readonly string[] = ["moosefs-master", "moosefs-cli"];

/** The master's own settings; the unit refuses to start without the file. */
export const MASTER_CONFIG = "/etc/mfs/mfsmaster.cfg";

const made = (
  config: Config,
  pool: Pool,
  type: string,
  spec: object,
  needs: readonly string[],
  ...path: JsonPath
): Resource => ({
  address: `${type}/${pool.name}`,
  type,
  host: pool.master,
  spec: spec as JsonObject,
  needs,
  parts: [partOf(pool.name)],
  at: config.at(["pools", pool.name, ...path]),
});

/** `moosefs.exports/<pool>`. Not for a pool that is absent: nobody is to mount it then. */
export function exportsResource(config: Config, pool: Pool): Resource {
  const spec: ExportsSpec = {
    fleet: config.fleet,
    pool: pool.name,
    master: pool.master,
    lines: exportLines(pool),
    adopt: pool.adopt,
  };
  return made(config, pool, "moosefs.exports", spec, [`host.packages/${pool.master}`], "clients");
}

/**
 * `moosefs.master/<pool>`. It needs no names of hosts, so that these can need it: the name of the master goes over to
 * another host only when that one may serve. Seen from every host of the file, since any of them may have been its
 * master.
 */
export function masterResource(config: Config, pool: Pool): Resource {
  const spec: MasterSpec = {
    fleet: config.fleet,
    pool: pool.name,
    master: pool.master,
    alias: pool.alias,
    addresses: addressesOf(config),
    state: pool.state === "stopped" ? "stopped" : "started",
    chunkservers: pool.chunkservers.map(({ host }) => host),
    metaloggers: pool.metaloggers,
    disks: Object.fromEntries(
      pool.chunkservers.map(({ host, disks }) => [host, disks.map(({ path }) => path)]),
    ),
    elsewhere: moosefsPools(config).flatMap(({ name, master }) => (name === pool.name ? [] : [master])),
    adopt: pool.adopt,
  };
  const { master } = pool;
  const needs = [
    `host.packages/${master}`,
    `host.file/${master}:${MASTER_CONFIG}`,
    `moosefs.exports/${pool.name}`,
  ];
  return {
    ...made(config, pool, "moosefs.master", spec, pool.state === "absent" ? [] : needs, "master"),
    witnesses: Object.keys(config.hosts),
    ...(pool.state === "absent" ? { absent: true } : {}),
  };
}
