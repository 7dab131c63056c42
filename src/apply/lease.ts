import type { Host } from "../model/host.ts";
import type { Command, Failure, Result, Transport } from "../model/transport.ts";
import { RUN_FOLDER } from "./guard.ts";

/** Seconds between heartbeats, and without one until a lease ends by itself. */
const BEAT_S = 5;
const TTL_S = 30;

/** Longest a run may take, seconds. */
const LONGEST_S = 7 * 24 * 3600;

/** Seconds to wait for a mutation that outlived an earlier run: a package manager, mostly. */
export const BUSY_S = 900;

/**
 * Holds a lock for as long as heartbeats arrive. The lock is an open file: it ends with the process, whatever
 * ends that, so there is nothing stale to clean up. `dd` and `timeout` stand in for a `read -t` that sh lacks.
 */
const LEASE = `# hold the lock of this host
mkdir -p ${RUN_FOLDER}
exec 9>>${RUN_FOLDER}/lease
flock -n 9 || { cat ${RUN_FOLDER}/holder 2>/dev/null; exit 75; }
printf '%s\\n' "$1" >${RUN_FOLDER}/holder
flock -w "$2" ${RUN_FOLDER}/busy true 9>&- || exit 76
echo HELD
while beat=$(timeout "$3" dd bs=64 count=1 2>/dev/null 9>&-) && [ -n "$beat" ]; do :; done
# what daemons of this host did for a command on another is on the disk as well when a run ends
awk '{ n = split($0, w, " - "); split(w[n], s, " "); if (s[2] ~ "^/dev/") print $5 }' /proc/self/mountinfo | while read -r at; do
  timeout 60 sync -f -- "$(printf %b "$at")"
done
rm -f ${RUN_FOLDER}/holder`;

/** A lease on one host, or why there is none. */
export type Lease =
  | { readonly held: true; readonly host: string; release(): Promise<void>; readonly ended: Promise<string> }
  | { readonly held: false; readonly host: string; readonly holder: string }
  | { readonly held: false; readonly host: string; readonly failure: Failure };

/** Heartbeats until released: one at once, then one every {@link BEAT_S} seconds. */
function heartbeats(released: Promise<void>): AsyncIterable<string> {
  return {
    async *[Symbol.asyncIterator]() {
      let over = false;
      void released.then(() => {
        over = true;
      });
      while (!over) {
        yield "beat\n";
        let timer: NodeJS.Timeout | undefined;
        const pause = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, BEAT_S * 1000);
        });
        await Promise.race([pause, released]);
        clearTimeout(timer);
      }
    },
  };
}

/** Takes the lease of one host; settles when it is held or refused, or when `stop` ends the wait for an earlier mutation. */
export const takeLease = (
  host: Host,
  holder: string,
  transport: Transport,
  stop: AbortSignal,
): Promise<Lease> =>
  new Promise((resolve) => {
    const { released, release } = releasing();
    const settled = new AbortController();
    const running = transport.run(host, leaseCommand(holder, released), {
      signal: untilSettled(stop, settled.signal),
      onStdout: whenHeld(() => {
        settled.abort();
        resolve({
          held: true,
          host: host.name,
          ended: running.then(() => `the lock of ${host.name} ended`),
          release: async () => {
            release();
            await running;
          },
        });
      }),
    });
    void running.then((result) => {
      settled.abort();
      release();
      resolve({ held: false, host: host.name, ...refusal(host, result) });
    });
  });

const leaseCommand = (holder: string, released: Promise<void>): Command => ({
  argv: ["sh", "-c", LEASE, "holdfast", holder, String(BUSY_S), String(TTL_S)],
  stdin: heartbeats(released),
  mutates: true,
  timeoutS: LONGEST_S,
});

function releasing() {
  let release: () => void = () => {};
  const released = new Promise<void>((free) => {
    release = free;
  });
  return { released, release: () => release() };
}

/** Aborts with `stop` for as long as nothing is settled: a lease that is held ends by being released. */
function untilSettled(stop: AbortSignal, settled: AbortSignal): AbortSignal {
  const impatient = new AbortController();
  stop.addEventListener("abort", () => impatient.abort(), { once: true, signal: settled });
  return impatient.signal;
}

/** Calls `held` once the script says that it holds the lock; a line can come in pieces. */
function whenHeld(held: () => void): (text: string) => void {
  let seen = "";
  return (text) => {
    const before = /^HELD$/m.test(seen);
    seen += text;
    if (!before && /^HELD$/m.test(seen)) held();
  };
}

/** Why there is no lease, from how the script ended. */
function refusal(
  { name }: Host,
  result: Result,
): { readonly holder: string } | { readonly failure: Failure } {
  if (result.kind === "unreachable" || result.kind === "lost") return { failure: result.failure };
  if (result.kind === "exited" && result.code === 75)
    return { holder: result.stdout.trim() || "another run" };
  if (result.kind === "exited" && result.code === 76)
    return { holder: "a command of an earlier run that has not ended yet" };
  const why = result.kind === "killed" ? result.why : (result.stderr || result.stdout).trim();
  return { failure: { kind: "setup", message: `${name}: the lock could not be taken: ${why}` } };
}
