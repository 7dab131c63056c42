import { createHash } from "node:crypto";
import { canonicalJson, type Diff } from "../diff/diff.ts";
import type { Backend, Kind } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Config } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { Blocked, Plan, Step, Unknown } from "../model/plan.ts";
import type { Address, Resource } from "../model/resource.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { everything, isEverything, type Narrow, selects } from "./narrow.ts";
import { obstaclesOf } from "./obstacles.ts";
import { order } from "./order.ts";
import { consentToken } from "./policy.ts";
import { type Obstacle, withhold } from "./withhold.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly config: Config;
  readonly snapshot: Snapshot;
  readonly resources: readonly Resource[];
  readonly findings: readonly Finding[];
  readonly diff: Diff;
  readonly backends: readonly Backend[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly narrow?: Narrow;
  readonly consents?: readonly string[];
}

function unseenHosts({ backends, config, snapshot }: PlanInput, change: Change) {
  const hosts = new Set(backends.flatMap((backend) => backend.mustKnow(config, change)));
  return [...hosts].sort().flatMap((host) => {
    const seen = snapshot.hosts[host];
    if (seen?.reachable) return [];
    return [{ host, why: seen ? seen.failure.message : "it was not probed" }];
  });
}

function stepsOf(
  input: PlanInput,
  changes: readonly Change[],
  keep: ReadonlyMap<Address, Obstacle>,
): readonly Step[] {
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

/** What was agreed to be erased, and for the rest of what could be, the token that would. */
function erased({ diff, kinds, consents }: PlanInput): {
  readonly agreed: readonly Change[];
  readonly offers: readonly Finding[];
} {
  const told = diff.erasable.flatMap((change) => {
    const asked = kinds.get(change.type)?.consent?.(change);
    return asked ? [{ change, why: asked.why, token: consentToken(asked.what, asked.bound) }] : [];
  });
  const given = (token: string) => (consents ?? []).includes(token);
  return {
    agreed: told.flatMap(({ change, token }) => (given(token) ? [change] : [])),
    offers: told
      .filter(({ token }) => !given(token))
      .map(({ change: { address, host }, why, token }) => ({
        code: "PLN120",
        severity: "info",
        message: `${address} is no longer declared; its data is kept`,
        host,
        hint: `\`--consent ${token}\` ${why}`,
      })),
  };
}

/** Puts what differs in order, withholding what must not or cannot be done. Pure: equal input, equal bytes. */
export function plan(input: PlanInput): Plan {
  const { config, diff, backends, snapshot } = input;
  const narrow = input.narrow ?? everything;
  const erasing = erased(input);
  const inScope = [...diff.changes, ...erasing.agreed].filter((change) => selects(narrow, change));
  const judged = backends.flatMap((backend) => backend.judge(config, inScope, snapshot));
  const findings = [...input.findings, ...diff.findings, ...erasing.offers, ...judged];
  const resources = new Map(input.resources.map((resource) => [resource.address, resource]));
  const { obstacles, keep } = withhold(
    inScope,
    resources,
    diff.observed,
    obstaclesOf({
      fleet: config.fleet,
      diff,
      resources: input.resources,
      findings,
      kinds: input.kinds,
      consents: input.consents ?? [],
      narrow,
    }),
    (change) => unseenHosts(input, change),
  );
  const blocked: Blocked[] = [];
  const unknown: Unknown[] = diff.unknown.filter(({ address, host }) =>
    selects(narrow, { address, host, parts: resources.get(address)?.parts ?? [] }),
  );
  const changes: Change[] = [];
  for (const change of inScope) {
    const obstacle = obstacles.get(change.address);
    if (!obstacle) changes.push(change);
    else if (obstacle.kind === "unknown")
      unknown.push({ address: change.address, host: change.host, why: obstacle.why });
    else
      blocked.push({ change, why: obstacle.why, ...(obstacle.consent ? { consent: obstacle.consent } : {}) });
  }
  const actions = stepsOf(input, changes, keep);
  const acting = new Set(actions.map(({ address }) => address));
  for (const change of changes)
    if (!acting.has(change.address) && !keep.has(change.address))
      blocked.push({ change, why: "holdfast knows no way to change this in place" });
  const tearsDown = (change: Change) =>
    input.kinds
      .get(change.type)
      ?.actions(change, config.fleet)
      .some(({ phase }) => phase === "teardown");
  const waiting = changes.filter((change) => keep.has(change.address) && tearsDown(change));
  for (const { address, host } of waiting) {
    const obstacle = keep.get(address);
    if (obstacle && !obstacle.lasting)
      unknown.push({ address, host, why: `nothing is taken away from it yet: ${obstacle.why}` });
  }
  const shown = changes.filter(({ address }) => acting.has(address));
  const count = (op: Change["op"]) => shown.filter((change) => change.op === op).length;
  const everyAddress = [...diff.inSync, ...diff.orphans];
  const partial = isEverything(narrow) ? {} : { partial: [...narrow.hosts, ...narrow.only] };
  const observedParts = new Map(diff.observed.map((one) => [one.address, one]));
  const selected = everyAddress.filter((address) => {
    const one = observedParts.get(address);
    return one !== undefined && selects(narrow, one);
  });
  const going = new Set(erasing.agreed.map(({ address }) => address));
  const orphans = diff.orphans.filter((address) => selected.includes(address) && !going.has(address));
  return {
    formatVersion: "1.0",
    fleet: config.fleet,
    fingerprint: fingerprintOf(input),
    config: { sha256: config.sha256, files: config.sources.map(({ file }) => file) },
    hosts: hostsOf(snapshot),
    ...partial,
    summary: {
      create: count("create"),
      update: count("update"),
      delete: count("delete"),
      blocked: blocked.length,
      unknown: unknown.length,
      orphan: orphans.length,
      inSync: selected.filter((address) => !diff.orphans.includes(address)).length,
    },
    changes: shown,
    blocked,
    unknown,
    orphans,
    actions,
    findings: [...findings].sort(byWeight),
  };
}
