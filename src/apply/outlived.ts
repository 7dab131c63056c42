import type { Fact, FactReply, Snapshot } from "../model/snapshot.ts";
import { readerOf } from "../model/snapshot.ts";
import type { Transport } from "../model/transport.ts";
import { asker, probe, type Question } from "../probe/probe.ts";
import { RUN_FOLDER } from "./guard.ts";
import { BUSY_S } from "./lease.ts";

/**
 * Asks whether a command of a run that is over still goes on: the mark of one is there, and no run holds the host. The
 * lock of a run that was killed ends some tenths of a second after it.
 */
const outlived = (folder: string): Fact => ({
  key: "outlived",
  script: `[ -e "$1/busy" ] && [ -e "$1/lease" ] || exit 0
flock -n "$1/busy" true || ! flock -s -w 2 "$1/lease" true || echo outlived`,
  args: [folder],
  timeoutS: 5,
});

const WAIT = `# wait until what an earlier run left running has ended
exec flock -w "$2" "$1/busy" true`;

const goesOn = (reply: FactReply) => "out" in reply && reply.out.trim() === "outlived";

/**
 * Looks at hosts that are to be changed. Where a command of an earlier run still goes on, what is seen is half of
 * something: that is waited for, and everything looked at again.
 */
export async function probeAtRest(
  fleet: string,
  questions: readonly Question[],
  transport: Transport,
  options: Parameters<typeof probe>[3] & {
    readonly signal?: AbortSignal;
    readonly onWait: (hosts: readonly string[]) => void;
  },
  folder = RUN_FOLDER,
): Promise<Snapshot> {
  const fact = outlived(folder);
  // asked first: what ends while the rest is asked was not over before it
  const asked = questions.map(({ host, facts }) => ({ host, facts: [fact, ...facts] }));
  for (;;) {
    const snapshot = await probe(fleet, asked, asker(transport, options.signal), options);
    const busy = asked.filter(({ host }) => goesOn(readerOf(snapshot, host.name)(fact.key)));
    if (busy.length === 0 || options.signal?.aborted) return snapshot;
    options.onWait(busy.map(({ host }) => host.name));
    const command = {
      argv: ["sh", "-c", WAIT, "holdfast", folder, String(BUSY_S)],
      mutates: false,
      timeoutS: BUSY_S + 10,
    };
    const signal = options.signal ? { signal: options.signal } : {};
    const waits = await Promise.all(busy.map(({ host }) => transport.run(host, command, signal)));
    // a failure of that host is reported when its lock is taken
    if (waits.some((wait) => wait.kind !== "exited" || wait.code !== 0)) return snapshot;
  }
}
