import type { MoosefsPool } from "../../../config/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { about, type Tell } from "../../host/rules/finding.ts";
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

/** Of a pool that shall go, only its hosts still matter. */
function rulesOf(config: Config, name: string, declared: MoosefsPool): Finding[] {
  const tell = about(config, name);
  const unknown = unknownHosts(config, declared, tell);
  if (declared.state === "absent") return unknown;
  const pool = poolOf(config, name, declared);
  return [
    ...nameRules(config, name, tell),
    ...unknown,
    ...hostRules(config, name, declared, tell),
    ...chunkserverRules(declared, pool, tell),
    ...classRules(declared, pool, tell),
    ...allowRules(declared, pool, tell),
    ...clientRules(pool, tell),
    ...optionRules(declared, tell),
  ];
}

/** The master's name on all hosts is made of the pool's: a label of DNS, and nobody else's. */
function nameRules(config: Config, name: string, tell: Tell): Finding[] {
  const alias = aliasOf(name);
  const same = (other: string) => other.toLowerCase() === alias.toLowerCase();
  const named = `pools.${name}: its hosts know the master as ${alias}`;
  if (alias.length > 63)
    return [
      tell("MFS107", "error", [], `${named}, and a name has 63 letters at most`, "choose a shorter name"),
    ];
  const host = Object.keys(config.hosts).find(same);
  if (host)
    return [tell("MFS107", "error", [], `${named}, and there is a host ${host}`, "rename one of the two")];
  const pools = declaredPools(config).map(([other]) => other);
  const first = pools.find((other) => same(aliasOf(other)));
  if (first === undefined || pools.indexOf(first) === pools.indexOf(name)) return [];
  return [
    tell(
      "MFS107",
      "error",
      [],
      `${named}, which is also that of pools.${first}`,
      "choose names that differ in more than case",
    ),
  ];
}
