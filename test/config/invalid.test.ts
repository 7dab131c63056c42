import { fileURLToPath } from "node:url";
import { shareRules } from "../../src/backends/nfs/rules/index.ts";
import { testExpectations } from "./expected.ts";

testExpectations(fileURLToPath(new URL("invalid", import.meta.url)), [shareRules]);
