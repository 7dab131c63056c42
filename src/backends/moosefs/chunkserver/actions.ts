import type { Action } from "../../../model/action.ts";
import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import { sha256 } from "../../host/write/scripts.ts";
import { destroying } from "../pool/consent.ts";
import { type DiskLines, hddText, waypoints } from "../probe/mfshdd.ts";
import type { ChunkserverState } from "./spec.ts";

type Common = Pick<Action, "address" | "host" | "because">;

/** Writing the list as it shall be, over what it was just seen to be. */
const writing = (header: string, disks: DiskLines, basis: string) => ({
  content: hddText(header, disks),
  basis,
});

/** A server that stays. */
function towards(
  common: Common,
  before: ChunkserverState | undefined,
  after: ChunkserverState,
): readonly Action[] {
  const { host } = common;
  const { settled, marked, done } = waypoints(before?.disks ?? {}, after.disks);
  const leaves = Object.keys(settled).length > Object.keys(done).length;
  // what the list stands on it stands on until the last of its disks to leave has left
  const header = leaves && before?.header ? before.header : after.header;
  const text = (disks: DiskLines) => hddText(header, disks);
  const { seen } = after;
  const safe = { ...common, risk: "safe" as const, phase: "build" as const, lane: `${host}/chunkserver` };
  const slow = { ...common, lane: `moosefs/${seen.pool}`, risk: "data-moving" as const };
  const write = {
    ...safe,
    type: "moosefs.chunkserver.write",
    params: writing(header, settled, seen.sum),
  };
  const simple = (type: string): Action => ({ ...safe, type: `moosefs.chunkserver.${type}`, params: {} });
  // where nothing runs yet nobody has to be told: the list comes with the start, and is there before it
  const first: Action = { ...simple("start"), params: write.params };
  const mark: Action = {
    ...slow,
    type: "moosefs.chunkserver.mark",
    phase: "build",
    params: writing(header, marked, sha256(text(settled))),
    ...(seen.turn === "" ? {} : { waits: seen.turn }),
  };
  const drop: Action = {
    ...slow,
    type: "moosefs.chunkserver.drop",
    phase: "teardown",
    params: writing(after.header, done, sha256(text(marked))),
    ...(seen.drain === "" ? {} : { waits: seen.drain }),
  };
  const stop: Action = {
    ...safe,
    type: "moosefs.chunkserver.stop",
    params: {},
    risk: "disruptive",
    phase: "teardown",
  };
  const same = before?.header === header && before.told && sha256(text(settled)) === seen.sum;
  const starts = after.enabled && !(before?.enabled && before.unit === "active");
  const fresh = before === undefined && starts;
  const stops = !after.enabled && before !== undefined && (before.enabled || before.unit !== after.unit);
  const joins = starts || (after.connected === true && before?.connected !== true);
  const differs = JSON.stringify(before?.labels) !== JSON.stringify(after.labels) && after.labels !== null;
  const reloads = same && !starts && (differs || (before?.stale.length ?? 0) > 0);
  return [
    ...(same || fresh ? [] : [write]),
    ...(starts ? [fresh ? first : simple("start")] : []),
    ...(joins ? [simple("join")] : []),
    ...(reloads ? [simple("reload")] : []),
    ...(text(settled) === text(marked) ? [] : [mark]),
    ...(text(marked) === text(done) ? [] : [drop]),
    ...(stops ? [stop] : []),
  ];
}

/** A server that goes: emptied, stopped, forgotten, its list put away; with its whole pool only stopped. */
function away(common: Common, before: ChunkserverState): readonly Action[] {
  const { seen, header, disks } = before;
  const gone = seen.mode === "gone";
  const step = { ...common, lane: `moosefs/${seen.pool}`, phase: "teardown" as const };
  const all = Object.fromEntries(
    Object.entries(disks).map(([path, line]) => [path, { ...line, marked: true }]),
  );
  const fresh = !before.told || Object.values(disks).some(({ marked }) => !marked);
  const on = before.enabled || !["inactive", "failed"].includes(before.unit);
  const drains = seen.mode === "leaving" && seen.row === "connected";
  const waits = (text: string) => (text === "" ? {} : { waits: text });
  const mark: Action = {
    ...step,
    type: "moosefs.chunkserver.mark",
    risk: "data-moving",
    params: writing(header, all, seen.sum),
    ...waits(seen.turn),
  };
  const stop: Action = {
    ...step,
    type: "moosefs.chunkserver.stop",
    risk: "disruptive",
    params: {},
    ...waits(seen.mode === "leaving" ? seen.drain : ""),
  };
  const forget: Action = {
    ...step,
    type: "moosefs.chunkserver.forget",
    host: seen.master,
    risk: "safe",
    params: { ip: seen.ip, port: seen.port },
    ...waits(seen.row === "connected" ? "it has to be stopped first" : seen.drain),
  };
  const listed = seen.mode !== "absent" && (seen.row === "connected" || seen.row === "disconnected");
  const retire: Action = {
    ...step,
    type: "moosefs.chunkserver.retire",
    risk: "safe",
    params: {},
    ...waits(on ? "it has to be stopped first" : listed ? "the master has to forget it first" : ""),
  };
  return [
    ...(drains && fresh ? [mark] : []),
    ...(on ? [stop] : []),
    ...(listed ? [forget] : []),
    ...(gone ? [] : [retire]),
  ];
}

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
