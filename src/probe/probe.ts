import pLimit from "p-limit";
import type { Host } from "../model/host.ts";
import type { Fact, HostSnapshot, Snapshot } from "../model/snapshot.ts";
import type { Transport } from "../model/transport.ts";
import { newFence, probeScript, readReplies } from "./script.ts";

/** Seconds a whole probe of one host may take; each part has its own, shorter limit. */
const PROBE_TIMEOUT_S = 60;

/** What to ask one host. */
export interface Question {
  readonly host: Host;
  readonly facts: readonly Fact[];
}

/** Asks one host. */
export type Ask = (question: Question) => Promise<HostSnapshot>;

/** Asks by a transport, until `signal`. */
export const asker =
  (transport: Transport, signal?: AbortSignal): Ask =>
  (question) =>
    probeHost(question, transport, signal);

/**
 * Asks one host all its facts with one command in one round trip.
 *
 * A host that goes away half-way keeps the answers it gave; the rest is unknown.
 */
async function probeHost(
  { host, facts }: Question,
  transport: Transport,
  signal?: AbortSignal,
): Promise<HostSnapshot> {
  const fence = newFence();
  const command = {
    argv: ["sh", "-s"],
    stdin: probeScript(facts, fence),
    mutates: false,
    timeoutS: PROBE_TIMEOUT_S,
  };
  const result = await transport.run(host, command, signal ? { signal } : {});
  if (result.kind === "unreachable") return { reachable: false, failure: result.failure };
  if (result.kind === "lost" && result.stdout === "") return { reachable: false, failure: result.failure };
  return { reachable: true, facts: readReplies(facts, result.stdout, fence) };
}

/**
 * Asks each question only once at a time: who asks what is being asked already gets the answer to the next time, which
 * begins after all of them have asked. So no answer is older than its question.
 */
export function once(ask: Ask): Ask {
  const asked = new Map<string, Promise<HostSnapshot>>();
  const next = new Map<string, Promise<HostSnapshot>>();
  return (question) => {
    const key = [question.host.name, ...question.facts.map((fact) => fact.key).sort()].join("\n");
    const begin = () => {
      next.delete(key);
      const answer = ask(question).finally(() => asked.get(key) === answer && asked.delete(key));
      asked.set(key, answer);
      return answer;
    };
    const now = asked.get(key);
    if (!now) return begin();
    const later = next.get(key) ?? now.then(begin, begin);
    next.set(key, later);
    return later;
  };
}

/** Asks all hosts at once, at most `parallel` at a time. `now` is what the snapshot is dated with. */
export async function probe(
  fleet: string,
  questions: readonly Question[],
  ask: Ask,
  options: { readonly parallel?: number; readonly now: Date },
): Promise<Snapshot> {
  const limit = pLimit(options.parallel ?? 32);
  const asked = questions.map((question) =>
    limit(async () => [question.host.name, await ask(question)] as const),
  );
  const hosts = Object.fromEntries(await Promise.all(asked));
  return { formatVersion: "1.0", fleet, takenAt: options.now.toISOString(), hosts };
}
