import { createHash } from "node:crypto";
import type { Kind, Scope } from "../../model/backend.ts";
import type { Change } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Observation, Observed } from "../../model/observation.ts";
import type { Resource } from "../../model/resource.ts";
import type { Read } from "../../model/snapshot.ts";
import { ownerOf } from "../host/mark.ts";
import { pathFact, pathState } from "../host/path.ts";
import { sha256, shell, writeFile } from "../host/scripts.ts";
import { type Entry, entryKey, exportsPath, exportsText, parseExports, shareOf } from "./exports-text.ts";
import { type Exports, exportsOf, filesOfExports, tableFact, usersFact } from "./facts.ts";
import { meaning, meaningOfEtab, says } from "./options.ts";

/** Wanted: one path exported to exactly these clients, by one file of ours. */
export interface ExportSpec {
  readonly fleet: string;
  readonly share: string;
  readonly path: string;
  /** Client → export options. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
}

const specOf = (resource: Resource) => resource.spec as unknown as ExportSpec;
const part = (share: string) => `shares.${share}`;

/** File systems without an identity of their own that survives a reboot: the server refuses them without `fsid=`. */
const anonymous = new Set(["overlayfs", "tmpfs", "ramfs", "fuseblk", "fuse", "nfs", "aufs"]);

/** A UUID (version 5 in form) that is the same at every run: file handles of clients depend on it. */
function stableId(host: string, path: string): string {
  const hash = createHash("sha1").update(`holdfast ${host}:${path}`).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    variant + hash.slice(18, 20),
    hash.slice(20, 32),
  ].join("-");
}

function wantedEntries(resource: Resource, read: Read): readonly Entry[] {
  const { path, clients } = specOf(resource);
  const seen = pathState(read(pathFact(path).key));
  const needsId = !("unknown" in seen) && anonymous.has(seen.fileSystem);
  return Object.keys(clients)
    .sort()
    .map((client) => {
      const options = clients[client] ?? [];
      const id = needsId && !says(options, "fsid") ? [`fsid=${stableId(resource.host, path)}`] : [];
      return { path, client, options: [...options, ...id] };
    });
}

/** The effective options of `entries`, by path and client; those not in the table are left out. */
function effective(table: readonly Entry[], entries: readonly Entry[]): JsonObject {
  const keys = new Set(entries.map(entryKey));
  const mine = table.filter((entry) => keys.has(entryKey(entry)));
  return Object.fromEntries(mine.map((entry) => [entryKey(entry), meaningOfEtab(entry.options)]));
}

function stateOf(share: string, wanted: readonly Entry[], seen: Exports, fleet: string): Observation {
  const file = seen.files.find(({ path }) => path === exportsPath(share));
  const entries = effective(seen.table, [...wanted, ...(file ? parseExports(file.content) : [])]);
  if (!file && Object.keys(entries).length === 0) return { status: "absent" };
  const mark = file ? ownerOf(file.content, fleet) : "unmarked";
  return { status: "present", mark, state: { file: file?.content ?? null, exported: entries } };
}

function observe({ fleet, host, resources }: Scope, read: Read): readonly Observed[] {
  const seen = exportsOf(read);
  const declared = resources.map((resource): Observed => {
    const { address, needs, parts } = resource;
    const observation: Observation =
      "unknown" in seen
        ? { status: "unknown", why: seen.unknown }
        : stateOf(specOf(resource).share, wantedEntries(resource, read), seen, fleet);
    return { address, host, observation, needs, parts };
  });
  if ("unknown" in seen) return declared;
  const known = new Set(resources.map((resource) => specOf(resource).share));
  const left = seen.files.flatMap(({ path, content }): Observed[] => {
    const share = shareOf(path, content, fleet);
    if (share === undefined || known.has(share)) return [];
    const observation = stateOf(share, [], seen, fleet);
    return [{ address: `nfs.export/${host}:${share}`, host, observation, needs: [], parts: [part(share)] }];
  });
  return [...declared, ...left];
}

/** Not `exportfs -r`: that would also take back what others exported by hand, without a file. */
const RELOAD = `# reload the exports
command -v exportfs >/dev/null || { echo 'exportfs is not installed' >&2; exit 127; }
exportfs -a || : # it fails for mistakes in others' files too: the table is looked at instead`;

/** Before the file changes: a run killed in between leaves a file that asks for more, which the next one sees. */
const WITHDRAW = `# withdraw exports
set -eu
[ ! -e "$1" ] || [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ] || { echo "$1 changed since it was read; it was left as it is" >&2; exit 1; }
shift 2
for export in "$@"; do exportfs -u "$export" || :; done`;

const REMOVE = `# delete the export file
set -eu
[ ! -e "$1" ] || [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ] || { echo "$1 changed since it was read; it was left as it is" >&2; exit 1; }
rm -f -- "$1"; sync -- "$(dirname -- "$1")"`;

/** As `exportfs -u` wants it: an address of IPv6 in brackets. */
const spelled = ({ client, path }: Entry) => `${client.includes(":") ? `[${client}]` : client}:${path}`;

/**
 * To a new set of entries in two moves: first all the old and all the new ones, so that clients can go over;
 * then, when none of them stands on an old one any more, only the new.
 */
