import { fileURLToPath } from "node:url";
import { gluster } from "../../../../src/backends/gluster/index.ts";
import { moosefs } from "../../../../src/backends/moosefs/index.ts";
import { poolRules } from "../../../../src/backends/moosefs/rules/index.ts";
import { nfs } from "../../../../src/backends/nfs/index.ts";
import { placeRules } from "../../../../src/diff/places.ts";
import { testExpectations } from "../../../config/expected.ts";

testExpectations(fileURLToPath(new URL("./", import.meta.url)), [
  poolRules,
  placeRules([nfs, gluster, moosefs]),
]);
