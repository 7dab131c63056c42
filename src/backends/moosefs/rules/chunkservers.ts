import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { spanText } from "../../../model/span.ts";
import { isSystems } from "../../host/rules/places.ts";
import { bytesOf, MIB, sizeText } from "../../host/text/size.ts";
import { about, type Report } from "../findings/index.ts";
import { type Chunkserver, declaredPools, entryOf, type Pool } from "../pool/index.ts";

/** A chunkserver with less than 1 GB free gets no new chunks, and a chunk takes 64 MiB. */
const smallest = 2048 * MIB;

/** How many chunkservers there are and stay, and what their disks are made of. */
export const chunkserverRules = (declared: MoosefsPool, pool: Pool, report: Report): Finding[] => [
  ...enough(pool, report),
  ...(declared.folder === undefined || !isSystems(declared.folder)
    ? []
    : [systems(declared.folder, ["folder"], report)]),
  ...sizeRules(declared, pool, report),
  ...pool.chunkservers.flatMap((one) => diskRules(declared, one, report)),
];

function enough({ name, chunkservers }: Pool, report: Report): Finding[] {
  const path = ["chunkservers"];
  if (chunkservers.length < 2) {
    const message = `pools.${name}: one chunkserver holds one copy of each chunk, and files go with its first disk that fails`;
    return [report("MFS110", path, message)];
  }
  const staying = chunkservers.filter(({ draining }) => !draining);
  if (staying.length >= 2) return [];
  const stay = staying.length === 0 ? "none stays" : `only ${staying[0]?.host} stays`;
  const message = `pools.${name}: once all that is draining is drained, ${stay}, and two chunkservers are the least`;
  return [report("MFS111", path, message)];
}

function systems(path: string, where: (string | number)[], report: Report): Finding {
  const message = `${path} is the system's, or the chunkserver cannot write there: its unit makes /usr, /boot and /etc read-only and /tmp its own`;
  return report("MFS156", where, message);
}

function sizeRules(declared: MoosefsPool, { name, chunkservers }: Pool, report: Report): Finding[] {
  const disks = chunkservers.flatMap((one) => one.disks.filter(({ root }) => root !== null));
  if (declared.backing === "directory" && declared.size !== undefined)
    return [ignored(`pools.${name}`, "nothing limits the size of a directory", ["size"], report)];
  if (disks.length === 0 && declared.size !== undefined)
    return [ignored(`pools.${name}`, "every chunkserver names its disks", ["size"], report)];
  const small = chunkservers.flatMap(({ index, disks: [disk] }) =>
    disk?.backing === "image" && disk.bytes < smallest ? [{ index, bytes: disk.bytes }] : [],
  );
  const its = ({ index }: { index: number }) =>
    entryOf(declared.chunkservers[index] ?? "").size !== undefined;
  // the size of the pool is said once, not for each server
  const pools = small.find((one) => !its(one));
  return small
    .filter((one) => its(one) || one === pools)
    .map((one) => {
      const message = `pools.${name}: ${sizeText(one.bytes)} is too small for chunks: a chunkserver with less than 1 GB free gets none`;
      const path = its(one) ? ["chunkservers", one.index, "size"] : ["size"];
      return report("MFS160", path, message, { values: { least: sizeText(smallest) } });
    });
}

const ignored = (name: string, why: string, path: (string | number)[], report: Report): Finding =>
  report("MFS161", path, `${name}: ${why}, \`${path.at(-1)}\` is not looked at`);

function diskRules(
  { backing = "image", chunkservers }: MoosefsPool,
  server: Chunkserver,
  report: Report,
): Finding[] {
  const { host, index } = server;
  const own = entryOf(chunkservers[index] ?? host);
  const at = (...rest: (string | number)[]) => ["chunkservers", index, ...rest];
  const given = (own.disks ?? []).flatMap(({ path, limit }, i) => [
    ...(isSystems(path) ? [systems(path, at("disks", i, "path"), report)] : []),
    ...limitRules(path, limit, at("disks", i, "limit"), report),
  ]);
  const useless = own.disks !== undefined || backing === "directory";
  const why = own.disks === undefined ? "nothing limits the size of a directory" : "its disks are given";
  const size = useless && own.size !== undefined ? [ignored(host, why, at("size"), report)] : [];
  return [...given, ...size, ...deviceRules(own, backing, at(), report)];
}

type Own = ReturnType<typeof entryOf>;

function deviceRules(
  { host, disks, device }: Own,
  backing: string,
  at: (string | number)[],
  report: Report,
): Finding[] {
  if (disks !== undefined && device !== undefined)
    return [report("MFS163", [...at, "device"], `${host} has \`disks\` and a \`device\``, { hint: "both" })];
  if (backing === "device" && disks === undefined && device === undefined)
    return [report("MFS162", at, `${host} needs a device to make its disk on`, { values: { host } })];
  if (backing === "device" || device === undefined) return [];
  const message = `\`device\` is for \`backing: device\`, this is ${backing}`;
  return [report("MFS163", [...at, "device"], message, { hint: "backing" })];
}

/** MooseFS itself ignores a limit of nothing, and warns of leaving less than a chunk free. */
function limitRules(
  path: string,
  limit: string | undefined,
  at: (string | number)[],
  report: Report,
): Finding[] {
  if (limit === undefined) return [];
  const bytes = bytesOf(limit.replace(/^-/, ""));
  const bound = limit.startsWith("-") ? 64 * MIB : smallest;
  if (bytes >= bound) return [];
  const message = limit.startsWith("-")
    ? `${path}: ${limit} leaves less free than one chunk takes (64 MiB)`
    : `${path}: ${limit} is too small for chunks: a chunkserver with less than 1 GB free gets none`;
  const least = limit.startsWith("-") ? "-64MiB" : sizeText(smallest);
  return [report("MFS164", at, message, { values: { least } })];
}

/** One device for two chunkservers' entries of a host, of one pool or of two. */
export function deviceTwice(config: Config): Finding[] {
  const seen = new Map<string, Finding["at"] & object>();
  return declaredPools(config)
    .filter(([, { state }]) => state !== "absent")
    .flatMap(([name, { chunkservers }]) =>
      chunkservers.flatMap((entry, i): Finding[] => {
        const { host, device } = entryOf(entry);
        const path = ["chunkservers", i, "device"];
        const first = seen.get(`${host} ${device}`);
        if (device !== undefined && first === undefined)
          seen.set(`${host} ${device}`, config.at(["pools", name, ...path]));
        if (device === undefined || first === undefined) return [];
        const message = `${device} of ${host} is a disk already, at ${spanText(first)}`;
        return [about(config, name)("MFS165", path, message)];
      }),
    );
}
