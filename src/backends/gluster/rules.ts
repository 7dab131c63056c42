import type { Config } from "../../model/config.ts";
import type { Finding } from "../../model/finding.ts";

/** Cross-checks on pools that need no host: everything the schema cannot say. */
export const poolRules = (_config: Config): Finding[] => [];
