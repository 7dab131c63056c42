import type { FleetScope } from "../../../model/backend.ts";
import type { Mark, Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { backlogOf } from "../probe/heal.ts";
import { memberViewOf, type Volume, viaMember } from "../probe/members.ts";
import { bricksOf, type Found, findVolume, targetIn } from "./find.ts";
import { lostBricks } from "./lost.ts";
import {
  canonical,
  kindText,
  marks,
  setsText,
  type VolumeSpec,
  type VolumeState,
  volumeSpec,
} from "./spec.ts";
import type { Sets } from "./target.ts";

const listed = (value: string | undefined): readonly string[] =>
  (value ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "none");

/** Keys to compare: what the file declares, and what holdfast set before. */
const keysOf = (resource: Resource, volume: Volume | undefined): readonly string[] =>
  [
    ...new Set([...Object.keys(volumeSpec(resource).options), ...listed(volume?.options[marks.options])]),
  ].sort();

/** Bricks of a started volume whose process does not run; one whose host has no glusterd up is down as well. */
export const downBricks = ({ volume, live }: Found): readonly string[] =>
  live
    ? bricksOf(volume)
        .flat()
        .filter((name) => live.online[name] !== true)
    : [];

function rebalanceOf(resource: Resource, { volume, live }: Found): VolumeState["rebalance"] {
  const [, earlier] = /^after (\S+)$/.exec(volume.options[marks.rebalance] ?? "") ?? [];
  const shown = live?.task?.type === "rebalance" ? live.task : undefined;
  const task = shown?.id === earlier ? undefined : shown;
  if (earlier === undefined || volumeSpec(resource).state !== "started") return "none";
  if (!live || live.partial || task?.state === "running") return "running";
  // one that failed in part is over all the same: it left files where they were, where they are found as before
  return task === undefined ? "wanted" : "done";
}

/** What has to end before bricks may come or go. */
function busyText(found: Found): string {
  const { live } = found;
  if (!live) return "";
  if (live.task?.type === "rebalance" && live.task.state === "running")
    return `rebalancing: ${live.task.text}`;
  if (live.pending !== null && live.pending > 0) {
    const { waiting, splitBrain } = backlogOf(live, bricksOf(found.volume));
    return `healing: ${waiting + splitBrain} entries pending`;
  }
  return "";
}

function drainText({ live }: Found): string {
  const task = live?.task;
  return task?.type === "remove-brick" ? `${task.state}: ${task.text}` : "";
}

/** Whether all members that the answering one sees have stored the same configuration of a volume. */
function copiesOf({ cluster, via, volume }: Found): VolumeState["copies"] {
  const peers = viaMember(cluster)?.peers.filter(({ connected }) => connected) ?? [];
  const sums = [via, ...peers.map(({ uuid }) => cluster.hostOf(uuid) ?? "")].flatMap((host) => {
    const memberView = cluster.memberViews.get(host);
    return memberView?.is === "up" ? (memberView.sums[volume.name] ?? []) : [];
  });
  return new Set(sums).size > 1 ? "differ" : "alike";
}

/** What is seen of a volume and not declared. */
function seenOf(resource: Resource, found: Found): VolumeState["seen"] {
  const { group, force } = volumeSpec(resource);
  const task = found.live?.task;
  return {
    via: found.via,
    group,
    busy: busyText(found),
    drain: drainText(found),
    draining: task?.type === "remove-brick" ? task.bricks : [],
    task: task?.id ?? "none",
    force,
  };
}

/** The state of a volume as found. */
export function stateOf(resource: Resource, found: Found, of: ReadOf): VolumeState {
  const { volume } = found;
  const keys = keysOf(resource, volume);
  return {
    // one that was made to be stopped has never been started
    status:
      volume.status === "created" && volumeSpec(resource).state === "stopped" ? "stopped" : volume.status,
    kind: kindText(volume),
    sets: setsText(bricksOf(volume)),
    options: Object.fromEntries(
      keys.flatMap((key) => {
        const value = volume.options[key];
        return value === undefined ? [] : [[key, canonical(value)]];
      }),
    ),
    allow: [...listed(volume.options["auth.allow"])].sort().join(","),
    copies: copiesOf(found),
    mark: Object.fromEntries(
      [marks.fleet, marks.pool, marks.options, marks.peers].map((key) => [key, volume.options[key] ?? ""]),
    ),
    down: downBricks(found),
    lost: lostBricks(found, of),
    rebalance: rebalanceOf(resource, found),
    seen: seenOf(resource, found),
  };
}

/** Who may mount: a member is let in by the name its bricks go by as well, which may be one it had before. */
function allowed({ allow }: VolumeSpec, layout: Sets): string {
  if (allow.includes("*")) return allow.join(",");
  const names = layout.flat().map((brick) => brick.slice(0, brick.lastIndexOf(":/")));
  return [...new Set([...allow, ...names])].sort().join(",");
}

/** The wanted state. The layout there is stays, as far as the file can be reached from it. */
export function wantedState(resource: Resource, of: ReadOf): VolumeState {
  const spec = volumeSpec(resource);
  const found = findVolume(resource, of);
  const there = "volume" in found ? found : undefined;
  const live = there ? bricksOf(there.volume) : [];
  const fresh = spec.sets.map((set) => set.map(({ name }) => name));
  const target = there ? targetIn(there, spec) : { sets: fresh };
  const sets = "sets" in target ? target.sets : live;
  const before = listed(there?.volume.options[marks.peers]);
  const peers = [...new Set([...before, ...spec.peers])].sort();
  const kind = "sets" in target || !there ? kindText(spec) : kindText(there.volume);
  return {
    status: spec.state,
    kind,
    sets: setsText(sets),
    options: Object.fromEntries(Object.entries(spec.options).map(([key, value]) => [key, canonical(value)])),
    allow: allowed(spec, sets),
    copies: "alike",
    mark: {
      [marks.fleet]: spec.fleet,
      [marks.pool]: spec.pool,
      [marks.options]: Object.keys(spec.options).sort().join(",") || "none",
      [marks.peers]: peers.join(","),
    },
    down: [],
    lost: {},
    rebalance: "none",
    seen: there
      ? seenOf(resource, there)
      : {
          via: "absent" in found ? found.absent : (spec.members[0] ?? ""),
          group: spec.group,
          busy: "",
          drain: "",
          draining: [],
          task: "none",
          force: spec.force,
        },
  };
}

/** Never started, and on just the bricks the file places: what a create of ours that was cut off left. */
function halfMade(resource: Resource, found: Found): boolean {
  const there = bricksOf(found.volume);
  const target = targetIn(found, volumeSpec(resource));
  return (
    found.volume.status === "created" &&
    "sets" in target &&
    JSON.stringify(setsText(target.sets)) === JSON.stringify(setsText(there))
  );
}

/** The fleet a volume belongs to. */
export function markOf(resource: Resource, found: Found, fleet: string): Mark {
  const { options } = found.volume;
  return !options[marks.fleet] && halfMade(resource, found)
    ? "ours"
    : ownershipOf(options[marks.fleet], fleet);
}

/** Volumes of ours that no pool of the file is any more, each once. What they are reached by stays. */
function undeclared({ fleet, hosts, resources }: FleetScope, of: ReadOf): readonly Observed[] {
  const known = new Set(resources.map((resource) => volumeSpec(resource).pool));
  const seen = hosts.flatMap((host) => {
    const memberView = memberViewOf(of(host));
    if (memberView.is !== "up") return [];
    const ours = memberView.volumes.filter(
      ({ name, options }) => options[marks.fleet] === fleet && !known.has(name),
    );
    return ours.map(({ name, status }) => ({ name, status, host }));
  });
  return [...new Map(seen.toReversed().map((one) => [one.name, one])).values()].map(
    ({ name, status, host }) => ({
      address: `gluster.volume/${name}`,
      host,
      needs: seen.filter((one) => one.name === name).map((one) => `host.links/${one.host}`),
      parts: [`pools.${name}`],
      observation: { status: "present", mark: "ours", state: { status } },
    }),
  );
}

/** Hosts that have to know each other's names as long as a volume is as it is now. */
function knowing(resource: Resource, { cluster, via }: Found): readonly string[] {
  const { addresses, clients, members } = volumeSpec(resource);
  const peers = (viaMember(cluster)?.peers ?? []).flatMap(({ uuid }) => cluster.hostOf(uuid) ?? []);
  const hosts = [...new Set([via, ...peers, ...members, ...clients])].filter((host) => host in addresses);
  return hosts.map((host) => `host.links/${host}`);
}

function declared(resource: Resource, of: ReadOf, fleet: string): Observed {
  const { address, host, needs, parts } = resource;
  const found = findVolume(resource, of);
  if ("unknown" in found)
    return { address, host, needs, parts, observation: { status: "unknown", why: found.unknown } };
  if ("absent" in found) return { address, host, needs, parts, observation: { status: "absent" } };
  const mark = markOf(resource, found, fleet);
  const observation: Observation = { status: "present", mark, state: stateOf(resource, found, of) };
  return { address, host, needs: [...needs, ...knowing(resource, found)], parts, observation };
}

/** The volumes of the file, and those of ours that are not in it any more. */
export const observeVolumes = (scope: FleetScope, of: ReadOf): readonly Observed[] => [
  ...scope.resources.map((resource) => declared(resource, of, scope.fleet)),
  ...undeclared(scope, of),
];
