import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Mounted } from "../probe/mount-table.ts";
import { markLine } from "../write/mark.ts";
import { mountUnitName } from "./unit-name.ts";

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
  };
  /** The helper of this type refuses `nofail`, and needs none: it mounts without its server. */
  readonly plain?: true;
  /** What its mark says it stands on, where that is less than what it needs to be mounted. */
  readonly standsOn?: readonly string[];
  /** Further lines of the unit's first section. */
  readonly unit?: readonly string[];
  readonly fleet: string;
}

/** The spec of a `host.mount` resource. */
export const mountSpec = (resource: Resource): MountSpec => resource.spec as unknown as MountSpec;

/** Where units of ours live. */
export const UNIT_FOLDER = "/etc/systemd/system";

/** Where systemd notes that one is enabled. */
export const WANTS_FOLDER = `${UNIT_FOLDER}/remote-fs.target.wants`;

/** The path of the unit of a mount point. */
export const unitPath = (where: string): string => `${UNIT_FOLDER}/${mountUnitName(where)}`;

/** As a unit file wants it: there `%` starts a specifier. */
export const literal = (text: string) => text.replaceAll("%", "%%");

/**
 * The unit file. `nofail` keeps a dead server from holding up the boot; `TimeoutSec` bounds a mount that
 * waits for its server and an unmount that cannot finish.
 */
export function unitText(resource: Resource): string {
  const spec = mountSpec(resource);
  const { parts, needs } = resource;
  const standsOn = spec.standsOn ?? needs.filter((address) => !address.startsWith("host."));
  return `${markLine({ fleet: spec.fleet, parts, needs: standsOn })}
[Unit]
Description=holdfast: ${literal(spec.title)}
Wants=network-online.target
After=network-online.target
${(spec.unit ?? []).map((line) => `${line}\n`).join("")}
[Mount]
What=${literal(spec.what)}
Where=${literal(spec.where)}
Type=${spec.type}
Options=${literal([...spec.options, "_netdev", ...(spec.plain ? [] : ["nofail"])].join(","))}
TimeoutSec=180

[Install]
WantedBy=remote-fs.target
`;
}

/** The value of option `name` as the kernel shows it: `yes`/`no` for flags. `access` is `ro` or `rw`. */
export function liveOption(mounted: Mounted, name: string): string {
  if (name === "access") return mounted.options.includes("ro") ? "ro" : "rw";
  const valued = mounted.options.find((option) => option.startsWith(`${name}=`));
  if (valued !== undefined) return valued.slice(name.length + 1);
  return mounted.options.includes(name) ? "yes" : "no";
}

const behindServer = (source: string) => source.slice(source.lastIndexOf(":"));

/** What is seen of a mount, in the shape the wanted state has. */
export function liveState(mounted: Mounted, wanted: MountSpec["live"], what?: string): JsonObject {
  const options = Object.keys(wanted.options).map((name) => [name, liveOption(mounted, name)]);
  const same = (meant: string) =>
    wanted.sources?.includes(mounted.source) ||
    (wanted.anyServer && behindServer(mounted.source) === behindServer(meant));
  const source = what !== undefined && same(what) ? what : mounted.source;
  return { source, fstype: mounted.fstype, options: Object.fromEntries(options) };
}
