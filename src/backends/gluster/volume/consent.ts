import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import { movesOfChange } from "./actions.ts";
import type { VolumeState } from "./spec.ts";

const poolOf = (address: string) => address.slice(address.indexOf("/") + 1);

/** Bricks that are gone from their hosts are made anew, empty, and healed: the agreement is about the members they were on. */
function rebuilding(pool: string, lost: VolumeState["lost"], kind: string): Consent {
  const bricks = Object.keys(lost).join(", ");
  const why =
    kind === "distribute"
      ? `nothing is left of ${bricks}, and there is no other copy: every file of ${pool} that was on it is lost. An empty brick takes its place`
      : `nothing is left of ${bricks}: an empty brick takes its place, and all of its files are healed from the other copies`;
  return { what: `rejoin:pool/${pool}`, bound: [...new Set(Object.values(lost))], why };
}

/** What has to be agreed to: whatever takes bricks, copies or the service away. */
export function volumeConsent(change: Change): Consent | undefined {
  const pool = poolOf(change.address);
  const bound = [
    change.address,
    JSON.stringify(change.before?.sets ?? ""),
    JSON.stringify(change.after?.sets ?? ""),
    String(change.after?.status ?? "absent"),
  ];
  if (change.op === "create") return undefined;
  // one that is only missing in the file is never removed: that takes `state: absent`
  if (change.op === "delete" && change.at === undefined) return undefined;
  if (change.op === "delete")
    return {
      what: `destroy:pool/${pool}`,
      bound,
      why: `stops and deletes the volume ${pool}; the data stays in its bricks, but nobody can read it through the volume any more`,
    };
  const lost = change.before?.lost as VolumeState["lost"] | undefined;
  if (lost && Object.keys(lost).length > 0) return rebuilding(pool, lost, String(change.before?.kind));
  const moves = movesOfChange(change);
  const names = (bricks: readonly string[]) => bricks.join(", ");
  if (moves.removed.length > 0)
    return {
      what: `shrink:pool/${pool}`,
      bound,
      why: `moves everything off ${names(moves.removed.flat())} and takes these bricks out`,
    };
  if (moves.lost.length > 0)
    return { what: `reduce:pool/${pool}`, bound, why: `drops the copies on ${names(moves.lost)}` };
  if (moves.replaced.length > 0)
    return {
      what: `replace:pool/${pool}`,
      bound,
      why: `takes ${names(moves.replaced.map(({ old }) => old))} out and heals new bricks from the other copies`,
    };
  if (change.before?.status === "started" && change.after?.status === "stopped")
    return {
      what: `stop:pool/${pool}`,
      bound,
      why: `stops the volume ${pool}: nobody can read or write it until it is started again`,
    };
  return undefined;
}
