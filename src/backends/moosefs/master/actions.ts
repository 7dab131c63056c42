import type { Action } from "../../../model/action.ts";
import type { Consent } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { Command } from "../../../model/transport.ts";
import { markLine } from "../../host/write/mark.ts";
import { shell } from "../../host/write/scripts.ts";
import { asideOf } from "./history.ts";
import { CREATE, ERASE, FENCE, REVIVE, SETTLE, START, STOP, TAKEOVER } from "./scripts.ts";
import { type MasterState, partOf } from "./spec.ts";

const poolOf = (address: string) => address.slice(address.indexOf("/") + 1);

/** Seconds for a start, in which all metadata is read, and for a stop, in which it is written. */
const LONG = 600;

const risks: Readonly<Record<string, Action["risk"]>> = {
  create: "safe",
  start: "safe",
  restore: "safe",
  takeover: "disruptive",
};

/** Everything that leads to a master as declared: others are kept from serving before this one does. */
export function masterActions(change: Change, fleet: string): readonly Action[] {
  const { op, address, host, why, at } = change;
  const before = change.before as MasterState | undefined;
  const after = change.after as MasterState | undefined;
  const common = { address, host: after?.seen.master ?? host, lane: address, because: why };
  const leave = (verb: string, risk: Action["risk"]): Action => ({
    ...common,
    type: `moosefs.master.${verb}`,
    params: {},
    risk,
    phase: "teardown",
  });
  if (op === "delete") return [at ? leave("stop", "disruptive") : leave("erase", "destructive")];
  if (!after) return [];
  if (after.daemon === "stopped") return before ? [leave("stop", "disruptive")] : [];
  const pool = poolOf(address);
  const mark = markLine({ fleet, parts: [partOf(pool)], needs: [] });
  const { source, lastChange } = after.seen;
  const fences = Object.entries(before?.others ?? {}).map((other) => fence(common, other));
  const build = (verb: string, params: Action["params"]): Action => ({
    ...common,
    type: `moosefs.master.${verb}`,
    params: { mark, ...params },
    risk: risks[verb] ?? "safe",
    phase: "build",
  });
  if (source === "create") return [build("create", {})];
  if (source === "start") return [...fences, build("start", {})];
  if (source === "restore" || source === "takeover")
    return [...fences, build(source, { aside: asideOf(lastChange), lastChange })];
  const unsettled = before && (!before.enabled || !before.marked || before.spare);
  return [...fences, ...(unsettled && source === "serves" ? [build("settle", {})] : [])];
}

/** Keeps another master from serving this pool. */
const fence = (
  common: Pick<Action, "address" | "lane" | "because">,
  [host, is]: readonly [string, string],
): Action => ({
  ...common,
  host,
  about: host,
  type: "moosefs.master.fence",
  params: {},
  risk: is === "runs" ? "disruptive" : "safe",
  phase: "build",
});

/** What a master's action runs. */
export function masterCommands({ type, params }: Action): readonly Command[] {
  const mark = params.mark as string;
  const whole = [mark, params.aside as string, String(params.lastChange)];
  switch (type.slice("moosefs.master.".length)) {
    case "create":
      return [shell(CREATE, [mark], LONG)];
    case "start":
      return [shell(START, [mark], LONG)];
    case "restore":
      return [shell(REVIVE, whole, LONG)];
    case "takeover":
      return [shell(TAKEOVER, whole, LONG)];
    case "fence":
      return [shell(FENCE, [], LONG)];
    case "settle":
      return [shell(SETTLE, [mark])];
    case "stop":
      return [shell(STOP, [], LONG)];
    case "erase":
      return [shell(ERASE, [])];
    default:
      return [];
  }
}

/** What has to be agreed to: whatever takes the service away, moves the namespace, or erases it. */
export function masterConsent({ op, address, before: from, after: to, at }: Change): Consent | undefined {
  const pool = poolOf(address);
  const before = from as MasterState | undefined;
  const after = to as MasterState | undefined;
  const seen = before?.seen;
  if (op === "delete" && at)
    return {
      what: `destroy:pool/${pool}`,
      bound: [pool, seen?.instance ?? ""],
      why: `stops the master and the chunkservers of ${pool} for good; metadata and chunks stay where they are, but nobody can read them any more`,
    };
  if (op === "delete")
    // only where it was stopped before: what runs is not erased
    return from?.daemon === "stopped" && from.enabled === false
      ? {
          what: `erase:moosefs.master/${pool}`,
          bound: [address, String(from.instance ?? "")],
          why: `erases the metadata of ${pool}: without it, its chunks are worth nothing`,
        }
      : undefined;
  if (after?.daemon === "serves" && after.seen.source === "takeover")
    return {
      what: `takeover:pool/${pool}`,
      bound: [address, after.seen.instance, String(after.seen.lastChange), after.seen.from],
      why: `lets ${after.seen.master} serve ${pool} with its metalogger's metadata up to change ${after.seen.lastChange}; the old master${after.seen.from === "" ? ", which was not seen," : ` (${after.seen.from})`} must not come back as one`,
    };
  if (before?.daemon === "serves" && after?.daemon === "stopped")
    return {
      what: `stop:pool/${pool}`,
      bound: [address, seen?.instance ?? ""],
      why: `stops ${pool}: nobody can read or write it until it is started again`,
    };
  return undefined;
}

const remedies: readonly { readonly says: RegExp; readonly hint: string }[] = [
  {
    says: /no exports defined|exports manager failed/,
    hint: "/etc/mfs/mfsexports.cfg has no valid line: plan again, it is written anew",
  },
  {
    says: /hole in change files|version mismatch|entries from/,
    hint: "a changelog is missing: look for it on the metaloggers and copy it to /var/lib/mfs (owner mfs), then plan again; never use `-i` before a copy was made",
  },
  {
    says: /metadata file is empty|metadata file is broken|metadata manager failed/,
    hint: "the metadata there is not whole: plan again, it says what can be done",
  },
  {
    says: /can't find metadata|valid metadata file/,
    hint: "there is no metadata to start with: plan again, it says what can be done",
  },
  {
    says: /Address already in use|can't listen|bind/,
    hint: "something else uses 9419, 9420 or 9421 on that host: `ss -ltnp` shows it",
  },
  { says: /No space left/, hint: "/var/lib/mfs is full: make room there first" },
  {
    says: /masked/,
    hint: "somebody masked moosefs-master.service there: `systemctl unmask` it if it may run",
  },
  {
    says: /Permission denied/,
    hint: "all in /var/lib/mfs has to belong to mfs: `chown -R mfs:mfs /var/lib/mfs`",
  },
];

/** What to do about what the daemon said. */
export const explained = (said: string): string | undefined =>
  remedies.find(({ says }) => says.test(said))?.hint;
