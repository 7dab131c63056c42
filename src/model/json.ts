/** Plain JSON: what plans, snapshots and specs are made of, so that each can be saved, compared and replayed. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; a key is either there with a value or not there at all, never `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Where a value is in a document: object keys and array indexes from the root. */
export type JsonPath = readonly (string | number)[];
