import { diskLines } from "../../../../src/backends/moosefs/probe/mfshdd.ts";
import type { World } from "../../../support/world.ts";
import { checkChunks, needed } from "./chunks.ts";
import {
  filesOf,
  hostOf,
  type Instance,
  instancesOf,
  loggersOf,
  type MetaData,
  masterFor,
  mastersIn,
  meet,
  mfsOf,
  newInstance,
  type Role,
  rests,
  rotate,
  serversOf,
  unsafe,
} from "./index.ts";
import { exportOf, sessionsOf } from "./text.ts";

const EXPORTS = "/etc/mfs/mfsexports.cfg";

/** Refuses. */
export function fail(text: string): never {
  throw new Error(text);
}

const packageOf = (world: World, name: string, role: Role) => {
  if (!hostOf(world, name).packages.has(`moosefs-${role}`)) fail(`Unit moosefs-${role}.service not found`);
  if (!filesOf(world, name).has(`/etc/mfs/mfs${role}.cfg`)) fail(`moosefs-${role}: no configuration`);
};

/** Has the unit started at boot. */
export function enable(world: World, name: string, role: Role): void {
  packageOf(world, name, role);
  mfsOf(world, name).units[role].enabled = true;
}

/** A master's exports, as it reads them. */
export function readExports(world: World, name: string): void {
  const own = mfsOf(world, name);
  const lines = (filesOf(world, name).get(EXPORTS) ?? "").split("\n").filter((line) => exportOf(line));
  if (lines.length === 0) unsafe(`the exports of ${name} are empty`);
  own.force = lines;
}

/** What a master makes of its files when it starts. */
function loaded(world: World, name: string): Instance {
  const own = mfsOf(world, name);
  const file = own.data.get("metadata.mfs");
  if (!file) fail("can't find metadata.mfs - try using option '-a'");
  if (file.instance) {
    if (own.data.has("metadata.mfs.back")) unsafe(`${name} starts beside metadata of a crash`);
    if (file.version <= file.instance.changes.length)
      unsafe(`changes ${file.version} to ${file.instance.changes.length} are lost on ${name}`);
    return file.instance;
  }
  const traces = [...own.data].filter(([one, { instance }]) => instance && !one.includes("/"));
  const logs = [...own.logs.keys()].filter((one) => !one.includes("/"));
  if (traces.length + logs.length > 0)
    unsafe(`${name} serves an empty namespace beside ${[...traces.map(([one]) => one), ...logs].join()}`);
  const fresh = newInstance(world);
  own.logs.set("changelog.0.mfs", { instance: fresh, first: 1, last: 1 });
  return fresh;
}

function startMaster(world: World, name: string): void {
  const own = mfsOf(world, name);
  const file = own.data.get("metadata.mfs") as MetaData;
  own.serves = loaded(world, name);
  readExports(world, name);
  own.data.set("metadata.mfs.back", file);
  own.data.delete("metadata.mfs");
}

/** Reads what a chunkserver reads when it starts and when it is told to. */
export function readDisks(world: World, name: string): void {
  const own = mfsOf(world, name);
  const files = filesOf(world, name);
  const text = files.get("/etc/mfs/mfshdd.cfg");
  if (text === undefined) fail("hdd space configuration file not found");
  const master = masterFor(world, name, "chunkserver");
  const lines = Object.entries(diskLines(text));
  const dropped = [...own.using.keys()].filter((path) => !lines.some(([one]) => one === path));
  if (master !== undefined && dropped.length > 0) {
    const lost = needed(world, master, name, dropped);
    if (lost.length > 0) unsafe(`${dropped.join()} on ${name} still had ${lost.join()}`);
  }
  own.using = new Map(
    lines.flatMap(([path, { marked }]) => {
      const old = own.using.get(path);
      const calm = old?.marked === marked ? old.calm : 0;
      return own.folders.has(path) ? [[path, { marked, calm, damaged: false }]] : [];
    }),
  );
  const labels = /^LABELS = (.*)$/m.exec(files.get("/etc/mfs/mfschunkserver.cfg") ?? "")?.[1] ?? "";
  own.labels = labels.split(",").filter((one) => one !== "");
}

