import type { StorageFile } from "../generated/schema-types.ts";
import type { Host } from "./host.ts";
import type { JsonPath } from "./json.ts";
import type { Span } from "./span.ts";

/** One file that was read, with the hash of its bytes. */
export interface Source {
  readonly file: string;
  readonly sha256: string;
}

/** What the user declared: merged, `${env:…}` replaced, valid against the schema, hosts normalised. */
export interface Config {
  readonly fleet: string;
  readonly hosts: Readonly<Record<string, Host>>;
  /** The merged document itself; backends read their own sections from it. */
  readonly file: StorageFile;
  readonly sources: readonly Source[];
  /** Hash over the merged document after substitution: equal content gives an equal hash. */
  readonly sha256: string;
  /** Where the value at `path` was written; the nearest enclosing value when that exact one was not. */
  at(path: JsonPath): Span;
}
