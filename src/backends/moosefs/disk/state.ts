import type { JsonObject } from "../../../model/json.ts";
import { within } from "../../../model/place.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";
import { unitAt } from "../../host/filesystem/spec.ts";
import {
  fileSystemState,
  firstOf,
  LOOK_AT_FILE_SYSTEM,
  type PathType,
  pathTypeOf,
  type SeenFileSystem,
  seenFileSystem,
  wantedFileSystem,
} from "../../host/filesystem/state.ts";
import { unitsFact } from "../../host/mount/facts.ts";
import { listedFiles } from "../../host/probe/files.ts";
import type { HostDaemons } from "../probe/daemons.ts";
import { DISK, type DiskSpec } from "./spec.ts";

/** Whom a chunk folder has to belong to. */
export const OWNER = "mfs:mfs";

/**
 * Asks what is where a disk is, or is to be. The user `mfs` has the number 420 in Debian: a disk that outlived its
 * system belongs to it before the package is there.
 */
export const diskFact = ({ path, root, image, device }: DiskSpec): Fact => ({
  key: `moosefs-disk ${path}`,
  script: `path=$1 root=$2 image=$3 device=$4
${LOOK_AT_FILE_SYSTEM}
standing "$path"
stat -f -c 'on %T %S %b %a' -- "$a"
set -- $(stat -c %d -- "$a" /)
[ "$1" != "$2" ] || echo 'system yes'
none() { [ -z "$(find "$@" -print -quit)" ]; }
[ ! -d "$root" ] || none "$root" -mindepth 1 -maxdepth 1 ! -name lost+found || echo 'within yes'
if [ -d "$path" ]; then
  echo 'folder directory'
  stat -c 'owner %U:%G %u:%g' -- "$path"
  id=; for x in $(od -An -v -tx1 -N 8 -- "$path/.metaid" 2>/dev/null); do id=$id$x; done
  [ -z "$id" ] || echo "id $id"
  none "$path" -mindepth 2 -maxdepth 2 -type f -name 'chunk_*' || echo 'chunks yes'
  none "$path" -mindepth 1 -maxdepth 1 ! -name '[0-9A-F][0-9A-F]' ! -name .lock ! -name .metaid ! -name '.chunkdb*' ! -name lost+found || echo 'content yes'
elif [ -e "$path" ] || [ -L "$path" ]; then echo 'folder other'; fi
:`,
  args: [path, root, image ?? "", device ?? ""],
  timeoutS: 8,
  mayHang: true,
});

/** What is where a disk is, or is to be. */
export interface SeenDisk extends SeenFileSystem {
  readonly folder: PathType;
  /** `mfs:mfs`; empty without a folder. */
  readonly owner: string;
  /** The instance the chunks belong to, 16 hex digits: `.metaid`, written as soon as a chunkserver uses the folder. */
  readonly id: string | null;
  /** There is at least one chunk. */
  readonly chunks: boolean;
  /** Something that no chunkserver put there is in the folder. */
  readonly content: boolean;
  /** Anything is in the root, be it the chunk folder. */
  readonly within: boolean;
  /** It is, or would be, on the file system of `/`. */
  readonly system: boolean;
}

/** Reads the reply to {@link diskFact}. */
export function seenDisk(spec: DiskSpec, read: Read): SeenDisk | { readonly unknown: string } {
  const reply = read(diskFact(spec).key);
  if ("unknown" in reply) return reply;
  const words = reply.out.split("\n").map((line) => line.split(" "));
  const is = (name: string) => firstOf(words, name) !== undefined;
  if (reply.rc !== 0 || !is("on")) return { unknown: "the disk could not be looked at" };
  const [, name = "", numbers] = firstOf(words, "owner") ?? [];
  const id = firstOf(words, "id")?.[1] ?? "";
  return {
    ...seenFileSystem(spec, words),
    folder: pathTypeOf(words, "folder"),
    owner: numbers === "420:420" ? OWNER : name,
    id: /^[0-9a-f]{16}$/.test(id) ? id : null,
    chunks: is("chunks"),
    content: is("content"),
    within: is("within"),
    system: is("system"),
  };
}

/** Whether a disk's folder can be seen: below a mount point it is the disk's only while the right thing is mounted. */
export const isVisible = ({ backing }: DiskSpec, seen: SeenFileSystem): boolean =>
  backing === "directory" || backing === "given" || (seen.mounted !== null && seen.backed);

/** Chunk folders at or below a path that the host's chunkserver uses, or uses as soon as it runs. */
export const listedIn = (path: string, daemons: HostDaemons | null): readonly string[] =>
  (daemons?.hdd ?? []).map((line) => line.path).filter((one) => within(one, path));

const folderOf = (spec: DiskSpec, seen: SeenDisk) =>
  isVisible(spec, seen) ? (seen.folder === "directory" ? seen.owner : seen.folder) : null;

/** Goes with the state, as what makes it so has to know. */
const adopting = ({ adopt }: DiskSpec) => (adopt ? { adopt } : {});

/** What is seen of a disk: its file system where it has one, the folder's owner, and whose chunks are in it. */
export function diskState(
  spec: DiskSpec,
  seen: SeenDisk,
  read: Read,
): JsonObject | null | { readonly unknown: string } {
  const files = listedFiles(read(unitsFact.key));
  if ("unknown" in files) return { unknown: files.unknown };
  const unit = unitAt(spec.root, files);
  const rest = {
    folder: folderOf(spec, seen),
    id: isVisible(spec, seen) ? seen.id : null,
    ...adopting(spec),
  };
  if (spec.backing === "directory" || spec.backing === "given")
    return seen.folder === "absent" ? null : { disk: spec.path, ...rest };
  if (!unit && seen.image === 0 && seen.mounted === null) return null;
  return { disk: spec.path, ...fileSystemState(DISK, spec, seen, unit), ...rest };
}

/** What is wanted of a disk, in the same shape. The instance is whatever it is: nobody changes it. */
export function wantedDisk(spec: DiskSpec, seen: SeenDisk | { readonly unknown: string }): JsonObject {
  const none = { image: 0, device: 0, id: null };
  const there = "unknown" in seen ? none : { ...seen, id: isVisible(spec, seen) ? seen.id : null };
  const rest = { folder: OWNER, id: there.id, ...adopting(spec) };
  return spec.backing === "directory" || spec.backing === "given"
    ? { disk: spec.path, ...rest }
    : { disk: spec.path, ...wantedFileSystem(DISK, spec, there), ...rest };
}
