import { fileURLToPath } from "node:url";
import { shareRules } from "../../../../src/backends/nfs/rules/index.ts";
import { testExpectations } from "../../../config/expected.ts";

testExpectations(fileURLToPath(new URL("rules", import.meta.url)), [shareRules]);
