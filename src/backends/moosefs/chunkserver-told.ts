import type { ReadOf } from "../../model/snapshot.ts";
import type { Told } from "../host/rules/finding.ts";
import { isBroken } from "./chunkserver/drain.ts";
import { type Found, findServer } from "./chunkserver/find.ts";
import { wantedDisks } from "./chunkserver/spec.ts";
import { type DiskLines, HDD_PATH } from "./probe/mfshdd.ts";

const lineText = (disks: DiskLines) =>
  Object.entries(disks)
    .map(([path, { marked, signs, limit }]) => `${marked ? "*" : ""}${signs}${path}${limit && ` ${limit}`}`)
    .sort()
    .join(", ");

/** A list somebody else wrote is taken over only when it already says what the file does, or when the file says so. */
export function foreign({ spec, host, seat }: Found): readonly Told[] {
  const { there, fleet, disks } = seat.file;
  const [is, wanted] = [lineText(disks), lineText(wantedDisks(spec))];
  if (!there || fleet !== null || is === "" || is === wanted || spec.adopt) return [];
  return [
    {
      code: "MFS230",
      message: `${HDD_PATH} on ${host} is there and not holdfast's: it lists ${is}, the file ${wanted}`,
      hint: "make the file as it is, or write `adopt: true` to have the disks made as the file is (those it does not name are emptied first)",
      host,
    },
  ];
}

/** A host serves one pool: it leaves the old one before it joins another. */
export function elsewhere({ spec, host, seat }: Found): readonly Told[] {
  const pools = seat.file.parts.filter((part) => part !== `pools.${spec.pool}`);
  if (seat.file.fleet !== spec.fleet || pools.length === 0) return [];
  const name = pools.join(", ");
  return [
    {
      code: "MFS231",
      message: `${host} still holds chunks of ${name}`,
      hint: `take it out of ${name} first, apply until it is drained, then name it in ${spec.pool}`,
      host,
    },
  ];
}

/** Chunks of another instance: the daemon refuses them, and the master the daemon. */
export function strangers({ spec, host, seat, ruler }: Found): readonly Told[] {
  const { site } = seat;
  const master = ruler?.instance;
  if (!site || !master) return [];
  const disks = Object.entries(site.disks).filter(([, { instance }]) => instance && instance !== master);
  const told = disks.map(([path, { instance }]) => ({
    code: "MFS232",
    message: `${path} on ${host} holds chunks of another MooseFS instance (${instance}); ${spec.pool} is ${master}`,
    hint: "name another folder, or bring that pool's master back; when nobody needs those chunks any more, remove the folder by hand",
    host,
  }));
  if (disks.length > 0 || !site.chunkserver || site.chunkserver === master) return told;
  return [
    {
      code: "MFS232",
      message: `${host} was a chunkserver of another MooseFS instance (${site.chunkserver}); ${spec.pool} is ${master}, and its master refuses it`,
      hint: `if that pool is gone for good: move /var/lib/mfs/chunkserverid.mfs away on ${host}, with the chunkserver stopped, and plan again`,
      host,
    },
  ];
}

/** Disks the chunkserver does not use any more. */
export function damaged({ host, ip, ruler }: Found): readonly Told[] {
  const rows = ruler?.disks;
  if (!rows || "unknown" in rows) return [];
  return rows
    .filter((row) => row.ip === ip && isBroken(row))
    .map(({ path, status }) => ({
      code: "MFS238",
      severity: "warning" as const,
      message: `${path} on ${host} is ${status}: nothing on it is used`,
      hint: `see \`journalctl -u moosefs-chunkserver\` there; when it is repaired, \`systemctl reload moosefs-chunkserver\` takes it back, else take it out of \`disks\``,
      host,
    }));
}

/** A daemon that runs and that its master does not have. */
export function unconnected({ spec, host, seat, ruler, row }: Found): readonly Told[] {
  const { site } = seat;
  if (!ruler?.view || row?.connected || site?.units.chunkserver.active !== "active") return [];
  const follows = site.follows.chunkserver;
  const whom = follows && follows !== spec.alias ? `, it looks for ${follows}` : "";
  return [
    {
      code: "MFS240",
      severity: "warning",
      message: `the chunkserver of ${host} runs, and the master on ${spec.master} does not have it${whom}`,
      hint: `see \`journalctl -u moosefs-chunkserver\` there, and that port 9420 of ${spec.master} is open to it`,
      host,
    },
  ];
}

/** Servers that neither the file nor a mark makes ours: told once, by the first chunkserver of the pool. */
export function unknownServers({ spec, host, ruler }: Found, of: ReadOf): readonly Told[] {
  if (host !== spec.siblings[0] || !ruler?.view) return [];
  return ruler.view.servers.flatMap((row): readonly Told[] => {
    const name = Object.keys(spec.addresses).find((one) => spec.addresses[one] === row.ip);
    if (name && spec.siblings.includes(name)) return [];
    const found = name ? findServer(spec, name, of) : undefined;
    // ours, or not to be told: it is observed by itself
    if (found && ("unknown" in found || found.seat.file.fleet === spec.fleet)) return [];
    const who = name ?? row.ip;
    return [
      {
        code: "MFS241",
        severity: "warning",
        message: `${who} is ${row.connected ? "a chunkserver" : "remembered as a chunkserver, disconnected,"} of ${spec.pool}, and the file does not name it`,
        hint: row.connected
          ? `name it in \`chunkservers\`, or empty it first: \`*\` in front of its lines in ${HDD_PATH}, reload, wait for READY, then stop it`
          : `when it will not come back: \`mfscli -CRC/${row.ip}/${row.port}\` on ${spec.master}`,
        host: spec.master,
      },
    ];
  });
}
