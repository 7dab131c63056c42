import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { Command } from "../../../model/transport.ts";
import { STARTED, sha256, shell, writeConfig } from "../write/scripts.ts";
import { UNIT_FOLDER, unitPath, WANTS_FOLDER } from "./unit-file.ts";

const UNMOUNT = `# unmount
unit=$1 where=$2 n=0
mounted() { while read -r _ _ _ _ at _; do [ "$at" = "$where" ] && return; done </proc/self/mountinfo; return 1; }
while mounted && [ $n -lt 8 ]; do
  n=$((n + 1)); said=$(systemctl stop -- "$unit" 2>&1) || break
done
mounted || exit 0
held=
for p in /proc/[0-9]*; do
  for l in "$p"/cwd "$p"/root "$p"/exe "$p"/fd/*; do
    t=$(readlink -- "$l" 2>/dev/null) || continue
    case $t in "$where"|"$where"/*) held="$held
  pid \${p#/proc/} ($(cat "$p/comm")): $t"; break;; esac
  done
done
[ -n "$held" ] || held=" nobody that can be seen. systemd says: $said"
echo "$where is busy and stays mounted. In use by:$held" >&2
exit 16`;

const REMOVE = `# disable and delete the unit
set -eu
systemctl --no-reload disable -- "$1" 2>/dev/null || rm -f -- "$3/$1"
rm -f -- "$2"; sync -- "$(dirname -- "$2")"; systemctl daemon-reload`;

/**
 * The lines of a unit by which something is mounted. Of gluster's servers only the next mount takes notice: they tell
 * a client where to ask, not where its data is.
 */
const howOf = (unit: string) => {
  const lines = unit.match(/^(What|Type|Options)=.*$/gm)?.join("\n") ?? "";
  if (!/^Type=glusterfs$/m.test(lines)) return lines;
  return lines.replace(/^What=[^:]*:/m, "What=").replace(/(^Options=|,)backup-volfile-servers=[^,]*/m, "$1");
};

/** How a mount comes about, changes and goes. What must be unmounted first is `disruptive`. */
export function mountActions({ op, address, host, before, after, why }: Change): readonly Action[] {
  const where = address.slice(address.indexOf(":") + 1);
  const unit = unitPath(where).slice(UNIT_FOLDER.length + 1);
  const shared = { address, host, lane: `${host}/systemd`, because: why };
  if (op === "delete") {
    const params = { where, unit };
    return [{ ...shared, type: "host.mount.remove", params, risk: "disruptive", phase: "teardown" }];
  }
  const remount = (before?.mounted ?? null) !== null && !isSame(before, after);
  const basis = typeof before?.unit === "string" ? sha256(before.unit) : "absent";
  const params = { where, unit, content: after?.unit as string, basis, remount };
  return [
    {
      ...shared,
      type: remount ? "host.mount.remount" : "host.mount.mount",
      params,
      risk: remount ? "disruptive" : "safe",
      phase: "build",
    },
  ];
}

/**
 * Whether what is mounted may stay as it is. An option taken out of the unit may still be on the mount: the kernel's
 * table does not show them all.
 */
const isSame = (before: Change["before"], after: Change["after"]): boolean =>
  JSON.stringify(before?.mounted ?? null) === JSON.stringify(after?.mounted) &&
  (typeof before?.unit !== "string" || howOf(before.unit) === howOf(after?.unit as string));

/** Argument: the unit. Enabling would reload too: once is enough, it takes systemd a while on a busy host. */
export const RAISE = `# mount at every boot, and now
set -eu
${STARTED}
systemctl --no-reload reenable -- "$1"
systemctl daemon-reload
started "$1"`;

/** What a mount action runs. */
export function mountCommands({ type, params }: Action): readonly Command[] {
  const unit = params.unit as string;
  const where = params.where as string;
  const path = `${UNIT_FOLDER}/${unit}`;
  // mountinfo writes blanks as \040: the script compares with the same spelling
  const stop = shell(UNMOUNT, [unit, where.replaceAll(" ", "\\040")], 60);
  if (type === "host.mount.remove") return [stop, shell(REMOVE, [unit, path, WANTS_FOLDER])];
  return [
    ...(params.remount === true ? [stop] : []),
    writeConfig({ path, content: params.content as string, basis: params.basis as string }),
    shell(RAISE, [unit], 150),
  ];
}
