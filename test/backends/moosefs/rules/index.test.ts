import { fileURLToPath } from "node:url";
import { poolRules } from "../../../../src/backends/moosefs/rules/index.ts";
import { testExpectations } from "../../../config/expected.ts";

testExpectations(fileURLToPath(new URL("rules", import.meta.url)), [poolRules]);
