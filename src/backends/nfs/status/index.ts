import type { Share } from "../../../generated/schema-types.ts";
import type { Link, StatusRow } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Read, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { pathFact, pathState } from "../../host/probe/path.ts";
import { mountRemark } from "../../host/status/mounts.ts";
import { bytes } from "../../host/text/bytes.ts";
import { type Client, clientsOf, storageAddress } from "../expand.ts";
import { exportsOf } from "../probe/facts.ts";

type Seen = "yes" | "no" | "unknown";

function exported(config: Config, share: Share, read: Read): Seen {
  const seen = exportsOf(read);
  if ("unknown" in seen) return "unknown";
  const wanted = clientsOf(share).map(({ host }) => storageAddress(config, host));
  const has = (client: string) =>
    seen.table.some((entry) => entry.path === share.path && entry.client === client);
  const any = seen.table.some((entry) => entry.path === share.path);
  return any && wanted.every(has) ? "yes" : "no";
}

function mountedAt(config: Config, share: Share, client: Client, read: Read): { seen: Seen; note?: string } {
  const address = storageAddress(config, share.host);
  const remark = mountRemark(
    client,
    read,
    ({ source }) => source.endsWith(`:${share.path}`) && source.includes(address),
  );
  if (!remark) return { seen: "yes" };
  return { seen: remark.level === "unsure" ? "unknown" : "no", note: remark.note };
}

function capacity(share: Share, read: Read): { text: string; note?: string } {
  const seen = pathState(read(pathFact(share.path).key));
  if ("unknown" in seen) return { text: "?" };
  if (seen.is !== "directory") return { text: "-", note: `${share.path} is not there on ${share.host}` };
  const used = seen.size === 0 ? 0 : Math.round((1 - seen.available / seen.size) * 100);
  const text = `${bytes(seen.available)} free of ${bytes(seen.size)}`;
  return used >= 90 ? { text, note: `${share.host}:${share.path} is ${used} % full` } : { text };
}

function rowOf(config: Config, snapshot: Snapshot, name: string, share: Share): StatusRow {
  const read = readerOf(snapshot, share.host);
  const isExported = exported(config, share, read);
  const clients = clientsOf(share).map((client) =>
    mountedAt(config, share, client, readerOf(snapshot, client.host)),
  );
  const room = capacity(share, read);
  const server = snapshot.hosts[share.host];
  const mounted = clients.filter(({ seen }) => seen === "yes").length;
  return {
    part: `shares.${name}`,
    health: healthOf(isExported, [isExported, ...clients.map(({ seen }) => seen)], room.note !== undefined),
    cells: {
      server: `${share.host}:${share.path}`,
      exported: isExported,
      mounted: `${mounted}/${clients.length}`,
      capacity: room.text,
    },
    notes: [
      ...(server && !server.reachable ? [`${share.host}: ${server.failure.message}`] : []),
      ...(isExported === "no" ? [`${share.host} does not export it to all its clients`] : []),
      ...clients.flatMap(({ note }) => (note ? [note] : [])),
      ...(room.note ? [room.note] : []),
    ],
  };
}

function healthOf(isExported: Seen, all: readonly Seen[], short: boolean): StatusRow["health"] {
  if (isExported === "no") return "down";
  if (all.includes("no") || short) return "degraded";
  return all.includes("unknown") ? "unknown" : "ok";
}

/** One row per share: exported, mounted by how many of its clients, room left. */
export const shareStatus = (config: Config, snapshot: Snapshot): readonly StatusRow[] =>
  Object.entries(config.file.shares ?? {}).map(([name, share]) => rowOf(config, snapshot, name, share));

/** Server → client, labelled with the share and how it is mounted. */
export const shareTopology = (config: Config): readonly Link[] =>
  Object.entries(config.file.shares ?? {}).flatMap(([name, share]) =>
    clientsOf(share).map((client) => ({
      from: share.host,
      to: client.host,
      label: `${name} → ${client.mountpoint} (NFS ${client.version}${client.readOnly ? ", read-only" : ""})`,
    })),
  );
