import type { MoosefsPool } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { spanText } from "../../../model/span.ts";
import { within } from "../../host/probe/path.ts";
import { about, type Tell } from "../../host/rules/finding.ts";
import { inSystemTree, systemFolders } from "../../host/rules/places.ts";
import { bytesOf, MIB, sizeText } from "../../host/text/size.ts";
import { type Chunkserver, declaredPools, entryOf, type Pool } from "../pool/index.ts";

/** A chunkserver with less than 1 GB free gets no new chunks, and a chunk takes 64 MiB. */
const smallest = 2048 * MIB;

/** How many chunkservers there are and stay, and what their disks are made of. */
export const chunkserverRules = (declared: MoosefsPool, pool: Pool, tell: Tell): Finding[] => [
  ...enough(pool, tell),
  ...(declared.folder === undefined || !isSystems(declared.folder)
    ? []
    : [systems(declared.folder, ["folder"], tell)]),
  ...sizeRules(declared, pool, tell),
  ...pool.chunkservers.flatMap((one) => diskRules(declared, one, tell)),
];

function enough({ name, chunkservers }: Pool, tell: Tell): Finding[] {
  const path = ["chunkservers"];
  if (chunkservers.length < 2) {
    const message = `pools.${name}: one chunkserver holds one copy of each chunk, and files go with its first disk that fails`;
    return [tell("MFS110", "error", path, message, "name two chunkservers at least")];
  }
  const staying = chunkservers.filter(({ draining }) => !draining);
  if (staying.length >= 2) return [];
  const stay = staying.length === 0 ? "none stays" : `only ${staying[0]?.host} stays`;
  const message = `pools.${name}: once all that is draining is drained, ${stay}, and two chunkservers are the least`;
  return [
    tell("MFS111", "error", path, message, "add a chunkserver first, or take back a `state: draining`"),
  ];
}

/** Chunks in these would be the system's, gone after a boot, or hidden from the daemon by its unit. */
const noChunks = [
  ...["/var/lib/mfs", "/var/lib/glusterd", "/usr", "/bin", "/sbin", "/lib", "/lib64"],
  ...["/run", "/var/run", "/tmp", "/var/tmp"],
];

/** Whether chunks at or below a path would be in a folder of the system, or where the daemon cannot write. */
export const isSystems = (path: string): boolean =>
  inSystemTree(path) || systemFolders.has(path) || noChunks.some((tree) => within(path, tree));

function systems(path: string, where: (string | number)[], tell: Tell): Finding {
  const message = `${path} is the system's, or the chunkserver cannot write there: its unit makes /usr, /boot and /etc read-only and /tmp its own`;
  return tell(
    "MFS156",
    "error",
    where,
    message,
    "put chunks on a folder for data, such as one below /mnt, /srv or /data",
  );
}

function sizeRules(declared: MoosefsPool, { name, chunkservers }: Pool, tell: Tell): Finding[] {
  const disks = chunkservers.flatMap((one) => one.disks.filter(({ root }) => root !== null));
  if (declared.backing === "directory" && declared.size !== undefined)
    return [ignored(`pools.${name}`, "nothing limits the size of a directory", ["size"], tell)];
  if (disks.length === 0 && declared.size !== undefined)
    return [ignored(`pools.${name}`, "every chunkserver names its disks", ["size"], tell)];
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
      return tell(
        "MFS160",
        "error",
        path,
        message,
        `the smallest that works: \`size: ${sizeText(smallest)}\``,
      );
    });
}

const ignored = (name: string, why: string, path: (string | number)[], tell: Tell): Finding =>
  tell("MFS161", "warning", path, `${name}: ${why}, \`${path.at(-1)}\` is not looked at`, "remove it");

function diskRules(
  { backing = "image", chunkservers }: MoosefsPool,
  server: Chunkserver,
  tell: Tell,
): Finding[] {
  const { host, index } = server;
  const own = entryOf(chunkservers[index] ?? host);
  const at = (...rest: (string | number)[]) => ["chunkservers", index, ...rest];
  const given = (own.disks ?? []).flatMap(({ path, limit }, i) => [
    ...(isSystems(path) ? [systems(path, at("disks", i, "path"), tell)] : []),
    ...limitRules(path, limit, at("disks", i, "limit"), tell),
  ]);
  const useless = own.disks !== undefined || backing === "directory";
  const why = own.disks === undefined ? "nothing limits the size of a directory" : "its disks are given";
  const size = useless && own.size !== undefined ? [ignored(host, why, at("size"), tell)] : [];
  return [...given, ...size, ...deviceRules(own, backing, at(), tell)];
}

type Own = ReturnType<typeof entryOf>;

function deviceRules(
  { host, disks, device }: Own,
  backing: string,
  at: (string | number)[],
  tell: Tell,
): Finding[] {
  if (disks !== undefined && device !== undefined)
    return [
      tell(
        "MFS163",
        "error",
        [...at, "device"],
        `${host} has \`disks\` and a \`device\``,
        "remove one of the two",
      ),
    ];
  if (backing === "device" && disks === undefined && device === undefined)
    return [
      tell(
        "MFS162",
        "error",
        at,
        `${host} needs a device to make its disk on`,
        `write \`{ host: ${host}, device: /dev/… }\``,
      ),
    ];
  if (backing === "device" || device === undefined) return [];
  const message = `\`device\` is for \`backing: device\`, this is ${backing}`;
  return [
    tell("MFS163", "error", [...at, "device"], message, "set `backing: device` for the pool, or remove it"),
  ];
}

/** MooseFS itself ignores a limit of nothing, and warns of leaving less than a chunk free. */
function limitRules(path: string, limit: string | undefined, at: (string | number)[], tell: Tell): Finding[] {
  if (limit === undefined) return [];
  const bytes = bytesOf(limit.replace(/^-/, ""));
  const least = limit.startsWith("-") ? 64 * MIB : smallest;
  if (bytes >= least) return [];
  const message = limit.startsWith("-")
    ? `${path}: ${limit} leaves less free than one chunk takes (64 MiB)`
    : `${path}: ${limit} is too small for chunks: a chunkserver with less than 1 GB free gets none`;
  const smallestText = limit.startsWith("-") ? "-64MiB" : sizeText(smallest);
  return [tell("MFS164", "error", at, message, `the smallest that works: \`limit: ${smallestText}\``)];
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
        return [about(config, name)("MFS165", "error", path, message)];
      }),
    );
}
