import type { FactReply, Read, ReadOf } from "../../../model/snapshot.ts";
import { fileFact } from "../../host/file/index.ts";
import { readMark } from "../../host/write/mark.ts";
import { sha256 } from "../../host/write/scripts.ts";
import type { DiskRow, MasterView, ServerRow } from "../probe/cli.ts";
import { daemonsOf, disksFrom, type HostDaemons, masterOn } from "../probe/daemons.ts";
import { instanceOf } from "../probe/instance.ts";
import { type DiskLines, diskLines, HDD_PATH } from "../probe/mfshdd.ts";

/** Asks for the list of disks. */
export const hddFact = fileFact(HDD_PATH);

/** The list of disks on a host. */
export interface HddFile {
  readonly there: boolean;
  readonly notified: boolean;
  readonly sum: string;
  /** The first line when it is a mark; else empty. */
  readonly header: string;
  readonly fleet: string | null;
  readonly parts: readonly string[];
  readonly needs: readonly string[];
  readonly disks: DiskLines;
}

/** Reads the reply to {@link hddFact}. */
export function hddFile(reply: FactReply): HddFile | { readonly unknown: string } {
  if ("unknown" in reply) return reply;
  const bare = { notified: true, sum: "absent", header: "", fleet: null, parts: [], needs: [], disks: {} };
  if (reply.rc === 3) return { there: false, ...bare };
  if (reply.rc !== 0) return { unknown: `${HDD_PATH} could not be read` };
  const [notified = "", , ...lines] = reply.out.split("\n");
  const content = lines.join("\n");
  const mark = readMark(content);
  return {
    there: true,
    notified: notified === "told",
    sum: sha256(content),
    header: mark ? (lines[0] ?? "") : "",
    fleet: mark?.fleet ?? null,
    parts: mark?.parts ?? [],
    needs: mark?.needs ?? [],
    disks: diskLines(content),
  };
}

/** What a host is to chunks by itself. */
export interface HostView {
  readonly file: HddFile;
  /** `null` without anything of MooseFS. */
  readonly daemons: HostDaemons | null;
}

/** Reads one host. */
export function hostViewOf(read: Read): HostView | { readonly unknown: string } {
  const [file, daemons] = [hddFile(read(hddFact.key)), daemonsOf(read)];
  if ("unknown" in file) return file;
  if ("unknown" in daemons) return daemons;
  return { file, daemons: "absent" in daemons ? null : daemons };
}

/** A running pool, as its master tells it. */
export interface PoolView {
  /** `null` when no master runs on its host. */
  readonly view: MasterView | null;
  readonly disks: readonly DiskRow[] | { readonly unknown: string };
  readonly instance: string | null;
}

/** Asks the master of a pool. */
export function poolViewOf(master: string, of: ReadOf): PoolView | { readonly unknown: string } {
  const read = of(master);
  const [view, daemons] = [masterOn(read), daemonsOf(read)];
  if ("unknown" in view) return view;
  const seen = "none" in view ? null : view;
  const known = "units" in daemons ? instanceOf(daemons, seen) : (seen?.instance ?? null);
  return { view: seen, disks: disksFrom(read), instance: known };
}

/** The row a host has in the master's list; the connected one when it has several. */
export const rowOf = (view: MasterView | null, ip: string): ServerRow | undefined => {
  const rows = view?.servers.filter((row) => row.ip === ip) ?? [];
  return rows.find(({ connected }) => connected) ?? rows[0];
};

/** Whether the daemon runs, or systemd keeps trying. */
export const isOn = (daemons: HostDaemons | null): boolean => {
  const unit = daemons?.units.chunkserver;
  return unit !== undefined && (unit.enabled || !["inactive", "failed"].includes(unit.active));
};
