import type { Resource } from "../../model/resource.ts";
import type { Read } from "../../model/snapshot.ts";
import { literal, unitPath } from "../host/mount-spec.ts";
import { MIB, wholeMib } from "../host/size.ts";
import { brickFact, volumesFact } from "./facts.ts";
import { volumesOf } from "./members.ts";
import { answerTo } from "./xml.ts";

/** Wanted: somewhere on the host a brick can live. */
export interface BrickSpec {
  readonly fleet: string;
  readonly pool: string;
  /** Where its file system is mounted, or its folder; for a path that was given the folder above it. */
  readonly root: string;
  /** What gluster is given: a folder below `root` that gluster makes itself. */
  readonly path: string;
  /** `given`: the file says the path, and neither it nor the folder above is ever made or erased. */
  readonly backing: "image" | "directory" | "device" | "given";
  readonly image: string | null;
  readonly device: string | null;
  /** Bytes a brick must offer. */
  readonly bytes: number;
}

/** The spec of a `gluster.brick` resource. */
export const brickSpec = (resource: Resource): BrickSpec => resource.spec as unknown as BrickSpec;

/**
 * Bytes of an image whose XFS offers `usable` bytes to clients: its log takes 64 MiB, its tables 33 MiB and 0.7 %
 * (6.1) to 2 % (6.13), gluster's own reserve 1 % (measured with mkfs.xfs on images of 300 MiB to 1 TiB).
 */
export const imageBytes = (usable: number): number => wholeMib(usable * 1.035 + 112 * MIB);

const begin = "# holdfast brick ";

/** Reads the mark of a brick's unit. Other words than those of a mount of ours, which is removed when nobody wants it. */
export function readBrickMark(
  unit: string,
): { readonly fleet: string; readonly parts: readonly string[] } | undefined {
  const found = /^# holdfast brick fleet=(\S+) pool=(\S+) /.exec(unit);
  return found?.[1] ? { fleet: found[1], parts: [`pools.${found[2]}`] } : undefined;
}

/** What the brick of a unit is mounted from: an image or a device. */
export const sourceOf = (unit: string): string => /^What=(.*)$/m.exec(unit)?.[1]?.replaceAll("%%", "%") ?? "";

/**
 * The unit of a brick's file system. It comes up before glusterd; when it does not, the brick's folder is not
 * there and glusterd leaves the brick down, so that nothing is ever written beside it.
 */
export function unitOf(root: string) {
  return {
    path: unitPath(root),
    text(resource: Resource): string {
      const spec = brickSpec(resource);
      const image = spec.backing === "image";
      return `${begin}fleet=${spec.fleet} pool=${spec.pool} (edit storage.yaml, not this file)
[Unit]
Description=holdfast: brick of ${literal(spec.pool)}
Before=glusterd.service

[Mount]
What=${literal((image ? spec.image : spec.device) ?? "")}
Where=${literal(root)}
Type=xfs
Options=${image ? "loop," : ""}noatime,inode64,nofail

[Install]
WantedBy=remote-fs.target
`;
    },
  };
}

/** What stands where a brick is, or is to be. Sizes in bytes. */
export interface SeenBrick {
  /** 0 without an image. */
  readonly image: number;
  /** Free where the image is, or would be. */
  readonly room: number;
  /** 0 when there is no such device. */
  readonly device: number;
  /** What a device carries already: `xfs`, `LVM2_member`. */
  readonly signature: string;
  readonly root: "directory" | "absent" | "other";
  readonly mounted: string | null;
  /** What is mounted is the image, or the device, and nothing else. */
  readonly backed: boolean;
  /** Of the mounted file system. */
  readonly size: number;
  /** Something lies in the mount point, which a mount would hide. */
  readonly beneath: boolean;
  /** As `stat -f` names it. */
  readonly fileSystem: string;
  readonly brick: "directory" | "absent" | "other";
  /** Anything but gluster's own bookkeeping is in the brick. */
  readonly content: boolean;
  /** Volume ids on the brick and on the folders above it, nearest first: hex digits without dashes. */
  readonly ids: readonly { readonly id: string; readonly path: string }[];
  /** Root gfids, likewise: what is left of a brick whose volume id was taken off. */
  readonly gfids: readonly string[];
  /** Attributes could not be read: the package is not there yet. */
  readonly blind: boolean;
}

/** Reads the reply to a brick's question. */
export function seenBrick(spec: BrickSpec, read: Read): SeenBrick | { readonly unknown: string } {
  const reply = read(brickFact(spec).key);
  if ("unknown" in reply) return reply;
  const words = reply.out.split("\n").map((line) => line.split(" "));
  const first = (name: string) => words.find(([word]) => word === name);
  if (reply.rc !== 0 || !first("on")) return { unknown: "the brick could not be looked at" };
  const number = (name: string, at: number) => Number(first(name)?.[at] ?? 0) || 0;
  const mounted = first("mounted")?.[1] ?? null;
  const backing = first("backing")?.[1];
  const kind = (name: string) => (first(name)?.[1] ?? "absent") as "directory" | "absent" | "other";
  const paths = (name: string) => words.filter(([word]) => word === name);
  return {
    image: number("image", 1),
    room: number("room", 1) * number("room", 2),
    device: number("device", 1),
    signature: first("signature")?.[1] ?? "",
    root: kind("root"),
    mounted,
    backed:
      spec.backing === "device"
        ? backing === "device"
        : backing !== undefined && backing === first("image")?.[2],
    size: number("size", 1) * number("size", 2),
    beneath: first("beneath") !== undefined,
    fileSystem: first("on")?.[1] ?? "",
    brick: kind("brick"),
    content: first("content") !== undefined,
    ids: paths("volume-id").map(([, id = "", ...path]) => ({
      id: id.replace(/^0x/, ""),
      path: path.join(" "),
    })),
    gfids: paths("gfid").map(([, , ...path]) => path.join(" ")),
    blind: words.some(([no, what]) => no === "no" && what === "getfattr"),
  };
}

/** Ids of the volumes a host knows, hex digits without dashes, to their names; `undefined` when it cannot tell. */
export function knownVolumes(read: Read): ReadonlyMap<string, string> | undefined {
  const reply = read(volumesFact.key);
  if ("out" in reply && reply.out.trim() === "none") return new Map();
  const answer = answerTo(reply);
  if (!("ok" in answer) || !answer.ok) return undefined;
  return new Map(volumesOf(answer.body).map(({ id, name }) => [id.replaceAll("-", ""), name]));
}

/**
 * Whether the brick is what a failed create left: marked for a volume that nobody knows, and holding nothing but
 * gluster's bookkeeping. Only then may it be cleaned; anything less certain is somebody's data.
 */
export function leftoverOf({ path }: BrickSpec, seen: SeenBrick, read: Read): boolean {
  const known = knownVolumes(read);
  const [own] = seen.ids;
  if (known === undefined || seen.brick !== "directory" || seen.content) return false;
  // the mark of a folder above says whose that one is
  return own !== undefined && own.path === path && !known.has(own.id);
}
