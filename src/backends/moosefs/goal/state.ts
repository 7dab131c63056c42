import type { FleetScope } from "../../../model/backend.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, FactReply, ReadOf } from "../../../model/snapshot.ts";
import type { StorageClass } from "../pool/index.ts";
import type { MasterView } from "../probe/cli.ts";
import { daemonsOf, type HostDaemons, masterOn } from "../probe/daemons.ts";
import { goalText, seenClass, wantedClass } from "./class.ts";
import { lowered } from "./copies.ts";

/** Wanted: how many copies of everything there are, and where; set through the mount of one client, the admin client. */
export interface GoalSpec {
  readonly fleet: string;
  readonly pool: string;
  readonly master: string;
  readonly alias: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly adminClient: string;
  readonly mountpoint: string;
  /** `"2"`, or the name of a class. */
  readonly goal: string;
  readonly classes: readonly StorageClass[];
  /** Folders that clients mount, `/projects`. */
  readonly folders: readonly string[];
}

/** The spec of a `moosefs.goal` resource. */
export const goalSpec = (resource: Resource): GoalSpec => resource.spec as unknown as GoalSpec;

/** A path as `/proc/self/mountinfo` has it. */
export const inMountinfo = (path: string): string =>
  path.replace(/[\\ \t\n]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`);

/**
 * Shell: `$source` is what MooseFS is mounted at `$1` (`$2` as mountinfo has it), or empty. Its tools must not be run
 * on anything else: those of 4.x then take whatever is mounted at /mnt/mfs.
 */
export const MOUNTED = `source=
while read -r _ _ _ _ where rest; do
  [ "$where" != "$2" ] || case $rest in *' - fuse'*' mfs'*) source=\${rest##* - }; source=\${source#* }; source=\${source%% *};; *) source=;; esac
done </proc/self/mountinfo`;

/** Asks the admin client for the class of the root folder, and which of the folders are there. */
export const treeFact = (mountpoint: string, folders: readonly string[]): Fact => ({
  key: `moosefs-tree ${[mountpoint, ...folders].join(" ")}`,
  script: `${MOUNTED}
[ -n "$source" ] || { echo away; exit 0; }
printf 'source %s\\n' "$source"
if said=$(mfsgetsclass "$1" 2>&1); then printf 'class '; else printf 'failed '; fi
printf '%s\\n' "$said" | tail -n 1
root=\${1%/}; shift 2
for f in "$@"; do if [ -d "$root$f" ]; then echo "folder $f"; elif [ -e "$root$f" ]; then echo "other $f"; fi; done`,
  args: [mountpoint, inMountinfo(mountpoint), ...folders],
  timeoutS: 5,
  mayHang: true,
});

/** What the admin client says of the namespace. */
export type Tree =
  | { readonly unknown: string }
  | { readonly away: true }
  | { readonly source: string; readonly root: string; readonly folders: readonly string[] };

/** Reads the reply to {@link treeFact}: `<mountpoint>: 2`, and names in quotes on 3.x. */
export function treeOf(reply: FactReply, mountpoint: string): Tree {
  if ("unknown" in reply) return reply;
  const lines = reply.out.split("\n");
  if (lines[0] === "away") return { away: true };
  const all = (what: string) =>
    lines.flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : []));
  const [said = ""] = all("class");
  const name = said.startsWith(`${mountpoint}: `) ? said.slice(mountpoint.length + 2) : "";
  const known = /^'(.*)'$/.exec(name)?.[1] ?? name;
  if (known === "") {
    const why = (all("failed")[0] ?? said) || "no answer";
    return { unknown: `the storage class of ${mountpoint} could not be read: ${why}` };
  }
  return {
    source: all("source")[0]?.replace("\\043", "#") ?? "",
    root: known,
    folders: all("folder"),
  };
}

/** What is known of a pool's goal. */
export type GoalFound =
  | { readonly unknown: string }
  | { readonly absent: true }
  | { readonly view: MasterView; readonly root: string; readonly folders: readonly string[] };

/** Nothing but the empty metadata that comes with the package: a young namespace has no more, but a changelog too. */
const isFresh = ({ metadata, logs }: HostDaemons) =>
  metadata.every(({ name }) => name === "metadata.mfs.empty") && logs.length === 0;

/** What is there, from the master and from the admin client's mount. */
export function findGoal(resource: Resource, of: ReadOf): GoalFound {
  const spec = goalSpec(resource);
  const view = masterOn(of(spec.master));
  if ("none" in view) {
    const daemons = daemonsOf(of(spec.master));
    if ("unknown" in daemons) return daemons;
    // no master was ever started: there is nothing yet whose class could be another one
    const tree = of(spec.adminClient)(treeFact(spec.mountpoint, spec.folders).key);
    const isAway = "out" in tree && tree.out.trim() === "away";
    if (isAway && ("absent" in daemons || isFresh(daemons))) return { absent: true };
    return { unknown: `no master runs on ${spec.master}` };
  }
  if ("unknown" in view) return view;
  const tree = treeOf(of(spec.adminClient)(treeFact(spec.mountpoint, spec.folders).key), spec.mountpoint);
  if ("unknown" in tree) return tree;
  const names = [spec.alias, spec.master, spec.addresses[spec.master] ?? ""];
  if ("source" in tree && names.some((name) => tree.source.startsWith(`mfs#${name}:`)))
    return { view, root: tree.root, folders: tree.folders };
  // not mounted yet: when all folders are of one class, that is the root's
  const used = view.classes.filter(({ folders }) => folders > 0);
  const [only] = used;
  if (!only || used.length > 1)
    return { unknown: `${spec.pool} is not mounted at ${spec.mountpoint} on ${spec.adminClient}` };
  return { view, root: only.name, folders: [] };
}

