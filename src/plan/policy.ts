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

/** Parts of the file that something serves; names of hosts in /etc/hosts serve any. */
const partsOf = (things: readonly Observed[]) =>
  new Set(things.filter(({ address }) => !address.startsWith("host.links/")).flatMap(({ parts }) => parts));

/** Whether all that stands serves parts that are no longer declared, while the file declares others. */
function isOtherFile(ours: readonly Observed[], declared: ReadonlySet<string>): boolean {
  const old = partsOf(ours);
  return old.size > 0 && declared.size > 0 && [...old].every((part) => !declared.has(part));
}

/** What a run would take away, of what is ours, and what the file declares. */
export interface Removals {
  readonly fleet: string;
  readonly changes: readonly Change[];
  readonly observed: readonly Observed[];
  /** Parts of the file: `shares.web`. */
  readonly declared: ReadonlySet<string>;
}

/** Whether so much goes that it may be a slip: more than a few of many, or hardly anything of a few is left. */
function isMany(removed: readonly Change[], ours: readonly Observed[]): boolean {
  if (ours.length >= FROM) return removed.length > ours.length * FREELY;
  return removed.length > 1 && ours.length - removed.length <= ours.length * FREELY;
}

/**
 * Many removals at once, or all there is, are more often a slip (a lost line, the wrong file) than a wish: they need a
 * consent. Returns the token and the reason, or nothing when the run may go on.
 */
export function massRemoval({
  fleet,
  changes,
  observed,
  declared,
}: Removals): { readonly token: string; readonly why: string } | undefined {
  const ours = observed.filter(
    ({ observation }) => observation.status === "present" && observation.mark === "ours",
  );
  const removed = changes.filter(({ op }) => op === "delete");
  const otherFile = removed.length > 0 && isOtherFile(ours, declared);
  if (!otherFile && !isMany(removed, ours)) return undefined;
  const percent = Math.round((removed.length / ours.length) * 100);
  const token = consentToken(
    `remove:fleet/${fleet}`,
    removed.map(({ address }) => address),
  );
  const another = otherFile
    ? `; nothing that stands is declared any more, and all that is declared is new: is this another file that says \`fleet: ${fleet}\`? Every file needs a name of its own`
    : "";
  return {
    token,
    why: `removes ${removed.length} of the ${ours.length} things that are ours (${percent} %)${another}`,
  };
}
