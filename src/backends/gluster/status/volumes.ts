import type { StatusRow } from "../../../model/backend.ts";
import type { Snapshot } from "../../../model/snapshot.ts";
import type { Remark } from "../../host/status/remark.ts";
import { bytes } from "../../host/text/bytes.ts";
import type { Pool } from "../pool/index.ts";
import { capacityOf } from "../probe/capacity.ts";
import { backlogOf } from "../probe/heal.ts";
import type { Live } from "../probe/live.ts";
import { type Volume, viaMember } from "../probe/members.ts";
import { serverQuorum } from "../probe/quorum.ts";
import { bricksOf, type Found } from "../volume/find.ts";
import { kindText } from "../volume/spec.ts";
import { tlsMissing } from "../volume/tls.ts";
import { brickRemarks, brickSeen, memberRemarks } from "./bricks.ts";
import { taskText } from "./tasks.ts";

/** What is reported of a volume: cells of its row, and what is not as it should be. */
export interface VolumeSummary {
  readonly cells: StatusRow["cells"];
  readonly remarks: readonly Remark[];
}

/** Percent of use from which a pool is said to be full: gluster places new files badly from there on. */
const FULL = 90;

/** How a pool keeps its data, over all its sets: `2 x replica 2`. */
export const kindCell = (kind: Parameters<typeof kindText>[0], sets: number): string =>
  sets > 1 && !(kind.replica === 1 && kind.disperse === 0) ? `${sets} x ${kindText(kind)}` : kindText(kind);

/** Whether a volume keeps copies, or parts, that can differ. */
const heals = ({ replica, disperse }: { replica: number; disperse: number }) => replica > 1 || disperse > 0;

function healRemarks(volume: Volume, live: Live): readonly Remark[] {
  if (!heals(volume)) return [];
  const { waiting, splitBrain } = backlogOf(live, bricksOf(volume));
  const { name } = volume;
  const least = live.pending === null ? "at least " : "";
  const entries = (count: number) => (count === 1 ? "entry waits" : "entries wait");
  const allUp = bricksOf(volume)
    .flat()
    .every((brick) => brickSeen(live, brick) === "up");
  return [
    ...(waiting > 0
      ? [{ level: "degraded" as const, note: `${least}${waiting} ${entries(waiting)} to be healed` }]
      : []),
    ...(splitBrain > 0
      ? [
          {
            level: "degraded" as const,
            note: `${splitBrain} ${splitBrain === 1 ? "entry" : "entries"} in split-brain: \`gluster volume heal ${name} info split-brain\` lists them`,
          },
        ]
      : []),
    ...(live.pending === null && allUp && waiting === 0
      ? [
          {
            level: "unsure" as const,
            note: "how much waits to be healed is not known; a long list takes long to count",
          },
        ]
      : []),
  ];
}

function taskRemarks({ name }: Volume, { task }: Live): readonly Remark[] {
  if (!task || task.state === "running" || (task.state !== "failed" && task.failures === 0)) return [];
  const what = task.type === "rebalance" ? "the rebalance" : `emptying ${task.bricks.join(", ")}`;
  const log = `/var/log/glusterfs/${name}-rebalance.log on its hosts says why`;
  const ended = task.state === "failed" ? "failed" : `left ${task.failures} files where they were`;
  return [{ level: "degraded", note: `${what} ${ended}: ${log}` }];
}

function roomRemarks(volume: Volume, live: Live): readonly Remark[] {
  const capacity = capacityOf(volume, live);
  const percent = capacity ? Math.floor(capacity.fullest * 100) : 0;
  if (percent < FULL) return [];
  return [
    { level: "degraded", note: `${volume.sets.length > 1 ? "its fullest set" : "it"} is ${percent} % full` },
  ];
}

/** Cells and remarks of a started volume whose members report what goes on in it. */
function running(found: Found, live: Live, snapshot: Snapshot): VolumeSummary {
  const { volume, cluster } = found;
  const bricks = bricksOf(volume).flat();
  const up = bricks.filter((brick) => brickSeen(live, brick) === "up").length;
  const { waiting, splitBrain } = backlogOf(live, bricksOf(volume));
  const capacity = capacityOf(volume, live);
  const task = taskText(volume, live);
  return {
    cells: {
      bricks: `${up}/${bricks.length}`,
      heal: !heals(volume) ? "-" : live.pending === null ? "?" : String(waiting),
      ...(splitBrain > 0 ? { "split-brain": String(splitBrain) } : {}),
      capacity: capacity ? `${bytes(capacity.free)} free of ${bytes(capacity.total)}` : "?",
      ...(task ? { task } : {}),
    },
    remarks: [
      ...brickRemarks(volume, live, cluster, (host) => snapshot.hosts[host]?.reachable === false),
      ...healRemarks(volume, live),
      ...taskRemarks(volume, live),
      ...roomRemarks(volume, live),
    ],
  };
}

/** Whether glusterd itself keeps the bricks from running, since it sees too few members. */
function quorumRemarks({ volume, cluster }: Found): readonly Remark[] {
  const memberView = viaMember(cluster);
  if (!memberView || volume.options["cluster.server-quorum-type"] !== "server") return [];
  const { all, seen, least } = serverQuorum(memberView);
  const note = `gluster keeps its bricks stopped until ${least} of ${all} members see each other (cluster.server-quorum-type): ${cluster.via} sees ${seen}`;
  return seen < least ? [{ level: "degraded", note }] : [];
}

/** Cells and remarks of a volume that is there. */
export function volumeSummary(pool: Pool, found: Found, snapshot: Snapshot): VolumeSummary {
  const { volume, cluster, live, blind } = found;
  const kind = kindCell(volume, volume.sets.length);
  const owners = volume.sets.flat().flatMap(({ host }) => cluster.hostOf(host) ?? []);
  const members = memberRemarks([...new Set([...pool.peers, ...owners])], volume, cluster, live, snapshot);
  const total = volume.sets.flat().length;
  if (pool.state === "absent") {
    const note = `the volume is still there (${volume.status}), and the file says absent`;
    return { cells: { kind, bricks: `-/${total}` }, remarks: [{ level: "degraded", note }] };
  }
  if (volume.status !== "started") {
    const note = volume.status === "created" ? "it was never started" : "it is stopped";
    const idle: readonly Remark[] = pool.state === "stopped" ? [] : [{ level: "down", note }];
    return { cells: { kind, bricks: "stopped" }, remarks: [...idle, ...members] };
  }
  const { cells, remarks } = live
    ? running(found, live, snapshot)
    : {
        cells: { bricks: `?/${total}`, heal: "?", capacity: "?" },
        remarks: [{ level: "blind" as const, note: blind }],
      };
  const unwanted: readonly Remark[] =
    pool.state === "stopped" ? [{ level: "degraded", note: "it is started, and the file says stopped" }] : [];
  const tls = tlsMissing(volume, cluster.memberViews);
  const closed: readonly Remark[] = tls === "" ? [] : [{ level: "degraded", note: tls }];
  const unheard: readonly Remark[] = live?.partial ? [{ level: "unsure", note: blind }] : [];
  return {
    cells: { kind, ...cells },
    remarks: [...unwanted, ...quorumRemarks(found), ...members, ...closed, ...remarks, ...unheard],
  };
}
