import { stringify } from "yaml";
import { decodeText } from "../../src/config/decode.ts";
import type { Config } from "../../src/model/config.ts";
import type { Plan } from "../../src/model/plan.ts";
import { makePlan, questionsOf } from "../../src/reconcile.ts";
import { act, bareHost, snapshotOf, type World } from "./world.ts";

/** Reads a storage.yaml given as text or as an object; throws with the findings when it is not valid. */
export function configOf(source: string | object): Config {
  const text = typeof source === "string" ? source : stringify(source);
  const { config, findings } = decodeText(text, "storage.yaml");
  if (!config) throw new Error(findings.map(({ message, at }) => `${at?.line}: ${message}`).join("\n"));
  return config;
}

/** Bare hosts for every host of a file. */
export const bareWorld = (config: Config): World =>
  new Map(Object.values(config.hosts).map((host) => [host.name, bareHost(host.name, host.storageAddress)]));

/** What holdfast would plan, looking at the world. */
export function planFor(config: Config, world: World, consents: readonly string[] = []): Plan {
  const snapshot = snapshotOf(world, questionsOf(config));
  return makePlan(config, snapshot, { consents });
}

/** Gives every consent a plan asks for. */
export const allConsents = (plan: Plan): readonly string[] =>
  plan.blocked.flatMap(({ consent }) => consent ?? []);

/** Plans and carries out up to `most` steps, as a run that is killed then would; returns the plan. */
export function run(config: Config, world: World, most = Number.POSITIVE_INFINITY): Plan {
  const first = planFor(config, world);
  const plan = planFor(config, world, allConsents(first));
  for (const step of plan.actions.slice(0, most)) act(world, step);
  return plan;
}
