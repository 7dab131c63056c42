import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import { glusterPools } from "./pool.ts";

/** Clients whose mounts a volume must not be taken from under: their state must be known. */
export function mustKnow(config: Config, change: Change): readonly string[] {
  if (change.type !== "gluster.volume") return [];
  const stops = change.op === "delete" || change.after?.status === "stopped";
  const pool = glusterPools(config).find(({ name }) => change.address === `gluster.volume/${name}`);
  return stops ? (pool?.clients ?? []).map(({ host }) => host) : [];
}
