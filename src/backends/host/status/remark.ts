import type { StatusRow } from "../../../model/backend.ts";

/** Something that is not as it should be, and how much that says about the whole pool. */
export interface Remark {
  /**
   * `blind`: what goes on in the pool is not known; `unsure`: one part of it is not; `ok`: worth knowing, and no harm.
   */
  readonly level: "down" | "blind" | "degraded" | "unsure" | "ok";
  readonly note: string;
}

const order = [
  ["down", "down"],
  ["blind", "unknown"],
  ["degraded", "degraded"],
  ["unsure", "unknown"],
] as const;

/** The health that follows from all remarks: the first level in order that any of them has. */
export const healthOf = (remarks: readonly Remark[]): StatusRow["health"] =>
  order.find(([level]) => remarks.some((remark) => remark.level === level))?.[1] ?? "ok";

/** `is` or `are`, for that many. */
export const are = (all: readonly unknown[]): string => (all.length === 1 ? "is" : "are");
