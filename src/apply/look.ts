import { type Diff, diffKind } from "../diff/diff.ts";
import type { Kind } from "../model/backend.ts";
import type { Config } from "../model/config.ts";
import type { Step } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";
import type { Failure, Transport } from "../model/transport.ts";
import { probe } from "../probe/probe.ts";

/** What is needed to look at one thing again. */
export interface Sight {
  readonly config: Config;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly resources: readonly Resource[];
  /** A transport that refuses to change anything. */
  readonly reading: Transport;
  readonly signal: AbortSignal;
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

/** Looks at the host again, at just the kind of thing a step is about. */
export async function look(step: Step, sight: Sight): Promise<Fresh> {
  const { config, kinds, resources, reading, signal } = sight;
  const host = config.hosts[step.host];
  if (!host) throw new Error(`${step.host} is not a host of this file`);
  const kind = kindOf(step, kinds);
  const here = resources.filter((resource) => resource.type === kind.type && resource.host === step.host);
  const declared = here.filter(({ address }) => address === step.address);
  const scope = { fleet: config.fleet, host: step.host, resources: declared.length > 0 ? declared : here };
  const facts = [...new Map(kind.facts(scope).map((fact) => [fact.key, fact])).values()];
  const snapshot = await probe(config.fleet, [{ host, facts }], reading, { signal, now: new Date(0) });
  const seen = snapshot.hosts[step.host];
  const failure = seen && !seen.reachable ? { failure: seen.failure } : {};
  return { ...diffKind(kind, scope, snapshot), ...failure };
}

/** What the host says about one step now. */
export type Verdict =
  /** Nothing of this sort is left to do. */
  | { readonly is: "satisfied" }
  /** It is to be done just as planned. */
  | { readonly is: "wanted" }
  /** Something else than planned would be right now. */
  | { readonly is: "different"; readonly now: Fresh }
  | { readonly is: "refused"; readonly why: string; readonly hint?: string }
  | { readonly is: "unknown"; readonly why: string; readonly failure?: Failure };

/** Judges a fresh look: the planner is asked again, and the step still has to be among what it wants. */
export function judgeStep(step: Step, now: Fresh, sight: Sight): Verdict {
  const { failure } = now;
  if (failure) return { is: "unknown", why: failure.message, failure };
  const unknown = now.unknown.find(({ address }) => address === step.address);
  if (unknown) return { is: "unknown", why: unknown.why };
  const change = now.changes.find(({ address }) => address === step.address);
  if (!change) return { is: "satisfied" };
  const refusal = now.findings.find(
    ({ address, severity }) => address === step.address && severity === "error",
  );
  if (refusal)
    return { is: "refused", why: refusal.message, ...(refusal.hint ? { hint: refusal.hint } : {}) };
  const actions = kindOf(step, sight.kinds).actions(change, sight.config.fleet);
  const alike = actions.filter(({ type, phase }) => type === step.type && phase === step.phase);
  if (alike.length > 0)
    return alike.some(({ params }) => JSON.stringify(params) === JSON.stringify(step.params))
      ? { is: "wanted" }
      : { is: "different", now };
  const replaced = actions.some(({ phase }) => phase === step.phase);
  return replaced ? { is: "different", now } : { is: "satisfied" };
}
