import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/** Wanted: one master, on this host, for the namespace of one pool. */
export interface MasterSpec {
  readonly fleet: string;
  readonly pool: string;
  /** The host it is to run on. */
  readonly master: string;
  /** The name all others know it by. */
  readonly alias: string;
  /** IPv4 address of every host of the file. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly state: "started" | "stopped";
  readonly chunkservers: readonly string[];
  readonly metaloggers: readonly string[];
  /** By chunkserver: the chunk folders the file gives it. */
  readonly disks: Readonly<Record<string, readonly string[]>>;
  /** Masters of the other pools of the file. */
  readonly elsewhere: readonly string[];
  readonly adopt: boolean;
}

/** The spec of a `moosefs.master` resource. */
export const masterSpec = (resource: Resource): MasterSpec => resource.spec as unknown as MasterSpec;

/** How a master gets to serve: what its files allow. */
export type MetadataSource = "serves" | "create" | "start" | "restore" | "takeover" | "none";

/** State of a master as seen, and as wanted. */
export interface MasterState extends JsonObject {
  readonly daemon: "serves" | "stopped";
  readonly enabled: boolean;
  /** Whether the metadata on its host is noted as this pool's. */
  readonly marked: boolean;
  /** Whether the package's empty metadata still lies beside the real one, where `mfsmaster -a` would take it. */
  readonly spare: boolean;
  /** Other hosts that could come up as a second master of the same namespace, and what of it they have. */
  readonly others: { readonly [host: string]: string };
  /** Not declared, only seen, and the same in both: what actions have to know. */
  readonly seen: {
    readonly master: string;
    readonly source: MetadataSource;
    /** Id of the namespace, 16 hex digits; empty before there is one. */
    readonly instance: string;
    /** Last change that is known of, where the master does not run; 0 where it does. */
    readonly lastChange: number;
    /** Other hosts that have a master's files of it, by comma; empty when none of those that were seen has. */
    readonly from: string;
  };
}

/** What the metadata of a pool, and all that is ours of it, is marked with. */
export const partOf = (pool: string): string => `pools.${pool}`;
