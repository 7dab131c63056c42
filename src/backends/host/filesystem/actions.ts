import type { JsonObject } from "../../../model/json.ts";
import type { Command } from "../../../model/transport.ts";
import { RAISE } from "../mount/actions.ts";
import { UNIT_FOLDER, unitPath, WANTS_FOLDER, whereOf } from "../mount/unit-file.ts";
import { folderOf, sha256, shell, writeConfig } from "../write/scripts.ts";
import { sourceOf } from "./spec.ts";

/** An image that is there under its name is whole: it is made beside it and renamed. An existing one is only made larger. */
const image = (word: string, guard: string) => `# make or enlarge the image of a ${word}
${guard}
set -eu
image=$1 bytes=$2
dir=$(dirname -- "$image"); mkdir -p -- "$dir"; chmod 0700 -- "$dir"
if [ -e "$image" ]; then
  [ "$(stat -L -c %s -- "$image")" -ge "$bytes" ] || truncate -s "$bytes" -- "$image"
  exit 0
fi
rm -f -- "$image.new"
truncate -s "$bytes" -- "$image.new"
mkfs.xfs -q -i size=512 -- "$image.new"
sync -- "$image.new"; mv -T -- "$image.new" "$image"; sync -- "$dir"`;

/** Never over anything: the signature is looked for once more right before. */
const format = (guard: string) => `# format a blank device
${guard}
set -eu
[ -b "$1" ] || { echo "$1 is not a block device" >&2; exit 1; }
kind=$(blkid -p -o value -s TYPE -- "$1" || :)
[ "$kind" != xfs ] || exit 0
[ -z "$kind" ] || { echo "$1 carries $kind: it is not formatted over" >&2; exit 1; }
mkfs.xfs -q -i size=512 -- "$1"`;

/** A growth that was cut off anywhere is finished by the next run: each of the three steps may be done again. */
const GROW = `# mount a file system at every boot and now, and let it fill what it is on
${RAISE}
dev=$(awk -v at="$(printf '%s' "$2" | sed 's/ /\\\\040/g')" '$5 == at { s = $0 } END { sub(/.* - /, "", s); split(s, w, " "); print w[2] }' /proc/self/mountinfo)
case $dev in /dev/loop*) losetup -c "$dev";; esac
xfs_growfs "$2" >/dev/null`;

/** The order lets a run that was cut off be recognised: the unit, which carries the mark, goes last. */
const erase = (word: string, guard: string) => `# erase a ${word}
set -eu
unit=$1 path=$2 where=$3 what=$4 wants=$5
${guard}
systemctl stop -- "$unit"
if [ -b "$what" ]; then wipefs -q -a -- "$what"; else rm -f -- "$what"; fi
rmdir -- "$where" 2>/dev/null || :
systemctl --no-reload disable -- "$unit" 2>/dev/null || rm -f -- "$wants/$unit"
rm -f -- "$path"; sync -- "$(dirname -- "$path")"; systemctl daemon-reload`;

const nameOf = (root: string) => unitPath(root).slice(UNIT_FOLDER.length + 1);

/** Parameters of an action that makes, mounts or enlarges the file system at `root`. */
export function makeParams(root: string, before: JsonObject | undefined, after: JsonObject | undefined) {
  const content = String(after?.unit ?? "");
  return {
    root,
    unit: nameOf(root),
    path: unitPath(root),
    content,
    basis: typeof before?.unit === "string" ? sha256(before.unit) : "absent",
    what: sourceOf(content),
    image: /^Options=loop,/m.test(content),
    bytes: after?.bytes as number,
  };
}

/** What such an action runs; `guard` is a constant that ends the script when nothing may be made, `use` its third argument. */
export function makeCommands(
  params: JsonObject,
  word: string,
  guard = ":",
  use: readonly string[] = [],
): readonly Command[] {
  const text = (name: string) => params[name] as string;
  const what = text("what");
  return [
    params.image === true
      ? shell(image(word, guard), [what, String(params.bytes), ...use], 300, [folderOf(what)])
      : shell(format(guard), [what, "", ...use], 300),
    writeConfig({ path: text("path"), content: text("content"), basis: text("basis") }),
    shell(GROW, [text("unit"), text("root")], 270, [folderOf(text("root")), text("root")]),
  ];
}

/** Parameters of an action that erases the file system at `root`, by the unit that is there. */
export const eraseParams = (root: string, before: JsonObject | undefined) => {
  const text = String(before?.unit ?? "");
  return { unit: nameOf(root), path: unitPath(root), where: whereOf(text), what: sourceOf(text) };
};

/** What such an action runs; `guard` is a constant that ends the script when somebody still needs what is in `$where`. */
export const eraseCommands = (params: JsonObject, word: string, guard: string): readonly Command[] => {
  const text = (name: string) => params[name] as string;
  const args = [text("unit"), text("path"), text("where"), text("what"), WANTS_FOLDER];
  return [shell(erase(word, guard), args, 120, [folderOf(text("what"))])];
};
