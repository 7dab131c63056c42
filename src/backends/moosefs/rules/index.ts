import type { MoosefsPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { about, type Report } from "../findings/index.ts";
import { aliasOf, declaredPools, poolOf } from "../pool/index.ts";
import { allowRules } from "./allow.ts";
import { chunkserverRules, deviceTwice } from "./chunkservers.ts";
import { classRules } from "./classes.ts";
import { clientRules } from "./clients.ts";
import { hostRules, unknownHosts } from "./hosts.ts";
import { optionRules } from "./options.ts";
import { placeRules } from "./places.ts";
import { roleTwice } from "./roles.ts";

/** Cross-checks on pools that need no host: everything the schema cannot say. */
export const poolRules = (config: Config): Finding[] => [
  ...declaredPools(config).flatMap(([name, declared]) => rulesOf(config, name, declared)),
  ...roleTwice(config),
  ...deviceTwice(config),
  ...placeRules(config),
];

/** Of a pool that is to be removed, only its hosts still matter. */
function rulesOf(config: Config, name: string, declared: MoosefsPool): Finding[] {
  const report = about(config, name);
  const unknown = unknownHosts(config, declared, report);
  if (declared.state === "absent") return unknown;
  const pool = poolOf(config, name, declared);
  return [
    ...nameRules(config, name, report),
    ...unknown,
    ...hostRules(config, name, declared, report),
    ...chunkserverRules(declared, pool, report),
    ...classRules(declared, pool, report),
    ...allowRules(declared, pool, report),
    ...clientRules(pool, report),
    ...optionRules(declared, report),
  ];
}

/** The master's name on all hosts is made of the pool's: a label of DNS, and nobody else's. */
function nameRules(config: Config, name: string, report: Report): Finding[] {
  const alias = aliasOf(name);
  const same = (other: string) => other.toLowerCase() === alias.toLowerCase();
  const named = `pools.${name}: its hosts know the master as ${alias}`;
  if (alias.length > 63)
    return [report("MFS107", [], `${named}, and a name has 63 letters at most`, { hint: "long" })];
  const host = Object.keys(config.hosts).find(same);
  if (host) return [report("MFS107", [], `${named}, and there is a host ${host}`, { hint: "host" })];
  const pools = declaredPools(config).map(([other]) => other);
  const first = pools.find((other) => same(aliasOf(other)));
  if (first === undefined || pools.indexOf(first) === pools.indexOf(name)) return [];
  return [report("MFS107", [], `${named}, which is also that of pools.${first}`, { hint: "pool" })];
}
