import { isIPv6 } from "node:net";
import type { Share, ShareClient } from "../../config/schema-types.ts";
import type { Config } from "../../model/config.ts";
import type { JsonObject, JsonPath } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
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
    access: client.readOnly ? "ro" : "rw",
    ...(client.version === "4" ? {} : { vers: client.version }),
    ...(flags.some(([name]) => name === "soft") ? {} : { hard: "yes" }),
    ...Object.fromEntries(flags.map(([name]) => [name, "yes"])),
    ...Object.fromEntries(values.map(([name, value]) => [name, value ?? ""])),
  };
}

function resourcesOf(config: Config, name: string, share: Share): readonly Resource[] {
  const part = `shares.${name}`;
  const at = (...path: JsonPath) => config.at(["shares", name, ...path]);
  const { host: server, path } = share;
  const make = (
    type: string,
    host: string,
    suffix: string,
    spec: object,
    needs: readonly string[],
    where: JsonPath,
  ) => ({
    address: `${type}/${host}${suffix}`,
    type,
    host,
    spec: spec as JsonObject,
    needs,
    parts: [part],
    at: at(...where),
  });
  const packages = (host: string, list: readonly string[], where: JsonPath) =>
    make("host.packages", host, "", { packages: list }, [], where);
  const own = packages(server, serverPackages, ["host"]);
  const daemon = make(
    "host.unit",
    server,
    ":nfs-server.service",
    { unit: "nfs-server.service", alive: ALIVE },
    [own.address],
    ["host"],
  );
  const folder = make("host.directory", server, `:${path}`, { path }, [], ["path"]);
  const exported = make(
    "nfs.export",
    server,
    `:${name}`,
    { fleet: config.fleet, share: name, path, clients: exportedTo(config, share) },
    [own.address, daemon.address, folder.address],
    [],
  );
  const address = storageAddress(config, server);
  const clients = clientsOf(share).flatMap((client) => {
    const where = ["clients", client.index];
    const installed = packages(client.host, clientPackages, where);
    const fixed = [`vers=${client.version}`, "hard", client.readOnly ? "ro" : "rw"];
    const options = client.mountOptions.includes("soft")
      ? fixed.filter((option) => option !== "hard")
      : fixed;
    const spec = {
      title: `share ${name} of ${server}`,
      what: `${isIPv6(address) ? `[${address}]` : address}:${path}`,
      where: client.mountpoint,
      type: "nfs",
      options: [...options, ...client.mountOptions],
      live: { fstype: client.version === "3" ? "nfs" : "nfs4", options: liveOptions(client) },
      fleet: config.fleet,
    };
    return [
      installed,
      make(
        "host.mount",
        client.host,
        `:${client.mountpoint}`,
        spec,
        [installed.address, exported.address],
        where,
      ),
    ];
  });
  return [own, daemon, folder, exported, ...clients];
}

/** Per share: package, directory, daemon and export on its host; package and mount on each client. */
export const expandShares = (config: Config): readonly Resource[] =>
  Object.entries(config.file.shares ?? {}).flatMap(([name, share]) => resourcesOf(config, name, share));
