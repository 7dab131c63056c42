import type { Action } from "../../model/action.ts";
import type { Change } from "../../model/change.ts";
import type { Command } from "../../model/transport.ts";
import { raise } from "../host/mount-actions.ts";
import { WANTS_FOLDER } from "../host/mount-spec.ts";
import { whereOf } from "../host/mount-state.ts";
import { mutation, sha256, shell } from "../host/scripts.ts";
import { sourceOf, unitOf } from "./brick-state.ts";

/** An image that is there under its name is whole: it is made beside it and renamed. An existing one is only made larger. */
const IMAGE = `# make or enlarge the image of a brick
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
const FORMAT = `# format a blank device
set -eu
[ -b "$1" ] || { echo "$1 is not a block device" >&2; exit 1; }
kind=$(blkid -p -o value -s TYPE -- "$1" || :)
[ "$kind" != xfs ] || exit 0
[ -z "$kind" ] || { echo "$1 carries $kind: it is not formatted over" >&2; exit 1; }
mkfs.xfs -q -i size=512 -- "$1"`;

/** A growth that was cut off anywhere is finished by the next run: each of the three steps may be done again. */
const GROW = `# let the file system fill its image
set -eu
dev=$(awk -v at="$(printf '%s' "$1" | sed 's/ /\\\\040/g')" '$5 == at { s = $0 } END { sub(/.* - /, "", s); split(s, w, " "); print w[2] }' /proc/self/mountinfo)
case $dev in /dev/loop*) losetup -c "$dev";; esac
xfs_growfs "$1" >/dev/null`;

/** Only what was proved to be empty bookkeeping; proved once more right before. */
const CLEAN = `# clear what a failed create left
set -eu
brick=$1
[ -d "$brick" ] || exit 0
[ -z "$(find "$brick" -mindepth 1 -maxdepth 1 ! -name .glusterfs -print | head -n 1)" ] || { echo "$brick holds data: it was left as it is" >&2; exit 1; }
[ -z "$(find "$brick/.glusterfs" -type f -path '*/.glusterfs/[0-9a-f][0-9a-f]/*' -print 2>/dev/null | head -n 1)" ] || { echo "$brick holds data: it was left as it is" >&2; exit 1; }
rm -rf --one-file-system -- "$brick"`;

/** The order lets a run that was cut off be recognised: the unit, which carries the mark, goes last. */
const ERASE = `# erase a brick
set -eu
unit=$1 path=$2 where=$3 what=$4 wants=$5
! grep -qsF "path=$where/" /var/lib/glusterd/vols/*/bricks/* || { echo "a volume still has a brick in $where: it was left as it is" >&2; exit 1; }
systemctl stop -- "$unit"
if [ -b "$what" ]; then wipefs -q -a -- "$what"; else rm -f -- "$what"; fi
rmdir -- "$where" 2>/dev/null || :
systemctl --no-reload disable -- "$unit" 2>/dev/null || rm -f -- "$wants/$unit"
rm -f -- "$path"; sync -- "$(dirname -- "$path")"; systemctl daemon-reload`;

/** How a brick comes to have its file system, how that grows, and, with consent, how it is erased. */
export function brickActions({ op, address, host, before, after, why }: Change): readonly Action[] {
  const root = address.slice(address.indexOf(":") + 1);
  const unit = unitOf(root);
  const shared = { address, host, lane: `${host}/bricks`, because: why };
  const name = unit.path.slice(unit.path.lastIndexOf("/") + 1);
  if (op === "delete") {
    const text = String(before?.unit ?? "");
    const params = { unit: name, path: unit.path, where: whereOf(text), what: sourceOf(text) };
    return [{ ...shared, type: "gluster.brick.erase", params, risk: "destructive", phase: "teardown" }];
  }
  const directory = after?.folder !== undefined;
  const given = after?.above !== undefined;
  const same =
    given ||
    (directory
      ? before?.folder === "directory"
      : before !== undefined &&
        JSON.stringify({ ...before, leftover: 0 }) === JSON.stringify({ ...after, leftover: 0 }));
  const content = String(after?.unit ?? "");
  const make: Action = {
    ...shared,
    type: directory ? "gluster.brick.folder" : "gluster.brick.make",
    params: directory
      ? { root }
      : {
          root,
          unit: name,
          path: unit.path,
          content,
          basis: typeof before?.unit === "string" ? sha256(before.unit) : "absent",
          what: sourceOf(content),
          image: /^Options=loop,/m.test(content),
          bytes: after?.bytes as number,
        },
    risk: "safe",
    phase: "build",
  };
  const clean: Action = {
    ...shared,
    type: "gluster.brick.clean",
    params: { brick: String(after?.brick) },
    risk: "safe",
    phase: "build",
  };
  return [...(same ? [] : [make]), ...(before?.leftover === true ? [clean] : [])];
}

/** What a brick action runs. */
export function brickCommands({ type, params }: Action): readonly Command[] {
  const text = (name: string) => params[name] as string;
  if (type === "gluster.brick.folder") return [mutation(["install", "-d", "-m", "0755", "--", text("root")])];
  if (type === "gluster.brick.clean") return [shell(CLEAN, [text("brick")], 120)];
  if (type === "gluster.brick.erase")
    return [shell(ERASE, [text("unit"), text("path"), text("where"), text("what"), WANTS_FOLDER], 120)];
  const { image, what } = params;
  return [
    image === true
      ? shell(IMAGE, [what as string, String(params.bytes)], 300)
      : shell(FORMAT, [what as string], 300),
    ...raise(text("unit"), { path: text("path"), content: text("content"), basis: text("basis") }),
    shell(GROW, [text("root")], 120),
  ];
}
