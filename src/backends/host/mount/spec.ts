import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Mounted } from "../probe/mount-table.ts";

/** Wanted: a network file system mounted now and at every boot, by a systemd mount unit of ours. */
export interface MountSpec {
  /** Shown by systemd: `share web of s1`. */
  readonly title: string;
  /** `192.0.2.11:/srv/web`. */
  readonly what: string;
  readonly where: string;
  /** For the unit's `Type=`. */
  readonly type: string;
  readonly options: readonly string[];
  /** What the kernel's table must then show: the type, and options by name (see {@link liveOption}). */
  readonly live: {
    readonly fstype: string;
    readonly options: JsonObject;
    /** Any server will do: what is compared of the source is the part behind its last colon. */
    readonly anyServer?: true;
    /** What the kernel may show as the source, where it is not `what`. */
    readonly sources?: readonly string[];
    /** Addresses of the server: the same path of a server the kernel reaches by one of them (`addr=`) is the same. */
    readonly servers?: readonly string[];
  };
  /** The helper of this type refuses `nofail`, and needs none: it mounts without its server. */
  readonly plain?: true;
  /** What its mark says it depends on, where that is less than what it needs to be mounted. */
  readonly dependsOn?: readonly string[];
  /** Further lines of the unit's first section. */
  readonly unit?: readonly string[];
  readonly fleet: string;
}

/** The spec of a `host.mount` resource. */
export const mountSpec = (resource: Resource): MountSpec => resource.spec as unknown as MountSpec;

/** The value of option `name` as the kernel shows it: `yes`/`no` for flags. `access` is `ro` or `rw`. */
export function liveOption(mounted: Mounted, name: string): string {
  if (name === "access") return mounted.options.includes("ro") ? "ro" : "rw";
  const valued = mounted.options.find((option) => option.startsWith(`${name}=`));
  if (valued !== undefined) return valued.slice(name.length + 1);
  return mounted.options.includes(name) ? "yes" : "no";
}

const behindServer = (source: string) => source.slice(source.lastIndexOf(":"));

/** Whether a source that is spelled otherwise leads to what is meant. */
function leadsTo(meant: string, { source, options }: Mounted, wanted: MountSpec["live"]): boolean {
  if (wanted.sources?.includes(source)) return true;
  if (behindServer(source) !== behindServer(meant)) return false;
  return (
    wanted.anyServer === true || (wanted.servers ?? []).some((server) => options.includes(`addr=${server}`))
  );
}

/** What is seen of a mount, in the shape the wanted state has. */
export function liveState(mounted: Mounted, wanted: MountSpec["live"], what?: string): JsonObject {
  const options = Object.keys(wanted.options).map((name) => [name, liveOption(mounted, name)]);
  const source = what !== undefined && leadsTo(what, mounted, wanted) ? what : mounted.source;
  return { source, fstype: mounted.fstype, options: Object.fromEntries(options) };
}