function actions({ op, address, host, before, after, why }: Change, fleet: string) {
  const share = address.slice(address.indexOf(":") + 1);
  const path = exportsPath(share);
  const old = (before?.file ?? null) as string | null;
  const oldBasis = old === null ? "absent" : sha256(old);
  const shared = { address, host, lane: `${host}/exports`, because: why };
  if (op === "delete")
    return [
      {
        ...shared,
        type: "nfs.export.remove",
        params: { path, basis: oldBasis, gone: parseExports(old ?? "").map(spelled) },
        risk: "disruptive",
        phase: "teardown",
      },
    ] as const;
  const content = after?.file as string;
  const next = parseExports(content);
  const nextKeys = new Set(next.map(entryKey));
  const leaving = old === null ? [] : parseExports(old).filter((entry) => !nextKeys.has(entryKey(entry)));
  // in the order of the file, so that one that only loses entries is not written twice
  const all = [...next, ...leaving].sort((a, b) => (a.client < b.client ? -1 : a.client > b.client ? 1 : 0));
  const both = leaving.length === 0 ? content : exportsText(fleet, part(share), all);
  const entries = (before?.exported ?? {}) as JsonObject;
  const wanted = (after?.exported ?? {}) as JsonObject;
  const touched = Object.keys(wanted).filter((key) => entries[key] !== wanted[key]);
  const grow = both !== old || touched.length > 0;
  return [
    ...(grow
      ? [
          {
            ...shared,
            type: "nfs.export.write",
            params: { path, content: both, basis: oldBasis },
            risk: touched.some((key) => key in entries) ? "disruptive" : "safe",
            phase: "build",
          } as const,
        ]
      : []),
    ...(leaving.length > 0
      ? [
          {
            ...shared,
            type: "nfs.export.narrow",
            params: { path, content, basis: sha256(both), gone: leaving.map(spelled) },
            risk: "disruptive",
            phase: "teardown",
          } as const,
        ]
      : []),
  ];
}

/** Exports others made of the very same path to the very same clients. */
function rivals(resource: Resource, read: Read): readonly { path: string; entry: Entry }[] {
  const seen = exportsOf(read);
  if ("unknown" in seen) return [];
  const { share } = specOf(resource);
  const keys = new Set(wantedEntries(resource, read).map(entryKey));
  return seen.files
    .filter(({ path }) => path !== exportsPath(share))
    .flatMap(({ path, content }) => parseExports(content).map((entry) => ({ path, entry })))
    .filter(({ entry }) => keys.has(entryKey(entry)));
}

function wantedState(resource: Resource, read: Read): JsonObject {
  const { fleet, share } = specOf(resource);
  const entries = wantedEntries(resource, read);
  return {
    file: exportsText(fleet, part(share), entries),
    exported: Object.fromEntries(entries.map((entry) => [entryKey(entry), meaning(entry.options)])),
  };
}

/** Somebody else's file already exports just what is declared: it is left to them. */
function adopted(resource: Resource, read: Read): JsonObject | undefined {
  const { fleet, share } = specOf(resource);
  const seen = exportsOf(read);
  const wanted = wantedState(resource, read).exported as JsonObject;
  if ("unknown" in seen || rivals(resource, read).length < Object.keys(wanted).length) return undefined;
  const observed = stateOf(share, wantedEntries(resource, read), seen, fleet);
  if (observed.status !== "present" || observed.state.file !== null) return undefined;
  const entries = observed.state.exported as JsonObject;
  const same = Object.keys(wanted).every((key) => entries[key] === wanted[key]);
  return same ? observed.state : undefined;
}

function check(resource: Resource, _observation: Observation, read: Read): readonly Finding[] {
  const { address, host } = resource;
  const { path, share } = specOf(resource);
  const others = rivals(resource, read);
  const [first] = others;
  if (first && adopted(resource, read))
    return [
      {
        code: "NFS211",
        severity: "info",
        message: `share ${share} is already exported by ${first.path} on ${host}, which is not holdfast's: it is left as it is`,
        address,
        host,
        hint: `to let holdfast keep it, take the lines out of ${first.path} there and apply`,
      },
    ];
  const seen = exportsOf(read);
  if ("unknown" in seen) return [];
  const conflicts = others.map(
    ({ path: file, entry }): Finding => ({
      code: "NFS210",
      severity: "error",
      message: `${file} on ${host} exports ${entry.path} to ${entry.client} as well, and it is not holdfast's: which one counts would be a matter of order`,
      address,
      host,
      hint: `take that entry out of ${file} there, or ${entry.client} out of share ${share}`,
    }),
  );
  const own = seen.files.find((file) => file.path === exportsPath(share));
  const ours = new Set([...wantedEntries(resource, read), ...parseExports(own?.content ?? "")].map(entryKey));
  const extra = seen.table.filter((entry) => entry.path === path && !ours.has(entryKey(entry)));
  if (extra.length === 0) return conflicts;
  const clients = extra.map(({ client }) => client).join(", ");
  return [
    ...conflicts,
    {
      code: "NFS212",
      severity: "warning",
      message: `${path} on ${host} is also exported to ${clients}, by somebody else: left as it is`,
      address,
      host,
      hint: "declare them under `allow`, or have whoever made that export take it back",
    },
  ];
}

/** `nfs.export/<host>:<share>`: compared with what the server really exports, not only with the file. */
export const nfsExport: Kind = {
  type: "nfs.export",
  prune: true,
  facts: ({ resources }) => [
    filesOfExports,
    tableFact,
    usersFact,
    ...resources.map((resource) => pathFact(specOf(resource).path)),
  ],
  observe,
  want: (resource, read) => adopted(resource, read) ?? wantedState(resource, read),
  check,
  actions,
  commands: ({ type, params }) => {
    const path = params.path as string;
    const basis = params.basis as string;
    const change =
      type === "nfs.export.remove"
        ? shell(REMOVE, [path, basis])
        : writeFile({ path, content: params.content as string, mode: "0644", owner: "root:root", basis });
    const gone = (params.gone ?? []) as readonly string[];
    // the reload comes last in any case: others' files may export the same
    return [...(gone.length > 0 ? [shell(WITHDRAW, [path, basis, ...gone])] : []), change, shell(RELOAD, [])];
  },
};
