import type { Config } from "../../../model/config.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { FileSystemSpec, Tenant } from "../../host/filesystem/spec.ts";
import type { moosefsFindings } from "../findings/index.ts";
import type { Disk, Pool } from "../pool/index.ts";

/** Wanted: a folder in which a chunkserver keeps chunks, on a file system of its own or where the file says. */
export interface DiskSpec extends FileSystemSpec {
  /** The chunk folder, as `mfshdd.cfg` names it. */
  readonly path: string;
  /** Chunks that are there already may be taken over by a host that belongs to no instance yet. */
  readonly adopt: boolean;
}

/** Disks of chunkservers, as what lives in a file system of ours. */
export const DISK: Tenant = {
  word: "disk",
  daemon: "moosefs-chunkserver.service",
  perByte: 1.025,
  devices: "device",
  codes: {
    precious: "MFS250",
    notDirectory: "MFS251",
    mounted: "MFS252",
    beneath: "MFS253",
    room: "MFS254",
    larger: "MFS255",
    noDevice: "MFS256",
    small: "MFS257",
  } satisfies Record<string, keyof typeof moosefsFindings>,
};

const above = (path: string) => path.slice(0, path.lastIndexOf("/")) || "/";

/** What is wanted of one disk of a pool. */
export function diskSpec(config: Config, pool: Pool, disk: Disk): DiskSpec {
  const { path, backing, bytes, device } = disk;
  const root = disk.root ?? above(path);
  const image = root.replace(/\/([^/]+)\/([^/]+)$/, "/.images/$1-$2.img");
  return {
    fleet: config.fleet,
    pool: pool.name,
    root,
    path,
    backing,
    image: backing === "image" ? image : null,
    device: backing === "device" ? device : null,
    bytes,
    adopt: pool.adopt,
  };
}

/** The spec of a `moosefs.disk` resource. */
export const specOfDisk = (resource: Resource): DiskSpec => resource.spec as unknown as DiskSpec;

/** One disk of a pool: named by its mount point or folder, or by the path the file gives. */
export function diskResource(config: Config, pool: Pool, disk: Disk): Resource {
  const { host, root, path } = disk;
  const index = pool.chunkservers.find((server) => server.host === host)?.index;
  return {
    address: `moosefs.disk/${host}:${root ?? path}`,
    type: "moosefs.disk",
    host,
    spec: diskSpec(config, pool, disk) as unknown as JsonObject,
    needs: [`host.packages/${host}`],
    parts: [`pools.${pool.name}`],
    at: config.at(["pools", pool.name, "chunkservers", ...(index === undefined ? [] : [index])]),
  };
}
