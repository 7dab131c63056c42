import type { Action } from "../../../model/action.ts";
import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import { sha256 } from "../../host/write/scripts.ts";
import { destroying } from "../pool/consent.ts";
import { type DiskLines, hddText, type Waypoints, waypoints } from "../probe/mfshdd.ts";
import type { ChunkserverState } from "./spec.ts";

type Common = Pick<Action, "address" | "host" | "because">;

/** Writes the list as it is wanted, over what was just seen of it. */
const writing = (header: string, disks: DiskLines, basis: string) => ({
  content: hddText(header, disks),
  basis,
});

/** The list of disks at each of its stages, and what is at the head of it meanwhile. */
interface Stages extends Waypoints {
  readonly header: string;
  text(disks: DiskLines): string;
}

function stagesOf(before: ChunkserverState | undefined, after: ChunkserverState): Stages {
  const stages = waypoints(before?.disks ?? {}, after.disks);
  const leaves = Object.keys(stages.settled).length > Object.keys(stages.done).length;
  // what the list needs it needs until the last of its disks to leave has left
  const header = leaves && before?.header ? before.header : after.header;
  return { ...stages, header, text: (disks) => hddText(header, disks) };
}

/** A server that stays. */
function towards(
  common: Common,
  before: ChunkserverState | undefined,
  after: ChunkserverState,
): readonly Action[] {
  const stages = stagesOf(before, after);
  const { settled, marked, done, text } = stages;
  const stops = !after.enabled && before !== undefined && (before.enabled || before.unit !== after.unit);
  return [
    ...running(common, stages, before, after),
    ...(text(settled) === text(marked) ? [] : [markAction(common, stages, after)]),
    ...(text(marked) === text(done) ? [] : [dropAction(common, stages, after)]),
    ...(stops ? [stopAction(common)] : []),
  ];
}

const safe = (common: Common) =>
  ({ ...common, risk: "safe", phase: "build", lane: `${common.host}/chunkserver` }) as const;

const stopAction = (common: Common): Action => ({
  ...safe(common),
  type: "moosefs.chunkserver.stop",
  params: {},
  risk: "disruptive",
  phase: "teardown",
});

/** Writes the list, and has the daemon run by it. */
function running(
  common: Common,
  { header, settled, text }: Stages,
  before: ChunkserverState | undefined,
  after: ChunkserverState,
): readonly Action[] {
  const step = (name: string, params: Action["params"] = {}): Action => ({
    ...safe(common),
    type: `moosefs.chunkserver.${name}`,
    params,
  });
  const list = writing(header, settled, after.seen.sum);
  const same = before?.header === header && before.notified && sha256(text(settled)) === after.seen.sum;
  const starts = after.enabled && !(before?.enabled && before.unit === "active");
  const fresh = before === undefined && starts;
  const joins = starts || (after.connected === true && before?.connected !== true);
  const differs = JSON.stringify(before?.labels) !== JSON.stringify(after.labels) && after.labels !== null;
  const reloads = same && !starts && (differs || (before?.stale.length ?? 0) > 0);
  return [
    ...(same || fresh ? [] : [step("write", list)]),
    // where nothing runs yet nothing has to be reloaded: the list comes with the start, and is there before it
    ...(starts ? [step("start", fresh ? list : {})] : []),
    ...(joins ? [step("join")] : []),
    ...(reloads ? [step("reload")] : []),
  ];
}

/** A step of a drain; those of one pool never overlap. */
const draining = (
  common: Common,
  { seen }: ChunkserverState,
  name: string,
  step: Pick<Action, "risk" | "phase" | "params">,
  waitsFor: string,
): Action => ({
  ...common,
  lane: `moosefs/${seen.pool}`,
  type: `moosefs.chunkserver.${name}`,
  ...step,
  ...(waitsFor === "" ? {} : { waits: waitsFor }),
});

/** Marks the disks that leave: the master copies what is on them elsewhere. */
function markAction(common: Common, { header, settled, marked, text }: Stages, after: ChunkserverState) {
  const params = writing(header, marked, sha256(text(settled)));
  return draining(common, after, "mark", { risk: "data-moving", phase: "build", params }, after.seen.turn);
}

/** Takes the disks that were emptied out of the list. */
function dropAction(common: Common, { marked, done, text }: Stages, after: ChunkserverState) {
  const params = writing(after.header, done, sha256(text(marked)));
  return draining(
    common,
    after,
    "drop",
    { risk: "data-moving", phase: "teardown", params },
    after.seen.drain,
  );
}

/** A server that goes: emptied, stopped, forgotten, its list put away; with its whole pool only stopped. */
function away(common: Common, before: ChunkserverState): readonly Action[] {
  const { seen, disks } = before;
  const fresh = !before.notified || Object.values(disks).some(({ marked }) => !marked);
  const on = before.enabled || !["inactive", "failed"].includes(before.unit);
  const drains = seen.mode === "leaving" && seen.row === "connected";
  const listed = seen.mode !== "absent" && (seen.row === "connected" || seen.row === "disconnected");
  const first = on ? "it has to be stopped first" : listed ? "the master has to forget it first" : "";
  const step = (name: string, risk: Action["risk"], waitsFor: string): Action =>
    draining(common, before, name, { risk, phase: "teardown", params: {} }, waitsFor);
  return [
    ...(drains && fresh ? [{ ...step("mark", "data-moving", seen.turn), params: allMarked(before) }] : []),
    ...(on ? [step("stop", "disruptive", seen.mode === "leaving" ? seen.drain : "")] : []),
    ...(listed ? [forgetting(step("forget", "safe", seen.drain), before)] : []),
    ...(seen.mode === "gone" ? [] : [step("retire", "safe", first)]),
  ];
}

/** The list with every disk marked, so that the master copies everything elsewhere. */
function allMarked({ header, disks, seen }: ChunkserverState) {
  const all = Object.entries(disks).map(([path, line]) => [path, { ...line, marked: true }]);
  return writing(header, Object.fromEntries(all), seen.sum);
}

/** The master forgets a server by its address, on its own host, and only one that is not connected. */
const forgetting = (step: Action, { seen }: ChunkserverState): Action => ({
  ...step,
  host: seen.master,
  params: { ip: seen.ip, port: seen.port },
  ...(seen.row === "connected" ? { waits: "it has to be stopped first" } : {}),
});

/** Everything that leads to a chunkserver as declared, or to none. */
export function serverActions({ op, address, host, before, after, why }: Change): readonly Action[] {
  const common = { address, host, because: why };
  const from = before as unknown as ChunkserverState | undefined;
  if (op === "delete") return from?.seen ? away(common, from) : [];
  return after ? towards(common, from, after as unknown as ChunkserverState) : [];
}

/** A pool that is declared as absent takes its chunkservers with it: one consent for all of it. */
export function serverConsent({ op, before }: Change): Consent | undefined {
  const seen = (before as unknown as ChunkserverState | undefined)?.seen;
  return op === "delete" && seen?.mode === "absent" ? destroying(seen.pool, seen.instance) : undefined;
}
