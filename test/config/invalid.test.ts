import { fileURLToPath } from "node:url";
import { nfs } from "../../src/backends/nfs/index.ts";
import { shareRules } from "../../src/backends/nfs/rules/index.ts";
import { placeRules } from "../../src/diff/places.ts";
import { testExpectations } from "./expected.ts";

testExpectations(fileURLToPath(new URL("./invalid", import.meta.url)), [shareRules, placeRules([nfs])]);
