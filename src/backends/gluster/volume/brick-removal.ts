import type { Draft } from "../../../model/finding-table.ts";
import type { Resource } from "../../../model/resource.ts";
import { bytes } from "../../host/text/bytes.ts";
import { draft } from "../findings/index.ts";
import { dataBricksOf, usedOn } from "../probe/capacity.ts";
import type { Live } from "../probe/live.ts";
import { bricksOf, type Found } from "./find.ts";
import { volumeSpec } from "./spec.ts";
import { downBricks } from "./state.ts";
import type { Moves } from "./target.ts";

/** Whether what is on the leaving bricks fits on the others, with a twentieth to spare. */
function room(
  live: Live,
  sets: readonly (readonly string[])[],
  moves: Moves,
  dataBricks: number,
): readonly Draft[] {
  const free = (set: readonly string[]) =>
    Math.min(...set.map((brick) => live.room[brick]?.free ?? Number.NaN));
  const staying = sets.filter((set) => !moves.removed.includes(set));
  const need = moves.removed.reduce((sum, set) => sum + usedOn(live, set), 0) * dataBricks * 1.05;
  const have = staying.reduce((sum, set) => sum + free(set), 0) * dataBricks;
  if (Number.isNaN(need) || Number.isNaN(have))
    return [draft("GLU220", "how much room the other bricks have is not known", { hint: "room" })];
  if (need <= have) return [];
  return [
    draft(
      "GLU223",
      `the bricks that leave hold up to ${bytes(need)}, and the others have ${bytes(have)} free`,
    ),
  ];
}

const downFindings = (bricks: readonly string[]): readonly Draft[] =>
  bricks.length === 0
    ? []
    : [
        draft(
          "GLU221",
          `${bricks.join(", ")} ${bricks.length > 1 ? "are" : "is"} down: with a copy missing, none may be taken away or moved`,
          { hint: "down" },
        ),
      ];

/** Why nothing can be said about the bricks of a volume at all; nothing when its state is known. */
function notSeen({ volume, live, blind }: Found): Draft | undefined {
  if (volume.status !== "started")
    return draft("GLU225", `${volume.name} is not started: its bricks cannot be changed`);
  if (!live) return draft("GLU220", `the state of ${volume.name} is not known: ${blind}`, { hint: "silent" });
  if (!live.partial) return undefined;
  return draft("GLU220", `what goes on in ${volume.name} is not known: ${blind}`, { hint: "partial" });
}

/** A set of which a brick is to be rebuilt, and too few others are up to rebuild it from. */
function tooFewUp(found: Found, redundant: boolean, replacing: ReadonlySet<string>): readonly Draft[] {
  const { volume } = found;
  const down = downBricks(found);
  const needed = (set: readonly string[]) => (redundant ? set.length - volume.redundancy : 1);
  const alone = bricksOf(volume).find(
    (set) =>
      set.some((brick) => replacing.has(brick) && down.includes(brick)) &&
      set.filter((brick) => !down.includes(brick)).length < needed(set),
  );
  if (!alone) return [];
  return [
    draft("GLU221", `of ${alone.join(", ")} too few are up to rebuild another from`, { hint: "alone" }),
  ];
}

/** Copies that disagree, and a heal whose size is not known. */
function unhealed({ volume }: Found, live: Live, anyDown: boolean): readonly Draft[] {
  const split: readonly Draft[] =
    live.splitBrain !== null && live.splitBrain > 0
      ? [
          draft(
            "GLU222",
            `${live.splitBrain} entries are in split-brain: the copies disagree, and taking one away would decide it by accident`,
            { values: { volume: volume.name } },
          ),
        ]
      : [];
  // a brick that is down cannot report its heal count: replacing just that one is what mends it
  if (live.pending !== null || anyDown) return split;
  return [
    ...split,
    draft("GLU220", `how much of ${volume.name} is still to be healed is not known`, { hint: "heal" }),
  ];
}

/** A removal that somebody else started, and one of ours that could not move all files. */
function runningRemoval({ volume }: Found, { task }: Live, moves: Moves): readonly Draft[] {
  if (task?.type !== "remove-brick") return [];
  const leaving = moves.removed.flat();
  const ours = task.bricks.every((brick) => leaving.includes(brick)) && leaving.length === task.bricks.length;
  if (!ours)
    return [
      draft("GLU224", `somebody is removing ${task.bricks.join(", ")} from ${volume.name} (${task.state})`),
    ];
  if (task.failures === 0 || task.state === "running") return [];
  return [
    draft(
      "GLU226",
      `${task.failures} files could not be moved off ${leaving.join(", ")}: committing would lose them`,
      { values: { volume: volume.name, bricks: leaving.join(" ") } },
    ),
  ];
}

/** What speaks against adding, replacing or removing bricks of a volume; what is not known counts against it. */
export function againstMoving(resource: Resource, found: Found, moves: Moves): readonly Draft[] {
  const spec = volumeSpec(resource);
  const { live, volume } = found;
  const blocked = notSeen(found);
  const down = downBricks(found);
  if (blocked || !live)
    return [
      ...(blocked ? [blocked] : []),
      ...(live?.partial && volume.status === "started" ? downFindings(down) : []),
    ];
  const replacing = new Set(moves.replaced.map(({ old }) => old));
  return [
    ...downFindings(down.filter((brick) => !replacing.has(brick))),
    ...tooFewUp(found, spec.disperse > 0, replacing),
    ...unhealed(found, live, down.length > 0),
    ...runningRemoval(found, live, moves),
    ...(moves.removed.length > 0 ? room(live, bricksOf(volume), moves, dataBricksOf(spec)) : []),
  ];
}

/**
 * What speaks against making bricks anew of which nothing is left: they are healed from the other copies, so that every
 * one of those has to be up and in agreement. Without copies there is nothing to heal from, which is for a person to say.
 */
export function againstRebuilding(
  resource: Resource,
  found: Found,
  lost: readonly string[],
): readonly Draft[] {
  const spec = volumeSpec(resource);
  const { live } = found;
  const blocked = notSeen(found);
  if (blocked || !live) return blocked ? [blocked] : [];
  const gone = new Set(lost);
  const down = downBricks(found).filter((brick) => !gone.has(brick));
  if (spec.replica === 1 && spec.disperse === 0) return downFindings(down);
  return [...downFindings(down), ...tooFewUp(found, spec.disperse > 0, gone), ...unhealed(found, live, true)];
}
