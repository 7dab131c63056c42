import type { Action } from "../../../model/action.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Command } from "../../../model/transport.ts";
import { sha256, shell, writeConfig } from "../../host/write/scripts.ts";
import { type Entry, entryKey, exportsPath, exportsText, parseExports } from "./exports-file.ts";
import { partOf } from "./spec.ts";

/** Not `exportfs -r`: that would also take back what others exported by hand, without a file. */
const RELOAD = `# reload the exports
command -v exportfs >/dev/null || { echo 'exportfs is not installed' >&2; exit 127; }
exportfs -a || : # it fails for mistakes in others' files too: the table is looked at instead`;

/** Ends the script unless the file at `$1` is gone or still has the hash `$2`. */
const UNCHANGED = `[ ! -e "$1" ] || [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ] || { echo "$1 changed since it was read; it was left as it is" >&2; exit 1; }`;

/** Before the file changes: a run killed in between leaves a file that asks for more, which the next one sees. */
const WITHDRAW = `# withdraw exports
set -eu
${UNCHANGED}
shift 2
for export in "$@"; do exportfs -u "$export" || :; done`;

const REMOVE = `# delete the export file
set -eu
${UNCHANGED}
rm -f -- "$1"; sync -- "$(dirname -- "$1")"`;

/** As `exportfs -u` wants it: an address of IPv6 in brackets. */
const spelled = ({ client, path }: Entry) => `${client.includes(":") ? `[${client}]` : client}:${path}`;

type Common = Pick<Action, "address" | "host" | "lane" | "because">;

/** What every action of a change has, and what the file of its share is now. */
interface Present {
  readonly common: Common;
  readonly share: string;
  readonly path: string;
  readonly text: string | null;
  readonly basis: string;
}

function presentOf({ address, host, before, why }: Change): Present {
  const share = address.slice(address.indexOf(":") + 1);
  const text = (before?.file ?? null) as string | null;
  return {
    common: { address, host, lane: `${host}/exports`, because: why },
    share,
    path: exportsPath(share),
    text,
    basis: text === null ? "absent" : sha256(text),
  };
}

/**
 * To a new set of entries in two moves: first all the old and all the new ones, so that clients can go over;
 * then, when none of them uses an old one any more, only the new.
 */
export function exportActions(change: Change, fleet: string): readonly Action[] {
  const present = presentOf(change);
  const { common, share, path, text, basis } = present;
  if (change.op === "delete") return [removal(present)];
  const content = change.after?.file as string;
  const next = parseExports(content);
  const nextKeys = new Set(next.map(entryKey));
  const leaving = text === null ? [] : parseExports(text).filter((entry) => !nextKeys.has(entryKey(entry)));
  // in the order of the file, so that one that only loses entries is not written twice
  const all = [...next, ...leaving].sort((a, b) => (a.client < b.client ? -1 : a.client > b.client ? 1 : 0));
  const both = leaving.length === 0 ? content : exportsText(fleet, partOf(share), all);
  const { changed, risk } = touched(change);
  const write: Action = {
    ...common,
    type: "nfs.export.write",
    params: { path, content: both, basis },
    risk,
    phase: "build",
  };
  const narrow: Action = {
    ...common,
    type: "nfs.export.narrow",
    params: { path, content, basis: sha256(both), gone: leaving.map(spelled) },
    risk: "disruptive",
    phase: "teardown",
  };
  return [...(both !== text || changed ? [write] : []), ...(leaving.length > 0 ? [narrow] : [])];
}

const removal = ({ common, path, text, basis }: Present): Action => ({
  ...common,
  type: "nfs.export.remove",
  params: { path, basis, gone: parseExports(text ?? "").map(spelled) },
  risk: "disruptive",
  phase: "teardown",
});

/** Whether entries in force have to change, and whether clients that have one notice. */
function touched({ before, after }: Change): { readonly changed: boolean; readonly risk: Action["risk"] } {
  const entries = (before?.exported ?? {}) as JsonObject;
  const wanted = (after?.exported ?? {}) as JsonObject;
  const keys = Object.keys(wanted).filter((key) => entries[key] !== wanted[key]);
  return { changed: keys.length > 0, risk: keys.some((key) => key in entries) ? "disruptive" : "safe" };
}

/** What an export action runs. */
export function exportCommands({ type, params }: Action): readonly Command[] {
  const path = params.path as string;
  const basis = params.basis as string;
  const change =
    type === "nfs.export.remove"
      ? shell(REMOVE, [path, basis])
      : writeConfig({ path, content: params.content as string, basis });
  const gone = (params.gone ?? []) as readonly string[];
  // the reload comes last in any case: others' files may export the same
  return [...(gone.length > 0 ? [shell(WITHDRAW, [path, basis, ...gone])] : []), change, shell(RELOAD, [])];
}
