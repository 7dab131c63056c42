import type { Scope } from "../../../model/backend.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { ownerOf } from "../../host/write/mark.ts";
import { type Exports, exportsOf } from "../probe/facts.ts";
import { type Entry, entryKey, exportsPath, exportsText, parseExports, shareOf } from "./exports-file.ts";
import { meaning, meaningOfEtab } from "./options.ts";
import { exportSpec, partOf, wantedEntries } from "./spec.ts";

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

/** What a server exports for the declared shares, and for those of ours that are declared no longer. */
export function observeExports({ fleet, host, resources }: Scope, read: Read): readonly Observed[] {
  const seen = exportsOf(read);
  const declared = resources.map((resource): Observed => {
    const { address, needs, parts } = resource;
    const observation: Observation =
      "unknown" in seen
        ? { status: "unknown", why: seen.unknown }
        : stateOf(exportSpec(resource).share, wantedEntries(resource, read), seen, fleet);
    return { address, host, observation, needs, parts };
  });
  if ("unknown" in seen) return declared;
  const known = new Set(resources.map((resource) => exportSpec(resource).share));
  const left = seen.files.flatMap(({ path, content }): Observed[] => {
    const share = shareOf(path, content, fleet);
    if (share === undefined || known.has(share)) return [];
    const observation = stateOf(share, [], seen, fleet);
    return [{ address: `nfs.export/${host}:${share}`, host, observation, needs: [], parts: [partOf(share)] }];
  });
  return [...declared, ...left];
}

/** Exports others made of the very same path to the very same clients. */
export function rivals(resource: Resource, read: Read): readonly { path: string; entry: Entry }[] {
  const seen = exportsOf(read);
  if ("unknown" in seen) return [];
  const { share } = exportSpec(resource);
  const keys = new Set(wantedEntries(resource, read).map(entryKey));
  return seen.files
    .filter(({ path }) => path !== exportsPath(share))
    .flatMap(({ path, content }) => parseExports(content).map((entry) => ({ path, entry })))
    .filter(({ entry }) => keys.has(entryKey(entry)));
}

/** The wanted state of a share's export, when it is ours. */
export function wantedState(resource: Resource, read: Read): JsonObject {
  const { fleet, share } = exportSpec(resource);
  const entries = wantedEntries(resource, read);
  return {
    file: exportsText(fleet, partOf(share), entries),
    exported: Object.fromEntries(entries.map((entry) => [entryKey(entry), meaning(entry.options)])),
  };
}

/** The state as it is, where somebody else's file already exports just what is declared: it is left to them. */
export function adopted(resource: Resource, read: Read): JsonObject | undefined {
  const { fleet, share } = exportSpec(resource);
  const seen = exportsOf(read);
  const wanted = wantedState(resource, read).exported as JsonObject;
  if ("unknown" in seen || rivals(resource, read).length < Object.keys(wanted).length) return undefined;
  const observed = stateOf(share, wantedEntries(resource, read), seen, fleet);
  if (observed.status !== "present" || observed.state.file !== null) return undefined;
  const entries = observed.state.exported as JsonObject;
  const same = Object.keys(wanted).every((key) => entries[key] === wanted[key]);
  return same ? observed.state : undefined;
}
