import { durationText } from "../../host/text/duration.ts";
import { copiesOf, placeable } from "../pool/labels.ts";
import type { ChunkCounts, DiskRow, MasterView, ServerRow } from "../probe/cli.ts";
import type { DiskLines } from "../probe/mfshdd.ts";

/** Whether a chunkserver has a disk marked, as it tells itself (3.x, 4.x). */
export const isMarked = ({ status }: DiskRow): boolean => /marked for removal|MFR/i.test(status);

/** A disk the chunkserver itself does not use any more. */
export const isBroken = ({ status }: DiskRow): boolean => /damaged|invalid/i.test(status);

/**
 * Whether every chunk of a marked disk has enough copies elsewhere. Without chunks a disk never gets to say so; one that
 * is broken is not counted on anyway; one that is still scanned has no size yet.
 */
const isReady = (row: DiskRow): boolean =>
  isBroken(row) ||
  (isMarked(row) &&
    !/not ready/i.test(row.status) &&
    (/ready/i.test(row.status) || (row.chunks === 0 && row.total > 0)));

/** Chunks with fewer copies on disks in use than they should have. */
export const lacking = ({ missing, endangered, undergoal }: ChunkCounts): number =>
  missing + endangered + undergoal;

/** `, about 4 min`: how long copies that are lacking take at the rate of late; empty where there is none. */
export function endText({ copied, matrix }: MasterView): string {
  const copies = matrix.reduce(
    (sum, [wanted, there, chunks]) => sum + Math.max(0, wanted - there) * chunks,
    0,
  );
  if (!copied || copies === 0) return "";
  // the last few wait for the master to come round to them again
  const minutes = Math.ceil(copies / copied);
  return `, about ${minutes === 1 ? "a minute" : durationText(minutes * 60)}`;
}

/** What has to end before disks of a server that is listed may leave the pool; empty when they may. */
export function drainText(
  view: MasterView,
  disks: readonly DiskRow[] | { readonly unknown: string },
  row: ServerRow | undefined,
  leaving: DiskLines,
): string {
  const short = lacking(view.chunks);
  const few = `${short} ${short === 1 ? "chunk has" : "chunks have"} too few copies on other disks`;
  // one that is away holds nothing the pool counts on
  if (!row?.connected) return short === 0 ? "" : few;
  if (Object.values(leaving).some(({ marked }) => !marked))
    return "its chunks have to be copied to others first";
  if ("unknown" in disks) return `the disks are not known: ${disks.unknown}`;
  const own = disks.filter(({ ip, path }) => ip === row.ip && path in leaving);
  const chunks = own.reduce((sum, disk) => sum + disk.chunks, 0);
  if (short > 0) {
    const left = short <= chunks ? `${short} of ${chunks} chunks still to copy` : few;
    return `draining: ${left}${endText(view)}`;
  }
  const unread = own.filter((disk) => !isMarked(disk) && !isBroken(disk));
  if (unread.length > 0) return "the chunkserver has not taken notice of the mark yet";
  return own.every(isReady)
    ? ""
    : `draining: the master has yet to confirm that all ${chunks} chunks have copies elsewhere`;
}

/** Whether nothing of a whole server is needed any more, by the master's own word too. */
export const isServerReady = (row: ServerRow | undefined): boolean =>
  !row?.connected || (row.chunks === 0 && (/^READY/.test(row.removal) || row.removalChunks === 0));

/** Addresses of servers, other than `ip`, that have a drain under way. */
export const drainingElsewhere = (view: MasterView, ip: string): readonly string[] =>
  view.servers
    .filter((row) => row.ip !== ip && row.connected && /^(NOT READY|PENDING)/.test(row.removal))
    .map((row) => row.ip);

/** Servers that chunks can go to: connected, with disks in use, and meant to stay. */
export const stayingServers = (view: MasterView, ips: readonly string[]): readonly ServerRow[] =>
  view.servers.filter((row) => row.connected && row.total > 0 && ips.includes(row.ip));

/** A storage class that the servers left could not serve. */
export interface Unserved {
  readonly ask: string;
  readonly wanted: number;
  readonly placed: number;
}

/** What chunks in use and the file ask for that `servers` could not hold. */
export function unserved(
  view: MasterView,
  labelExpressions: readonly string[],
  servers: readonly ServerRow[],
): readonly Unserved[] {
  const inUse = view.classes
    .filter(({ files, folders }) => files + folders > 0)
    .flatMap(({ labelExpressions: own }) => Object.values(own));
  const most = Math.max(0, ...view.matrix.map(([wanted, , chunks]) => (chunks > 0 ? wanted : 0)));
  const all = [...labelExpressions, ...inUse, ...(most > 0 ? [`${Math.min(most, 9)}*`] : [])];
  const labels = servers.map((row) => row.labels);
  return [...new Set(all.map((ask) => ask.replaceAll(" ", "")))].flatMap((ask) => {
    const copies = copiesOf(ask);
    if (!copies) return [];
    const placed = placeable(copies, labels);
    return placed < copies.length ? [{ ask, wanted: copies.length, placed }] : [];
  });
}

const MIB = 2 ** 20;

/** The most that chunks take: 64 MiB each, and a header. */
const atMost = (chunks: number) => chunks * 64.1 * MIB;

const freeOn = (rows: readonly { readonly total: number; readonly used: number }[]) =>
  rows.reduce((sum, { total, used }) => sum + total - used, 0);

/** What leaves a server: all of it, or some of its disks. */
export interface Leaving {
  readonly ip: string;
  readonly paths: readonly string[];
  readonly whole: boolean;
}

/** Bytes that have to go elsewhere, with a twentieth to spare, and bytes free there; `null` when not known. */
export function roomFor(
  view: MasterView,
  disks: readonly DiskRow[] | { readonly unknown: string },
  { ip, paths, whole }: Leaving,
  others: readonly ServerRow[],
): { readonly need: number; readonly free: number } | null {
  if (whole) {
    const row = view.servers.find((one) => one.ip === ip && one.connected);
    // what else lies on its file systems is not moved
    const held = row ? Math.min(row.used, atMost(row.chunks)) : 0;
    return { need: held * 1.05, free: freeOn(others) };
  }
  if ("unknown" in disks) return null;
  const own = disks.filter((disk) => disk.ip === ip && !isBroken(disk));
  const going = own.filter(({ path }) => paths.includes(path));
  const staying = own.filter((disk) => !paths.includes(disk.path) && !isMarked(disk));
  const need = going.reduce((sum, { used, chunks }) => sum + Math.min(used, atMost(chunks)), 0) * 1.05;
  return { need, free: freeOn(others) + freeOn(staying) };
}
