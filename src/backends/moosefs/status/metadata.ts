import { type Read, type ReadOf, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { systemFact, systemOf } from "../../host/probe/system.ts";
import type { Remark } from "../../host/status/remark.ts";
import type { Pool } from "../pool/index.ts";
import type { MasterView } from "../probe/cli.ts";
import { daemonsOf, type HostDaemons } from "../probe/daemons.ts";

/** Hours after which a saved or fetched copy of the metadata is too old: they are made every hour, and every day. */
const OLD_H = { saved: 3, fetched: 26 };

/** Changes a metalogger may be behind because the hosts were asked one after the other. */
const BEHIND = 1000;

/** Bytes of metadata that say nothing but that there is none. */
const EMPTY = 8;

/** Seconds as people say them. */
const age = (seconds: number): string => {
  const all = Math.max(0, seconds);
  if (all < 120) return `${Math.round(all)} s`;
  if (all < 7200) return `${Math.round(all / 60)} min`;
  return all < 172800 ? `${Math.round(all / 3600)} h` : `${Math.round(all / 86400)} days`;
};

/** How old a file of `/var/lib/mfs` is by the host's own clock, seconds; `undefined` when it is not there or empty. */
function ageOf(read: Read, daemons: HostDaemons, name: string): number | undefined {
  const file = daemons.metadata.find((one) => one.name === name && one.size > EMPTY);
  const clock = Number(systemOf(read(systemFact.key))?.clock);
  return file && Number.isFinite(clock) ? clock - file.changed : undefined;
}

/** When the master last wrote its metadata to disk. */
export function savedOf(read: Read): { readonly cell: string; readonly remarks: readonly Remark[] } {
  const daemons = daemonsOf(read);
  if ("unknown" in daemons || "absent" in daemons) return { cell: "?", remarks: [] };
  const seconds = ageOf(read, daemons, "metadata.mfs.back");
  if (seconds === undefined) return { cell: "not yet", remarks: [] };
  const note = `the master last saved its metadata ${age(seconds)} ago, and does so every hour: see that /var/lib/mfs has room`;
  return {
    cell: `${age(seconds)} ago`,
    remarks: seconds > OLD_H.saved * 3600 ? [{ level: "degraded", note }] : [],
  };
}

function loggerRemarks(pool: Pool, host: string, snapshot: Snapshot, view: MasterView): readonly Remark[] {
  const read = readerOf(snapshot, host);
  const daemons = daemonsOf(read);
  const logger = `the metalogger of ${host}`;
  if ("unknown" in daemons) return [{ level: "unsure", note: `${logger}: ${daemons.unknown}` }];
  if ("absent" in daemons) return [];
  const seconds = ageOf(read, daemons, "metadata_ml.mfs.back");
  const last = daemons.last.changelog_ml;
  const behind = last === null ? 0 : view.metaVersion - last;
  const saved = ageOf(
    readerOf(snapshot, pool.master),
    masterSite(snapshot, pool) ?? daemons,
    "metadata.mfs.back",
  );
  const never: Remark =
    saved === undefined
      ? { level: "ok", note: `${logger} has no whole copy yet: the master has not saved its metadata so far` }
      : {
          level: "degraded",
          note: `${logger} never fetched the metadata: \`systemctl restart moosefs-metalogger\` there makes it`,
        };
  return [
    ...(seconds === undefined ? [never] : []),
    ...(seconds !== undefined && seconds > OLD_H.fetched * 3600
      ? [{ level: "degraded" as const, note: `${logger} last fetched the metadata ${age(seconds)} ago` }]
      : []),
    ...(behind > BEHIND
      ? [{ level: "degraded" as const, note: `${logger} is ${behind} changes behind the master` }]
      : []),
  ];
}

function masterSite(snapshot: Snapshot, pool: Pool): HostDaemons | undefined {
  const daemons = daemonsOf(readerOf(snapshot, pool.master));
  return "unknown" in daemons || "absent" in daemons ? undefined : daemons;
}

/** Metaloggers that are connected, and what is wrong with the copies they keep. */
export function metaloggersOf(
  pool: Pool,
  view: MasterView,
  snapshot: Snapshot,
  addressOf: (host: string) => string,
): { readonly cell: string; readonly remarks: readonly Remark[] } {
  const { metaloggers } = pool;
  const up = metaloggers.filter((host) => view.metaloggers.includes(addressOf(host)));
  const remarks = metaloggers.flatMap((host): readonly Remark[] =>
    up.includes(host)
      ? loggerRemarks(pool, host, snapshot, view)
      : [{ level: "degraded", note: `the metalogger of ${host} is not connected to the master` }],
  );
  return { cell: metaloggers.length > 0 ? `${up.length}/${metaloggers.length}` : "-", remarks };
}

/** Why no master runs, as far as its host's files show. */
export function masterGone(pool: Pool, of: ReadOf): Remark {
  const daemons = daemonsOf(of(pool.master));
  const text = `no master runs on ${pool.master}`;
  if ("unknown" in daemons) return { level: "down", note: text };
  if ("absent" in daemons) return { level: "down", note: `${text}: MooseFS is not there yet` };
  const state =
    daemons.units.master.active === "failed" ? ", it failed (`journalctl -u moosefs-master` says why)" : "";
  const has = (name: string) => daemons.metadata.some((one) => one.name === name && one.size > EMPTY);
  if (has("metadata.mfs"))
    return { level: "down", note: `${text}${state}: its metadata is saved, it can be started` };
  if (has("metadata.mfs.back") || daemons.logs.some(({ name }) => name === "changelog.0.mfs"))
    return {
      level: "down",
      note: `${text}${state}: it ended without saving, and its last changes are in the changelogs (\`holdfast plan\` says how it is brought back)`,
    };
  if (has("metadata_ml.mfs.back"))
    return { level: "down", note: `${text}${state}: there is the copy a metalogger made` };
  return { level: "down", note: `${text}${state}: it was never started` };
}
