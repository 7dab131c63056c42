import { addressOf as textOf } from "../../../../src/backends/host/rules/network.ts";
import { rangeOf } from "../../../../src/backends/moosefs/pool/range.ts";
import type { World } from "../../../support/world.ts";
import { reached } from "../../gluster/world/daemon.ts";
import { disksOf, holders, isReady, takers, termsOf, wantedFor } from "./chunks.ts";
import {
  type ClassMeaning,
  hostOf,
  type Instance,
  loggersOf,
  mfsOf,
  releaseOf,
  runs,
  serversOf,
  spaceOf,
  type UsedDisk,
} from "./index.ts";

const CHUNK = 66_000_000;
const BASE = 30_000_000;

const versions = { 3: "3.0.117", 4: "4.57.5" } as const;

/** The version of a host's packages. */
export const versionOf = (world: World) => versions[releaseOf(world)];

/** Hosts that have a master's pool mounted, each mount with what is mounted. */
export const sessionsOf = (world: World, master: string) =>
  [...world].flatMap(([name, host]) =>
    host.mounts.flatMap(({ where, source }) => {
      const [, alias = "", folder = ""] = /^mfs#([^:]*):9421(.*)$/.exec(source) ?? [];
      return host.up && alias !== "" && reached(world, name, alias) === master
        ? [{ name, where, folder: folder === "" ? "/" : folder }]
        : [];
    }),
  );

