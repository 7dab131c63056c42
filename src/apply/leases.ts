import { hostname, userInfo } from "node:os";
import type { Host } from "../model/host.ts";
import type { Failure, Transport } from "../model/transport.ts";
import { takeLease } from "./lease.ts";

/** The locks of all hosts of a run, or who holds one of them. */
export interface Leases {
  readonly locked?: { readonly why: string; readonly hint: string };
  /** Hosts that must not be touched, with the reason; grows when a lock is lost on the way. */
  readonly gone: ReadonlyMap<string, string>;
  readonly failures: readonly Failure[];
  release(): Promise<void>;
}

/** Who holds a lock, for whoever finds it taken. `since` is ISO 8601. */
export const holderText = (fleet: string, run: string, since: string): string =>
  `run ${run} of fleet ${fleet}, started by ${userInfo().username} on ${hostname()} at ${since}`;

/** Takes the locks of `hosts`, all or none; a host that cannot be reached is left out. `stop` ends the waiting. */
export async function takeLeases(
  hosts: readonly Host[],
  holder: string,
  transport: Transport,
  stop: AbortSignal,
): Promise<Leases> {
  const leases = await Promise.all(hosts.map((host) => takeLease(host, holder, transport, stop)));
  const release = async () => {
    await Promise.all(leases.map((lease) => (lease.held ? lease.release() : undefined)));
  };
  const gone = new Map<string, string>();
  const failures: Failure[] = [];
  for (const lease of leases) {
    if (lease.held) {
      void lease.ended.then((why) => gone.set(lease.host, why));
    } else if ("failure" in lease) {
      gone.set(lease.host, lease.failure.message);
      failures.push(lease.failure);
    }
  }
  const busy = leases.find((lease) => !lease.held && "holder" in lease);
  if (busy && !busy.held && "holder" in busy) {
    await release();
    const why = `${busy.host} is locked by ${busy.holder}`;
    return {
      locked: { why, hint: "wait until that run has ended, then plan again" },
      gone,
      failures,
      release,
    };
  }
  return { gone, failures, release };
}
