import type { Diff } from "../diff/diff.ts";
import type { Backend, Kind } from "../model/backend.ts";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { Resource } from "../model/resource.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Narrow } from "./narrow.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly config: Config;
  readonly snapshot: Snapshot;
  readonly resources: readonly Resource[];
  readonly findings: readonly Finding[];
  readonly diff: Diff;
  readonly backends: readonly Backend[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly narrow?: Narrow;
  readonly consents?: readonly string[];
}
