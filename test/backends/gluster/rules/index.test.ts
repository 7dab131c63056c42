import { fileURLToPath } from "node:url";
import { poolRules } from "../../../../src/backends/gluster/rules/index.ts";
import { shareRules } from "../../../../src/backends/nfs/rules/index.ts";
import { testExpectations } from "../../../config/expected.ts";

testExpectations(fileURLToPath(new URL("rules", import.meta.url)), [shareRules, poolRules]);
