import type { GlusterPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { nearest } from "../../../model/nearest.ts";
import { spanText } from "../../../model/span.ts";
import { count } from "../../host/rules/finding.ts";
import { isSystems } from "../../host/rules/places.ts";
import { sizeText, smallestXfs } from "../../host/text/size.ts";
import { about, type Report } from "../findings/index.ts";
import { declaredPool, explicitBricks, hostOf, type Pool, poolsPresent } from "../pool/index.ts";

/** What bricks are made of: sizes, devices and the folder. */
export const brickRules = (declared: GlusterPool, pool: Pool, report: Report): Finding[] => [
  ...folderRules(declared, pool, report),
  ...sizeRules(declared, pool, report),
  ...deviceRules(declared, pool, report),
];

function folderRules({ folder, bricks, peers }: GlusterPool, { name }: Pool, report: Report): Finding[] {
  const twice = folder !== undefined && bricks?.folder !== undefined && folder !== bricks.folder;
  const message = `pools.${name}: the folder of the bricks is given twice: here and as \`bricks.folder\``;
  const explicit = peers.flatMap((peer, i) =>
    (explicitBricks(peer) ?? []).flatMap((path, j) => placed(path, ["peers", i, "bricks", j], report)),
  );
  return [
    ...(twice ? [report("GLU125", ["folder"], message)] : []),
    ...(folder === undefined ? [] : placed(folder, ["folder"], report)),
    ...(bricks?.folder === undefined ? [] : placed(bricks.folder, ["bricks", "folder"], report)),
    ...explicit,
  ];
}

function placed(path: string, where: JsonPath, report: Report): Finding[] {
  if (!isSystems(path)) return [];
  return [report("GLU156", where, `${path} is the system's: bricks do not belong there`)];
}

function sizeRules({ size: given }: GlusterPool, pool: Pool, report: Report): Finding[] {
  const { name, backing, sets, dataBricks } = pool;
  if (backing === "directory" && given !== undefined) {
    const message = `pools.${name}: nothing limits the size of a directory, \`size\` is not looked at`;
    return [report("GLU121", ["size"], message)];
  }
  const made = sets.flat().find(({ root, arbiter }) => root !== null && !arbiter);
  if (backing !== "image" || made === undefined || made.bytes >= smallestXfs) return [];
  const least = sizeText(smallestXfs * sets.length * dataBricks);
  const message = `pools.${name}: a size of ${given ?? "2GB (the default)"} makes bricks of ${sizeText(made.bytes)}, and XFS takes ${sizeText(smallestXfs)} at least`;
  return [report("GLU120", ["size"], message, { values: { least } })];
}

function deviceRules(declared: GlusterPool, { name, peers, backing }: Pool, report: Report): Finding[] {
  const { devices = {}, perPeer = 1 } = declared.bricks ?? {};
  const path = (host: string) => ["bricks", "devices", host];
  if (backing !== "device") {
    if (declared.bricks?.devices === undefined) return [];
    const message = `pools.${name}: \`devices\` are for \`backing: device\`, this is ${backing}`;
    return [report("GLU123", ["bricks", "devices"], message, { hint: "backing" })];
  }
  const strangers = Object.keys(devices)
    .filter((host) => !peers.includes(host))
    .map((host) => {
      const near = nearest(host, peers);
      const details = near
        ? { hint: "near", values: { near } }
        : { hint: "all", values: { peers: peers.join(", ") } };
      return report("GLU123", path(host), `pools.${name}: ${host} is no peer`, details);
    });
  const counts = declared.peers.flatMap((peer, i) => {
    const host = hostOf(peer);
    const given = Object.hasOwn(devices, host) ? (devices[host]?.length ?? 0) : 0;
    const wanted = explicitBricks(peer) === undefined ? perPeer : 0;
    if (given === wanted || declared.peers.findIndex((other) => hostOf(other) === host) < i) return [];
    const message = `pools.${name}: ${host} has ${count(given, "device")} for ${count(wanted, "brick")} to make`;
    const details =
      given < wanted
        ? { hint: "few", values: { more: wanted - given, host } }
        : { hint: wanted > 0 ? "manyPerPeer" : "many", values: { over: given - wanted } };
    return [report("GLU122", path(host), message, details)];
  });
  return [...strangers, ...counts];
}

/** One device for two bricks, of one pool or of two. */
export function deviceTwice(config: Config): Finding[] {
  const seen = new Map<string, Finding["at"] & object>();
  return poolsPresent(config).flatMap(({ name }) => {
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
        return [about(config, name)("GLU124", path, message)];
      }),
    );
  });
}
