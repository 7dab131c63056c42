import type { JsonObject } from "./json.ts";
import type { Address } from "./resource.ts";

/**
 * What an action can do to people and data. `safe`; `disruptive`: a restart or remount somebody may notice;
 * `data-moving`: drain, rebalance, heal; `destructive`: data becomes unreachable or is erased.
 */
export type Risk = "safe" | "disruptive" | "data-moving" | "destructive";

/** How a change is carried out, for machines: plain JSON, named by the tool's own verb. */
export interface Action {
  /** `<backend>.<thing>.<verb>`, such as `nfs.export.write`. */
  readonly type: string;
  readonly address: Address;
  readonly host: string;
  readonly params: JsonObject;
  readonly risk: Risk;
  /** Actions of one lane never overlap. */
  readonly lane: string;
  /**
   * `build` actions run after the build actions of what they need; `teardown` actions run after every action
   * of what depends on them.
   */
  readonly phase: "build" | "teardown";
  readonly because: string;
  /**
   * What of the resource it is about, where one change takes several actions of one type: a brick, a peer. With
   * `type` and `address` it names the action.
   */
  readonly about?: string;
  /** What is seen on the host that has to end first, for people: `healing: 34 entries pending`. Nobody can hurry it. */
  readonly waits?: string;
}
