import type { Check } from "../../../model/backend.ts";
import type { Fact, FactReply } from "../../../model/snapshot.ts";

/** Which ports of `to` the host `from` has to reach. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly number[];
}

/** Each pair of hosts once, with all ports in ascending order; a host needs no connection to itself. */
export function connectionsFrom(needs: readonly Connection[]): readonly Connection[] {
  const byPair = new Map<string, Connection>();
  for (const { from, to, ports } of needs) {
    if (from === to) continue;
    const before = byPair.get(`${from} ${to}`)?.ports ?? [];
    const all = [...new Set([...before, ...ports])].sort((a, b) => a - b);
    byPair.set(`${from} ${to}`, { from, to, ports: all });
  }
  return [...byPair.values()];
}

/**
 * Asks whether TCP ports of an address take connections, all at once: one line `<port> open|closed|silent` each. A
 * refusal is `closed`: the packets got there and nothing listens. No answer within 3 s is `silent`.
 */
export const portsFact = (address: string, ports: readonly number[]): Fact => ({
  key: `ports ${address} ${ports.join(",")}`,
  script: `address=$1; shift
for port in "$@"; do
  (
    timeout 3 bash -c ': <"/dev/tcp/$1/$2"' port "$address" "$port" 2>/dev/null; rc=$?
    case $rc in 0) echo "$port open";; 124) echo "$port silent";; *) echo "$port closed";; esac
  ) &
done
wait`,
  args: [address, ...ports.map(String)],
  timeoutS: 6,
});

/** How a port was found; `undefined` when the test did not run. */
export type PortSeen = "open" | "closed" | "silent" | undefined;

/** Reads the reply to {@link portsFact} for one of its ports. */
export function portSeen(reply: FactReply, port: number): PortSeen {
  if ("unknown" in reply) return undefined;
  const line = reply.out.split("\n").find((one) => one.startsWith(`${port} `));
  const word = line?.split(" ")[1];
  return word === "open" || word === "closed" || word === "silent" ? word : undefined;
}

const texts = {
  open: ["ok", "open"],
  closed: ["warning", "nothing listens there yet"],
  silent: ["fail", "no answer: a firewall, or the address is wrong"],
} as const;

/** What `doctor` says of a port of `server` as `host` finds it. */
export function portCheck(host: string, server: string, port: number, reply: FactReply): Check {
  const check = { host, name: `port ${port} of ${server}` };
  if ("unknown" in reply) return { ...check, verdict: "unknown", text: reply.unknown };
  const seen = portSeen(reply, port);
  if (!seen) return { ...check, verdict: "unknown", text: "the test did not run" };
  const [verdict, text] = texts[seen];
  return {
    ...check,
    verdict,
    text,
    ...(seen === "silent" ? { hint: `let ${host} reach TCP port ${port} of ${server}` } : {}),
  };
}
