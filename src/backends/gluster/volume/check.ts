import type { Finding } from "../../../model/finding.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf, type Told } from "../../host/rules/finding.ts";
import { bytes } from "../../host/text/bytes.ts";
import { dataBricksOf, usedOn } from "../probe/capacity.ts";
import type { Live } from "../probe/live.ts";
import { canonical, kindText, volumeSpec } from "./spec.ts";
import { bricksOf, downBricks, type Found, findVolume, stateOf } from "./state.ts";
import { type Moves, movesData, movesOf, targetOf } from "./target.ts";
import { tlsTold } from "./tls.ts";

/** A volume somebody else made is taken over only when it already is as declared, or when the file says so. */
function foreign(resource: Resource, found: Found): readonly Told[] {
  const spec = volumeSpec(resource);
  const { volume } = found;
  const state = stateOf(resource, found);
  const target = targetOf(bricksOf(volume), spec.sets);
  const moves = "sets" in target ? movesData(movesOf(bricksOf(volume), target.sets)) : true;
  const wanted = Object.entries(spec.options).filter(
    ([key, value]) => canonical(value) !== state.options[key],
  );
  const allow = spec.allow.join(",");
  const differences = [
    ...(kindText(volume) === kindText(spec) ? [] : [`it is ${kindText(volume)}, not ${kindText(spec)}`]),
    ...(moves
      ? [
          `its bricks are ${bricksOf(volume)
            .map((set) => set.join(" "))
            .join(" | ")}`,
        ]
      : []),
    ...wanted.map(([key, value]) => `${key} is ${state.options[key] ?? "not set"}, not ${value}`),
    ...(state.allow === allow || (state.allow === "" && spec.allow.includes("*"))
      ? []
      : [`auth.allow is ${state.allow || "not set, so that anybody may mount it"}, not ${allow}`]),
    ...(volume.status === spec.state ? [] : [`it is ${volume.status}`]),
  ];
  if (differences.length === 0 || spec.adopt) return [];
  return [
    {
      code: "GLU240",
      message: `the volume ${volume.name} is there and not holdfast's; it differs from the file: ${differences.join("; ")}`,
      hint: "make the file as it is, or write `adopt: true` to have the volume made as the file is",
    },
  ];
}

/** What the file wants and gluster cannot be brought to in place. */
function impossible(resource: Resource, found: Found): readonly Told[] {
  const spec = volumeSpec(resource);
  const { volume } = found;
  const [old, now] = [kindText(volume), kindText(spec)];
  const recreate = "make a pool of another name, copy the data, then declare this one `state: absent`";
  if (volume.disperse !== spec.disperse || volume.redundancy !== spec.redundancy)
    return [
      { code: "GLU241", message: `${volume.name} is ${old}; gluster cannot make it ${now}`, hint: recreate },
    ];
  const withoutArbiter = spec.replica === 2 && !spec.arbiter;
  if (volume.arbiter && !withoutArbiter && (spec.replica !== 3 || !spec.arbiter))
    return [
      {
        code: "GLU242",
        message: `${volume.name} has an arbiter; gluster cannot turn it into ${now} in one step`,
        hint: "first go to `replica: 2` without the arbiter, apply, then on",
      },
    ];
  if (spec.arbiter && !volume.arbiter && volume.replica !== 2)
    return [
      {
        code: "GLU242",
        message: `${volume.name} is ${old}; gluster adds an arbiter to two copies only`,
        hint: "first go to `replica: 2`, apply, then write `arbiter: true`",
      },
    ];
  const target = targetOf(bricksOf(volume), spec.sets);
  if ("problem" in target)
    return [{ code: "GLU243", message: `${volume.name}: ${target.problem}`, hint: target.hint }];
  return [];
}

/** Whether what is on the leaving bricks fits on the others, with a twentieth to spare. */
function room(
  live: Live,
  sets: readonly (readonly string[])[],
  moves: Moves,
  dataBricks: number,
): readonly Told[] {
  const free = (set: readonly string[]) =>
    Math.min(...set.map((brick) => live.room[brick]?.free ?? Number.NaN));
  const staying = sets.filter((set) => !moves.removed.includes(set));
  const need = moves.removed.reduce((sum, set) => sum + usedOn(live, set), 0) * dataBricks * 1.05;
  const have = staying.reduce((sum, set) => sum + free(set), 0) * dataBricks;
  if (Number.isNaN(need) || Number.isNaN(have))
    return [
      {
        code: "GLU220",
        message: "how much room the other bricks have is not known",
        hint: "plan again when all bricks answer",
      },
    ];
  if (need <= have) return [];
  return [
    {
      code: "GLU223",
      message: `the bricks that leave hold up to ${bytes(need)}, and the others have ${bytes(have)} free`,
      hint: "free some room, or make the others larger first (`size`)",
    },
  ];
}

const downTold = (bricks: readonly string[]): readonly Told[] =>
  bricks.length === 0
    ? []
    : [
        {
          code: "GLU221",
          message: `${bricks.join(", ")} ${bricks.length > 1 ? "are" : "is"} down: with a copy missing, none may be taken away or moved`,
          hint: "bring it back and let it heal first; `holdfast status` shows both",
        },
      ];

