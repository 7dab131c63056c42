import { backends } from "./backends/index.ts";
import { concerning, desire, kindsOf } from "./diff/desire.ts";
import { diff } from "./diff/diff.ts";
import { planFindings } from "./diff/findings.ts";
import { placeRules } from "./diff/places.ts";
import type { Check, Link, StatusRow } from "./model/backend.ts";
import type { Config } from "./model/config.ts";
import type { Event, Tally } from "./model/event.ts";
import type { Finding } from "./model/finding.ts";
import type { FindingTable } from "./model/finding-table.ts";
import type { Plan } from "./model/plan.ts";
import type { Snapshot } from "./model/snapshot.ts";
import type { Failure, Transport } from "./model/transport.ts";
import { everything, hostsToProbe, type Narrow } from "./plan/narrow.ts";
import { plan } from "./plan/plan.ts";
import { asker, once, probe } from "./probe/probe.ts";
import { readOnly } from "./transport/read-only.ts";

/** How a look at the fleet is made. `now` dates the snapshot; `parallel` bounds the hosts asked at once. */
export interface Looking {
  readonly narrow?: Narrow;
  readonly parallel?: number;
  readonly signal?: AbortSignal;
  readonly now: Date;
  /** Commands of an earlier run that still go on are waited for; this gets the hosts. */
  readonly onWait?: (hosts: readonly string[]) => void;
}

const kinds = kindsOf(backends);

/** Every finding about a fleet, by what it is about: plans, and each backend. Those about the files are `config`'s. */
export const findingTables: Readonly<Record<string, FindingTable>> = {
  plan: planFindings,
  ...Object.fromEntries(backends.map(({ name, findings }) => [name, findings])),
};

/** What the rules of the backends say, and places of theirs that are in each other's way. */
const ruleFindings = (config: Config): readonly Finding[] =>
  [...backends.map((backend) => backend.rules), placeRules(backends)].flatMap((rules) => rules(config));

/** Cross-checks that need no host: what the backends' rules say, and things asked for twice. */
export const checkConfig = (config: Config): readonly Finding[] => {
  const found = ruleFindings(config);
  // a file with errors is not expanded: names in it may lead nowhere
  return found.some(({ severity }) => severity === "error")
    ? found
    : [...found, ...desire(config, backends).findings];
};

function questions(config: Config, names: readonly string[]) {
  const { resources } = desire(config, backends);
  return names.flatMap((name) => {
    const host = config.hosts[name];
    const scope = (type: string) => ({
      fleet: config.fleet,
      host: name,
      resources: concerning(resources, type, name),
    });
    const facts = [...kinds.values()].flatMap((kind) => kind.facts(scope(kind.type)));
    const unique = new Map(facts.map((fact) => [fact.key, fact]));
    return host ? [{ host, facts: [...unique.values()] }] : [];
  });
}

/** What a probe asks: each host with all its facts. */
export const questionsOf = (config: Config, narrow: Narrow = everything) => {
  const { resources } = desire(config, backends);
  return questions(config, hostsToProbe(narrow, resources, Object.keys(config.hosts)));
};

/** Asks every host concerned, in one round trip each, what is there. */
export async function probeFleet(config: Config, transport: Transport, options: Looking): Promise<Snapshot> {
  const { resources } = desire(config, backends);
  const names = hostsToProbe(options.narrow ?? everything, resources, Object.keys(config.hosts));
  const asked = questions(config, names);
  const reading = readOnly(transport);
  const { onWait } = options;
  if (!onWait) return probe(config.fleet, asked, asker(reading, options.signal), options);
  const { probeAtRest } = await import("./apply/outlived.ts");
  return probeAtRest(config.fleet, asked, reading, { ...options, onWait });
}

/** What differs between the file and what was seen, and the ordered actions that would change it. */
export function makePlan(
  config: Config,
  snapshot: Snapshot,
  options: { readonly narrow?: Narrow; readonly consents?: readonly string[] },
): Plan {
  const { resources, findings } = desire(config, backends);
  const found = diff(config.fleet, kinds.values(), resources, snapshot);
  const consents = [...(config.file.consents ?? []), ...(options.consents ?? [])];
  const input = {
    config,
    snapshot,
    resources,
    findings: [...ruleFindings(config), ...findings],
    diff: found,
    backends,
    kinds,
  };
  return plan({ ...input, consents, ...(options.narrow ? { narrow: options.narrow } : {}) });
}

/** How applying went. */
export interface Applied {
  readonly tally: Tally;
  readonly outcome: "done" | "running" | "failed" | "stale" | "locked" | "unreachable" | "interrupted";
  readonly why?: string;
  readonly hint?: string;
  /** Hosts that went away on the way. */
  readonly failures: readonly Failure[];
}

