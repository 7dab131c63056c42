import type { Change } from "../../model/change.ts";
import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { readerOf, type Snapshot } from "../../model/snapshot.ts";
import { draft } from "./findings/index.ts";
import { usersOf } from "./probe/facts.ts";

const keysOf = (state: JsonObject | undefined) => Object.keys((state?.exported ?? {}) as JsonObject);

const pathOf = (key: string) => key.slice(0, key.lastIndexOf(" "));
const clientOf = (key: string) => key.slice(key.lastIndexOf(" ") + 1);

/** Clients that an export change takes away from a path they have now. */
function losing(change: Change): readonly string[] {
  if (change.type !== "nfs.export" || change.op === "create") return [];
  const kept = new Set(keysOf(change.after));
  return [
    ...new Set(
      keysOf(change.before)
        .filter((key) => !kept.has(key))
        .map(clientOf),
    ),
  ];
}

/** Hosts of the file whose mounts an export change could pull the ground from: their state must be known. */
export function mustKnow(config: Config, change: Change): readonly string[] {
  const clients = new Set(losing(change));
  return Object.values(config.hosts)
    .filter(({ storageAddress, address }) => clients.has(storageAddress) || clients.has(address))
    .map(({ name }) => name);
}

/** Clients outside the file that use the server and are about to lose their export. */
function strangers(config: Config, change: Change, snapshot: Snapshot): readonly Finding[] {
  const clients = new Set(losing(change));
  const known = new Set(Object.values(config.hosts).flatMap((host) => [host.address, host.storageAddress]));
  const using = usersOf(readerOf(snapshot, change.host)).filter(
    (user) => clients.has(user) && !known.has(user),
  );
  return using.map((user) => ({
    ...draft(
      "NFS220",
      `${user} still uses ${change.host} and loses ${change.address}; it is not a host of this file, so holdfast cannot unmount it there`,
      { values: { user } },
    ),
    host: change.host,
  }));
}

/** A share that moves takes no data along. */
function moves(changes: readonly Change[]): readonly Finding[] {
  return changes.flatMap((change): Finding[] => {
    if (change.type !== "nfs.export" || change.op === "delete") return [];
    const from = new Set(keysOf(change.before).map(pathOf));
    const to = new Set(keysOf(change.after).map(pathOf));
    const share = change.address.slice(change.address.indexOf(":") + 1);
    const elsewhere = changes.find(
      (other) => other.type === "nfs.export" && other.op === "delete" && other.address.endsWith(`:${share}`),
    );
    const movedPath = change.op === "update" && from.size > 0 && ![...from].some((path) => to.has(path));
    if (!movedPath && !elsewhere) return [];
    const old = elsewhere ? `${elsewhere.host}` : [...from].join(", ");
    const now = elsewhere ? change.host : [...to].join(", ");
    return [
      {
        ...draft(
          "NFS221",
          `share ${share} moves from ${old} to ${now}; holdfast moves the export and the mounts, not the data`,
        ),
        host: change.host,
        ...(change.at ? { at: change.at } : {}),
      },
    ];
  });
}

/** What only the whole picture shows. */
export const judge = (config: Config, changes: readonly Change[], snapshot: Snapshot): readonly Finding[] => [
  ...changes.flatMap((change) => strangers(config, change, snapshot)),
  ...moves(changes),
];
