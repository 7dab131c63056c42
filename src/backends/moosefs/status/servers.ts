import type { Snapshot } from "../../../model/snapshot.ts";
import { are, type Remark } from "../../host/status/remark.ts";
import { bytes } from "../../host/text/bytes.ts";
import { endText, lacking } from "../chunkserver/drain.ts";
import { rowOf } from "../chunkserver/seen.ts";
import { classFor } from "../goal/class.ts";
import type { Pool } from "../pool/index.ts";
import type { DiskRow, MasterView } from "../probe/cli.ts";

/** Percent of use from which a disk, or a pool, is said to be full. */
const FULL = 95;

/** The host of the file that has an address; the address itself when none has. */
export type Names = (ip: string) => string;

const chunksText = (count: number) => `${count} chunk${count === 1 ? "" : "s"}`;

/** How many of the declared chunkservers are connected. */
export const serversUp = (pool: Pool, view: MasterView): number =>
  pool.chunkservers.filter(({ address }) => rowOf(view, address)?.connected).length;

/** Declared servers that are away, and others that are there. */
export function serverRemarks(
  pool: Pool,
  view: MasterView,
  snapshot: Snapshot,
  names: Names,
): readonly Remark[] {
  const away = pool.chunkservers.flatMap(({ host, address }): Remark[] => {
    if (rowOf(view, address)?.connected) return [];
    const gone = snapshot.hosts[host]?.reachable === false ? ", and the host cannot be reached" : "";
    return [{ level: "degraded", note: `the chunkserver of ${host} is not connected to the master${gone}` }];
  });
  const declared = new Set(pool.chunkservers.map(({ address }) => address));
  const others = view.servers
    .filter(({ ip }) => !declared.has(ip))
    .map(({ ip, port, connected }): Remark => {
      const is = connected ? "is still connected" : "is still listed, though not connected";
      const who = names(ip) === ip ? `a chunkserver at ${ip}:${port}` : `the chunkserver of ${names(ip)}`;
      return { level: "ok", note: `${who} ${is}, and not in the file` };
    });
  const none: readonly Remark[] =
    pool.chunkservers.length > 0 && away.length === pool.chunkservers.length
      ? [{ level: "down", note: "no chunkserver is connected" }]
      : [];
  return [...none, ...away, ...others];
}

/** Progress of servers whose disks are marked for removal; empty when there are none. */
export function drainCell(pool: Pool, view: MasterView, names: Names): string {
  const left = lacking(view.chunks);
  const texts = view.servers.flatMap((row) => {
    const server = pool.chunkservers.find(({ address }) => address === row.ip);
    if (!row.connected || (row.removal === "-" && !server?.draining)) return [];
    const { removal, removalChunks } = row;
    const host = names(row.ip);
    if (removal.startsWith("READY")) return [`${host}: done`];
    if (removal === "-") return [`${host}: ${row.chunks + removalChunks > 0 ? "begins" : "nothing on it"}`];
    return [
      left > 0
        ? `${host}: ${Math.min(left, removalChunks)} of ${chunksText(removalChunks)} still to copy${endText(view)}`
        : `${host}: all ${chunksText(removalChunks)} copied, the master still checks`,
    ];
  });
  return texts.join("; ");
}

/** Chunks by how many copies they have; while a server is emptied, too few on the others are expected. */
export function chunkRemarks(pool: Pool, view: MasterView, names: Names): readonly Remark[] {
  const { missing, endangered, undergoal } = view.chunks;
  const emptied = view.servers
    .filter(({ removal }) => removal !== "-" && !removal.startsWith("READY"))
    .map(({ ip }) => names(ip));
  const drains = emptied.length > 0;
  const level = drains ? "ok" : "degraded";
  const where = drains ? ` on disks in use, while ${emptied.join(", ")} ${are(emptied)} emptied` : "";
  const remark = (count: number, what: string, severity: Remark["level"]): readonly Remark[] =>
    count > 0
      ? [{ level: severity, note: `${chunksText(count)} ${count === 1 ? "has" : "have"} ${what}${where}` }]
      : [];
  const row = classFor(view, pool.goal);
  const asked = row && row.fulfilled !== "" && row.fulfilled !== "YES" ? [row] : [];
  const used = view.classes.filter(
    (one) => one !== row && one.files > 0 && one.fulfilled !== "" && one.fulfilled !== "YES",
  );
  return [
    ...remark(
      missing,
      drains ? "no copy" : "no copy left: parts of files cannot be read",
      drains ? "unsure" : "degraded",
    ),
    ...remark(endangered, drains ? "only one copy" : "only one copy left, of more", level),
    ...remark(undergoal, "fewer copies than wanted", level),
    ...[...asked, ...used].map(
      ({ name, labelExpressions, fulfilled }): Remark => ({
        level: "degraded",
        note: `the chunkservers there are cannot hold what the class ${name} asks for (\`${labelExpressions.KEEP}\`): ${fulfilled}`,
      }),
    ),
  ];
}

/** `20 ok`, `2 missing, 5 endangered of 20`. */
export function chunksCell({ chunks, matrix, info }: MasterView): string {
  const counted = matrix.reduce((sum, [, , count]) => sum + count, 0);
  const total = counted || Number(info.chunks ?? 0);
  const bad = (["missing", "endangered", "undergoal"] as const).flatMap((name) =>
    chunks[name] > 0 ? [`${chunks[name]} ${name}`] : [],
  );
  return bad.length > 0 ? `${bad.join(", ")} of ${total}` : `${total} ok`;
}

/** All copies count: with goal 2, half of it is there for files. */
export function roomOf({ info }: MasterView): { readonly cell: string; readonly remarks: readonly Remark[] } {
  const [total, free] = [Number(info["total space"] ?? 0), Number(info["avail space"] ?? 0)];
  const percent = total > 0 ? Math.floor((1 - free / total) * 100) : 0;
  return {
    cell: total > 0 ? `${bytes(free)} free of ${bytes(total)} for all copies` : "?",
    remarks: percent >= FULL ? [{ level: "degraded", note: `it is ${percent} % full` }] : [],
  };
}

/** Disks that are damaged, have had errors, or are full. */
export function diskRemarks(
  disks: readonly DiskRow[] | { readonly unknown: string },
  names: Names,
): readonly Remark[] {
  if ("unknown" in disks)
    return [{ level: "unsure", note: `how its disks are is not known: ${disks.unknown}` }];
  return disks.flatMap(({ ip, path, status, error, used, total }): Remark[] => {
    const disk = `disk ${path} of ${names(ip)}`;
    const percent = total > 0 ? Math.floor((used / total) * 100) : 0;
    if (/damaged|invalid/i.test(status))
      return [
        {
          level: "degraded",
          note: `${disk} is ${status}: \`journalctl -u moosefs-chunkserver\` there says why`,
        },
      ];
    return [
      ...(error === "no errors" || error === ""
        ? []
        : [{ level: "ok" as const, note: `${disk} had an error: ${error}` }]),
      ...(percent >= FULL ? [{ level: "degraded" as const, note: `${disk} is ${percent} % full` }] : []),
    ];
  });
}
