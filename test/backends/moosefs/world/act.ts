import { sha256 } from "../../../../src/backends/host/write/scripts.ts";
import type { Step } from "../../../../src/model/plan.ts";
import type { World } from "../../../support/world.ts";
import { reached } from "../../gluster/world/daemon.ts";
import { checkMfs, enable, fail, readDisks, readExports, restore, start, stop } from "./daemon.ts";
import {
  filesOf,
  hostOf,
  type MfsHost,
  masterFor,
  meet,
  mfsOf,
  type Role,
  record,
  runs,
  serversOf,
  spaceOf,
  unsafe,
} from "./index.ts";

type Moves = readonly (() => void)[];

const disable = (world: World, name: string, role: Role) => {
  stop(world, name, role);
  mfsOf(world, name).units[role].enabled = false;
};

const ownFiles = ({ data, logs }: MfsHost) => ({
  data: [...data.keys()].filter((file) => /^metadata\.mfs/.test(file)),
  logs: [...logs.keys()].filter((file) => /^changelog\./.test(file)),
});

/** Puts copies, or the files themselves, into a folder. */
function aside(own: MfsHost, to: string, match: RegExp, move: boolean): void {
  for (const files of [own.data, own.logs] as Map<string, unknown>[])
    for (const [file, one] of [...files])
      if (match.test(file) && !file.includes("/")) {
        files.set(`${to}/${file}`, one);
        if (move) files.delete(file);
      }
}

function masterMoves(world: World, { type, host: name, params }: Step): Moves {
  const own = mfsOf(world, name);
  const note = () => {
    own.mark = params.mark as string;
  };
  const begin: Moves = [
    () => enable(world, name, "master"),
    () => start(world, name, "master"),
    () => own.data.delete("metadata.mfs.empty"),
  ];
  const idle = () => {
    if (runs(world, name, "master")) fail("the master runs already");
  };
  const revive: Moves = [
    () => aside(own, params.aside as string, /^(metadata|changelog)/, false),
    () => restore(world, name),
    () => {
      const { version } = own.data.get("metadata.mfs") ?? { version: 0 };
      if (version < (params.lastChange as number))
        fail(`only the changes before ${version} could be restored`);
    },
  ];
  switch (type) {
    case "moosefs.master.create":
      return [
        idle,
        () => {
          const there = [...own.data].filter(([file, { version }]) => version > 0 && !file.includes("/"));
          if (there.length + [...own.logs.keys()].filter((file) => !file.includes("/")).length > 0)
            fail(`${there[0]?.[0] ?? "a changelog"} is there`);
        },
        note,
        () => {
          own.data.delete("metadata.mfs.back");
          own.data.set("metadata.mfs", { instance: null, version: 0 });
        },
        () => own.data.set("metadata.mfs", { instance: null, version: 1 }),
        ...begin,
      ];
    case "moosefs.master.start":
      return [
        idle,
        () => {
          if (!own.data.get("metadata.mfs")?.version || own.data.has("metadata.mfs.back"))
            fail("the metadata is not what a clean stop leaves");
        },
        note,
        ...begin,
      ];
    case "moosefs.master.restore":
      return [idle, note, ...revive, ...begin];
    case "moosefs.master.takeover":
      return [
        idle,
        () => disable(world, name, "metalogger"),
        note,
        () => aside(own, params.aside as string, /^(metadata|changelog)/, false),
        () => {
          const { data, logs } = ownFiles(own);
          for (const file of data) own.data.delete(file);
          for (const file of logs) own.logs.delete(file);
        },
        ...revive.slice(1),
        () => {
          for (const file of [...own.data.keys()]) if (/^metadata_ml/.test(file)) own.data.delete(file);
          for (const file of [...own.logs.keys()]) if (/^changelog_ml/.test(file)) own.logs.delete(file);
        },
        ...begin,
      ];
    case "moosefs.master.fence":
      return [
        () => disable(world, name, "master"),
        () => aside(own, `superseded-${own.data.size}`, /^(metadata\.mfs(?!\.empty)|changelog\.)/, true),
        () => {
          own.mark = null;
        },
      ];
    case "moosefs.master.settle":
      return [() => enable(world, name, "master"), note, () => own.data.delete("metadata.mfs.empty")];
    case "moosefs.master.stop":
      return [() => disable(world, name, "master")];
    default:
      return unsafe(`${type} was planned`);
  }
}

