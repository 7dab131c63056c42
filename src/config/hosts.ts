import type { HostEntry, StorageFile } from "../generated/schema-types.ts";
import type { Host } from "../model/host.ts";
import type { JsonPath } from "../model/json.ts";
import type { Span } from "../model/span.ts";

/**
 * The hosts of a file with the defaults of `ssh:` filled in.
 *
 * Has no prototype, so that a host called `constructor` is there only when declared.
 */
export const hostsOf = (file: StorageFile, at: (path: JsonPath) => Span): Readonly<Record<string, Host>> => {
  const named = Object.entries(file.hosts).map(([name, entry]) => [
    name,
    hostOf(name, entry, file, at(["hosts", name])),
  ]);
  return Object.assign(Object.create(null), Object.fromEntries(named));
};

const hostOf = (name: string, entry: HostEntry, file: StorageFile, at: Span): Host => {
  const own = typeof entry === "string" ? { address: entry } : entry;
  return {
    sudo: false,
    ...file.ssh,
    labels: {},
    storageAddress: own.address,
    ...own,
    name,
    at,
  };
};
