import type { GlusterPool } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";
import { spanText } from "../../../model/span.ts";
import { within } from "../../host/probe/path.ts";
import { about, count, type Tell } from "../../host/rules/finding.ts";
import { inSystemTree, systemFolders } from "../../host/rules/places.ts";
import { sizeText, smallestXfs } from "../../host/text/size.ts";
import { declaredPool, explicitBricks, glusterPools, hostOf, type Pool } from "../pool/index.ts";

/** What bricks are made of: sizes, devices and the folder. */
export const brickRules = (declared: GlusterPool, pool: Pool, tell: Tell): Finding[] => [
  ...folderRules(declared, pool, tell),
  ...sizeRules(declared, pool, tell),
  ...deviceRules(declared, pool, tell),
];

function folderRules({ folder, bricks, peers }: GlusterPool, { name }: Pool, tell: Tell): Finding[] {
  const twice = folder !== undefined && bricks?.folder !== undefined && folder !== bricks.folder;
  const message = `pools.${name}: the folder of the bricks is given twice: here and as \`bricks.folder\``;
  const explicit = peers.flatMap((peer, i) =>
    (explicitBricks(peer) ?? []).flatMap((path, j) => placed(path, ["peers", i, "bricks", j], tell)),
  );
  return [
    ...(twice ? [tell("GLU125", "error", ["folder"], message, "remove one")] : []),
    ...(folder === undefined ? [] : placed(folder, ["folder"], tell)),
    ...(bricks?.folder === undefined ? [] : placed(bricks.folder, ["bricks", "folder"], tell)),
    ...explicit,
  ];
}

/** Bricks in these would be the system's, or gone after the next boot; in gluster's own folder it takes none. */
const noBricks = [
  ...["/var/lib/glusterd", "/usr", "/bin", "/sbin", "/lib", "/lib64"],
  ...["/run", "/var/run", "/tmp", "/var/tmp"],
];

/** Whether bricks at or below a path would be in a folder of the system. */
export const isSystems = (path: string): boolean =>
  inSystemTree(path) || systemFolders.has(path) || noBricks.some((tree) => within(path, tree));

function placed(path: string, where: JsonPath, tell: Tell): Finding[] {
  if (!isSystems(path)) return [];
  const hint = "put them on a folder for data, such as one below /mnt, /srv or /data";
  return [tell("GLU156", "error", where, `${path} is the system's: bricks do not belong there`, hint)];
}

function sizeRules({ size: given }: GlusterPool, pool: Pool, tell: Tell): Finding[] {
  const { name, backing, sets, dataBricks } = pool;
  if (backing === "directory" && given !== undefined) {
    const message = `pools.${name}: nothing limits the size of a directory, \`size\` is not looked at`;
    return [tell("GLU121", "warning", ["size"], message, "remove it, or use `backing: image`")];
  }
  const made = sets.flat().find(({ root, arbiter }) => root !== null && !arbiter);
  if (backing !== "image" || made === undefined || made.bytes >= smallestXfs) return [];
  const least = sizeText(smallestXfs * sets.length * dataBricks);
  const message = `pools.${name}: a size of ${given ?? "2GB (the default)"} makes bricks of ${sizeText(made.bytes)}, and XFS takes ${sizeText(smallestXfs)} at least`;
  return [tell("GLU120", "error", ["size"], message, `the smallest that works here: \`size: ${least}\``)];
}

function deviceRules(declared: GlusterPool, { name, peers, backing }: Pool, tell: Tell): Finding[] {
  const { devices = {}, perPeer = 1 } = declared.bricks ?? {};
  const path = (host: string) => ["bricks", "devices", host];
  if (backing !== "device") {
    if (declared.bricks?.devices === undefined) return [];
    const message = `pools.${name}: \`devices\` are for \`backing: device\`, this is ${backing}`;
    return [tell("GLU123", "error", ["bricks", "devices"], message, "set `backing: device`, or remove them")];
  }
  const strangers = Object.keys(devices)
    .filter((host) => !peers.includes(host))
    .map((host) => {
      const near = nearest(host, peers);
      const hint = near ? `did you mean \`${near}\`?` : `peers: ${peers.join(", ")}`;
      return tell("GLU123", "error", path(host), `pools.${name}: ${host} is no peer`, hint);
    });
  const counts = declared.peers.flatMap((peer, i) => {
    const host = hostOf(peer);
    const given = Object.hasOwn(devices, host) ? (devices[host]?.length ?? 0) : 0;
    const wanted = explicitBricks(peer) === undefined ? perPeer : 0;
    if (given === wanted || declared.peers.findIndex((other) => hostOf(other) === host) < i) return [];
    const message = `pools.${name}: ${host} has ${count(given, "device")} for ${count(wanted, "brick")} to make`;
    const hint =
      given < wanted
        ? `name ${wanted - given} more: \`devices: {${host}: [/dev/…]}\``
        : `take ${given - wanted} out${wanted > 0 ? ", or change `perPeer`" : ""}`;
    return [tell("GLU122", "error", path(host), message, hint)];
  });
  return [...strangers, ...counts];
}

/** One device for two bricks, of one pool or of two. */
export function deviceTwice(config: Config): Finding[] {
  const seen = new Map<string, Finding["at"] & object>();
  const living = glusterPools(config).filter(({ state }) => state !== "absent");
  return living.flatMap(({ name }) => {
    const devices = Object.entries(declaredPool(config, name)?.bricks?.devices ?? {});
    return devices.flatMap(([host, list]) =>
      list.flatMap((device, i) => {
        const path = ["bricks", "devices", host, i];
        const key = `${host} ${device}`;
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, config.at(["pools", name, ...path]));
          return [];
        }
        const message = `${device} of ${host} is a brick already, at ${spanText(first)}`;
        return [about(config, name)("GLU124", "error", path, message)];
      }),
    );
  });
}