/** A file that holdfast writes whole, and whose daemon is told. */
function written(world: World, name: string, path: string, params: Step["params"], tell: () => void): Moves {
  const [own, files] = [mfsOf(world, name), filesOf(world, name)];
  return [
    () => own.untold.add(path),
    () => {
      const old = files.get(path);
      const is = old === undefined ? "absent" : sha256(old);
      if (params.basis !== is) fail(`${path} changed since it was read`);
      files.set(path, params.content as string);
    },
    tell,
    () => own.untold.delete(path),
  ];
}

function reloadServer(world: World, name: string): void {
  if (!runs(world, name, "chunkserver")) return;
  readDisks(world, name);
  meet(world);
}

function serverMoves(world: World, step: Step): Moves {
  const { type, host: name, params } = step;
  const files = filesOf(world, name);
  const path = "/etc/mfs/mfshdd.cfg";
  switch (type) {
    case "moosefs.chunkserver.write":
    case "moosefs.chunkserver.mark":
    case "moosefs.chunkserver.drop":
      return written(world, name, path, params, () => reloadServer(world, name));
    case "moosefs.chunkserver.start":
      return [
        // a list that comes with the start needs nobody to be told
        ...(params.content === undefined
          ? []
          : written(world, name, path, params, () => undefined).slice(1, 2)),
        () => enable(world, name, "chunkserver"),
        () => start(world, name, "chunkserver"),
      ];
    case "moosefs.chunkserver.join":
      return [
        () => {
          if (!masterFor(world, name, "chunkserver")) fail("it did not reach its master within 60 s");
        },
      ];
    case "moosefs.chunkserver.reload":
      return [() => reloadServer(world, name)];
    case "moosefs.chunkserver.stop":
      return [() => disable(world, name, "chunkserver")];
    case "moosefs.chunkserver.forget":
      return [
        () => {
          const ip = params.ip as string;
          if (serversOf(world, name).some((one) => hostOf(world, one).address === ip))
            fail("can't be removed because is still active");
          if (mfsOf(world, name).serves) record(world, name, ({ servers }) => servers.delete(ip));
        },
      ];
    case "moosefs.chunkserver.retire":
      return [
        () => {
          if (runs(world, name, "chunkserver")) fail("the chunkserver runs");
          const text = files.get(path);
          if (text !== undefined) files.set(`${path}.retired`, text);
          files.delete(path);
        },
      ];
    default:
      return unsafe(`${type} was planned`);
  }
}

function loggerMoves(world: World, { type, host: name }: Step): Moves {
  if (type === "moosefs.metalogger.stop") return [() => disable(world, name, "metalogger")];
  return [
    () => enable(world, name, "metalogger"),
    () => stop(world, name, "metalogger"),
    () => start(world, name, "metalogger"),
  ];
}

function diskMoves(world: World, { type, host: name, params }: Step): Moves {
  const [host, own] = [hostOf(world, name), mfsOf(world, name)];
  const root = params.root as string;
  const folder = (path: string) => () => {
    host.directories.add(root);
    if (!own.folders.has(path)) own.folders.set(path, { id: null, chunks: new Set() });
  };
  if (type === "moosefs.disk.folder") return [folder(params.path as string)];
  if (type !== "moosefs.disk.make") unsafe(`${type} was planned`);
  const [what, path] = [params.what as string, params.disk as string];
  const old = own.images.get(what);
  return [
    () => {
      if (params.image !== true) unsafe("the world has no devices");
      if (!host.packages.has("xfsprogs")) fail("mkfs.xfs: not found");
      if ((filesOf(world, name).get("/etc/mfs/mfshdd.cfg") ?? "").includes(path) && old === undefined)
        unsafe(`a new disk was made in place of ${what}`);
      own.images.set(what, Math.max(old ?? 0, params.bytes as number));
    },
    () => {
      host.units.set(params.path as string, { content: params.content as string, wanted: true });
      host.directories.add(root);
      if (host.mounts.some(({ where }) => where === root)) return;
      const source = `/dev/loop${host.mounts.length}`;
      host.mounts.push({ where: root, source, fstype: "xfs", options: ["rw"] });
    },
    () => {
      const used = own.using.get(path);
      if (used && old !== undefined && (params.bytes as number) > old * 1.1) used.damaged = true;
    },
    folder(path),
    () => {
      if (own.using.has(path)) reloadServer(world, name);
    },
  ];
}

