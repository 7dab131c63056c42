import { createHash } from "node:crypto";
import { canonicalJson } from "../diff/diff.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Plan, Step } from "../model/plan.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { PlanInput } from "./input.ts";
import { isEverything } from "./narrow.ts";
import { order } from "./order.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { type Sorted, sorted, withSteps } from "./sorting.ts";

/** Puts what differs in order, withholding what must not or cannot be done. Pure: equal input, equal bytes. */
export function plan(input: PlanInput): Plan {
  const scope = scopeOf(input);
  const possible = sorted(input, scope);
  const steps = stepsOf(input, possible);
  return document(input, scope, withSteps(input, possible, steps), steps);
}

/** The steps of the changes that can be made, in order; of those that have to wait only what builds. */
function stepsOf(input: PlanInput, { changes, keep }: Sorted): readonly Step[] {
  const { kinds, config, diff } = input;
  const actions = changes.flatMap((change) => {
    const all = kinds.get(change.type)?.actions(change, config.fleet) ?? [];
    return keep.has(change.address) ? all.filter(({ phase }) => phase !== "teardown") : all;
  });
  const resources = new Map(input.resources.map((resource) => [resource.address, resource]));
  return order(actions, resources, diff.observed).map(({ action, after }, index) => ({
    ...action,
    id: `a${index + 1}`,
    after: after.map((other) => `a${other + 1}`),
    commands: (kinds.get(action.address.slice(0, action.address.indexOf("/")))?.commands(action) ?? []).map(
      ({ argv }) => argv,
    ),
  }));
}

function document(
  input: PlanInput,
  { narrow, findings, orphans, inSync }: Scope,
  { changes, blocked, unknown }: Sorted,
  actions: readonly Step[],
): Plan {
  const { config, snapshot } = input;
  const count = (op: Change["op"]) => changes.filter((change) => change.op === op).length;
  return {
    formatVersion: "1.0",
    fleet: config.fleet,
    fingerprint: fingerprintOf(input),
    config: { sha256: config.sha256, files: config.sources.map(({ file }) => file) },
    hosts: hostsOf(snapshot),
    ...(isEverything(narrow) ? {} : { partial: [...narrow.hosts, ...narrow.only] }),
    summary: {
      create: count("create"),
      update: count("update"),
      delete: count("delete"),
      blocked: blocked.length,
      unknown: unknown.length,
      orphan: orphans.length,
      inSync: inSync.length,
    },
    changes,
    blocked,
    unknown,
    orphans,
    actions,
    findings: [...findings].sort(byWeight),
  };
}

function hostsOf(snapshot: Snapshot): Plan["hosts"] {
  const entries = Object.entries(snapshot.hosts).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, seen]) => {
      if (seen.reachable) return [name, { reachable: true }];
      const { message: why, hint } = seen.failure;
      return [name, { reachable: false, why, ...(hint ? { hint } : {}) }];
    }),
  );
}

function fingerprintOf({ config, diff }: PlanInput): string {
  const basis = diff.observed.map(({ address, observation }) => [address, observation]);
  const text = canonicalJson({ config: config.sha256, basis, unknown: diff.unknown });
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Findings in the order people should read them: errors first, then by place. */
const rank = { error: 0, warning: 1, info: 2 } as const;
const byWeight = (a: Finding, b: Finding) => {
  const [one, other] = [`${a.code} ${a.message}`, `${b.code} ${b.message}`];
  return rank[a.severity] - rank[b.severity] || (one < other ? -1 : one > other ? 1 : 0);
};
