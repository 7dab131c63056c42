import { type Entry, entryKey, parseExports } from "../../src/backends/nfs/export/exports-file.ts";
import { canonical } from "../../src/backends/nfs/export/options.ts";
import type { Step } from "../../src/model/plan.ts";
import type { Fact, FactReply, Snapshot } from "../../src/model/snapshot.ts";
import { glusterAct, glusterMount } from "../backends/gluster/world/act.ts";
import { glusterAnswer } from "../backends/gluster/world/index.ts";
import { moosefsAct, moosefsInstalled, moosefsMount, movesOf } from "../backends/moosefs/world/act.ts";
import { moosefsAnswer } from "../backends/moosefs/world/daemons.ts";

/** One mount of a simulated host. */
export interface WorldMount {
  where: string;
  source: string;
  fstype: string;
  options: string[];
}

/** A simulated host: as much of one as holdfast's facts can see and its actions can change. */
export interface WorldHost {
  up: boolean;
  address: string;
  packages: Set<string>;
  directories: Set<string>;
  /** What lies in directories, by path; a mount point with content must not be covered. */
  content: Map<string, string[]>;
  hosts: string;
  fstab: string;
  units: Map<string, { content: string; wanted: boolean }>;
  mounts: WorldMount[];
  exports: Map<string, string>;
  etab: Entry[];
  server: { enabled: boolean; active: boolean; threads: number; versions?: string };
}

/** A bare host, as the lab boots them. */
export const bareHost = (name: string, address: string): WorldHost => ({
  up: true,
  address,
  packages: new Set(["base-files"]),
  directories: new Set(["/", "/srv", "/var"]),
  content: new Map(),
  hosts: `127.0.0.1 localhost\n127.0.1.1 ${name}\n::1 localhost ip6-localhost ip6-loopback\n`,
  fstab: "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n",
  units: new Map(),
  mounts: [
    {
      where: "/",
      source: "/dev/ubda",
      fstype: "ext4",
      options: ["rw", "relatime"],
    },
  ],
  exports: new Map(),
  etab: [],
  server: { enabled: false, active: false, threads: 0 },
});

/** A simulated fleet by host name. What no real daemon would do, it refuses by throwing. */
export type World = Map<string, WorldHost>;

const listing = (files: Iterable<[string, { content: string; wanted?: boolean }]>) =>
  [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { content, wanted }]) => {
      const lines = content.split("\n").slice(0, -1);
      return [`@${path}`, ...lines.map((line) => `|${line}`), "", ...(wanted ? ["+"] : []), ""].join("\n");
    })
    .join("");

const yes = (options: string, word: string) => (options === "yes" ? word : `no_${word}`);

/** An entry as `etab` prints it: every option written out, access and squashing again after `sec=`. */
function etabLine({ path, client, options }: Entry): string {
  const full = canonical(options) as Record<string, string>;
  const fsid = full.fsid === "none" ? [] : [`fsid=${full.fsid}`];
  const access = full.access ?? "ro";
  const secure = full.secure === "yes" ? "secure" : "insecure";
  const root = yes(full.root_squash ?? "", "root_squash");
  const all = yes(full.all_squash ?? "", "all_squash");
  const words = [
    access,
    full.sync === "yes" ? "sync" : "async",
    yes(full.wdelay ?? "", "wdelay"),
    full.hide === "yes" ? "hide" : "nohide",
    full.crossmnt === "yes" ? "crossmnt" : "nocrossmnt",
    secure,
    root,
    all,
    yes(full.subtree_check ?? "", "subtree_check"),
    full.secure_locks === "yes" ? "secure_locks" : "insecure_locks",
    yes(full.acl ?? "", "acl"),
    yes(full.pnfs ?? "", "pnfs"),
    ...fsid,
    `anonuid=${full.anonuid}`,
    `anongid=${full.anongid}`,
    `sec=${full.sec}`,
    access,
    secure,
    root,
    all,
  ];
  return `${path}\t${client}(${words.join(",")})`;
}

