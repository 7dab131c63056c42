import type { JsonObject } from "../../../model/json.ts";
import type { Address, Make, Resource } from "../../../model/resource.ts";
import type { MountSpec } from "./spec.ts";

/** A client of a share or pool, as the file gives it: `index` is its place in `clients`. */
export interface MountingClient {
  readonly host: string;
  readonly mountpoint: string;
  readonly readOnly: boolean;
  readonly index: number;
}

/** What is mounted, and how the kernel shows it; `access` is added from the client. */
export interface ClientMount extends Omit<MountSpec, "where" | "fleet" | "live"> {
  readonly live: Omit<MountSpec["live"], "options"> & { readonly options?: JsonObject };
}

/** The mount of a share or pool on one of its clients. */
export function mountOn(
  make: Make,
  fleet: string,
  { host, mountpoint, readOnly, index }: MountingClient,
  mount: ClientMount,
  needs: readonly Address[],
): Resource {
  const options = { access: readOnly ? "ro" : "rw", ...mount.live.options };
  const spec: MountSpec = { ...mount, where: mountpoint, live: { ...mount.live, options }, fleet };
  return make("host.mount", host, `:${mountpoint}`, spec, needs, "clients", index);
}
