import { createHash } from "node:crypto";
import type { Fact, FactReply } from "../../../../src/model/snapshot.ts";
import type { World } from "../../../support/world.ts";
import { reached } from "../../gluster/world/daemon.ts";
import { filesOf, hostOf, type MetaData, mfsOf, type Role, runs, spaceOf } from "./index.ts";
import { disksText, masterText, versionOf } from "./text.ts";

const NEW = "4d46534d204e4557";
const SAVED = "4d46534d20322e30";

const head = ({ instance, version }: MetaData) =>
  version > 0
    ? `6189 1 ${SAVED}${version.toString(16).padStart(16, "0")}${instance?.id ?? "0".repeat(16)}`
    : `8 1 ${NEW}`;

const packages = ["chunkserver", "client", "master", "metalogger"];

function dataLines(world: World, me: string): readonly string[] {
  const { data, logs, mark } = mfsOf(world, me);
  const active = runs(world, me, "master");
  const files = [...data].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([name]) => !name.includes("/"));
  const changes = [...logs].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([name]) => !name.includes("/"));
  const [born] = changes.filter(([, { first }]) => first === 1);
  const last = ["changelog", "changelog_ml"].flatMap((name) => {
    const log = logs.get(`${name}.0.mfs`);
    return log ? [`last ${name} ${log.last}`] : [];
  });
  return [
    ...files.map(([name, one]) => `data ${head(one)} ${name}`),
    ...changes.map(([name]) => `log 100 1 ${name}`),
    ...(mark === null ? [] : [`mark ${mark}`]),
    ...(active ? [] : changes.map(([name, { first, last: to }]) => `span ${first} ${to} ${name}`)),
    ...(born ? [`born 1 ${BigInt(`0x${born[1].instance.id}`)}`] : []),
    ...last,
  ];
}

function daemons(world: World, me: string): string {
  const host = hostOf(world, me);
  const own = mfsOf(world, me);
  const files = filesOf(world, me);
  const installed = packages.filter((name) => host.packages.has(`moosefs-${name}`));
  const configs = [...files].filter(([path]) => /^\/etc\/mfs\/mfs[^/]*\.cfg$/.test(path));
  if (installed.length === 0 && configs.length === 0 && own.data.size === 0) return "none\n";
  const unit = (role: Role) => {
    const there = installed.includes(role);
    const { active, enabled } = own.units[role];
    return [
      `unit ${role} LoadState=${there ? "loaded" : "not-found"}`,
      `unit ${role} ActiveState=${active}`,
      `unit ${role} UnitFileState=${there ? (enabled ? "enabled" : "disabled") : ""}`,
    ];
  };
  const hdd = (files.get("/etc/mfs/mfshdd.cfg") ?? "").split("\n").slice(0, -1);
  const listed = hdd.flatMap((line) => /^[*<>~ ]*(\/[^ ]*)/.exec(line)?.[1] ?? []);
  const follows = (role: string) => {
    const master = /^MASTER_HOST = (.*)$/m.exec(files.get(`/etc/mfs/mfs${role}.cfg`) ?? "")?.[1];
    return master === undefined ? [] : [`follows ${role} ${master}`];
  };
  return [
    "here",
    ...installed.map((name) => `package moosefs-${name} installed ${versionOf(world)}-1`),
    ...unit("master"),
    ...unit("chunkserver"),
    ...unit("metalogger"),
    ...configs.map(([path, text]) => `config ${path} ${text.split("\n")[0]}`),
    ...hdd.map((line) => `hdd ${line}`),
    ...follows("chunkserver"),
    ...follows("metalogger"),
    ...listed.map((path) => {
      const folder = own.folders.get(path);
      return `disk ${folder ? "there" : "missing"} ${folder?.id ?? "-"} ${path}`;
    }),
    ...(own.belongs === null ? [] : [`chunkserverid 0001${own.belongs}`]),
    ...dataLines(world, me),
    "",
  ].join("\n");
}

const inode = (name: string) =>
  Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 8), 16);

function disk(world: World, me: string, [path = "", root = "", image = "", device = ""]: readonly string[]) {
  const host = hostOf(world, me);
  const own = mfsOf(world, me);
  const lines: string[] = [];
  const bytes = own.images.get(image);
  if (image !== "") {
    if (bytes !== undefined) lines.push(`image ${bytes} ${inode(image)}`);
    lines.push("room 4096 100000000");
  }
  if (device !== "") lines.push("device missing");
  if (host.directories.has(root)) lines.push("root directory");
  const mount = host.mounts.find(({ where }) => where === root);
  if (mount) lines.push(`mounted ${mount.source}`, `size 1 ${bytes ?? 0} 0`, `backing ${inode(image)}`);
  lines.push("on xfs 4096 1000 500");
  const folder = image === "" || mount ? own.folders.get(path) : undefined;
  if (folder) {
    lines.push("within yes", "folder directory", "owner mfs:mfs 420:420");
    if (folder.id !== null) lines.push(`id ${folder.id}`);
    if (folder.chunks.size > 0) lines.push("chunks yes");
  }
  return `${lines.join("\n")}\n`;
}

function tree(world: World, me: string, [where = "", , ...folders]: readonly string[]): string {
  const mount = hostOf(world, me).mounts.find((one) => one.where === where);
  const alias = /^mfs#([^:]*):/.exec(mount?.source ?? "")?.[1];
  if (alias === undefined) return "away\n";
  const source = `source ${mount?.source.replace("#", "\\043")}`;
  const master = reached(world, me, alias);
  const instance = master === undefined ? null : mfsOf(world, master).serves;
  if (!instance || master === undefined || !runs(world, master, "master"))
    return `${source}\nfailed ${where}: Input/output error\n`;
  const space = spaceOf(instance);
  const quoted = instance.release === 3 && !/^\d$/.test(space.root) ? `'${space.root}'` : space.root;
  const there = folders.filter((folder) => space.folders.has(folder)).map((folder) => `folder ${folder}`);
  return [source, `class ${where}: ${quoted}`, ...there, ""].join("\n");
}

/** What a master tells, and through it all chunkservers of their disks. */
function told(world: World, me: string): string {
  const master = masterText(world, me);
  return master === "none\n" ? master : `asked: 1\n${master}asked: 2\n${disksText(world, me)}`;
}

/** What a host says to MooseFS's questions; nothing for questions of others. */
export function moosefsAnswer(world: World, me: string, { key, args }: Fact): FactReply | undefined {
  const [name] = key.split(" ");
  const say = (out: string, rc = 0): FactReply => ({ rc, out });
  switch (name) {
    case "moosefs-site":
      return say(daemons(world, me));
    case "moosefs-master":
      return say(told(world, me));
    case "moosefs-disk":
      return say(disk(world, me, args));
    case "moosefs-tree":
      return say(tree(world, me, args));
    case "moosefs-ids":
      return say(
        args
          .flatMap((path) => {
            const id = mfsOf(world, me).folders.get(path)?.id;
            return id ? [`${id} ${path}\n`] : [];
          })
          .join(""),
      );
    case "moosefs-exports": {
      const text = filesOf(world, me).get("/etc/mfs/mfsexports.cfg");
      return text === undefined ? say("", 3) : say(text);
    }
    case "file": {
      const path = args[0] ?? "";
      const text = filesOf(world, me).get(path);
      const told = mfsOf(world, me).untold.has(path) ? "untold" : "told";
      return text === undefined ? say(`${told}\n`, 3) : say(`${told}\n644 root:root\n${text}`);
    }
    default:
      return undefined;
  }
}
