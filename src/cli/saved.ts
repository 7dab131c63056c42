import type { Config } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import { list } from "../report/words.ts";
import { readPlan } from "./documents.ts";
import { exit, Stop } from "./exit.ts";

/** Reads a saved plan and makes sure that it was made for this fleet and from this very file. */
export async function savedPlan(path: string, config: Config): Promise<Plan> {
  const plan = await readPlan(path);
  if (plan.fleet !== config.fleet) {
    throw new Stop(exit.usage, `${path} is a plan for fleet ${plan.fleet}, not for ${config.fleet}.`);
  }
  if (plan.config.sha256 !== config.sha256) {
    throw new Stop(
      exit.stale,
      `${list(plan.config.files)} changed since ${path} was made; nothing was changed.`,
      {
        hint: `Make a new plan: holdfast plan --out ${path}`,
      },
    );
  }
  return plan;
}

/** Refuses a saved plan of which a part would not be allowed, or not be known well enough, today. */
export function stillAllowed(saved: Plan, fresh: Plan): void {
  const planned = new Set(saved.actions.map(({ address }) => address));
  const blocked = fresh.blocked.find(({ change }) => planned.has(change.address));
  if (blocked) {
    const { consent, why, change } = blocked;
    throw new Stop(exit.refused, `${change.address} is blocked now: ${why}`, {
      hint: consent ? `Consent is given where it is used: add --consent ${consent}.` : "Make a new plan.",
    });
  }
}
