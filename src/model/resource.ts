import type { JsonObject } from "./json.ts";
import type { Span } from "./span.ts";

/** `<kind>/<host>` or `<kind>/<host>:<name>`, such as `nfs.export/s1:web`: the join key of the whole program. */
export type Address = string;

/** Something that shall be so on one host. */
export interface Resource {
  readonly address: Address;
  /** The kind, `nfs.export`: the part of the address before the slash. */
  readonly type: string;
  readonly host: string;
  /** Wanted, normalised, JSON only; its shape belongs to the kind. */
  readonly spec: JsonObject;
  /**
   * Other hosts this can be seen from, besides `host`: a thing of a cluster, such as a volume, is on all of its
   * members. Its kind then spans the fleet.
   */
  readonly witnesses?: readonly string[];
  /** Declared as not to be there: removed when it is ours, after consent where the kind asks for one. */
  readonly absent?: true;
  /** What must stand before this can; addresses of other resources. */
  readonly needs: readonly Address[];
  /** The things in the file this serves: `shares.web`, `links`. Sorted. */
  readonly parts: readonly string[];
  readonly at: Span;
}
