import type { Backend } from "../../model/backend.ts";
import { poolRules } from "./rules.ts";

/** GlusterFS pools. */
export const gluster: Backend = {
  name: "gluster",
  kinds: [],
  expand: () => [],
  rules: poolRules,
  judge: () => [],
  status: () => [],
  topology: () => [],
  examination: () => [],
  checks: () => [],
  mustKnow: () => [],
};
