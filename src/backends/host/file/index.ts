import type { HostKind } from "../../../model/backend.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, FactReply } from "../../../model/snapshot.ts";
import type { Command } from "../../../model/transport.ts";
import { draft } from "../findings/index.ts";
import { findingsOf } from "../rules/finding.ts";
import { ownerOf } from "../write/mark.ts";
import { type FileWrite, sha256, shell, writeFile } from "../write/scripts.ts";

/** Wanted: a file of ours with just this content, and the daemon that reads it notified of a change. */
export interface FileSpec {
  readonly path: string;
  /** Begins with the mark (see `mark.ts`). */
  readonly content: string;
  /** Octal without a leading zero, as `stat -c %a` prints it: `644`. */
  readonly mode: string;
  /** `root:root`. */
  readonly owner: string;
  /** What to do with which unit after a change; `null` when nothing reads the file while running. */
  readonly notify: { readonly verb: "reload" | "restart"; readonly unit: string } | null;
  /** Whether one that somebody else wrote may be replaced: the file says that what it belongs to is taken over. */
  readonly adopt?: boolean;
}

const specOf = (resource: Resource) => resource.spec as unknown as FileSpec;

/**
 * A note that a daemon has yet to be notified of a file. It is made before the file is written and lies in memory:
 * a run killed in between leaves it, and a reboot, after which the daemon reads the file anyway, takes it away.
 */
const pendingNote = (path: string) => `/run/holdfast/untold-${sha256(path).slice(0, 16)}`;

/** Asks for a file: whether its daemon was notified, mode, owner, content. */
export const fileFact = (path: string): Fact => ({
  key: `file ${path}`,
  script: `if [ -e "$2" ]; then echo untold; else echo told; fi
[ -e "$1" ] || exit 3
stat -L -c '%a %U:%G' -- "$1" && cat -- "$1"`,
  args: [path, pendingNote(path)],
  timeoutS: 5,
});

/** Reads the reply to a file's fact. */
export function fileState(reply: FactReply, fleet: string): Observation {
  if ("unknown" in reply) return { status: "unknown", why: reply.unknown };
  if (reply.rc === 3) return { status: "absent" };
  const [notified, stat, ...lines] = reply.out.split("\n");
  const [mode, owner] = (stat ?? "").split(" ");
  if (reply.rc !== 0 || !mode || !owner) return { status: "unknown", why: "the file could not be read" };
  const content = lines.join("\n");
  return {
    status: "present",
    state: { content, mode, owner, notified: notified === "told" },
    mark: ownerOf(content, fleet),
  };
}

/** What writing a file takes. */
export interface FileWriting extends FileWrite {
  readonly notify: FileSpec["notify"];
}

/** A unit that does not run reads the file when it starts. */
const NOTIFY = `# notify the unit that reads it, if it runs
set -eu
case $3 in /etc/systemd/*) systemctl daemon-reload;; esac
! systemctl -q is-active -- "$2" || systemctl "$1" -- "$2"
rm -f -- "$4"`;

/** Writes a file and tells whoever reads it; whatever is cut off on the way, the next look finds it untold. */
export function fileCommands({ notify, ...write }: FileWriting): readonly Command[] {
  if (notify === null) return [writeFile(write)];
  const note = pendingNote(write.path);
  return [writeFile({ ...write, note }), shell(NOTIFY, [notify.verb, notify.unit, write.path, note], 120)];
}

/** `host.file/<host>:<path>`: a whole file, replaced in one step; never deleted because it is no longer declared. */
export const file: HostKind = {
  type: "host.file",
  prune: false,
  facts: ({ resources }) => resources.map((resource) => fileFact(specOf(resource).path)),
  observe: ({ fleet, resources }, read) =>
    resources.map((resource) => {
      const { address, host, needs, parts } = resource;
      const { path, notify } = specOf(resource);
      const seen = fileState(read(fileFact(path).key), fleet);
      // The unit to notify comes from the spec, not from the host; it is in the state so that the action can use it.
      const observation = seen.status === "present" ? { ...seen, state: { ...seen.state, notify } } : seen;
      return { address, host, needs, parts, observation };
    }),
  want: (resource) => {
    const { content, mode, owner, notify } = specOf(resource);
    return { content, mode, owner, notified: true, notify };
  },
  check: (resource, observation) => {
    if (observation.status !== "present" || observation.mark !== "unmarked") return [];
    const { address, host } = resource;
    const { path, content, adopt } = specOf(resource);
    if (adopt || observation.state.content === content) return [];
    const message = `${path} on ${host} exists and is not holdfast's`;
    return findingsOf({ address, host }, [draft("HST150", message)]);
  },
  actions: ({ op, address, host, before, after, why }) => {
    if (op === "delete" || !after) return [];
    const path = address.slice(address.indexOf(":") + 1);
    const notify = after.notify as FileSpec["notify"];
    const content = after.content as string;
    const basis = before ? sha256(before.content as string) : "absent";
    return [
      {
        type: "host.file.write",
        address,
        host,
        params: { path, content, mode: after.mode as string, owner: after.owner as string, basis, notify },
        risk: notify?.verb === "restart" ? "disruptive" : "safe",
        lane: `${host}/files`,
        phase: "build",
        because: why,
      },
    ];
  },
  commands: ({ params }) => fileCommands(params as unknown as FileWriting),
};
