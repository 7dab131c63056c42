import type { Config } from "./config.ts";
import type { JsonObject, JsonPath } from "./json.ts";
import type { Span } from "./span.ts";

/** `<kind>/<host>` or `<kind>/<host>:<name>`, such as `nfs.export/s1:web`: the join key of the whole program. */
export type Address = string;

/** Something that is wanted on one host. */
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
  /** What must be there before this can be; addresses of other resources. */
  readonly needs: readonly Address[];
  /** The things in the file this serves: `shares.web`, `links`. Sorted. */
  readonly parts: readonly string[];
  readonly at: Span;
}

/**
 * Makes a resource of one part of the file: its address is `<type>/<host><suffix>`, and `where` is the place in the
 * part's entry that it comes from.
 */
export type Make = (
  type: string,
  host: string,
  suffix: string,
  spec: object,
  needs: readonly Address[],
  ...where: JsonPath
) => Resource;

/** A {@link Make} for the share or pool `name`. */
export const maker =
  (config: Config, section: "shares" | "pools", name: string): Make =>
  (type, host, suffix, spec, needs, ...where) => ({
    address: `${type}/${host}${suffix}`,
    type,
    host,
    spec: spec as JsonObject,
    needs,
    parts: [`${section}.${name}`],
    at: config.at([section, name, ...where]),
  });
