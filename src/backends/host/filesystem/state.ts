import type { JsonObject } from "../../../model/json.ts";
import type { ListedFile } from "../probe/files.ts";
import { STANDING } from "../probe/path.ts";
import { type FileSystemSpec, fileSystemUnit, imageSize, type Tenant } from "./spec.ts";

/**
 * Part of a question: what is at `$root` and carries it, with `$image` or `$device` where there is one. An image
 * is known by its inode: the kernel cuts long names.
 */
export const LOOK_AT_FILE_SYSTEM = `${STANDING}
if [ -n "$image" ]; then
  [ ! -e "$image" ] || stat -L -c 'image %s %i' -- "$image"
  standing "$image"
  stat -f -c 'room %S %a' -- "$a"
fi
if [ -n "$device" ]; then
  if [ -b "$device" ]; then
    echo "device $(blockdev --getsize64 "$device")"
    blkid -p -o value -s TYPE -- "$device" | sed 's/^/signature /'; [ $? -eq 0 ] || :
  else echo 'device missing'; fi
fi
if [ -n "$root" ]; then
  if [ -d "$root" ]; then echo 'root directory'; elif [ -e "$root" ] || [ -L "$root" ]; then echo 'root other'; fi
  source=$(awk -v at="$(printf '%s' "$root" | sed 's/ /\\\\040/g')" '$5 == at { s = $0 } END { sub(/.* - /, "", s); split(s, w, " "); print w[2] }' /proc/self/mountinfo)
  if [ -n "$source" ]; then
    echo "mounted $source"
    stat -f -c 'size %S %b %a' -- "$root"
    case $source in /dev/loop*) echo "backing $(losetup -nO BACK-INO "$source" | tr -d ' ')";; esac
    [ -z "$device" ] || [ "$(readlink -f -- "$source")" != "$(readlink -f -- "$device")" ] || echo 'backing device'
  elif [ -d "$root" ]; then ls -A -- "$root" | head -n 1 | sed 's/^/beneath /'
  fi
fi`;

/** What something is that should be a directory. */
export type PathType = "directory" | "absent" | "other";

/** What is where a file system is, or is to be. Sizes in bytes. */
export interface SeenFileSystem {
  /** 0 without an image. */
  readonly image: number;
  /** Free where the image is, or would be. */
  readonly room: number;
  /** 0 when there is no such device. */
  readonly device: number;
  /** What a device carries already: `xfs`, `LVM2_member`. */
  readonly signature: string;
  readonly root: PathType;
  readonly mounted: string | null;
  /** What is mounted is the image, or the device, and nothing else. */
  readonly backed: boolean;
  /** Of the mounted file system. */
  readonly size: number;
  /** Something lies in the mount point, which a mount would hide. */
  readonly beneath: boolean;
}

/** The reply to a question, by word. */
export type Words = readonly (readonly string[])[];

/** The first line of a reply that begins with a word. */
export const firstOf = (words: Words, name: string): readonly string[] | undefined =>
  words.find(([word]) => word === name);

/** What the reply says is there. */
export const pathTypeOf = (words: Words, name: string): PathType =>
  (firstOf(words, name)?.[1] ?? "absent") as PathType;

/** Reads what {@link LOOK_AT_FILE_SYSTEM} printed. */
export function seenFileSystem({ backing }: Pick<FileSystemSpec, "backing">, words: Words): SeenFileSystem {
  const number = (name: string, at: number) => Number(firstOf(words, name)?.[at] ?? 0) || 0;
  const behind = (what: string | undefined) =>
    what !== undefined && words.some(([word, one]) => word === "backing" && one === what);
  return {
    image: number("image", 1),
    room: number("room", 1) * number("room", 2),
    device: number("device", 1),
    signature: firstOf(words, "signature")?.[1] ?? "",
    root: pathTypeOf(words, "root"),
    mounted: firstOf(words, "mounted")?.[1] ?? null,
    backed: behind(backing === "device" ? "device" : firstOf(words, "image")?.[2]),
    size: number("size", 1) * number("size", 2),
    beneath: firstOf(words, "beneath") !== undefined,
  };
}

/** What is seen of a file system on an image or a device. */
export const fileSystemState = (
  tenant: Tenant,
  { backing, bytes }: FileSystemSpec,
  seen: SeenFileSystem,
  unit: ListedFile | undefined,
): JsonObject => ({
  unit: unit?.content ?? null,
  enabled: unit?.wanted ?? false,
  mounted: seen.mounted !== null && seen.backed,
  bytes: backing === "image" ? seen.image : seen.device,
  // a file system that did not follow its image: an earlier growth was cut short
  grown:
    backing === "image" && seen.mounted !== null
      ? seen.size >= Math.min(seen.image, imageSize(tenant, bytes)) * 0.8
      : true,
});

/** What is wanted of it, in the same shape. An image that is larger than it has to be stays so. */
export const wantedFileSystem = (
  tenant: Tenant,
  spec: FileSystemSpec,
  seen: Pick<SeenFileSystem, "image" | "device">,
): JsonObject => ({
  unit: fileSystemUnit(tenant, spec),
  enabled: true,
  mounted: true,
  bytes: spec.backing === "device" ? seen.device : Math.max(seen.image, imageSize(tenant, spec.bytes)),
  grown: true,
});
