import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { checkCovered, checkDevice, checkFileSystem, notThere } from "../../host/filesystem/check.ts";
import { type FindingDraft, findingsThere } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import {
  BRICK,
  type BrickSpec,
  brickSpec,
  knownVolumes,
  leftoverOf,
  type SeenBrick,
  seenBrick,
} from "./state.ts";

/** Whose the brick's folder is, when it is not free. */
function taken(spec: BrickSpec, seen: SeenBrick, read: Read): readonly Draft[] {
  const { path, pool } = spec;
  const known = knownVolumes(read);
  const [own] = seen.ids;
  if (own === undefined && seen.gfids.length > 0)
    return [
      draft(
        "GLU213",
        `${seen.gfids[0]} carries a gfid of gluster without a volume id: it was part of a volume once`,
      ),
    ];
  if (own === undefined)
    return seen.content && seen.brick === "directory"
      ? [draft("GLU214", `${path} is not empty, and belongs to no volume`)]
      : [];
  if (known === undefined) return [];
  const name = known.get(own.id);
  if (name === pool && own.path === path) return [];
  if (name === undefined && leftoverOf(spec, seen, read)) return [];
  const message = name
    ? `${own.path} belongs to the volume ${name}`
    : `${own.path} belongs to a volume (id ${own.id}) that this host does not know, and there is data in it`;
  return [draft("GLU212", message, { hint: name ? "used" : "unknown" })];
}

function places(resource: Resource, seen: SeenBrick): readonly FindingDraft[] {
  const spec = brickSpec(resource);
  const { root, path, backing } = spec;
  const other = seen.root === "other" ? root : seen.brick === "other" ? path : undefined;
  const missing =
    backing === "given" && seen.root === "absent"
      ? [draft("GLU208", `${root} is not there, and a brick whose path is given is not made`)]
      : [];
  return [
    ...(other === undefined ? [] : [notThere(BRICK, other)]),
    ...missing,
    ...checkFileSystem(BRICK, spec, seen),
  ];
}

/** What speaks against using a place for a brick. */
export function checkBrick(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const spec = brickSpec(resource);
  const seen = seenBrick(spec, read);
  if ("unknown" in seen) return [];
  const ours = observation.status === "present" && observation.mark === "ours";
  // while its file system is not mounted, what is below the mount point is not the brick
  const visible = spec.backing === "directory" || spec.backing === "given" || seen.mounted !== null;
  return findingsThere(resource, [
    ...places(resource, seen),
    ...checkDevice(BRICK, spec, seen, ours),
    ...checkCovered(BRICK, spec.root, read),
    ...(visible ? taken(spec, seen, read) : []),
  ]);
}