/** The proofs without which no brick comes or goes; what is not known counts against it. */
function proofs(resource: Resource, found: Found, moves: Moves): readonly Told[] {
  const spec = volumeSpec(resource);
  const { live, volume, blind } = found;
  if (volume.status !== "started")
    return [
      {
        code: "GLU225",
        message: `${volume.name} is not started: its bricks cannot be changed`,
        hint: "start it first (`state: started`), apply, then change its bricks",
      },
    ];
  if (!live)
    return [
      {
        code: "GLU220",
        message: `the state of ${volume.name} is not known: ${blind}`,
        hint: "plan again when its members answer",
      },
    ];
  if (live.partial)
    return [
      {
        code: "GLU220",
        message: `what goes on in ${volume.name} is not known: ${blind}`,
        hint: "plan again when `gluster peer status` shows that member as disconnected, or when it is back",
      },
      ...downTold(downBricks(found)),
    ];
  const replacing = new Set(moves.replaced.map(({ old }) => old));
  const down = downBricks(found);
  const missed = down.filter((brick) => !replacing.has(brick));
  const told: Told[] = [];
  told.push(...downTold(missed));
  const alone = bricksOf(volume).find((set) => {
    const left = set.filter((brick) => !down.includes(brick));
    return (
      set.some((brick) => replacing.has(brick) && down.includes(brick)) &&
      left.length < (spec.disperse > 0 ? set.length - volume.redundancy : 1)
    );
  });
  if (alone)
    told.push({
      code: "GLU221",
      message: `of ${alone.join(", ")} too few are up to rebuild another from`,
      hint: "bring one of them back first",
    });
  if (live.splitBrain !== null && live.splitBrain > 0)
    told.push({
      code: "GLU222",
      message: `${live.splitBrain} entries are in split-brain: the copies disagree, and taking one away would decide it by accident`,
      hint: `\`gluster volume heal ${volume.name} info split-brain\` lists them; decide each, then plan again`,
    });
  // a brick that is down cannot tell its heal count: replacing just that one is what mends it
  if (live.pending === null && down.length === 0)
    told.push({
      code: "GLU220",
      message: `how much of ${volume.name} is still to be healed is not known`,
      hint: "plan again in a moment; a big backlog takes long to count",
    });
  const task = live.task;
  const leaving = moves.removed.flat();
  const ours =
    task?.type === "remove-brick" &&
    task.bricks.every((brick) => leaving.includes(brick)) &&
    leaving.length === task.bricks.length;
  if (task?.type === "remove-brick" && !ours)
    told.push({
      code: "GLU224",
      message: `somebody is removing ${task.bricks.join(", ")} from ${volume.name} (${task.state})`,
      hint: "finish or stop that first: `gluster volume remove-brick … status|commit|stop` with just these bricks",
    });
  if (ours && task && task.failures > 0 && task.state !== "running")
    told.push({
      code: "GLU226",
      message: `${task.failures} files could not be moved off ${leaving.join(", ")}: committing would lose them`,
      hint: `see /var/log/glusterfs/${volume.name}-rebalance.log there; \`gluster volume remove-brick ${volume.name} ${leaving.join(" ")} stop\` keeps the bricks`,
    });
  if (moves.removed.length > 0) told.push(...room(live, bricksOf(volume), moves, dataBricksOf(spec)));
  return told;
}

/** A rebalance that ended with failures leaves files where they were: nothing is lost, and it is worth a look. */
function unbalanced(found: Found): readonly Told[] {
  const task = found.live?.task;
  if (task?.type !== "rebalance" || (task.state !== "failed" && task.failures === 0)) return [];
  return [
    {
      code: "GLU227",
      severity: "warning",
      message: `the rebalance of ${found.volume.name} ended with ${task.failures} failures: those files stay where they were`,
      hint: `see /var/log/glusterfs/${found.volume.name}-rebalance.log on its hosts, then \`gluster volume rebalance ${found.volume.name} start\``,
    },
  ];
}

/** A running drain that nobody declares any more is stopped by whoever began it, not by holdfast. */
function strayDrain(found: Found, moves: Moves): readonly Told[] {
  const { live, volume } = found;
  if (live?.task?.type !== "remove-brick" || movesData(moves)) return [];
  const names = live.task.bricks.join(" ");
  return [
    {
      code: "GLU228",
      severity: "warning",
      message: `${names} of ${volume.name} ${live.task.bricks.length > 1 ? "are" : "is"} being emptied (${live.task.state}), and the file keeps them`,
      hint: `\`gluster volume remove-brick ${volume.name} ${names} stop\` puts them back to use`,
    },
  ];
}

/** Gluster deletes a volume only with all its members up. */
function away({ cluster, volume, via }: Found): readonly Told[] {
  const seat = cluster.seats.get(via);
  const gone = seat?.is === "up" ? seat.peers.filter(({ connected }) => !connected) : [];
  if (gone.length === 0) return [];
  const names = gone.map(({ uuid, names: all }) => cluster.hostOf(uuid) ?? all[0] ?? uuid).join(", ");
  return [
    {
      code: "GLU229",
      message: `${volume.name} cannot be deleted while ${names} ${gone.length > 1 ? "are" : "is"} away`,
      hint: "bring it back first: a member that missed it would bring the volume back",
    },
  ];
}

/** Everything that speaks against changing a volume as found. */
export function checkVolume(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  if (observation.status !== "present") return [];
  const found = findVolume(resource, of);
  if (!("volume" in found)) return [];
  const spec = volumeSpec(resource);
  const target = targetOf(bricksOf(found.volume), spec.sets);
  const moves = movesOf(bricksOf(found.volume), "sets" in target ? target.sets : bricksOf(found.volume));
  const told = resource.absent
    ? away(found)
    : [
        ...(observation.mark === "unmarked" ? foreign(resource, found) : []),
        ...impossible(resource, found),
        ...tlsTold(spec, found.volume, found.cluster.seats),
        ...(movesData(moves) ? proofs(resource, found, moves) : []),
        ...unbalanced(found),
        ...strayDrain(found, moves),
      ];
  return findingsOf(resource, told);
}