/** How a plan is carried out. */
export interface Applying {
  /** Aborted by the first Ctrl-C: nothing new is started. */
  readonly stop: AbortSignal;
  /** Aborted by the second: what runs is killed. */
  readonly abort: AbortSignal;
  readonly parallel?: number;
  /** Seconds a step may wait for what takes its time (a drain, a heal); as long as it takes unless given. */
  readonly waitS?: number;
  /** Names this run in the hosts' journals. */
  readonly run: string;
  readonly onEvent: (event: Event) => void;
}

const outcomeOf = (tally: Tally, failures: readonly Failure[], stopped: boolean): Applied["outcome"] => {
  if (stopped) return "interrupted";
  if (tally.stale > 0) return "stale";
  if (tally.failed === 0 && tally.waiting > 0) return "running";
  if (tally.failed === 0 && tally.skipped === 0) return "done";
  return tally.done + tally.already === 0 && failures.length > 0 ? "unreachable" : "failed";
};

/** Carries out exactly `plan`, holding the lock of every host it touches. */
export async function applyPlan(
  config: Config,
  planned: Plan,
  transport: Transport,
  options: Applying,
): Promise<Applied> {
  // what only looks does not wait for this to be loaded
  const { holderText, takeLeases } = await import("./apply/leases.ts");
  const { stop, run, onEvent } = options;
  const steps = planned.actions;
  onEvent({ type: "begin", at: now(), run, steps });
  const names = [...new Set(steps.map(({ host }) => host))].sort();
  const hosts = names.flatMap((name) => config.hosts[name] ?? []);
  const leases = await takeLeases(hosts, holderText(config.fleet, run, now()), transport, stop);
  if (leases.locked) {
    const tally = { done: 0, already: 0, failed: 0, stale: 0, waiting: 0, skipped: steps.length };
    onEvent({ type: "end", at: now(), tally, interrupted: false });
    return { tally, outcome: "locked", failures: [], ...leases.locked };
  }
  try {
    const { tally, failures } = await carryOut(config, planned, transport, options, leases.gone);
    const all = [...leases.failures, ...failures];
    onEvent({ type: "end", at: now(), tally, interrupted: stop.aborted });
    return { tally, outcome: outcomeOf(tally, all, stop.aborted), failures: all };
  } finally {
    await leases.release();
  }
}

const now = () => new Date().toISOString();

/** The steps of a plan, on hosts whose lock is held; `gone` are those whose lock ended. */
async function carryOut(
  config: Config,
  planned: Plan,
  transport: Transport,
  { stop, abort, run, onEvent, parallel = 32, waitS = Number.POSITIVE_INFINITY }: Applying,
  gone: ReadonlyMap<string, string>,
) {
  const { applySteps } = await import("./apply/apply.ts");
  const { resources } = desire(config, backends);
  const ask = once(asker(readOnly(transport), abort));
  const look = { config, kinds, resources, ask, writing: transport, signal: abort, run, onEvent };
  const { actions: steps, changes } = planned;
  return applySteps({ ...look, steps, changes, stop, parallel, waitS, gone });
}

/** One row per share. */
export const fleetStatus = (config: Config, snapshot: Snapshot): readonly StatusRow[] =>
  backends.flatMap((backend) => backend.status(config, snapshot));

/** Who serves whom. */
export const topology = (config: Config): readonly Link[] =>
  backends.flatMap((backend) => backend.topology(config));

/** One snapshot of two looks at the same hosts; what the second did not reach stays as the first saw it. */
const together = (first: Snapshot, second: Snapshot): Snapshot => ({
  ...first,
  hosts: Object.fromEntries(
    Object.entries(first.hosts).map(([name, seen]) => {
      const more = second.hosts[name];
      const both = seen.reachable && more?.reachable;
      return [name, both ? { reachable: true, facts: { ...seen.facts, ...more.facts } } : seen];
    }),
  ),
});

/** Looks into everything that has to be right before storage can be. */
export async function examine(
  config: Config,
  transport: Transport,
  options: Looking,
): Promise<readonly Check[]> {
  const { resources } = desire(config, backends);
  const names = hostsToProbe(options.narrow ?? everything, resources, Object.keys(config.hosts));
  const ask = (asked: ReturnType<typeof questions>) =>
    probe(config.fleet, asked, asker(readOnly(transport), options.signal), options);
  const first = await ask(questions(config, names));
  // the second look asks for what only the first can name, such as the ports that bricks listen on
  const second = await ask(
    names.flatMap((name) => {
      const [host, seen] = [config.hosts[name], first.hosts[name]];
      if (!host || !seen?.reachable) return [];
      const facts = backends.flatMap((backend) => backend.examination(config, name, first));
      const further = new Map(
        facts.filter(({ key }) => !(key in seen.facts)).map((fact) => [fact.key, fact] as const),
      );
      return further.size > 0 ? [{ host, facts: [...further.values()] }] : [];
    }),
  );
  return backends.flatMap((backend) => backend.checks(config, together(first, second), options.now));
}
