import { concerning } from "../diff/desire.ts";
import { type Diff, diffFleetKind, diffKind } from "../diff/diff.ts";
import type { Action } from "../model/action.ts";
import type { Kind } from "../model/backend.ts";
import type { Config } from "../model/config.ts";
import type { Step } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Failure } from "../model/transport.ts";
import { type Ask, probe } from "../probe/probe.ts";

/** What is needed to look at one thing again. */
export interface LookContext {
  readonly config: Config;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly resources: readonly Resource[];
  /** All steps of the plan. */
  readonly steps: readonly Step[];
  /** Asks a host, and changes nothing there. */
  readonly ask: Ask;
}

/** The kind of a step's resource. */
export function kindOf(step: Step, kinds: ReadonlyMap<string, Kind>): Kind {
  const kind = kinds.get(step.address.slice(0, step.address.indexOf("/")));
  if (!kind) throw new Error(`no backend knows ${step.address}`);
  return kind;
}

/** A fresh look; `failure` when the host could not be reached for it. */
export interface Fresh extends Diff {
  readonly failure?: Failure;
}

/**
 * What is declared of the thing a step is about. One of a cluster that is no longer declared is seen from wherever its
 * kind is, and what it leaves behind judges it.
 */
function subject(
  step: Step,
  { kinds, resources }: Pick<LookContext, "kinds" | "resources">,
): readonly Resource[] {
  const declared = resources.filter(({ address }) => address === step.address);
  const kind = kindOf(step, kinds);
  return declared.length > 0 || !kind.spans ? declared : resources.filter(({ type }) => type === kind.type);
}

/** The hosts a step's resource is seen from: its own, and for a thing of a cluster the other members. */
const hostsOf = (step: Step, seen: readonly Resource[]) => [
  ...new Set([step.host, ...seen.flatMap(({ host, witnesses }) => [host, ...(witnesses ?? [])])]),
];

/** What a look for `step` looks at, and from where: equal texts, equal looks. */
export const subjectOf = (step: Step, context: LookContext): string =>
  [step.address, ...hostsOf(step, subject(step, context)).sort()].join(" ");

/** What a look for `step` makes of the answers of the hosts it asks. */
export function compare(
  step: Step,
  context: Pick<LookContext, "config" | "kinds" | "resources">,
  snapshot: Snapshot,
): Diff {
  const { config, kinds, resources } = context;
  const kind = kindOf(step, kinds);
  const declared = subject(step, context);
  if (kind.spans) return diffFleetKind(kind, config.fleet, declared, snapshot);
  const here = resources.filter((resource) => resource.type === kind.type && resource.host === step.host);
  const scope = {
    fleet: config.fleet,
    host: step.host,
    resources: declared.length > 0 ? declared : here,
  };
  return diffKind(kind, scope, snapshot);
}

/** What a look for `step` asks, and whom: just the kind of thing it is about, on the hosts that can be seen from. */
export function inquiry(step: Step, context: Pick<LookContext, "config" | "kinds" | "resources">) {
  const { config, kinds, resources } = context;
  const kind = kindOf(step, kinds);
  const declared = subject(step, context);
  return hostsOf(step, declared).flatMap((name) => {
    const host = config.hosts[name];
    const asked = concerning(declared.length > 0 ? declared : resources, kind.type, name);
    const facts = kind.facts({ fleet: config.fleet, host: name, resources: asked });
    return host ? [{ host, facts: [...new Map(facts.map((fact) => [fact.key, fact])).values()] }] : [];
  });
}

/** Looks again. */
export async function look(step: Step, context: LookContext): Promise<Fresh> {
  const snapshot = await probe(context.config.fleet, inquiry(step, context), context.ask, {
    now: new Date(0),
  });
  const seen = snapshot.hosts[step.host];
  const failure = seen && !seen.reachable ? { failure: seen.failure } : {};
  return { ...compare(step, context, snapshot), ...failure };
}

/** What the host says about one step now. */
export type Verdict =
  /** Nothing of this sort is left to do. */
  | { readonly is: "satisfied" }
  /** It is to be done just as planned. */
  | { readonly is: "wanted" }
  /** It is to be done, but something that takes its time has to end first. */
  | { readonly is: "waiting"; readonly why: string; readonly action: Action }
  /** Something else than planned would be right now. */
  | { readonly is: "different"; readonly now: Fresh }
  | { readonly is: "refused"; readonly why: string; readonly hint?: string }
  | { readonly is: "unknown"; readonly why: string; readonly failure?: Failure };

/** Whether two actions on one resource do the same sort of thing to the same part of it. */
const alike = (one: Action, other: Action) =>
  one.type === other.type && one.phase === other.phase && one.about === other.about;

/** Judges a fresh look: the planner is asked again, and the step still has to be among what it wants. */
export function judgeStep(step: Step, now: Fresh, context: LookContext): Verdict {
  const { failure } = now;
  if (failure) return { is: "unknown", why: failure.message, failure };
  const unknown = now.unknown.find(({ address }) => address === step.address);
  if (unknown) return { is: "unknown", why: unknown.why };
  const change = [...now.changes, ...now.erasable].find(({ address }) => address === step.address);
  if (!change) return { is: "satisfied" };
  const actions = kindOf(step, context.kinds).actions(change, context.config.fleet);
  const own = actions.filter((action) => alike(action, step));
  if (own.length > 0) {
    const refusal = now.findings.find(
      ({ address, severity }) => address === step.address && severity === "error",
    );
    if (refusal)
      return { is: "refused", why: refusal.message, ...(refusal.hint ? { hint: refusal.hint } : {}) };
    const same = own.find(({ params }) => JSON.stringify(params) === JSON.stringify(step.params));
    if (!same) return { is: "different", now };
    return same.waits === undefined ? { is: "wanted" } : { is: "waiting", why: same.waits, action: same };
  }
  const planned = context.steps.filter(({ address }) => address === step.address);
  const news = actions.filter(
    (action) => action.phase === step.phase && !planned.some((one) => alike(one, action)),
  );
  return news.length > 0 ? { is: "different", now } : { is: "satisfied" };
}
