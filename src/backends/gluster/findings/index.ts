import { drafting } from "../../../model/finding-table.ts";
import { aboutPool } from "../../host/rules/finding.ts";
import { brickRuleFindings } from "./brick-rules.ts";
import { brickFindings } from "./bricks.ts";
import { layoutRuleFindings } from "./layout-rules.ts";
import { moveFindings } from "./moves.ts";
import { optionRuleFindings } from "./option-rules.ts";
import { peerFindings } from "./peers.ts";
import { volumeFindings } from "./volumes.ts";

/** Every finding that this backend reports: of its rules about the file, and of what is found on the hosts. */
export const glusterFindings = {
  ...layoutRuleFindings,
  ...brickRuleFindings,
  ...optionRuleFindings,
  ...brickFindings,
  ...moveFindings,
  ...peerFindings,
  ...volumeFindings,
};

/** Makes the drafts of this backend's findings. */
export const draft = drafting<keyof typeof glusterFindings>(glusterFindings);

/** Makes the findings of rules about one pool: `path` is below `pools.<name>`. */
export const about = aboutPool(draft);

/** What {@link about} gives. */
export type Report = ReturnType<typeof about>;
