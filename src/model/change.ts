import type { Operation } from "fast-json-patch";
import type { JsonObject } from "./json.ts";
import type { Address } from "./resource.ts";
import type { Span } from "./span.ts";

/** What differs between what is wanted and what was seen, for people. */
export interface Change {
  readonly op: "create" | "update" | "delete";
  readonly address: Address;
  readonly type: string;
  readonly host: string;
  /** What was seen; not there for `create`. */
  readonly before?: JsonObject;
  /** What is wanted; not there for `delete`. */
  readonly after?: JsonObject;
  /** RFC 6902, from `before` to `after`. */
  readonly patch: readonly Operation[];
  readonly parts: readonly string[];
  readonly why: string;
  readonly at?: Span;
}
