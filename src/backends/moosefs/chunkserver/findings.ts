import type { Draft } from "../../../model/finding-table.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { draft } from "../findings/index.ts";
import { type DiskLines, HDD_PATH } from "../probe/mfshdd.ts";
import { isBroken } from "./drain.ts";
import { type Found, findServer } from "./find.ts";
import { wantedDisks } from "./spec.ts";

const lineText = (disks: DiskLines) =>
  Object.entries(disks)
    .map(([path, { marked, signs, limit }]) => `${marked ? "*" : ""}${signs}${path}${limit && ` ${limit}`}`)
    .sort()
    .join(", ");

/** A list somebody else wrote is taken over only when it already says what the file does, or when the file says so. */
export function foreign({ spec, host, hostView }: Found): readonly Draft[] {
  const { there, fleet, disks } = hostView.file;
  const [is, wanted] = [lineText(disks), lineText(wantedDisks(spec))];
  if (!there || fleet !== null || is === "" || is === wanted || spec.adopt) return [];
  const message = `${HDD_PATH} on ${host} is there and not holdfast's: it lists ${is}, the file ${wanted}`;
  return [draft("MFS230", message, { host })];
}

/** A host serves one pool: it leaves the old one before it joins another. */
export function elsewhere({ spec, host, hostView }: Found): readonly Draft[] {
  const pools = hostView.file.parts.filter((part) => part !== `pools.${spec.pool}`);
  if (hostView.file.fleet !== spec.fleet || pools.length === 0) return [];
  const names = pools.join(", ");
  const values = { pools: names, pool: spec.pool };
  return [draft("MFS231", `${host} still holds chunks of ${names}`, { values, host })];
}

/** Chunks of another instance: the daemon refuses them, and the master the daemon. */
export function strangers({ spec, host, hostView, poolView }: Found): readonly Draft[] {
  const { daemons } = hostView;
  const master = poolView?.instance;
  if (!daemons || !master) return [];
  const disks = Object.entries(daemons.disks).filter(([, { instance }]) => instance && instance !== master);
  const findings = disks.map(([path, { instance }]) => {
    const message = `${path} on ${host} holds chunks of another MooseFS instance (${instance}); ${spec.pool} is ${master}`;
    return draft("MFS232", message, { hint: "disk", host });
  });
  if (disks.length > 0 || !daemons.chunkserver || daemons.chunkserver === master) return findings;
  const message = `${host} was a chunkserver of another MooseFS instance (${daemons.chunkserver}); ${spec.pool} is ${master}, and its master refuses it`;
  return [draft("MFS232", message, { hint: "host", values: { host }, host })];
}

/** Disks the chunkserver does not use any more. */
export function damaged({ host, ip, poolView }: Found): readonly Draft[] {
  const rows = poolView?.disks;
  if (!rows || "unknown" in rows) return [];
  return rows
    .filter((row) => row.ip === ip && isBroken(row))
    .map(({ path, status }) =>
      draft("MFS238", `${path} on ${host} is ${status}: nothing on it is used`, { host }),
    );
}

/** A daemon that runs and that its master does not have. */
export function unconnected({ spec, host, hostView, poolView, row }: Found): readonly Draft[] {
  const { daemons } = hostView;
  if (!poolView?.view || row?.connected || daemons?.units.chunkserver.active !== "active") return [];
  const follows = daemons.follows.chunkserver;
  const whom = follows && follows !== spec.alias ? `, it looks for ${follows}` : "";
  const message = `the chunkserver of ${host} runs, and the master on ${spec.master} does not have it${whom}`;
  return [draft("MFS240", message, { values: { master: spec.master }, host })];
}

/** Servers that neither the file nor a mark makes ours: reported once, by the first chunkserver of the pool. */
export function unknownServers({ spec, host, poolView }: Found, of: ReadOf): readonly Draft[] {
  if (host !== spec.siblings[0] || !poolView?.view) return [];
  return poolView.view.servers.flatMap((row): readonly Draft[] => {
    const name = Object.keys(spec.addresses).find((one) => spec.addresses[one] === row.ip);
    if (name && spec.siblings.includes(name)) return [];
    const found = name ? findServer(spec, name, of) : undefined;
    // ours, or undetermined: it is observed by itself
    if (found && ("unknown" in found || found.hostView.file.fleet === spec.fleet)) return [];
    const [is, hint] = row.connected
      ? ["a chunkserver", "connected"]
      : ["remembered as a chunkserver, disconnected,", "away"];
    const message = `${name ?? row.ip} is ${is} of ${spec.pool}, and the file does not name it`;
    const values = { ip: row.ip, port: row.port, master: spec.master };
    return [draft("MFS241", message, { hint, values, host: spec.master })];
  });
}
