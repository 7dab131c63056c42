import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import { againstMoving, againstRebuilding } from "./brick-removal.ts";
import { bricksOf, type Found, findVolume, targetIn } from "./find.ts";
import { lostBricks } from "./lost.ts";
import { canonical, kindText, volumeSpec } from "./spec.ts";
import { stateOf } from "./state.ts";
import { type Moves, movesData, movesOf } from "./target.ts";
import { tlsFindings } from "./tls.ts";

/** A volume somebody else made is taken over only when it already is as declared, or when the file says so. */
function foreign(resource: Resource, found: Found, of: ReadOf): readonly Draft[] {
  const spec = volumeSpec(resource);
  const { volume } = found;
  const state = stateOf(resource, found, of);
  const target = targetIn(found, spec);
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
    draft(
      "GLU240",
      `the volume ${volume.name} is there and not holdfast's; it differs from the file: ${differences.join("; ")}`,
    ),
  ];
}

/** What the file wants and gluster cannot be brought to in place. */
function impossible(resource: Resource, found: Found): readonly Draft[] {
  const spec = volumeSpec(resource);
  const { volume } = found;
  const [old, now] = [kindText(volume), kindText(spec)];
  if (volume.disperse !== spec.disperse || volume.redundancy !== spec.redundancy)
    return [draft("GLU241", `${volume.name} is ${old}; gluster cannot make it ${now}`)];
  const withoutArbiter = spec.replica === 2 && !spec.arbiter;
  if (volume.arbiter && !withoutArbiter && (spec.replica !== 3 || !spec.arbiter))
    return [
      draft("GLU242", `${volume.name} has an arbiter; gluster cannot turn it into ${now} in one step`, {
        hint: "away",
      }),
    ];
  if (spec.arbiter && !volume.arbiter && volume.replica !== 2)
    return [
      draft("GLU242", `${volume.name} is ${old}; gluster adds an arbiter to two copies only`, {
        hint: "toTwo",
      }),
    ];
  const target = targetIn(found, spec);
  if ("problem" in target)
    return [draft("GLU243", `${volume.name}: ${target.problem}`, { hint: target.hint })];
  return [];
}

/** A rebalance that ended with failures leaves files where they were: nothing is lost, and it is worth a look. */
function unbalanced(found: Found): readonly Draft[] {
  const task = found.live?.task;
  if (task?.type !== "rebalance" || (task.state !== "failed" && task.failures === 0)) return [];
  return [
    draft(
      "GLU227",
      `the rebalance of ${found.volume.name} ended with ${task.failures} failures: those files stay where they were`,
      { values: { volume: found.volume.name } },
    ),
  ];
}

/** A running drain that nobody declares any more is stopped by whoever began it, not by holdfast. */
function strayDrain(found: Found, moves: Moves): readonly Draft[] {
  const { live, volume } = found;
  if (live?.task?.type !== "remove-brick" || movesData(moves)) return [];
  const names = live.task.bricks.join(" ");
  return [
    draft(
      "GLU228",
      `${names} of ${volume.name} ${live.task.bricks.length > 1 ? "are" : "is"} being emptied (${live.task.state}), and the file keeps them`,
      { values: { volume: volume.name, bricks: names } },
    ),
  ];
}

/** Gluster deletes a volume only with all its members up. */
function away({ cluster, volume, via }: Found): readonly Draft[] {
  const memberView = cluster.memberViews.get(via);
  const gone = memberView?.is === "up" ? memberView.peers.filter(({ connected }) => !connected) : [];
  if (gone.length === 0) return [];
  const names = gone.map(({ uuid, names: all }) => cluster.hostOf(uuid) ?? all[0] ?? uuid).join(", ");
  return [
    draft("GLU229", `${volume.name} cannot be deleted while ${names} ${gone.length > 1 ? "are" : "is"} away`),
  ];
}

/** Everything that speaks against changing a volume as found. */
export function checkVolume(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  if (observation.status !== "present") return [];
  const found = findVolume(resource, of);
  if (!("volume" in found)) return [];
  const spec = volumeSpec(resource);
  const target = targetIn(found, spec);
  const moves = movesOf(bricksOf(found.volume), "sets" in target ? target.sets : bricksOf(found.volume));
  const lost = Object.keys(lostBricks(found, of));
  const findings = resource.absent
    ? away(found)
    : [
        ...(lost.length > 0 ? againstRebuilding(resource, found, lost) : []),
        ...(observation.mark === "unmarked" ? foreign(resource, found, of) : []),
        ...impossible(resource, found),
        ...tlsFindings(spec, found.volume, found.cluster.memberViews),
        ...(movesData(moves) ? againstMoving(resource, found, moves) : []),
        ...unbalanced(found),
        ...strayDrain(found, moves),
      ];
  return findingsOf(resource, findings);
}
