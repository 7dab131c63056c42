import type { GlusterPool } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import { about } from "../findings/index.ts";
import { declaredPools, poolOf } from "../pool/index.ts";
import { allowRules } from "./allow.ts";
import { brickRules, deviceTwice } from "./bricks.ts";
import { hostRules, unknownHosts } from "./hosts.ts";
import { layoutRules } from "./layout.ts";
import { optionRules } from "./options.ts";
import { placeRules } from "./places.ts";

/** Words of gluster's own commands, `cli_validate_volname`; the last is the volume of its shared storage. */
const reserved = new Set([
  ...["volume", "type", "help", "subvolumes", "option", "end-volume", "all", "volume_not_in_ring"],
  ...["description", "force", "snap-max-hard-limit", "snap-max-soft-limit", "auto-delete"],
  ...["activate-on-create", "gluster_shared_storage"],
]);

/** Cross-checks on pools that need no host: everything the schema cannot say. */
export const poolRules = (config: Config): Finding[] => [
  ...declaredPools(config).flatMap(([name, declared]) => rulesOf(config, name, declared)),
  ...deviceTwice(config),
  ...placeRules(config),
];

/** Of a pool that is to be removed, only its hosts still matter. */
function rulesOf(config: Config, name: string, declared: GlusterPool): Finding[] {
  const report = about(config, name);
  const unknown = unknownHosts(config, declared, report);
  if (declared.state === "absent") return unknown;
  const pool = poolOf(config, name, declared);
  const message = `pools.${name}: gluster keeps the name \`${name}\` for itself`;
  return [
    ...(reserved.has(name) ? [report("GLU106", [], message)] : []),
    ...unknown,
    ...hostRules(config, name, declared, report),
    ...layoutRules(declared, pool, report),
    ...brickRules(declared, pool, report),
    ...allowRules(name, declared.allow ?? [], report),
    ...optionRules(declared, pool, report),
  ];
}
