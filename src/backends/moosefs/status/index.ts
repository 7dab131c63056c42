import type { StatusRow } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { healthOf, type Remark } from "../../host/status/remark.ts";
import { moosefsPools, type Pool } from "../pool/index.ts";
import type { MasterView } from "../probe/cli.ts";
import { disksFrom, masterOn } from "../probe/daemons.ts";
import { clientRemark } from "./clients.ts";
import { masterGone, metaloggersOf, savedOf } from "./metadata.ts";
import {
  chunkRemarks,
  chunksCell,
  diskRemarks,
  drainCell,
  roomOf,
  serverRemarks,
  serversUp,
} from "./servers.ts";

/** What is reported of a pool: cells of its row, and what is not as it should be. */
interface Report {
  readonly cells: StatusRow["cells"];
  readonly remarks: readonly Remark[];
}

/** `goal 2`, `class safe`. */
const kindOf = ({ goal }: Pool) => (/^[1-9]$/.test(goal) ? `goal ${goal}` : `class ${goal}`);

type AddressOf = (host: string) => string;

function running(pool: Pool, view: MasterView, snapshot: Snapshot, addressOf: AddressOf): Report {
  const read = readerOf(snapshot, pool.master);
  const names = (ip: string) => Object.keys(snapshot.hosts).find((host) => addressOf(host) === ip) ?? ip;
  const room = roomOf(view);
  const drain = drainCell(pool, view, names);
  const loggers = metaloggersOf(pool, view, snapshot, addressOf);
  const saved = savedOf(read);
  const clients = pool.clients.flatMap(
    (client) => clientRemark(client, pool, readerOf(snapshot, client.host), view) ?? [],
  );
  const mounted = `${pool.clients.length - clients.length}/${pool.clients.length}`;
  return {
    cells: {
      kind: kindOf(pool),
      servers: `${serversUp(pool, view)}/${pool.chunkservers.length}`,
      chunks: chunksCell(view),
      capacity: room.cell,
      ...(drain === "" ? {} : { drain }),
      metaloggers: loggers.cell,
      saved: saved.cell,
      mounted: pool.clients.length > 0 ? mounted : "-",
    },
    remarks: [
      ...serverRemarks(pool, view, snapshot, names),
      ...chunkRemarks(pool, view, names),
      ...diskRemarks(disksFrom(read), names),
      ...room.remarks,
      ...loggers.remarks,
      ...saved.remarks,
      ...clients,
    ],
  };
}

function reportOf(pool: Pool, snapshot: Snapshot, addressOf: AddressOf): Report {
  const view = masterOn(readerOf(snapshot, pool.master));
  const kind = kindOf(pool);
  const servers = `?/${pool.chunkservers.length}`;
  if ("unknown" in view) {
    const remarks: readonly Remark[] = [
      { level: "blind", note: `the master on ${pool.master}: ${view.unknown}` },
    ];
    return { cells: pool.state === "absent" ? { kind: "absent" } : { kind, servers }, remarks };
  }
  if ("none" in view) {
    if (pool.state === "absent") return { cells: { kind: "absent" }, remarks: [] };
    if (pool.state === "stopped") return { cells: { kind, servers: "stopped" }, remarks: [] };
    const gone = masterGone(pool, (host) => readerOf(snapshot, host));
    return { cells: { kind, servers: `0/${pool.chunkservers.length}` }, remarks: [gone] };
  }
  const report = running(pool, view, snapshot, addressOf);
  if (pool.state === "started") return report;
  const note = `its master runs on ${pool.master}, and the file says ${pool.state}`;
  return { cells: report.cells, remarks: [{ level: "degraded", note }] };
}

/** The row of one pool; `addressOf` gives the storage address of a host of the file. */
export function poolRow(pool: Pool, snapshot: Snapshot, addressOf: AddressOf): StatusRow {
  const { cells, remarks } = reportOf(pool, snapshot, addressOf);
  return {
    part: `pools.${pool.name}`,
    health: healthOf(remarks),
    cells,
    notes: [...new Set(remarks.map(({ note }) => note))],
  };
}

/** One row per pool of the file: its goal, servers, chunks, room, drains, metaloggers, last save, clients. */
export const poolStatus = (config: Config, snapshot: Snapshot): readonly StatusRow[] =>
  moosefsPools(config).map((pool) =>
    poolRow(pool, snapshot, (host) => config.hosts[host]?.storageAddress ?? ""),
  );
