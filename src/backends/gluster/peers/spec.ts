import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { type Cluster, clusterOf } from "../probe/members.ts";

/** Wanted: these hosts in one trusted pool, each seeing all others. */
export interface PeersSpec {
  readonly fleet: string;
  /** In the order of the file. */
  readonly members: readonly string[];
  /** Hosts that were members for a pool that is declared as absent. */
  readonly retired: readonly string[];
  /** Volumes the file speaks of, absent ones too. */
  readonly pools: readonly string[];
  /** All hosts of the file and their storage addresses. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** The spec of a `gluster.peers` resource. */
export const peersSpec = (resource: Resource): PeersSpec => resource.spec as unknown as PeersSpec;

/** The trusted pool of a `gluster.peers` resource, as its members show it. */
export const peersCluster = (resource: Resource, of: ReadOf): Cluster => {
  const { members, retired, addresses } = peersSpec(resource);
  return clusterOf([...members, ...retired], addresses, of);
};