function goalMoves(world: World, { type, host: name, params }: Step): Moves {
  const mount = hostOf(world, name).mounts.find(({ where }) => where === params.mountpoint);
  const alias = /^mfs#([^:]*):/.exec(mount?.source ?? "")?.[1] ?? fail("MooseFS is not mounted");
  const master = reached(world, name, alias) ?? fail("Input/output error");
  const instance = mfsOf(world, master).serves ?? fail("Input/output error");
  const text = (key: string) => String(params[key] ?? "");
  return [
    () => {
      if (type === "moosefs.goal.class") {
        const [keep, archive] = [text("keep"), text("archive")];
        const one = {
          create: text("create") || keep,
          keep,
          archive: archive || keep,
          hours: Number(params.archiveHours ?? 0),
        };
        record(world, master, ({ classes }) => classes.set(text("name"), one));
        return;
      }
      if (type === "moosefs.goal.folder") {
        record(world, master, ({ folders }) => folders.add(text("folder")));
        return;
      }
      const goal = text("goal");
      const { classes, root } = spaceOf(instance);
      const named = /^\d$/.test(goal) && !classes.has(goal) ? `${goal}CP` : goal;
      if (!classes.has(named)) {
        if (!/^\d/.test(goal)) fail("No such class");
        const keep = `${goal}*`;
        record(world, master, (space) =>
          space.classes.set(named, { create: keep, keep, archive: keep, hours: 0 }),
        );
      }
      record(world, master, (space) => {
        for (const [file, used] of space.files) if (used === root) space.files.set(file, named);
        space.root = named;
      });
    },
  ];
}

function hostMoves(world: World, step: Step): Moves | undefined {
  const { type, host: name, params } = step;
  const path = String(params.path ?? "");
  if (type !== "host.file.write" || !path.startsWith("/etc/mfs/")) return undefined;
  return written(world, name, path, params, () => {
    if (path.endsWith("mfschunkserver.cfg")) reloadServer(world, name);
  });
}

function exportsMoves(world: World, { host: name, params }: Step): Moves {
  const [, write] = written(world, name, "/etc/mfs/mfsexports.cfg", params, () => undefined);
  return [
    write as () => void,
    () => {
      if (runs(world, name, "master")) readExports(world, name);
    },
  ];
}

const moves: Readonly<Record<string, (world: World, step: Step) => Moves>> = {
  master: masterMoves,
  chunkserver: serverMoves,
  metalogger: loggerMoves,
  disk: diskMoves,
  goal: goalMoves,
  exports: exportsMoves,
};

/** Moves a step of MooseFS's takes; nothing for steps of others. */
export function movesOf(world: World, step: Step): Moves | undefined {
  const [backend, kind = ""] = step.type.split(".");
  if (backend === "host") return hostMoves(world, step);
  if (backend !== "moosefs") return undefined;
  if (step.waits !== undefined) unsafe(`${step.type} was begun while it has to wait: ${step.waits}`);
  return moves[kind]?.(world, step) ?? unsafe(`${step.type} was planned`);
}

/** Carries out at most `most` moves of a step, and looks after each whether all is well; how many it took. */
export function moosefsAct(world: World, all: Moves, most = Number.POSITIVE_INFINITY): number {
  let done = 0;
  for (const move of all.slice(0, most)) {
    move();
    done += 1;
    meet(world);
    checkMfs(world);
  }
  return done;
}

/** As the mount unit of a client does: it never waits for the master. */
export function moosefsMount(world: World, name: string, unit: string): void {
  const host = hostOf(world, name);
  const say = (word: string) => new RegExp(`^${word}=(.*)$`, "m").exec(unit)?.[1] ?? "";
  const [, alias = "", folder = ""] = /^([^:]*):9421:(.*)$/.exec(say("What")) ?? [];
  if (!host.packages.has("moosefs-client")) fail("mount: unknown filesystem type 'moosefs'");
  if (reached(world, name, alias) === undefined) fail(`can't resolve ${alias}`);
  const where = say("Where");
  if (host.mounts.some((mount) => mount.where === where)) return;
  const source = `mfs#${alias}:9421${folder === "" ? "" : `/${folder}`}`;
  const access = say("Options").split(",").includes("ro") ? "ro" : "rw";
  host.mounts.push({ where, source, fstype: "fuse", options: [access, "relatime"] });
  checkMfs(world);
}

/** What packages bring along: the file of an empty namespace. */
export function moosefsInstalled(world: World, name: string, packages: readonly string[]): void {
  if (packages.some((one) => one === "moosefs-master" || one === "moosefs-metalogger"))
    mfsOf(world, name).data.set("metadata.mfs.empty", { instance: null, version: 0 });
}
