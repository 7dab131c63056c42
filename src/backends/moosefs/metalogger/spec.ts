import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/** Wanted: a host that keeps a copy of a pool's metadata, and may become its master. */
export interface MetaloggerSpec {
  readonly fleet: string;
  readonly pool: string;
  /** Host of the master. */
  readonly master: string;
  /** All hosts of the file and their storage addresses. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly state: "started" | "stopped" | "absent";
}

/** The spec of a `moosefs.metalogger` resource. */
export const metaloggerSpec = (resource: Resource): MetaloggerSpec =>
  resource.spec as unknown as MetaloggerSpec;

/** State of a metalogger, as seen and as wanted. */
export interface MetaloggerState extends JsonObject {
  readonly enabled: boolean;
  /** As systemd has it. */
  readonly unit: string;
  /** Whether the master has it; `null` when that is not asked for. */
  readonly connected: boolean | null;
  /** Whether it has a copy a master could start from; `null` while the master has none either. */
  readonly copy: boolean | null;
  readonly seen: {
    readonly mode: "declared" | "leaving" | "absent";
    readonly pool: string;
    /** Instance of the pool, 16 hex digits; empty when not known. */
    readonly instance: string;
  };
}
