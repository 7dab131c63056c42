import type { Finding } from "../../../model/finding.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { exportsOf } from "../probe/facts.ts";
import { entryKey, exportsPath, parseExports } from "./exports-file.ts";
import { exportSpec, wantedEntries } from "./spec.ts";
import { adopted, rivals } from "./state.ts";

/** What speaks against a share's export as found: others who export the same, or more. */
export function checkExport(resource: Resource, read: Read): readonly Finding[] {
  const { address, host } = resource;
  const { path, share } = exportSpec(resource);
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
