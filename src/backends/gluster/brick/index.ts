import type { HostKind } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import { within } from "../../../model/place.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { readTenantMark, unitAt } from "../../host/filesystem/spec.ts";
import { fileSystemState, wantedFileSystem } from "../../host/filesystem/state.ts";
import { unitsFact } from "../../host/mount/facts.ts";
import { unitPath, whereOf } from "../../host/mount/unit-file.ts";
import { listedFiles } from "../../host/probe/files.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { brickFact, clusterFact } from "../probe/facts.ts";
import { knownOn, pathOfBrick, type Volume } from "../probe/members.ts";
import { brickActions, brickCommands } from "./actions.ts";
import { checkBrick } from "./check.ts";
import { BRICK, brickSpec, leftoverOf, seenBrick } from "./state.ts";

function observed(resource: Resource, fleet: string, read: Read): Observation {
  const spec = brickSpec(resource);
  const seen = seenBrick(spec, read);
  if ("unknown" in seen) return { status: "unknown", why: seen.unknown };
  const files = listedFiles(read(unitsFact.key));
  if ("unknown" in files) return { status: "unknown", why: files.unknown };
  const unit = unitAt(spec.root, files);
  const leftover = leftoverOf(spec, seen, read);
  if (spec.backing === "given")
    return { status: "present", mark: "shared", state: { brick: spec.path, above: seen.root, leftover } };
  if (spec.backing === "directory") {
    if (seen.root === "absent") return { status: "absent" };
    return { status: "present", mark: "shared", state: { brick: spec.path, folder: seen.root, leftover } };
  }
  if (!unit && seen.image === 0 && seen.mounted === null) return { status: "absent" };
  const state = { brick: spec.path, ...fileSystemState(BRICK, spec, seen, unit), leftover };
  const mark = ownershipOf(unit && readTenantMark(BRICK, unit.content)?.fleet, fleet);
  return { status: "present", mark, state };
}

function wanted(resource: Resource, read: Read): JsonObject {
  const spec = brickSpec(resource);
  const seen = seenBrick(spec, read);
  if (spec.backing === "given") return { brick: spec.path, above: "directory", leftover: false };
  if (spec.backing === "directory") return { brick: spec.path, folder: "directory", leftover: false };
  const there = "unknown" in seen ? { image: 0, device: 0 } : seen;
  return { brick: spec.path, ...wantedFileSystem(BRICK, spec, there), leftover: false };
}

/** Bricks of ours that no pool of the file has any more: their data stays until somebody consents to erase it. */
function undeclared(
  fleet: string,
  host: string,
  known: ReadonlySet<string>,
  read: Read,
): readonly Observed[] {
  const files = listedFiles(read(unitsFact.key));
  if ("unknown" in files) return [];
  return files.flatMap(({ path, content, wanted: enabled }) => {
    const mark = readTenantMark(BRICK, content);
    const root = whereOf(content);
    if (mark?.fleet !== fleet || root === "" || known.has(path)) return [];
    const state = { unit: content, enabled, used: usedBy(root, read) };
    return [
      {
        address: `gluster.brick/${host}:${root}`,
        host,
        needs: [],
        parts: mark.parts,
        observation: { status: "present", mark: "ours", state },
      },
    ];
  });
}

/** The volume that still has a brick below a folder; `unknown` when the host cannot tell. */
function usedBy(root: string, read: Read): string {
  const known = knownOn(read);
  if (!known) return "unknown";
  const bricks = (volume: Volume) => volume.sets.flat().map(({ name }) => pathOfBrick(name));
  return known.find((volume) => bricks(volume).some((path) => within(path, root)))?.name ?? "";
}

/** Erasing what is left of a brick: asked for by itself, never part of removing a pool. */
const erasing = ({ op, address, before }: Change) =>
  op !== "delete" || before?.used !== ""
    ? undefined
    : {
        what: `erase:${address}`,
        bound: [address, String(before?.unit ?? "")],
        why: "erases the brick's file system with all that is in it, for good",
      };

/** `gluster.brick/<host>:<root>`: a file system, or a folder, that a brick lives in. Never removed by absence. */
export const brick: HostKind = {
  type: "gluster.brick",
  prune: false,
  facts: ({ resources }) => [
    unitsFact,
    clusterFact,
    ...resources.map((resource) => brickFact(brickSpec(resource))),
  ],
  observe: ({ fleet, host, resources }, read) => [
    ...resources.map((resource) => ({
      address: resource.address,
      host,
      needs: resource.needs,
      parts: resource.parts,
      observation: observed(resource, fleet, read),
    })),
    ...undeclared(
      fleet,
      host,
      new Set(resources.map((resource) => unitPath(brickSpec(resource).root))),
      read,
    ),
  ],
  want: wanted,
  check: checkBrick,
  actions: brickActions,
  commands: brickCommands,
  consent: erasing,
};
