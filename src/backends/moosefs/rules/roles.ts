import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { spanText } from "../../../model/span.ts";
import { about, type Report } from "../findings/index.ts";
import { declaredPools } from "../pool/index.ts";
import { type Mention, mentions, type Role } from "../pool/mention.ts";

/** Roles of which each is to survive the host of another. */
const apart: readonly Role[] = ["master", "chunkserver", "metalogger"];

/** Roles of one pool that should not share a host, and metaloggers that are missing or would be lost with the master. */
export const roleRules = (name: string, all: readonly Mention[], report: Report): Finding[] => [
  ...shared(name, all, report),
  ...metaloggers(name, all, report),
];

function shared(name: string, all: readonly Mention[], report: Report): Finding[] {
  const roles = all.filter(({ role }) => apart.includes(role));
  return roles.flatMap(({ role, host, path }, i) => {
    const first = roles.findIndex((other) => other.host === host && other.role !== role);
    const other = roles[first];
    if (!other || first > i) return [];
    // a metalogger beside the master has a worse finding when there is no other
    if (role === "metalogger" && other.role === "master" && onlyOnMaster(all)) return [];
    const message = `pools.${name}: ${host} is ${other.role} and ${role}: what happens to it happens to both`;
    return [report("MFS116", path, message)];
  });
}

const onlyOnMaster = (all: readonly Mention[]): boolean => {
  const loggers = all.filter(({ role }) => role === "metalogger");
  return loggers.length > 0 && loggers.every(({ host }) => host === all[0]?.host);
};

function metaloggers(name: string, all: readonly Mention[], report: Report): Finding[] {
  const logger = all.find(({ role }) => role === "metalogger");
  if (!logger) {
    const message = `pools.${name}: no metalogger: if the disk of ${all[0]?.host} fails, nothing knows which chunks make which files`;
    return [report("MFS117", [], message)];
  }
  if (!onlyOnMaster(all)) return [];
  const message = `pools.${name}: the only metalogger is on the master's host (${logger.host}) and is lost with it`;
  return [report("MFS118", logger.path, message)];
}

/** Hosts that do the same for two pools: a daemon, its settings and its folder are there once on each host. */
export function roleTwice(config: Config): Finding[] {
  const seen = new Map<string, { readonly pool: string; readonly path: JsonPath }>();
  return declaredPools(config)
    .filter(([, { state }]) => state !== "absent")
    .flatMap(([name, declared]) =>
      mentions(declared)
        .filter(({ role }) => role !== "client")
        .flatMap(({ role, host, path }): Finding[] => {
          const first = seen.get(`${role} ${host}`);
          // what master and metalogger keep in /var/lib/mfs would be mixed up by a recovery
          const other = role === "master" ? "metalogger" : role === "metalogger" ? "master" : role;
          const crossed = seen.get(`${other} ${host}`);
          if (!first) seen.set(`${role} ${host}`, { pool: name, path });
          const met =
            first && first.pool !== name ? first : crossed && crossed.pool !== name ? crossed : undefined;
          if (!met) return [];
          const was = met === first ? role : other;
          const at = spanText(config.at(["pools", met.pool, ...met.path]));
          const message = `pools.${name}: ${host} is ${was} of pools.${met.pool} already (${at}), and would be ${role} of this one`;
          return [about(config, name)("MFS119", path, message)];
        }),
    );
}
