import { drafting } from "../../../model/finding-table.ts";
import { accessRuleFindings } from "./access-rules.ts";
import { fsidFindings } from "./fsid.ts";
import { optionRuleFindings } from "./option-rules.ts";
import { pathRuleFindings } from "./path-rules.ts";
import { planFindings } from "./plan.ts";
import { ruleFindings } from "./rules.ts";

/** The findings of this backend: code to what it means. */
export const nfsFindings = {
  ...ruleFindings,
  ...pathRuleFindings,
  ...accessRuleFindings,
  ...optionRuleFindings,
  ...fsidFindings,
  ...planFindings,
};

/** Makes the drafts of this backend's findings. */
export const draft = drafting<keyof typeof nfsFindings>(nfsFindings);
