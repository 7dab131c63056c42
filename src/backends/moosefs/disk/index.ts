import type { HostKind, Scope } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Read } from "../../../model/snapshot.ts";
import { readTenantMark, unitAt } from "../../host/filesystem/spec.ts";
import { unitsFact } from "../../host/mount/facts.ts";
import { unitPath, whereOf } from "../../host/mount/unit-file.ts";
import { listedFiles } from "../../host/probe/files.ts";
import { mountsFact } from "../../host/probe/mount-table.ts";
import { fstabFact } from "../../host/probe/path.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { daemonsAt } from "../probe/daemons.ts";
import { hostDaemonsFact } from "../probe/facts.ts";
import { diskActions, diskCommands } from "./actions.ts";
import { checkDisk } from "./check.ts";
import { DISK, specOfDisk } from "./spec.ts";
import { diskFact, diskState, listedIn, seenDisk, wantedDisk } from "./state.ts";

function observed(resource: Resource, fleet: string, read: Read): Observation {
  const spec = specOfDisk(resource);
  const seen = seenDisk(spec, read);
  if ("unknown" in seen) return { status: "unknown", why: seen.unknown };
  const daemons = daemonsAt(read);
  if (daemons !== null && "unknown" in daemons) return { status: "unknown", why: daemons.unknown };
  const state = diskState(spec, seen, read);
  if (state === null) return { status: "absent" };
  if ("unknown" in state) return { status: "unknown", why: String(state.unknown) };
  if (spec.backing === "directory" || spec.backing === "given")
    return { status: "present", mark: "shared", state };
  const files = listedFiles(read(unitsFact.key));
  const unit = "unknown" in files ? undefined : unitAt(spec.root, files);
  return {
    status: "present",
    mark: ownershipOf(unit && readTenantMark(DISK, unit.content)?.fleet, fleet),
    state,
  };
}

/** Disks of ours that no pool of the file has any more: their chunks stay until somebody consents to erase them. */
function undeclared({ fleet, host, resources }: Scope, read: Read): readonly Observed[] {
  const files = listedFiles(read(unitsFact.key));
  if ("unknown" in files) return [];
  const known = new Set(resources.map((resource) => unitPath(specOfDisk(resource).root)));
  const daemons = daemonsAt(read);
  const users = (root: string) =>
    daemons !== null && "unknown" in daemons ? "unknown" : (listedIn(root, daemons)[0] ?? "");
  return files.flatMap(({ path, content, wanted: enabled }) => {
    const mark = readTenantMark(DISK, content);
    const root = whereOf(content);
    if (mark?.fleet !== fleet || root === "" || known.has(path)) return [];
    const state = { unit: content, enabled, used: users(root) };
    return [
      {
        address: `moosefs.disk/${host}:${root}`,
        host,
        needs: [],
        parts: mark.parts,
        observation: { status: "present", mark: "ours", state },
      },
    ];
  });
}

/** Erasing what is left of a disk: asked for by itself, and never while a chunkserver has chunks there. */
const erasing = ({ op, address, before }: Change) =>
  op !== "delete" || before?.used !== ""
    ? undefined
    : {
        what: `erase:${address}`,
        bound: [address, String(before?.unit ?? "")],
        why: "erases the disk's file system with all chunks in it, for good",
      };

/** `moosefs.disk/<host>:<root or path>`: where a chunkserver keeps chunks. Never removed by absence. */
export const disk: HostKind = {
  type: "moosefs.disk",
  prune: false,
  facts: ({ resources }) => [
    unitsFact,
    hostDaemonsFact,
    ...(resources.length === 0 ? [] : [fstabFact, mountsFact]),
    ...resources.map((resource) => diskFact(specOfDisk(resource))),
  ],
  observe: (scope, read) => [
    ...scope.resources.map((resource) => ({
      address: resource.address,
      host: scope.host,
      needs: resource.needs,
      parts: resource.parts,
      observation: observed(resource, scope.fleet, read),
    })),
    ...undeclared(scope, read),
  ],
  want: (resource, read) => {
    const spec = specOfDisk(resource);
    return wantedDisk(spec, seenDisk(spec, read));
  },
  check: checkDisk,
  actions: diskActions,
  commands: diskCommands,
  consent: erasing,
};
