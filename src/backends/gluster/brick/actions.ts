import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { Command } from "../../../model/transport.ts";
import { eraseCommands, eraseParams, makeCommands, makeParams } from "../../host/filesystem/actions.ts";
import { folderOf, mutation, shell } from "../../host/write/scripts.ts";

/** Only what was proved to be empty bookkeeping; proved once more right before. */
const CLEAN = `# clear what a failed create left
set -eu
brick=$1
[ -d "$brick" ] || exit 0
[ -z "$(find "$brick" -mindepth 1 -maxdepth 1 ! -name .glusterfs -print | head -n 1)" ] || { echo "$brick holds data: it was left as it is" >&2; exit 1; }
[ -z "$(find "$brick/.glusterfs" -type f -path '*/.glusterfs/[0-9a-f][0-9a-f]/*' -print 2>/dev/null | head -n 1)" ] || { echo "$brick holds data: it was left as it is" >&2; exit 1; }
rm -rf --one-file-system -- "$brick"`;

/** Ends the script while a volume has a brick there. */
const UNUSED = `! grep -qsF "path=$where/" /var/lib/glusterd/vols/*/bricks/* || { echo "a volume still has a brick in $where: it was left as it is" >&2; exit 1; }`;

/** How a brick comes to have its file system, how that grows, and, with consent, how it is erased. */
export function brickActions({ op, address, host, before, after, why }: Change): readonly Action[] {
  const root = address.slice(address.indexOf(":") + 1);
  const shared = { address, host, lane: `${host}/bricks`, because: why };
  if (op === "delete") {
    const params = eraseParams(root, before);
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
  const make: Action = {
    ...shared,
    type: directory ? "gluster.brick.folder" : "gluster.brick.make",
    params: directory ? { root } : makeParams(root, before, after),
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
  if (type === "gluster.brick.folder")
    return [mutation(["install", "-d", "-m", "0755", "--", text("root")], 60, [text("root")])];
  if (type === "gluster.brick.clean") return [shell(CLEAN, [text("brick")], 120, [folderOf(text("brick"))])];
  if (type === "gluster.brick.erase") return eraseCommands(params, "brick", UNUSED);
  return makeCommands(params, "brick");
}
