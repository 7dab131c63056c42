import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Command } from "../../../model/transport.ts";
import { shell } from "../../host/write/scripts.ts";
import { inMountinfo, MOUNTED } from "./state.ts";

const START = `set -u
${MOUNTED}
[ -n "$source" ] || { echo "MooseFS is not mounted at $1" >&2; exit 1; }
mp=$1; shift 2
cd -- "$mp" || exit
have() { mfsscadmin list | grep -qxF -- "$1"; }`;

/** 3.x has no word for a part that is left out: there it is said to be as the part before. Both take `30d`. */
const CLASS = `# make or change a storage class of MooseFS
${START}
name=$1 create=$2 keep=$3 archive=$4 hours=$5
fourth=; ! command -v mfscreatesclass >/dev/null || fourth=yes
set -- -C "\${create:-\${fourth:+-}}" -K "$keep"
[ "$2" ] || { shift 2; set -- -C "$keep" "$@"; }
if [ "$archive" ]; then set -- "$@" -A "$archive" -d "$((hours / 24))d"
elif [ "$fourth" ]; then set -- "$@" -A -
else set -- "$@" -A "$keep" -d 0; fi
verb=create; ! have "$name" || verb=modify
mfsscadmin "$verb" "$@" "$name"`;

/** The master changes all of it in one go: it cannot be left half done. */
const ROOT = `# give the root folder, and all that has its storage class, another one
${START}
goal=$1
now=$(mfsgetsclass "$mp" 2>/dev/null | tail -n 1); now=\${now#"$mp: "}; now=\${now#\\'}; now=\${now%\\'}
class=$goal
case $goal in [1-9])
  if ! have "$goal"; then
    class=\${goal}CP
    have "$class" || mfsscadmin create -K "$goal*" "$class" || exit
  fi;;
esac
[ "$now" ] || { echo "the storage class of $mp cannot be read" >&2; exit 1; }
[ "$now" != "$class" ] || exit 0
mfsxchgsclass -r "$now" "$class" "$mp"`;

const FOLDER = `# make a folder of MooseFS
${START}
mkdir -p -- "$mp/\${1#/}"`;

const entries = (state: JsonObject | undefined, key: "classes" | "folders") =>
  Object.entries((state?.[key] ?? {}) as JsonObject);

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** First what the classes mean, then which one the root has, then folders, which take it over. */
export function goalActions(change: Change): readonly Action[] {
  const { address, host, before, after, why } = change;
  if (change.op === "delete" || !after) return [];
  const mountpoint = String(after.mountpoint);
  const common = { address, host, lane: address, because: why, phase: "build" } as const;
  const known = new Map(entries(before, "classes"));
  const classes = entries(after, "classes").flatMap(([name, meaning]): Action[] => {
    const old = known.get(name);
    if (same(old, meaning)) return [];
    return [
      {
        ...common,
        type: "moosefs.goal.class",
        about: name,
        params: { mountpoint, name, ...(meaning as JsonObject) },
        risk: old ? "data-moving" : "safe",
      },
    ];
  });
  const root: Action = {
    ...common,
    type: "moosefs.goal.root",
    // not what it has now: that is known only when the pool is there, and looked at again before it is done
    params: { mountpoint, goal: String(after.goal) },
    risk: before ? "data-moving" : "safe",
  };
  const there = new Map(entries(before, "folders"));
  const folders = entries(after, "folders").flatMap(([folder]): Action[] =>
    there.get(folder) === true
      ? []
      : [
          {
            ...common,
            type: "moosefs.goal.folder",
            about: folder,
            params: { mountpoint, folder },
            risk: "safe",
          },
        ],
  );
  return [...classes, ...(before?.goal === after.goal ? [] : [root]), ...folders];
}

/** Exactly what each action runs, on the admin client. */
export function goalCommands({ type, params }: Action): readonly Command[] {
  const mountpoint = String(params.mountpoint);
  const text = (key: string) => String(params[key] ?? "");
  const run = (script: string, args: readonly string[]) => [
    shell(script, [mountpoint, inMountinfo(mountpoint), ...args], 120),
  ];
  switch (type) {
    case "moosefs.goal.class":
      return run(CLASS, ["name", "create", "keep", "archive", "archiveHours"].map(text));
    case "moosefs.goal.root":
      return run(ROOT, [text("goal")]);
    case "moosefs.goal.folder":
      return run(FOLDER, [text("folder")]);
    default:
      return [];
  }
}
