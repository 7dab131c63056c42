import type { Finding } from "../../model/finding.ts";
import type { Observation } from "../../model/observation.ts";
import type { Resource } from "../../model/resource.ts";
import type { Read } from "../../model/snapshot.ts";
import { bytes } from "../host/bytes.ts";
import { mountsFact, parseMounts } from "../host/mounts.ts";
import {
  type BrickSpec,
  brickSpec,
  imageBytes,
  knownVolumes,
  leftoverOf,
  type SeenBrick,
  seenBrick,
} from "./brick-state.ts";
import type { Told } from "./finding.ts";

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
  const { root, path, backing, image, device, bytes: usable } = brickSpec(resource);
  const told: Told[] = [];
  if (seen.root === "other" || seen.brick === "other")
    told.push({
      code: "GLU210",
      message: `${seen.root === "other" ? root : path} exists and is not a directory`,
      hint: "move it away, or give the brick another folder",
    });
  if (backing === "given" && seen.root === "absent")
    told.push({
      code: "GLU208",
      message: `${root} is not there, and a brick whose path is given is not made`,
      hint: "mount its file system, or make the folder; without `bricks` of the peer holdfast makes them",
    });
  if (backing === "directory" || backing === "given") return told;
  if (seen.mounted !== null && !seen.backed)
    told.push({
      code: "GLU211",
      message: `${seen.mounted} is mounted on ${root}, and that is not ${image ?? device}`,
      hint: "unmount it there, or give the brick another folder",
    });
  if (seen.mounted === null && seen.beneath)
    told.push({
      code: "GLU215",
      message: `${root} is not empty: the brick's file system would hide what is in it`,
      hint: "move it away, or give the brick another folder",
    });
  const missing = imageBytes(usable) - seen.image;
  if (backing === "image" && missing > seen.room)
    told.push({
      code: "GLU216",
      message: `the image of the brick needs ${bytes(missing)} more, and ${bytes(seen.room)} are free`,
      hint: "a brick that runs out of room under its file system breaks: free some, or ask for a smaller size",
    });
  if (backing === "image" && seen.image > imageBytes(usable) * 1.05)
    told.push({
      code: "GLU217",
      severity: "info",
      message: `${image} is larger than the pool's size asks for; XFS cannot shrink, so it stays as it is`,
      hint: "for a smaller brick, move it to another folder",
    });
  if (backing === "device" && seen.device === 0)
    told.push({
      code: "GLU218",
      message: `there is no block device ${device}`,
      hint: "correct `bricks.devices`",
    });
  if (backing === "device" && seen.device > 0 && seen.device < usable)
    told.push({
      code: "GLU219",
      message: `${device} has ${bytes(seen.device)}; the brick needs ${bytes(usable)}`,
      hint: "name a larger device, or ask for a smaller size",
    });
  return told;
}

/** A device that carries something is never formatted. */
function precious(resource: Resource, observation: Observation, seen: SeenBrick): readonly Told[] {
  const { backing, device } = brickSpec(resource);
  const ours = observation.status === "present" && observation.mark === "ours";
  if (backing !== "device" || seen.signature === "" || ours) return [];
  return [
    {
      code: "GLU209",
      message: `${device} carries ${seen.signature} already: it is not formatted over`,
      hint: `if nothing on it is needed, \`wipefs -a ${device}\` there, then plan again`,
    },
  ];
}

/** What speaks against using a place for a brick. */
export function checkBrick(resource: Resource, observation: Observation, read: Read): readonly Finding[] {
  const spec = brickSpec(resource);
  const seen = seenBrick(spec, read);
  if ("unknown" in seen) return [];
  const { address, host, at } = resource;
  const mounts = read(mountsFact.key);
  const covered =
    "out" in mounts && parseMounts(mounts.out).filter(({ where }) => where === spec.root).length > 1;
  const twice: readonly Told[] = covered
    ? [{ code: "GLU211", message: `something is mounted over the brick at ${spec.root}`, hint: "unmount it" }]
    : [];
  // while its file system is not mounted, what is below the mount point is not the brick
  const visible = spec.backing === "directory" || spec.backing === "given" || seen.mounted !== null;
  return [
    ...places(resource, seen),
    ...precious(resource, observation, seen),
    ...twice,
    ...(visible ? taken(spec, seen, read) : []),
  ].map(({ message, severity = "error", ...rest }) => ({
    ...rest,
    severity,
    message: `${host}: ${message}`,
    address,
    host,
    at,
  }));
}
