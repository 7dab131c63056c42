import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import type { FileSystemSpec, Tenant } from "../../host/filesystem/spec.ts";
import {
  firstOf,
  type PathType,
  pathTypeOf,
  type SeenFileSystem,
  seenFileSystem,
} from "../../host/filesystem/state.ts";
import type { brickFindings } from "../findings/bricks.ts";
import { brickFact } from "../probe/facts.ts";
import { knownOn } from "../probe/members.ts";

/** Wanted: somewhere on the host a brick can live. Of a `given` path neither it nor the folder above is made or erased. */
export interface BrickSpec extends FileSystemSpec {
  /** What gluster is given: a folder below `root` that gluster makes itself. */
  readonly path: string;
}

/** Bricks, as what lives in a file system. Gluster keeps 1 % of it for itself. */
export const BRICK: Tenant = {
  word: "brick",
  daemon: "glusterd.service",
  perByte: 1.035,
  devices: "bricks.devices",
  codes: {
    precious: "GLU209",
    notDirectory: "GLU210",
    mounted: "GLU211",
    beneath: "GLU215",
    room: "GLU216",
    larger: "GLU217",
    noDevice: "GLU218",
    small: "GLU219",
  } satisfies Record<keyof Tenant["codes"], keyof typeof brickFindings>,
};

/** The spec of a `gluster.brick` resource. */
export const brickSpec = (resource: Resource): BrickSpec => resource.spec as unknown as BrickSpec;

/** What is where a brick is, or is to be. */
export interface SeenBrick extends SeenFileSystem {
  /** As `stat -f` names it. */
  readonly fileSystem: string;
  readonly brick: PathType;
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
  const on = firstOf(words, "on");
  if (reply.rc !== 0 || !on) return { unknown: "the brick could not be looked at" };
  const paths = (name: string) => words.filter(([word]) => word === name);
  return {
    ...seenFileSystem(spec, words),
    fileSystem: on[1] ?? "",
    brick: pathTypeOf(words, "brick"),
    content: firstOf(words, "content") !== undefined,
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
  const known = knownOn(read);
  return known && new Map(known.map(({ id, name }) => [id.replaceAll("-", ""), name]));
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