/** What has fewer copies afterwards: seen, not declared, and so on both sides of a change. */
function lowers(spec: GoalSpec, found: GoalFound): JsonObject {
  const less = "view" in found ? lowered(spec, found.view, found.root) : [];
  return less.length > 0 ? { lowers: less } : {};
}

const stateOf = (
  { classes, folders, mountpoint }: GoalSpec,
  found: Extract<GoalFound, { root: string }>,
): JsonObject => ({
  mountpoint,
  goal: goalText(found.root),
  classes: Object.fromEntries(
    classes.map(({ name }) => {
      const row = found.view.classes.find((one) => one.name === name);
      return [name, row ? seenClass(row) : null];
    }),
  ),
  folders: Object.fromEntries(folders.map((folder) => [folder, found.folders.includes(folder)])),
});

function observationOf(resource: Resource, of: ReadOf): Observation {
  const found = findGoal(resource, of);
  if ("unknown" in found) return { status: "unknown", why: found.unknown };
  if ("absent" in found) return { status: "absent" };
  const spec = goalSpec(resource);
  return { status: "present", state: { ...stateOf(spec, found), ...lowers(spec, found) }, mark: "shared" };
}

/** The goal of every declared pool; it carries no mark, so nothing undeclared is ever found. */
export const observeGoals = ({ resources }: FleetScope, of: ReadOf): readonly Observed[] =>
  resources.map((resource) => {
    const { address, host, needs, parts } = resource;
    return { address, host, observation: observationOf(resource, of), needs, parts };
  });

/** Wanted, in the same shape. */
export function wantedGoal(resource: Resource, of: ReadOf): JsonObject {
  const spec = goalSpec(resource);
  const { goal, classes, folders, mountpoint } = spec;
  return {
    ...lowers(spec, findGoal(resource, of)),
    mountpoint,
    goal: goalText(goal),
    classes: Object.fromEntries(classes.map((one) => [one.name, wantedClass(one)])),
    folders: Object.fromEntries(folders.map((folder) => [folder, true])),
  };
}
