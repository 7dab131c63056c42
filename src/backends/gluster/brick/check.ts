import type { Finding } from "../../../model/finding.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { checkCovered, checkDevice, checkFileSystem, notThere } from "../../host/filesystem/check.ts";
import { findingsThere, type Told } from "../../host/rules/finding.ts";
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
function taken(spec: BrickSpec, seen: SeenBrick, read: Read): readonly Told[] {
  const { path, pool } = spec;
  const known = knownVolumes(read);
  const [own] = seen.ids;
  if (own === undefined && seen.gfids.length > 0)
    return [
      {
        code: "GLU213",
        message: `${seen.gfids[0]} carries a gfid of gluster without a volume id: it was part of a volume once`,
        hint: "see whether its data is still needed; if not, remove the folder there",
      },
    ];
  if (own === undefined)
    return seen.content && seen.brick === "directory"
      ? [
          {
            code: "GLU214",
            message: `${path} is not empty, and belongs to no volume`,
            hint: "move what is in it away, or give the brick another folder",
          },
        ]
      : [];
  if (known === undefined) return [];
  const name = known.get(own.id);
  if (name === pool && own.path === path) return [];
  if (name === undefined && leftoverOf(spec, seen, read)) return [];
  return [
    {
      code: "GLU212",
      message: name
        ? `${own.path} belongs to the volume ${name}`
        : `${own.path} belongs to a volume (id ${own.id}) that this host does not know, and there is data in it`,
      hint: name
        ? "give the brick another folder"
        : "see whether the data is still needed; if not, remove the folder there, or give the brick another one",
    },
  ];
}

function places(resource: Resource, seen: SeenBrick): readonly Told[] {
  const spec = brickSpec(resource);
  const { root, path, backing } = spec;
  const other = seen.root === "other" ? root : seen.brick === "other" ? path : undefined;
  const missing: readonly Told[] =
    backing === "given" && seen.root === "absent"
      ? [
          {
            code: "GLU208",
            message: `${root} is not there, and a brick whose path is given is not made`,
            hint: "mount its file system, or make the folder; without `bricks` of the peer holdfast makes them",
          },
        ]
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
