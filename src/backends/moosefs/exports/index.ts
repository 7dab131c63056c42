import type { Action } from "../../../model/action.ts";
import type { HostKind } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";
import type { Command } from "../../../model/transport.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { markLine, ownerOf } from "../../host/write/mark.ts";
import { sha256, shell, writeConfig } from "../../host/write/scripts.ts";
import { draft } from "../findings/index.ts";
import { partOf } from "../master/spec.ts";
import { masterOn } from "../probe/daemons.ts";
import { masterFact } from "../probe/facts.ts";
import { meaningOfRow, meanings } from "./lines.ts";

/** Wanted: a master's list of who may mount what. */
export interface ExportsSpec {
  readonly fleet: string;
  readonly pool: string;
  readonly master: string;
  /** Lines of mfsexports.cfg, sorted. */
  readonly lines: readonly string[];
  /** Whether a list that somebody else wrote may be replaced. */
  readonly adopt: boolean;
}

const specOf = (resource: Resource) => resource.spec as unknown as ExportsSpec;

const PATH = "/etc/mfs/mfsexports.cfg";

const fileFact: Fact = {
  key: "moosefs-exports",
  script: `[ -e ${PATH} ] || exit 3\ncat ${PATH}`,
  args: [],
  timeoutS: 5,
};

const textOf = (fleet: string, pool: string, lines: readonly string[]) =>
  `${[markLine({ fleet, parts: [partOf(pool)], needs: [] }), ...lines].join("\n")}\n`;

/** Lines that mean something, as written. */
const linesOf = (text: string) => text.split("\n").filter((line) => meanings([line]).length > 0);

/** What the master of a host goes by; `null` when none runs there. */
function inForce(read: Read): readonly string[] | null | { readonly unknown: string } {
  const view = masterOn(read);
  if ("none" in view) return null;
  return "unknown" in view ? view : [...new Set(view.exports.map(meaningOfRow))].sort();
}

function look(resource: Resource, read: Read): Observation {
  const reply = read(fileFact.key);
  if ("unknown" in reply) return { status: "unknown", why: reply.unknown };
  const force = inForce(read);
  if (force !== null && "unknown" in force) return { status: "unknown", why: force.unknown };
  if (reply.rc === 3) return { status: "absent" };
  if (reply.rc !== 0) return { status: "unknown", why: `${PATH} could not be read` };
  const state: JsonObject = { file: reply.out, inForce: force };
  return { status: "present", mark: ownerOf(reply.out, specOf(resource).fleet), state };
}

/**
 * To a new list in two moves: first all the old and all the new lines, so that clients can go over; then, when none
 * of them uses an old one any more, only the new: a client that is not allowed any more would hang.
 */
function actions({ address, host, op, before, after, why }: Change, fleet: string): readonly Action[] {
  if (op === "delete" || !after) return [];
  const old = (before?.file ?? null) as string | null;
  const content = after.file as string;
  const wanted = meanings(linesOf(content));
  const force = (before?.inForce ?? null) as readonly string[] | null;
  // what a running master never went by nobody can stand on, and need not be let in for a moment
  const going = linesOf(old ?? "").filter((line) => {
    const [meaning = ""] = meanings([line]);
    return !wanted.includes(meaning) && (force === null || force.includes(meaning));
  });
  const pool = address.slice(address.indexOf("/") + 1);
  const both = going.length === 0 ? content : textOf(fleet, pool, [...linesOf(content), ...going].sort());
  const missing = force !== null && wanted.some((line) => !force.includes(line));
  // the file is right, and the master still goes by an older one
  const stray = force?.some((line) => !meanings(linesOf(both)).includes(line)) ?? false;
  const common = { address, host, lane: `${host}/exports`, because: why };
  const write: Action = {
    ...common,
    type: "moosefs.exports.write",
    params: { content: both, basis: old === null ? "absent" : sha256(old) },
    risk: "safe",
    phase: "build",
  };
  const narrow: Action = {
    ...common,
    type: "moosefs.exports.narrow",
    params: { content, basis: sha256(both) },
    risk: "disruptive",
    phase: "teardown",
  };
  return [...(both !== old || missing ? [write] : []), ...(going.length > 0 || stray ? [narrow] : [])];
}

/** The master reads its list on a reload and reports only in its log how that went: its own table is looked at. */
const RELOAD = `# let a running master read its exports
! systemctl -q is-active moosefs-master.service || systemctl reload -- moosefs-master.service`;

/** `moosefs.exports/<pool>`: compared with what the running master goes by, not only with the file. */
export const exportsKind: HostKind = {
  type: "moosefs.exports",
  prune: false,
  facts: ({ resources }) => (resources.length > 0 ? [fileFact, masterFact] : []),
  observe: ({ resources }, read) =>
    resources.map((resource) => {
      const { address, host, needs, parts } = resource;
      return { address, host, needs, parts, observation: look(resource, read) };
    }),
  want: (resource, read) => {
    const { fleet, pool, lines } = specOf(resource);
    const force = inForce(read);
    const serves = force !== null && !("unknown" in force);
    return { file: textOf(fleet, pool, lines), inForce: serves ? [...meanings(lines)] : null };
  },
  check: (resource, observation) => {
    if (observation.status !== "present" || observation.mark !== "unmarked" || specOf(resource).adopt)
      return [];
    const { address, host } = resource;
    const there = meanings(linesOf(observation.state.file as string));
    const wanted = meanings(specOf(resource).lines);
    if (there.join("\n") === wanted.join("\n")) return [];
    const message = `${PATH} on ${host} is not holdfast's, and allows something else than the file: ${there.join("; ") || "nothing"}`;
    return findingsOf({ address, host }, [draft("MFS217", message)]);
  },
  actions,
  commands: ({ params }): readonly Command[] => [
    writeConfig({ path: PATH, content: params.content as string, basis: params.basis as string }),
    shell(RELOAD, []),
  ],
};
