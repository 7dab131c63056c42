import { drafting } from "../../../model/finding-table.ts";
import { aboutPool } from "../../host/rules/finding.ts";
import { accessRuleFindings } from "./access-rules.ts";
import { chunkserverFindings } from "./chunkserver.ts";
import { dataRuleFindings } from "./data-rules.ts";
import { diskFindings } from "./disk.ts";
import { goalFindings } from "./goal.ts";
import { hostRuleFindings } from "./host-rules.ts";
import { masterFindings } from "./master.ts";

/** Every finding that the rules and the kinds of this backend report. */
export const moosefsFindings = {
  ...hostRuleFindings,
  ...dataRuleFindings,
  ...accessRuleFindings,
  ...masterFindings,
  ...chunkserverFindings,
  ...diskFindings,
  ...goalFindings,
};

/** Makes the drafts of this backend's findings. */
export const draft = drafting<keyof typeof moosefsFindings>(moosefsFindings);

/** Makes findings about one pool of the file: `path` is below `pools.<name>`. */
export const about = aboutPool(draft);

/** What {@link about} gives. */
export type Report = ReturnType<typeof about>;
