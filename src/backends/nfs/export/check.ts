import type { Finding } from "../../../model/finding.ts";
import type { Draft } from "../../../model/finding-table.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { draft } from "../findings/index.ts";
import { exportsOf, versionsOf } from "../probe/facts.ts";
import { entryKey, exportsPath, parseExports } from "./exports-file.ts";
import { exportSpec, wantedEntries } from "./spec.ts";
import { adopted, rivals } from "./state.ts";

/** What is wrong with a share's export as found: files of others export the same path, or the path to more clients. */
export function checkExport(resource: Resource, read: Read): readonly Finding[] {
  const { address, host } = resource;
  return [...findingsOf({ address, host }, draftsOf(resource, read)), ...notServed(resource, read)];
}

/** Mounts of a version that the server says it does not serve: they would only wait for it in vain. */
function notServed(resource: Resource, read: Read): readonly Finding[] {
  const served = versionsOf(read);
  if (!served) return [];
  const { mounts, share } = exportSpec(resource);
  const isServed = (version: string) =>
    served.some((one) => one === version || (version === "4" && one.startsWith("4")));
  return Object.entries(mounts).flatMap(([address, version]) => {
    if (isServed(version)) return [];
    const message = `share ${share} is to be mounted with version ${version}, which ${resource.host} does not serve: it serves ${served.join(", ")}`;
    const details = { values: { version, host: resource.host, served: served.at(-1) ?? "" } };
    return findingsOf({ address, host: resource.host, at: resource.at }, [draft("NFS213", message, details)]);
  });
}

function draftsOf(resource: Resource, read: Read): readonly Draft[] {
  const [first] = rivals(resource, read);
  if (first && adopted(resource, read)) return [leftAsItIs(resource, first.path)];
  const seen = exportsOf(read);
  if ("unknown" in seen) return [];
  return [...conflicts(resource, read), ...exportedToMore(resource, seen, read)];
}

function leftAsItIs(resource: Resource, file: string): Draft {
  const { share } = exportSpec(resource);
  const message = `share ${share} is already exported by ${file} on ${resource.host}, which is not holdfast's: it is left as it is`;
  return draft("NFS211", message, { values: { file } });
}

function conflicts(resource: Resource, read: Read): readonly Draft[] {
  const { share } = exportSpec(resource);
  return rivals(resource, read).map(({ path: file, entry: { path, client } }) => {
    const message = `${file} on ${resource.host} exports ${path} to ${client} as well, and it is not holdfast's: which one counts would be a matter of order`;
    return draft("NFS210", message, { values: { file, client, share } });
  });
}

function exportedToMore(
  resource: Resource,
  seen: Exclude<ReturnType<typeof exportsOf>, { unknown: string }>,
  read: Read,
): readonly Draft[] {
  const { path, share } = exportSpec(resource);
  const own = seen.files.find((file) => file.path === exportsPath(share));
  const ours = new Set([...wantedEntries(resource, read), ...parseExports(own?.content ?? "")].map(entryKey));
  const extra = seen.table.filter((entry) => entry.path === path && !ours.has(entryKey(entry)));
  if (extra.length === 0) return [];
  const clients = extra.map(({ client }) => client).join(", ");
  const message = `${path} on ${resource.host} is also exported to ${clients}, by somebody else: left as it is`;
  return [draft("NFS212", message)];
}