const escaped = (path: string) => path.replaceAll(" ", "\\040");

function answer(host: WorldHost, { key, args }: Fact): string {
  const [name] = key.split(" ");
  const path = args[0] ?? "";
  switch (name) {
    case "system":
      return "os debian 12\nkernel 7.2\nhostname x\nboot b\nclock 0\nuser 0\nmemoryKiB 400000\nsystemd yes\napt yes\n";
    case "packages":
      return args.map((one) => (host.packages.has(one) ? `${one} installed\n` : "")).join("");
    case "unit": {
      if (!host.packages.has("nfs-kernel-server"))
        return "LoadState=not-found\nActiveState=inactive\nUnitFileState=\nAlive=0\n";
      const { enabled, active, threads } = host.server;
      return `LoadState=loaded\nActiveState=${active ? "active" : "inactive"}\nUnitFileState=${enabled ? "enabled" : "disabled"}\nAlive=${threads}\n`;
    }
    case "path":
      return `${host.directories.has(path) ? "directory" : "absent"}\next2/ext3 4096 1000 500\n`;
    case "fstab":
      return host.fstab;
    case "hosts-file":
      return host.hosts;
    case "mounts":
      return host.mounts
        .map(
          (m, i) =>
            `${i + 20} 1 0:${i} / ${escaped(m.where)} ${m.options[0]} shared:1 - ${m.fstype} ${escaped(m.source)} ${m.options.join(",")}\n`,
        )
        .join("");
    case "mount-units":
      return listing(host.units);
    case "beneath": {
      if (host.mounts.some(({ where }) => where === path)) return "mounted\n";
      if (!host.directories.has(path)) return "absent\n";
      return ["directory", ...(host.content.get(path) ?? []), ""].join("\n");
    }
    case "size":
      return "4096 1000 500\n";
    case "exports":
      return listing([...host.exports].map(([file, content]) => [file, { content }]));
    case "etab":
      return host.etab.map((entry) => `${etabLine(entry)}\n`).join("");
    case "nfs-versions":
      return host.server.threads > 0 ? `${host.server.versions ?? "+3 +4 +4.1 +4.2"}\n` : "";
    case "nfs-clients":
      return "";
    default:
      throw new Error(`the world has no answer to ${key}`);
  }
}

/** What a probe of the world sees. */
export function snapshotOf(
  world: World,
  questions: readonly { host: { name: string }; facts: readonly Fact[] }[],
): Snapshot {
  const hosts = questions.map(({ host: { name }, facts }) => {
    const host = world.get(name);
    if (!host?.up)
      return [
        name,
        {
          reachable: false,
          failure: { kind: "timeout", message: `${name}: no answer` },
        },
      ] as const;
    const replies = facts.map((fact): [string, FactReply] => [
      fact.key,
      moosefsAnswer(world, name, fact) ??
        glusterAnswer(world, name, fact) ?? { rc: 0, out: answer(host, fact) },
    ]);
    return [name, { reachable: true, facts: Object.fromEntries(replies) }] as const;
  });
  return {
    formatVersion: "1.0",
    fleet: "studio",
    takenAt: "2026-01-01T00:00:00.000Z",
    hosts: Object.fromEntries(hosts),
  };
}

/** As `exportfs -r`: the table becomes what the files say. */
export function reload(host: WorldHost): void {
  const all = [...host.exports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, text]) => parseExports(text));
  host.etab = [...new Map(all.map((entry) => [entryKey(entry), entry])).values()];
}

/** Who stands on a path of a server: mounts that an export must not be taken from under. */
export const usersOf = (world: World, server: WorldHost, entry: Entry) =>
  [...world.values()].filter(
    (host) =>
      host.address === entry.client &&
      host.mounts.some(({ source }) => source === `${server.address}:${entry.path}`),
  );