/** A line of mfsexports.cfg in parts; nothing for blanks and comments. */
export function exportOf(line: string) {
  const [, address = "", folder = "", options = ""] = /^([^#\s]\S*)\s+(\S+)\s+(\S+)$/.exec(line) ?? [];
  const range = address === "" ? undefined : rangeOf(address);
  return range && "first" in range ? { ...range, folder, options: options.split(",") } : undefined;
}

function exportRow(world: World, line: string): string {
  const one = exportOf(line);
  if (!one) return "";
  const has = (option: string) => (one.options.includes(option) ? "yes" : "no");
  const access = one.options.includes("rw") ? "rw" : "ro";
  const third = releaseOf(world) === 3;
  const tail = third ? "-|-|-|-|-|-|000|00000000" : "-|-|FFFF|-|-|000|00000000";
  const range = `${textOf(one.first)}|${textOf(one.last)}`;
  return `exports:|${range}|${one.folder}|${third ? "0.0.0" : ""}|${has("alldirs")}|no|${access}|yes|no|${has("admin")}|0|0|${tail}`;
}

const selfRow = (world: World, { id, changes }: Instance) =>
  releaseOf(world) === 3
    ? `metadata servers:|127.0.0.1|3.0.117|-|1.5|${changes.length + 1}|not available|1|all:1%|1|0.6|Saved in background|390E`
    : `metadata servers (masters):|127.0.0.1|4.57.5|MASTER|1.5|${changes.length + 1}|${id.toUpperCase()}|not available|1|all:1%|1|0.7|Saved in background|1|F5|F5`;

function sizes(world: World, name: string, marked: boolean): readonly [number, number, number] {
  const disks = disksOf(world, name, marked);
  const chunks = disks.reduce((sum, { folder }) => sum + folder.chunks.size, 0);
  const total = disks.reduce((sum, { path }) => sum + totalOf(world, name, path), 0);
  return [chunks, disks.length * BASE + chunks * CHUNK, total];
}

/** Bytes of the file system of a chunk folder. */
function totalOf(world: World, name: string, path: string): number {
  const root = path.slice(0, path.lastIndexOf("/"));
  const image = root.replace(/\/([^/]+)\/([^/]+)$/, "/.images/$1-$2.img");
  return mfsOf(world, name).images.get(image) ?? 100e9;
}

function serverRow(world: World, name: string, csid: number): string {
  const own = mfsOf(world, name);
  const load = releaseOf(world) === 3 ? "0" : "0|Normal";
  const marked = disksOf(world, name, true);
  const [chunks, used, total] = sizes(world, name, true);
  const word = chunks === 0 ? "-" : marked.every(({ disk }) => isReady(disk)) ? "READY" : "NOT READY";
  const labels = own.labels.length === 0 ? "-" : own.labels.join(",");
  const left = marked.length === 0 ? "-|0|0|0" : `${word}|${chunks}|${used}|${total}`;
  const { address } = hostOf(world, name);
  return `chunk servers:|${address}|9422|${csid}|${labels}|${versionOf(world)}|${load}|maintenance_off|${sizes(world, name, false).join("|")}|${left}`;
}

function chunkRows(world: World, master: string, instance: Instance): readonly string[] {
  const third = releaseOf(world) === 3;
  const counts = new Map<string, number>();
  const kinds = { missing: 0, endangered: 0, undergoal: 0, stable: 0, overgoal: 0 };
  for (const file of spaceOf(instance).files.keys()) {
    const wanted = wantedFor(instance, file).length;
    const there = holders(world, master, file).length;
    const cells = third ? `${wanted}|${there}` : `${wanted - 1}|${there === 0 ? "missing" : there - 1}`;
    counts.set(cells, (counts.get(cells) ?? 0) + 1);
    const kind =
      there === 0
        ? "missing"
        : there < wanted
          ? there === 1
            ? "endangered"
            : "undergoal"
          : there > wanted
            ? "overgoal"
            : "stable";
    kinds[kind] += 1;
  }
  const head = third ? "goal/copies/chunks:" : "redundancy level target/current/chunks:";
  return [
    ...[...counts].map(([cells, count]) => `regular chunks matrix:|${head}|${cells}|${count}`),
    ...Object.entries(kinds).map(([kind, count]) => `regular chunks matrix:|chunkclass ${kind}:|${count}`),
  ];
}

function classRows(world: World, master: string, instance: Instance): readonly string[] {
  const space = spaceOf(instance);
  const can = (keep: string) => {
    const labels = takers(world, master).map((name) => mfsOf(world, name).labels);
    const terms = termsOf(keep);
    const bound = terms.filter((term) => term !== "*");
    const fit = bound.every((term) => labels.some((one) => one.includes(term)));
    return fit && terms.length <= labels.length ? "YES" : "NO";
  };
  const spread = (text: string) => termsOf(text).join(" , ");
  return [...space.classes].flatMap(([name, one], index) => {
    const files = [...space.files.values()].filter((used) => used === name).length;
    const folders = space.root === name ? 1 + space.folders.size : 0;
    const id = index + 1;
    if (releaseOf(world) === 3) {
      const mode = (text: string) => `${can(text)}|${termsOf(text).length}|${spread(text)}`;
      const delay = one.hours === 0 ? "-" : `${one.hours / 24}d`;
      return [
        `storage classes:|${id}|${name}|NO|STD|${files}|${folders}|0|${files}|-|-|-|-|${mode(one.create)}|${mode(one.keep)}|${mode(one.archive)}|${delay}`,
      ];
    }
    const copies = (text: string) => `${can(text)}|STD|COPIES: ${termsOf(text).length}|${text}|-`;
    const mode = (word: keyof ClassMeaning, title: string) =>
      one[word] === one.keep
        ? []
        : [`storage classes:|${title}|${id}|-|-|-|-|-|-|${copies(String(one[word]))}`];
    return [
      `storage classes:|COMMON|${id}|${name}|0|0|NO|STD|[C]TIME/ONEWAY|${one.hours === 0 ? "1d" : `${one.hours / 24}d`}|0|-|${files}|${folders}`,
      ...mode("create", "CREATE"),
      `storage classes:|KEEP|${id}|0|0|0|0|0|0|${copies(one.keep)}`,
      ...mode("archive", "ARCH"),
    ];
  });
}

/** What a master that runs says of itself; `none` without one. */
export function masterText(world: World, master: string): string {
  const { serves, force, copied } = mfsOf(world, master);
  if (!serves || !runs(world, master, "master")) return "none\n";
  const third = releaseOf(world) === 3;
  const space = spaceOf(serves);
  const connected = serversOf(world, master);
  const away = [...space.servers].filter(
    ([ip]) => !connected.some((name) => hostOf(world, name).address === ip),
  );
  const tail = third ? "-|-|-|-|-|-|000|00000000" : "-|-|FFFF|-|-|000|00000000";
  return [
    selfRow(world, serves),
    "",
    `${third ? "master info:" : "cluster summary:"}|files|${space.files.size}`,
    ...chunkRows(world, master, serves),
    "",
    ...connected.map((name) =>
      serverRow(world, name, space.servers.get(hostOf(world, name).address) as number),
    ),
    ...away.map(
      ([ip, csid]) =>
        `${third ? "Disconnected" : "disconnected"} chunk servers:|${ip}|9422|${csid}|maintenance_off`,
    ),
    "",
    ...loggersOf(world, master).map(
      (name) => `metadata backup loggers:|${hostOf(world, name).address}|${versionOf(world)}`,
    ),
    "",
    ...force.map((line) => exportRow(world, line)),
    "",
    ...sessionsOf(world, master).map(
      ({ name, where, folder }, index) =>
        `active mounts, parameters:|${index + 1}|${hostOf(world, name).address}|${where}|20|1|${versionOf(world)}|${folder}|rw|yes|no|yes|0|0|${tail}`,
    ),
    "",
    ...classRows(world, master, serves),
    "",
    ...copied.map((copies, index) => `Master chart data:|2026-01-01 00:${59 - index}|${copies}`),
    "",
  ].join("\n");
}

function statusOf(world: World, { marked, damaged, ...disk }: UsedDisk, chunks: number): string {
  if (damaged) return "damaged";
  if (!marked) return "ok";
  if (releaseOf(world) === 4) return chunks === 0 || isReady(disk) ? "MFR READY" : "MFR NOT READY";
  if (chunks === 0) return "marked for removal";
  return `marked for removal (${isReady(disk) ? "ready" : "not ready"})`;
}

/** The disks of all servers of a master. */
export function disksText(world: World, master: string): string {
  const { serves } = mfsOf(world, master);
  if (!serves || !runs(world, master, "master")) return "none\n";
  const rows = serversOf(world, master).flatMap((name) => {
    const own = mfsOf(world, name);
    return [...own.using].map(([path, disk]) => {
      const chunks = own.folders.get(path)?.chunks.size ?? 0;
      const used = BASE + chunks * CHUNK;
      const place = `${hostOf(world, name).address}:9422:${path}/`;
      return `disks:|${place}|${chunks}|no errors|${statusOf(world, disk, chunks)}|-|-|-|-|-|-|-|-|${used}|${totalOf(world, name, path)}`;
    });
  });
  return [selfRow(world, serves), "", ...rows, ""].join("\n");
}
