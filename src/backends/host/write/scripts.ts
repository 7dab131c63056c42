import { createHash } from "node:crypto";
import type { Command } from "../../../model/transport.ts";

/** Replaces a file in one step: a temporary file beside it, checked against its hash, synced, renamed. */
const WRITE = `# replace a file whole
set -eu
path=$1 sum=$2 mode=$3 owner=$4 basis=$5 note=\${6:-}
dir=$(dirname -- "$path"); mkdir -p -- "$dir"
hash() { sha256sum | cut -d' ' -f1; }
if [ "$basis" != any ]; then
  now=absent; [ ! -e "$path" ] || now=$(hash <"$path")
  [ "$now" = "$basis" ] || { echo "$path changed since it was read; it was left as it is" >&2; exit 1; }
fi
find "$dir" -maxdepth 1 -name '.holdfast.*' -mmin +60 -delete
tmp=$(mktemp "$dir/.holdfast.XXXXXX"); trap 'rm -f -- "$tmp"' EXIT
cat >"$tmp"
[ "$(hash <"$tmp")" = "$sum" ] || { echo "only part of the content arrived; $path was left as it is" >&2; exit 1; }
chmod -- "$mode" "$tmp"; chown -- "$owner" "$tmp"
sync -- "$tmp"; [ -z "$note" ] || touch -- "$note"
mv -f -T -- "$tmp" "$path"; sync -- "$dir"`;

/** Hex SHA-256 of a text's UTF-8 bytes. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A file to be written whole. */
export interface FileWrite {
  readonly path: string;
  readonly content: string;
  /** Octal, `0644`. */
  readonly mode: string;
  /** `root:root`. */
  readonly owner: string;
  /** Hex SHA-256 the file must have for the write to happen, `absent`, or `any`. */
  readonly basis: string;
  /** A file to be there from right before the write on: the unit that reads what is written has to be notified. */
  readonly note?: string;
}

/** Writes a file atomically; what arrives in part, or over a file that changed meanwhile, is not written. */
export const writeFile = ({ path, content, mode, owner, basis, note }: FileWrite): Command => ({
  argv: [
    ...["sh", "-c", WRITE, "holdfast", path, sha256(content), mode, owner, basis],
    ...(note === undefined ? [] : [note]),
  ],
  stdin: content,
  mutates: true,
  timeoutS: 30,
});

/** Writes a file that is root's and for everybody to read. */
export const writeConfig = ({
  path,
  content,
  basis,
}: Pick<FileWrite, "path" | "content" | "basis">): Command =>
  writeFile({ path, content, mode: "0644", owner: "root:root", basis });

/**
 * A program that changes the host, killed after `timeoutS` seconds; `settles` are folders outside of /etc and /var/lib
 * that it changes.
 */
export const mutation = (argv: readonly string[], timeoutS = 60, settles?: readonly string[]): Command => ({
  argv,
  mutates: true,
  timeoutS,
  ...(settles ? { settles } : {}),
});

/** The folder something is in: of an absolute path without a trailing slash. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

/** A constant shell text with arguments that changes the host. Its first line is a comment saying what it does. */
export const shell = (
  script: string,
  args: readonly string[],
  timeoutS = 60,
  settles?: readonly string[],
): Command => mutation(["sh", "-c", script, "holdfast", ...args], timeoutS, settles);

/** `started UNIT [restart]`: starts a unit; one that fails tells what it said itself, not where that can be read. */
export const STARTED = `started() {
  since=$(date +%s)
  said=$(systemctl "\${2:-start}" -- "$1" 2>&1) && return
  rc=$?
  own=$(journalctl -q -o cat --no-pager -n 10 --since "@$since" -u "$1" | grep -v -e '^Mounting ' -e '^Starting ' -e 'Mount process exited' || :)
  printf '%s\\n' "\${own:-$said}" >&2
  return $rc
}`;

/** Enables a unit and starts it, or starts it anew. */
export const startUnit = (unit: string, verb: "start" | "restart" = "start"): Command =>
  shell(
    `# enable a unit, and ${verb} it
set -eu
${STARTED}
systemctl enable -- "$1"
started "$1" ${verb}`,
    [unit],
    120,
  );
