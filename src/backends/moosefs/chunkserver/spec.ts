import type { Resource } from "../../../model/resource.ts";
import type { DiskLines } from "../probe/mfshdd.ts";

/** Wanted: one host storing chunks of a pool. */
export interface ChunkserverSpec {
  readonly fleet: string;
  readonly pool: string;
  /** Host of the master. */
  readonly master: string;
  /** Name this host knows the master by. */
  readonly alias: string;
  /** All hosts of the file and their storage addresses. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly state: "started" | "stopped" | "absent";
  /** Hosts of all chunkservers of the pool. */
  readonly siblings: readonly string[];
  /** Those of them that keep a disk in use. */
  readonly keeping: readonly string[];
  /** One per disk, in the order of the file. */
  readonly lines: readonly {
    readonly path: string;
    readonly limit: string | null;
    readonly draining: boolean;
  }[];
  /** Sorted. */
  readonly labels: readonly string[];
  /** Label expressions of everything the file wants kept: `2*`, `A,B`. */
  readonly labelExpressions: readonly string[];
  /** A list of disks that is not holdfast's is made as declared. */
  readonly adopt: boolean;
  /** First line of `mfshdd.cfg`. */
  readonly header: string;
}

/** The spec of a `moosefs.chunkserver` resource. */
export const chunkserverSpec = (resource: Resource): ChunkserverSpec =>
  resource.spec as unknown as ChunkserverSpec;

/** The disks as the file wants them. */
export const wantedDisks = ({ lines }: ChunkserverSpec): DiskLines =>
  Object.fromEntries(
    lines.map(({ path, limit, draining }) => [path, { marked: draining, signs: "", limit: limit ?? "" }]),
  );

/** What is seen of a chunkserver and not declared. */
export type SeenServer = {
  /** `leaving`: drained, then let go. `absent`: the whole pool goes. `gone`: its host cannot be asked any more. */
  readonly mode: "declared" | "leaving" | "absent" | "gone";
  readonly pool: string;
  /** Host of the master. */
  readonly master: string;
  readonly ip: string;
  /** By which the master lists it; 0 when it does not. */
  readonly port: number;
  readonly row: "connected" | "disconnected" | "none" | "not asked";
  /** SHA-256 of `mfshdd.cfg`, or `absent`. */
  readonly sum: string;
  /** What has to end before the disks that leave may; empty when they may. */
  readonly drain: string;
  /** Whose drain comes first; empty when nobody's does. */
  readonly turn: string;
  /** Instance of the pool, 16 hex digits; empty when not known. */
  readonly instance: string;
};

/** State of a chunkserver, as seen and as wanted. */
export type ChunkserverState = {
  readonly header: string;
  readonly disks: DiskLines;
  /** The daemon knows of the last change to the list. */
  readonly notified: boolean;
  readonly enabled: boolean;
  /** As systemd has it: `active`, `inactive`, `failed`, `activating` (also while it fails over and over). */
  readonly unit: string;
  /** Whether the master has it; `null` when that is not asked for. */
  readonly connected: boolean | null;
  /** Sorted, as the master has them; `null` while it does not. */
  readonly labels: readonly string[] | null;
  /** What the daemon does otherwise than its list says. */
  readonly stale: readonly string[];
  readonly seen: SeenServer;
};