function mountNow(world: World, host: WorldHost, unit: string): void {
  const say = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
  const [where, what] = [say("Where"), say("What")];
  if (!host.packages.has("nfs-common")) throw new Error("mount: unknown filesystem type 'nfs'");
  const server = [...world.values()].find(({ address }) => what.startsWith(`${address}:`));
  const path = what.slice((server?.address.length ?? 0) + 1);
  if (!server?.up || server.server.threads === 0) throw new Error("mount.nfs: Connection refused");
  const entry = server.etab.find((one) => one.path === path && one.client === host.address);
  if (!entry || !server.directories.has(path))
    throw new Error(`mount.nfs: access denied by server while mounting ${what}`);
  if (host.mounts.some((mount) => mount.where === where)) return;
  const asked = say("Options").split(",");
  const version = asked.find((option) => option.startsWith("vers=")) ?? "vers=4.2";
  const access = asked.includes("ro") ? "ro" : "rw";
  const seen = asked.filter((option) => !["_netdev", "nofail", "ro", "rw"].includes(option));
  host.mounts.push({
    where,
    source: what,
    fstype: version === "vers=3" ? "nfs" : "nfs4",
    options: [access, ...seen, "proto=tcp", "sec=sys", `addr=${server.address}`],
  });
}

function writeExports(world: World, host: WorldHost, path: string, content: string | undefined): void {
  if (!host.packages.has("nfs-kernel-server")) throw new Error("exportfs: command not found");
  const before = host.etab;
  if (content === undefined) host.exports.delete(path);
  else host.exports.set(path, content);
  reload(host);
  const kept = new Set(host.etab.map(entryKey));
  for (const entry of before)
    if (!kept.has(entryKey(entry)) && usersOf(world, host, entry).length > 0)
      throw new Error(`UNSAFE: ${entryKey(entry)} was taken from under a mount`);
}

/** What carrying out one step does to the world. */
export function act(world: World, step: Step): void {
  const { type, host: name, params, commands } = step;
  const host = world.get(name);
  if (!host?.up) throw new Error(`UNSAFE: ${type} on ${name}, which is down`);
  const moves = movesOf(world, step);
  if (moves) {
    moosefsAct(world, moves);
    return;
  }
  if (glusterAct(world, step)) return;
  if (commands.length === 0) throw new Error(`${type} has no commands`);
  const text = (key: string) => params[key] as string;
  switch (type) {
    case "host.packages.install":
      for (const one of params.packages as string[]) host.packages.add(one);
      if (host.packages.has("nfs-kernel-server")) host.server = { enabled: true, active: true, threads: 8 };
      moosefsInstalled(world, name, params.packages as string[]);
      return;
    case "host.unit.start":
      host.server = {
        enabled: true,
        active: true,
        threads: host.server.active ? host.server.threads : 8,
      };
      return;
    case "host.unit.restart":
      host.server = { enabled: true, active: true, threads: 8 };
      return;
    case "host.directory.create":
      host.directories.add(text("path"));
      return;
    case "host.links.write":
    case "host.links.narrow":
    case "host.links.remove":
      host.hosts = text("content");
      return;
    case "host.mount.mount":
    case "host.mount.remount": {
      if (params.remount === true) host.mounts = host.mounts.filter(({ where }) => where !== text("where"));
      host.units.set(`/etc/systemd/system/${text("unit")}`, {
        content: text("content"),
        wanted: true,
      });
      if (/^Type=glusterfs$/m.test(text("content"))) glusterMount(world, name, text("content"));
      else if (/^Type=moosefs$/m.test(text("content"))) moosefsMount(world, name, text("content"));
      else mountNow(world, host, text("content"));
      return;
    }
    case "host.mount.remove":
      host.mounts = host.mounts.filter(({ where }) => where !== text("where"));
      host.units.delete(`/etc/systemd/system/${text("unit")}`);
      return;
    case "nfs.export.write":
    case "nfs.export.narrow":
      writeExports(world, host, text("path"), text("content"));
      return;
    case "nfs.export.remove":
      writeExports(world, host, text("path"), undefined);
      return;
    default:
      throw new Error(`the world does not know ${type}`);
  }
}
