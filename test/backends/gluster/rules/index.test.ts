import { fileURLToPath } from "node:url";
import { gluster } from "../../../../src/backends/gluster/index.ts";
import { poolRules } from "../../../../src/backends/gluster/rules/index.ts";
import { nfs } from "../../../../src/backends/nfs/index.ts";
import { shareRules } from "../../../../src/backends/nfs/rules/index.ts";
import { placeRules } from "../../../../src/diff/places.ts";
import { testExpectations } from "../../../config/expected.ts";

testExpectations(fileURLToPath(new URL("./", import.meta.url)), [
  shareRules,
  poolRules,
  placeRules([nfs, gluster]),
]);
