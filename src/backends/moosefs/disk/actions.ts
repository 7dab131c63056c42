import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Command } from "../../../model/transport.ts";
import { eraseCommands, eraseParams, makeCommands, makeParams } from "../../host/filesystem/actions.ts";
import { shell } from "../../host/write/scripts.ts";

/** Whether a line of `mfshdd.cfg` names a path, or one below it; `flags` must then be in front of it. */
const LISTED = `listed() {
  [ -f /etc/mfs/mfshdd.cfg ] || return 1
  P=$1 F=\${2:-} awk '{
    flags = $0; sub(/[\\/#].*/, "", flags)
    sub(/^[*<>~ \\t]+/, ""); sub(/[ \\t]+-?[0-9.][^ \\t]*[ \\t]*$/, ""); sub(/[\\/ \\t]*$/, "/")
    if (index($0, ENVIRON["P"] "/") == 1 && (ENVIRON["F"] == "" || index(flags, ENVIRON["F"]))) found = 1
  } END { exit !found }' /etc/mfs/mfshdd.cfg
}`;

/**
 * Arguments: the image or device, something else, the chunk folder. A new and empty disk in the place of one that is
 * away would make the loss of its chunks final.
 */
const PRESENT = `${LISTED}
missed() {
  listed "$2" || return
  if [ -b "$1" ]; then [ -z "$(blkid -p -o value -s TYPE -- "$1" || :)" ]; else [ ! -e "$1" ]; fi
}
! missed "$1" "$3" || {
  echo "/etc/mfs/mfshdd.cfg lists $3, and $1 is not there or blank: no new disk is made in its place" >&2
  exit 1
}`;

/** Only in an empty file system, or where nothing was: a listed folder that is not there is a disk that is not there. */
const FOLDER = `# make a chunk folder
set -eu
path=$1 root=$2 kind=$3 adopt=$4
${LISTED}
no() { echo "$1: no chunk folder was made" >&2; exit 1; }
id() { od -An -v -tx1 -- "$1" 2>/dev/null | tr -d ' \\n'; }
left() { ls -A -- "$1" | grep -vx lost+found | head -n 1; }
# whose chunks are on a file system is not seen before it is mounted
if [ "$adopt" != true ] && [ -e "$path/.metaid" ] && ! listed "$path"; then
  own=$(id /var/lib/mfs/chunkserverid.mfs)
  [ "\${own#????}" = "$(id "$path/.metaid")" ] || { echo "$path has chunks of a MooseFS that this host's chunkserver is not of: plan again" >&2; exit 1; }
fi
if [ -d "$path" ] && [ "$(stat -c %U:%G -- "$path")" = mfs:mfs ]; then exit 0; fi
case $kind in
mount) mountpoint -q -- "$root" || no "$root is not mounted";;
given) [ -d "$root" ] || no "$root is not there";;
esac
if [ -d "$path" ]; then
  [ -z "$(left "$path")" ] || no "$path is not empty, and not of mfs"
else
  ! listed "$path" || no "/etc/mfs/mfshdd.cfg lists $path, and it is not there"
  [ "$kind" = given ] || [ ! -d "$root" ] || [ -z "$(left "$root")" ] || no "$root is not empty"
fi
[ "$kind" != own ] || install -d -m 0755 -- "$root"
install -d -o mfs -g mfs -m 0750 -- "$path"`;

/**
 * A chunkserver looks at the size of its disks once a minute. One that changed by more than a tenth is damaged to it
 * from then on, unless its line begins with \`~\`, until it reads \`mfshdd.cfg\` again; reading earlier does not help
 * (3.0.117 and 4.57.5).
 */
const TELL = `# make a chunk folder, and let the chunkserver look
(
${FOLDER}
) || exit
# and let the chunkserver look at the disk again
set -eu
path=$1 resized=$5
${LISTED}
listed "$path" || exit 0
systemctl -q is-active moosefs-chunkserver.service || exit 0
if [ "$resized" = true ] && ! listed "$path" '~'; then
  began=$(($(date +%s) - 20)) end=$(($(date +%s) + 75))
  until journalctl -q -u moosefs-chunkserver.service --since "@$began" -o cat | grep -qF "disk: $path/ ; number of total blocks has been changed"; do
    [ "$(date +%s)" -lt "$end" ] || break
    sleep 2
  done
fi
systemctl reload moosefs-chunkserver.service`;

/** Ends the script while a chunkserver has chunks there. */
const UNUSED = `${LISTED}
! listed "$where" || { echo "/etc/mfs/mfshdd.cfg still lists a folder in $where: it was left as it is" >&2; exit 1; }`;

const same = (before: JsonObject | undefined, after: JsonObject | undefined) =>
  before !== undefined &&
  JSON.stringify({ ...before, folder: 0, id: 0 }) === JSON.stringify({ ...after, folder: 0, id: 0 });

/** By more than a tenth, or by what an earlier growth was cut short of. */
const resized = (before: JsonObject | undefined, after: JsonObject | undefined) =>
  before !== undefined &&
  Number(before.bytes) > 0 &&
  (before.grown === false || Number(after?.bytes) * 9 > Number(before.bytes) * 10);

/** How a disk comes to be, grows, is mounted again, and, with consent, is erased. */
export function diskActions({ op, address, host, before, after, why }: Change): readonly Action[] {
  const place = address.slice(address.indexOf(":") + 1);
  const shared = { address, host, lane: `${host}/disks`, because: why };
  if (op === "delete")
    return [
      {
        ...shared,
        type: "moosefs.disk.erase",
        params: eraseParams(place, before),
        risk: "destructive",
        phase: "teardown",
      },
    ];
  const path = String(after?.disk);
  const made = after?.unit !== undefined;
  // a path that is given is its own address
  const root = place === path ? path.slice(0, path.lastIndexOf("/")) || "/" : place;
  const folder = {
    path,
    root,
    kind: made ? "mount" : place === path ? "given" : "own",
    adopt: after?.adopt === true,
  };
  if (!made || same(before, after))
    return [{ ...shared, type: "moosefs.disk.folder", params: folder, risk: "safe", phase: "build" }];
  const grows = resized(before, after);
  return [
    {
      ...shared,
      type: "moosefs.disk.make",
      params: { ...makeParams(root, before, after), disk: path, resized: grows, adopt: folder.adopt },
      risk: grows ? "disruptive" : "safe",
      phase: "build",
    },
  ];
}

/** What a disk action runs. */
export function diskCommands({ type, params }: Action): readonly Command[] {
  const text = (name: string) => params[name] as string;
  if (type === "moosefs.disk.erase") return eraseCommands(params, "disk", UNUSED);
  if (type === "moosefs.disk.folder")
    return [
      shell(FOLDER, [text("path"), text("root"), text("kind"), String(params.adopt)], 60, [text("path")]),
    ];
  return [
    ...makeCommands(params, "disk", PRESENT, [text("disk")]),
    shell(TELL, [text("disk"), text("root"), "mount", String(params.adopt), String(params.resized)], 180, [
      text("root"),
    ]),
  ];
}
