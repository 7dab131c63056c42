import { isIP, isIPv6 } from "node:net";
import type { Share, ShareClient } from "../../generated/schema-types.ts";
import type { Config } from "../../model/config.ts";
import type { JsonObject } from "../../model/json.ts";
import { type Make, maker, type Resource } from "../../model/resource.ts";
import { mountOn } from "../host/mount/resource.ts";
import { overridden } from "./export/options.ts";

/** What `/proc/fs/nfsd/threads` holds is the truth about a server; its unit stays `active` without any. */
const ALIVE = "/proc/fs/nfsd/threads";

/** Packages: nfs-common alone lacks /etc/protocols (netbase), without which version 3 cannot mount. */
const serverPackages = ["netbase", "nfs-kernel-server"];
const clientPackages = ["netbase", "nfs-common"];

/** What an export has unless the file says otherwise. */
const exportDefaults = ["rw", "sync", "no_subtree_check"];

/** A client of a share with everything filled in. */
export interface Client {
  readonly host: string;
  readonly mountpoint: string;
  readonly readOnly: boolean;
  readonly version: string;
  readonly options: readonly string[];
  readonly mountOptions: readonly string[];
  readonly index: number;
}

/** The clients of a share, shorthand and defaults resolved. */
export const clientsOf = (share: Share): readonly Client[] =>
  (share.clients ?? []).map((entry: ShareClient, index) => {
    const client = typeof entry === "string" ? { host: entry } : entry;
    return {
      host: client.host,
      mountpoint: client.mountpoint ?? share.mountpoint ?? share.path,
      readOnly: client.readOnly ?? false,
      version: client.version ?? share.version ?? "4.2",
      options: client.options ?? [],
      mountOptions: client.mountOptions ?? [],
      index,
    };
  });

/** Address of a host in exports and mounts. */
export const storageAddress = (config: Config, host: string): string =>
  config.hosts[host]?.storageAddress ?? host;

/** Every address the file gives a server: what is mounted by one of them is mounted from that server. */
const serverAddresses = (config: Config, host: string): readonly string[] =>
  [...new Set([storageAddress(config, host), config.hosts[host]?.address ?? ""])].filter(
    (one) => isIP(one) !== 0,
  );

/** The options each client of a share is exported to with, declared hosts and `allow` alike. */
function exportedTo(config: Config, share: Share): Readonly<Record<string, readonly string[]>> {
  const fsid = share.fsid === undefined ? [] : [`fsid=${share.fsid}`];
  const base = [...overridden(exportDefaults, share.options ?? []), ...fsid];
  const allowed = (share.allow ?? []).map((entry) => {
    const { client, options } = typeof entry === "string" ? { client: entry, options: [] } : entry;
    return [client, overridden(base, options ?? [])] as const;
  });
  const hosts = clientsOf(share).map(({ host, readOnly, options }) => {
    const own = overridden(base, options);
    return [storageAddress(config, host), readOnly ? overridden(own, ["ro"]) : own] as const;
  });
  return Object.fromEntries([...allowed, ...hosts]);
}

/** The kernel's name of the options that its mount table shows. */
const shown = new Set(["soft", "noatime", "nodiratime", "nosuid", "nodev", "noexec", "nolock"]);
const shownValues = new Set(["sec", "timeo", "retrans", "nconnect", "proto"]);

function liveOptions(client: Client): JsonObject {
  const asked = client.mountOptions.map((option) => option.split("=") as [string, string?]);
  const flags = asked.filter(([name, value]) => value === undefined && shown.has(name) && name !== "nolock");
  const values = asked.filter(([name, value]) => value !== undefined && shownValues.has(name));
  return {
    ...(client.version === "4" ? {} : { vers: client.version }),
    ...(flags.some(([name]) => name === "soft") ? {} : { hard: "yes" }),
    ...Object.fromEntries(flags.map(([name]) => [name, "yes"])),
    ...Object.fromEntries(values.map(([name, value]) => [name, value ?? ""])),
  };
}

/** The server's side: its packages, the daemon, the folder, and last the export that needs them. */
function serverOf(config: Config, name: string, share: Share, make: Make): readonly Resource[] {
  const { host, path } = share;
  const packages = make("host.packages", host, "", { packages: serverPackages }, [], "host");
  const unit = { unit: "nfs-server.service", alive: ALIVE };
  const daemon = make("host.unit", host, ":nfs-server.service", unit, [packages.address], "host");
  const folder = make("host.directory", host, `:${path}`, { path }, [], "path");
  const mounts = Object.fromEntries(
    clientsOf(share).map((client) => [`host.mount/${client.host}:${client.mountpoint}`, client.version]),
  );
  const spec = { fleet: config.fleet, share: name, path, clients: exportedTo(config, share), mounts };
  const needs = [packages.address, daemon.address, folder.address];
  return [packages, daemon, folder, make("nfs.export", host, `:${name}`, spec, needs)];
}

/** The options of a client's mount: `hard` unless it asks for `soft`. */
function mountOptionsOf({ version, readOnly, mountOptions }: Client): readonly string[] {
  const hard = mountOptions.includes("soft") ? [] : ["hard"];
  return [`vers=${version}`, ...hard, readOnly ? "ro" : "rw", ...mountOptions];
}

/** A client's side: its packages and the mount, which needs the export. */
function mountOf(
  config: Config,
  name: string,
  share: Share,
  client: Client,
  exported: string,
  make: Make,
): readonly Resource[] {
  const where = ["clients", client.index];
  const address = storageAddress(config, share.host);
  const installed = make("host.packages", client.host, "", { packages: clientPackages }, [], ...where);
  const mount = {
    title: `share ${name} of ${share.host}`,
    what: `${isIPv6(address) ? `[${address}]` : address}:${share.path}`,
    type: "nfs",
    options: mountOptionsOf(client),
    live: {
      fstype: client.version === "3" ? "nfs" : "nfs4",
      options: liveOptions(client),
      servers: serverAddresses(config, share.host),
    },
  };
  return [installed, mountOn(make, config.fleet, client, mount, [installed.address, exported])];
}

function resourcesOf(config: Config, name: string, share: Share): readonly Resource[] {
  const make = maker(config, "shares", name);
  const server = serverOf(config, name, share, make);
  const exported = `nfs.export/${share.host}:${name}`;
  return [
    ...server,
    ...clientsOf(share).flatMap((client) => mountOf(config, name, share, client, exported, make)),
  ];
}

/** Per share: package, directory, daemon and export on its host; package and mount on each client. */
export const expandShares = (config: Config): readonly Resource[] =>
  Object.entries(config.file.shares ?? {}).flatMap(([name, share]) => resourcesOf(config, name, share));
