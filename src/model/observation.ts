import type { JsonObject } from "./json.ts";
import type { Address } from "./resource.ts";

/**
 * Who a thing on a host belongs to.
 *
 * `ours`: carries this fleet's mark. `unmarked`: somebody's, left alone. `{fleet}`: another fleet's mark.
 * `shared`: a kind that cannot carry a mark (package, unit, directory): brought up, never removed.
 */
export type Mark = "ours" | "unmarked" | "shared" | { readonly fleet: string };

/** What was seen. Unknown is never treated as absent. */
export type Observation =
  | { readonly status: "absent" }
  | { readonly status: "present"; readonly state: JsonObject; readonly mark: Mark }
  | { readonly status: "unknown"; readonly why: string };

/** One thing on one host: declared, or ours although no longer declared. */
export interface Observed {
  readonly address: Address;
  readonly host: string;
  readonly observation: Observation;
  /** What it depends on, read from its mark: tear-down goes against these edges. */
  readonly needs: readonly Address[];
  readonly parts: readonly string[];
  /** The whole it belongs to: what depends on that depends on it. */
  readonly within?: Address;
  /** Ours and undeclared, yet not to be removed by absence even where its kind is: the whole it belongs to went too. */
  readonly kept?: true;
}
