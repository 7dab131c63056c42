import type { Action } from "../../model/action.ts";
import type { Consent } from "../../model/backend.ts";
import type { Change } from "../../model/change.ts";
import type { Command } from "../../model/transport.ts";
import { fileCommands } from "../host/file.ts";
import { mutation, sha256, shell } from "../host/scripts.ts";
import type { ChunkserverState } from "./chunkserver-spec.ts";
import { type DiskLines, HDD_PATH, hddText, RETIRED_PATH, waypoints } from "./hdd.ts";

const UNIT = "moosefs-chunkserver.service";

/** `systemctl start` is content with a daemon that ends a second later: its journal says why. */
const START = `# start, and see whether it stays
set -eu
systemctl enable -- "$1"
systemctl reset-failed -- "$1" 2>/dev/null || :
systemctl start -- "$1"
sleep 3
[ "$(systemctl is-active -- "$1")" = active ] || { journalctl -u "$1" -o cat --no-pager -n 15 >&2; exit 1; }`;

/** 24CC is 9420, the master's port for chunkservers; 01 an open connection. */
const JOIN = `# wait until it is connected to its master
n=0
while [ $n -lt 60 ]; do
  awk '$3 ~ /:24CC$/ && $4 == "01" { found = 1 } END { exit !found }' /proc/net/tcp && exit 0
  n=$((n + 1)); sleep 1
done
echo "it did not reach its master within 60 s" >&2
journalctl -u "$1" -o cat --no-pager -n 15 >&2
exit 1`;

/** What it did is all that is told: it ends with 0 whatever happens. */
const FORGET = `# let the master forget a chunkserver
said=$(mfscli -n -p -H 127.0.0.1 "-CRC/$1/$2" 2>&1)
printf '%s\\n' "$said"
case $said in *'has been removed'*|*"hasn't been found"*) exit 0;; esac
exit 1`;

const RETIRE = `# keep the list of disks under a name that nobody reads
set -eu
! systemctl -q is-active -- "$3" || { echo "the chunkserver runs: its list was left as it is" >&2; exit 1; }
[ ! -e "$1" ] || mv -f -T -- "$1" "$2"
sync -- "$(dirname -- "$1")"`;

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
  const text = (disks: DiskLines) => hddText(after.header, disks);
  const { seen } = after;
  const safe = { ...common, risk: "safe" as const, phase: "build" as const, lane: `${host}/moosefs` };
  const slow = { ...common, lane: `moosefs/${seen.pool}`, risk: "data-moving" as const };
  const write = {
    ...safe,
    type: "moosefs.chunkserver.write",
    params: writing(after.header, settled, seen.sum),
  };
  const simple = (type: string): Action => ({ ...safe, type: `moosefs.chunkserver.${type}`, params: {} });
  const mark: Action = {
    ...slow,
    type: "moosefs.chunkserver.mark",
    phase: "build",
    params: writing(after.header, marked, sha256(text(settled))),
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
  const same = before?.header === after.header && before.told && sha256(text(settled)) === seen.sum;
  const starts = after.enabled && !(before?.enabled && before.unit === "active");
  const stops = !after.enabled && before !== undefined && (before.enabled || before.unit !== after.unit);
  const joins = starts || (after.connected === true && before?.connected !== true);
  const differs = JSON.stringify(before?.labels) !== JSON.stringify(after.labels) && after.labels !== null;
  const reloads = same && !starts && (differs || (before?.stale.length ?? 0) > 0);
  return [
    ...(same ? [] : [write]),
    ...(starts ? [simple("start")] : []),
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

const listed = (params: Action["params"]) =>
  fileCommands({
    path: HDD_PATH,
    content: params.content as string,
    mode: "644",
    owner: "root:root",
    basis: params.basis as string,
    tell: { verb: "reload", unit: UNIT },
  });

/** What an action on a chunkserver runs. */
export function serverCommands({ type, params }: Action): readonly Command[] {
  switch (type.slice("moosefs.chunkserver.".length)) {
    case "write":
    case "drop":
      return listed(params);
    case "mark":
      // for a second the master shows what it knew of the disks before
      return [...listed(params), shell("# let the master take notice\nsleep 3", [])];
    case "start":
      return [shell(START, [UNIT], 120)];
    case "join":
      return [shell(JOIN, [UNIT], 90)];
    case "reload":
      return [mutation(["systemctl", "reload", "--", UNIT])];
    case "stop":
      return [mutation(["systemctl", "disable", "--now", "--", UNIT], 330)];
    case "forget":
      return [shell(FORGET, [String(params.ip), String(params.port)])];
    case "retire":
      return [shell(RETIRE, [HDD_PATH, RETIRED_PATH, UNIT])];
    default:
      return [];
  }
}

/** A pool that is declared as absent takes its chunkservers with it: one consent for all of it. */
export function serverConsent({ op, before }: Change): Consent | undefined {
  const seen = (before as unknown as ChunkserverState | undefined)?.seen;
  return op === "delete" && seen?.mode === "absent" ? destroying(seen.pool, seen.instance) : undefined;
}

/** The consent to take a pool's service away, the same for all of its daemons: it is given once. */
export const destroying = (pool: string, instance: string): Consent => ({
  what: `destroy:pool/${pool}`,
  bound: [pool, instance],
  why: `stops everything of the pool ${pool} for good; metadata and chunks stay on their hosts, but nobody can read them`,
});

const remedies: readonly { readonly says: RegExp; readonly hint: string }[] = [
  {
    says: /wrong meta id/i,
    hint: "a disk holds chunks of another MooseFS instance: plan shows which; name another folder",
  },
  {
    says: /lock file/i,
    hint: "the folder is not there, not mfs's, or used by another chunkserver: see that its disk is mounted",
  },
  {
    says: /no hdd space defined/i,
    hint: "none of its disks can be used: plan shows what is wrong with each",
  },
  {
    says: /localhost \(127/i,
    hint: "the master's name resolves to this host itself: plan puts /etc/hosts right",
  },
  {
    says: /can't resolve|did not reach its master|connection (?:failed|refused)/i,
    hint: "see that the master runs, and that its port 9420 is open to this host",
  },
  { says: /still active/i, hint: "the chunkserver still runs: stop it first, then apply again" },
];

/** What to do about what a failed action said. */
export const explainServer = (_action: Action, said: string): string | undefined =>
  remedies.find(({ says }) => says.test(said))?.hint;
