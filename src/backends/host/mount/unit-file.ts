import type { Resource } from "../../../model/resource.ts";
import { markLine } from "../write/mark.ts";
import { mountSpec } from "./spec.ts";
import { mountUnitName } from "./unit-name.ts";

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
  const dependsOn = spec.dependsOn ?? needs.filter((address) => !address.startsWith("host."));
  return `${markLine({ fleet: spec.fleet, parts, needs: dependsOn })}
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

/** The mount point that a mount unit names; empty when it names none. */
export const whereOf = (content: string) => /^Where=(.*)$/m.exec(content)?.[1]?.replaceAll("%%", "%") ?? "";