/** Starts a daemon; a chunkserver and a metalogger look for their master at once. */
export function start(world: World, name: string, role: Role): void {
  packageOf(world, name, role);
  const own = mfsOf(world, name);
  const unit = own.units[role];
  if (unit.active === "active") return;
  unit.active = "failed";
  if (role === "master") startMaster(world, name);
  if (role === "chunkserver") readDisks(world, name);
  unit.active = "active";
  meet(world);
}

/** Stops a daemon; a master saves first. */
export function stop(world: World, name: string, role: Role): void {
  const own = mfsOf(world, name);
  if (own.units[role].active !== "active") {
    if (own.units[role].active !== "failed") own.units[role].active = "inactive";
    return;
  }
  if (role === "chunkserver" && !rests(world)) {
    const master = masterFor(world, name, role);
    const lost = master === undefined ? [] : needed(world, master, name);
    if (lost.length > 0) unsafe(`the chunkserver of ${name} was stopped and had ${lost.join()}`);
  }
  if (role === "master" && own.serves) {
    const [user] = sessionsOf(world, name);
    if (user) unsafe(`the master on ${name} was stopped under ${user.name}:${user.where}`);
    if (!rests(world) && serversOf(world, name).length > 0) unsafe(`the master on ${name} was stopped`);
    own.data.set("metadata.mfs", { instance: own.serves, version: own.serves.changes.length + 1 });
    own.data.delete("metadata.mfs.back");
    rotate(own, "changelog");
    own.serves = null;
  }
  if (role === "chunkserver") own.using = new Map();
  if (role === "metalogger") own.fetched = null;
  own.units[role].active = "inactive";
}

/** A master that ends without saving. */
export function crash(world: World, name: string): void {
  const own = mfsOf(world, name);
  own.serves = null;
  own.units.master.active = "failed";
  meet(world);
}

/** As `mfsmaster restore`: the newest metadata and all changes that follow it. */
export function restore(world: World, name: string): void {
  const own = mfsOf(world, name);
  const files = [...own.data].filter(([file]) => !file.includes("/"));
  const logs = [...own.logs].filter(([file]) => !file.includes("/")).map(([, log]) => log);
  const ids = new Set([
    ...files.flatMap(([, { instance }]) => instance ?? []),
    ...logs.map((log) => log.instance),
  ]);
  if (ids.size > 1) unsafe(`metadata of several instances on ${name} were mixed`);
  const [instance] = ids;
  if (!instance) unsafe(`an empty namespace was restored on ${name}`);
  const best = Math.max(...files.map(([, { version }]) => version), 0) || 1;
  const reach = logs
    .sort((a, b) => a.first - b.first)
    .reduce((upTo, { first, last }) => (first <= upTo + 1 ? Math.max(upTo, last) : upTo), best - 1);
  own.data.set("metadata.mfs", { instance, version: reach + 1 });
  own.data.delete("metadata.mfs.back");
}

/** Whether a master lets a client mount a folder. */
export const admits = (world: World, master: string, name: string, folder: string): boolean => {
  const number = hostOf(world, name)
    .address.split(".")
    .reduce((sum, part) => sum * 256 + Number(part), 0);
  return mfsOf(world, master).force.some((line) => {
    const one = exportOf(line);
    if (!one || number < one.first || number > one.last) return false;
    return one.folder === folder || (one.folder === "/" && one.options.includes("alldirs"));
  });
};

/** What has to be true at any time. */
export function checkMfs(world: World): void {
  checkChunks(world);
  const masters = mastersIn(world);
  for (const instance of instancesOf(world)) {
    const followed = masters.filter(
      (name) =>
        mfsOf(world, name).serves === instance &&
        serversOf(world, name).length + loggersOf(world, name).length + sessionsOf(world, name).length > 0,
    );
    if (followed.length > 1) unsafe(`two masters of ${instance.id} are followed: ${followed.join()}`);
  }
  for (const master of masters)
    for (const { name, where, folder } of sessionsOf(world, master))
      if (!admits(world, master, name, folder)) unsafe(`${name} has ${where} mounted and is not let in`);
}
