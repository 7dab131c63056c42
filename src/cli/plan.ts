import type { Config } from "../model/config.ts";
import type { Plan } from "../model/plan.ts";
import { hasErrors } from "../report/findings.ts";
import { jsonText } from "../report/json.ts";
import { isInSync, unreachable } from "../report/totals.ts";
import { readSnapshot, save } from "./documents.ts";
import { exit, Stop } from "./exit.ts";
import { again, oneFormat } from "./flags.ts";
import { interrupts } from "./interrupts.ts";
import { type Act, print, type Run } from "./run.ts";
import { declared, look, planOf, withTransport } from "./session.ts";

/** 4 before 5 before 2: what keeps the plan from being whole weighs more than that there is one. */
export function exitOf(plan: Plan, detailed = false): number {
  if (unreachable(plan).length > 0) return exit.unreachable;
  if (plan.blocked.length > 0 || hasErrors(plan.findings)) return exit.refused;
  return detailed && (plan.changes.length > 0 || plan.unknown.length > 0) ? exit.changes : exit.ok;
}

async function fromSnapshot(run: Run, config: Config, path: string): Promise<Plan> {
  const snapshot = await readSnapshot(path);
  if (snapshot.fleet !== config.fleet) {
    throw new Stop(exit.usage, `${path} is a probe of fleet ${snapshot.fleet}, not of ${config.fleet}.`);
  }
  return planOf(run, config, snapshot);
}

async function fromHosts(run: Run, config: Config): Promise<Plan> {
  const signals = interrupts(run);
  const { json, markdown } = run.flags;
  const [snapshot] = await Promise.all([
    withTransport(run, (transport) => look(run, config, transport, signals.stop)),
    // what shows the plan is loaded while the hosts answer
    json || markdown ? undefined : import("../report/text.ts"),
  ]);
  signals.check();
  signals.end();
  return planOf(run, config, snapshot);
}

/** The plan as it was asked for: JSON, Markdown or text. */
export async function planLines(run: Run, plan: Plan, quiet = false): Promise<readonly string[]> {
  const { json, markdown, out, snapshot } = run.flags;
  if (json) return [jsonText(plan)];
  if (markdown) return (await import("../report/markdown.ts")).planMarkdown(plan);
  const { planText } = await import("../report/text.ts");
  const saved = {
    ...(out ? { saved: out } : {}),
    ...(snapshot ? { snapshot } : {}),
  };
  return planText(plan, {
    paint: run.paint,
    again: again(run.flags),
    quiet,
    ...saved,
  });
}

/** `holdfast plan`: what differs, and what would be done about it. */
export const plan: Act = async (run) => {
  const { detailedExitcode, out, snapshot } = run.flags;
  oneFormat(run.flags);
  const config = await declared(run);
  const made = await (snapshot === undefined ? fromHosts(run, config) : fromSnapshot(run, config, snapshot));
  if (out !== undefined) await save(out, `${jsonText(made)}\n`);
  print(run.io.stdout, await planLines(run, made));
  if (out !== undefined && isInSync(made))
    print(run.io.stderr, [`Saved to ${out}; there is nothing in it to do.`]);
  return exitOf(made, detailedExitcode);
};
