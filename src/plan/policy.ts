import { createHash } from "node:crypto";
import type { Change } from "../model/change.ts";
import type { Observed } from "../model/observation.ts";

/** A run may remove this share of what is ours without being asked, once there are this many things. */
const FREELY = 0.3;
const FROM = 5;

/** A token for `what`, bound to the things it concerns: it stops fitting as soon as they are others. */
export function consentToken(what: string, bound: readonly string[]): string {
  const hash = createHash("sha256")
    .update([...bound].sort().join("\n"))
    .digest("hex");
  return `${what}@${hash.slice(0, 8)}`;
}

/**
 * Many removals at once are more often a slip (a lost line, the wrong file) than a wish: they need a consent.
 * Returns the token and the reason, or nothing when the run may go on.
 */
export function massRemoval(
  fleet: string,
  changes: readonly Change[],
  observed: readonly Observed[],
): { readonly token: string; readonly why: string } | undefined {
  const ours = observed.filter(
    ({ observation }) => observation.status === "present" && observation.mark === "ours",
  );
  const removed = changes.filter(({ op }) => op === "delete");
  if (ours.length < FROM || removed.length <= ours.length * FREELY) return undefined;
  const percent = Math.round((removed.length / ours.length) * 100);
  const token = consentToken(
    `remove:fleet/${fleet}`,
    removed.map(({ address }) => address),
  );
  return {
    token,
    why: `removes ${removed.length} of the ${ours.length} things that are ours (${percent} %)`,
  };
}
