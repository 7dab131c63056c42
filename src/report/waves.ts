import type { Risk } from "../model/action.ts";
import type { Change } from "../model/change.ts";
import type { Plan, Step } from "../model/plan.ts";

/** The riskiest first: the order in which a person should read a plan. */
export const risks: readonly Risk[] = ["destructive", "data-moving", "disruptive", "safe"];

/** The risk of each change: the highest of its actions; `safe` for a change without one. */
export function riskOf(plan: Plan): (address: string) => Risk {
  const found = new Map<string, Risk>();
  for (const { address, risk } of plan.actions) {
    const before = found.get(address);
    if (!before || risks.indexOf(risk) < risks.indexOf(before)) found.set(address, risk);
  }
  return (address) => found.get(address) ?? "safe";
}

/** Changes by risk, riskiest first; within one risk in the order of the plan; no empty groups. */
export function byRisk(plan: Plan): readonly { readonly risk: Risk; readonly changes: readonly Change[] }[] {
  const risk = riskOf(plan);
  return risks
    .map((wanted) => ({
      risk: wanted,
      changes: plan.changes.filter((it) => risk(it.address) === wanted),
    }))
    .filter(({ changes }) => changes.length > 0);
}

/** Steps by depth: a step is in the wave after the last of those it waits for. */
export function waves(steps: readonly Step[]): readonly (readonly Step[])[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const depth = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    depth.set(id, 0);
    const before = (byId.get(id)?.after ?? []).filter((other) => byId.has(other));
    const own = before.reduce((deepest, other) => Math.max(deepest, depthOf(other) + 1), 0);
    depth.set(id, own);
    return own;
  };
  const out: Step[][] = [];
  for (const step of steps) {
    const wave = depthOf(step.id);
    while (out.length <= wave) out.push([]);
    out[wave]?.push(step);
  }
  return out;
}
