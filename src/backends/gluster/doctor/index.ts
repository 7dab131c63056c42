import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Fact, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { linkedWith } from "../../host/doctor/index.ts";
import { nameCheck, nameFact } from "../../host/doctor/name.ts";
import { type Connection, portCheck, portSeen, portsFact } from "../../host/doctor/port.ts";
import { poolsPresent } from "../pool/index.ts";
import { daemonChecks, daemonFact, systemsChecks, systemsFact, trustChecks } from "./hosts.ts";
import { BRICK_PORTS, connectionsOf, GLUSTERD_PORT } from "./ports.ts";

/** What is asked about a connection: glusterd's port, and the ports of bricks, or the ends of their range when none runs. */
const connectionFact = (config: Config, { to, ports }: Connection): Fact =>
  portsFact(config.hosts[to]?.storageAddress ?? to, [
    GLUSTERD_PORT,
    ...(ports.length > 0 ? ports : BRICK_PORTS),
  ]);

/** Names a host has to find as the others do: of its pools, as far as `links` does not have them looked at. */
function namesFor(config: Config, host: string): readonly string[] {
  const pools = poolsPresent(config).map(({ peers, clients }) => [
    ...peers,
    ...clients.map((client) => client.host),
  ]);
  const names = new Set(pools.filter((hosts) => hosts.includes(host)).flat());
  const linked = new Set(linkedWith(config, host));
  return [...names].filter((name) => !linked.has(name));
}

/** What doctor asks a host about Gluster; `seen` tells which ports its bricks use. */
export function glusterExamination(config: Config, host: string, seen: Snapshot): readonly Fact[] {
  const pools = poolsPresent(config);
  const member = pools.some(({ peers }) => peers.includes(host));
  const client = pools.some(({ clients }) => clients.some((one) => one.host === host));
  return [
    ...(member ? [daemonFact] : []),
    ...(member || client ? [systemsFact] : []),
    ...namesFor(config, host).map(nameFact),
    ...connectionsOf(config, seen)
      .filter(({ from }) => from === host)
      .map((connection) => connectionFact(config, connection)),
  ];
}

/** Ports of bricks of one host as another one finds them, in one line. */
function brickPorts(config: Config, snapshot: Snapshot, connection: Connection): Check {
  const { from, to, ports } = connection;
  const reply = readerOf(snapshot, from)(connectionFact(config, connection).key);
  const check = { host: from, name: `brick ports of ${to}` };
  if ("unknown" in reply) return { ...check, verdict: "unknown", text: reply.unknown };
  const range = BRICK_PORTS.join("–");
  const asked: readonly number[] = ports.length > 0 ? ports : BRICK_PORTS;
  const which = (word: ReturnType<typeof portSeen>) => asked.filter((port) => portSeen(reply, port) === word);
  const [silent, closed, open] = [which("silent"), which("closed"), which("open")];
  const hint = `let ${from} reach TCP ports ${range} of ${to}: gluster picks the ports of its bricks among them`;
  if (silent.length > 0)
    return { ...check, verdict: "fail", text: `${silent.join(", ")}: no answer, a firewall`, hint };
  if (open.length + closed.length < asked.length)
    return { ...check, verdict: "unknown", text: "the test did not run" };
  if (ports.length === 0)
    return { ...check, verdict: "ok", text: `${range} let through; no brick is known to run there` };
  if (closed.length > 0)
    return {
      ...check,
      verdict: "fail",
      text: `${closed.join(", ")}: refused, though bricks listen there`,
      hint,
    };
  return { ...check, verdict: "ok", text: `${open.join(", ")} open` };
}

function connectionChecks(config: Config, snapshot: Snapshot): readonly Check[] {
  const connections = connectionsOf(config, snapshot).filter(({ from }) => snapshot.hosts[from]?.reachable);
  return connections.flatMap((connection) => [
    portCheck(
      connection.from,
      connection.to,
      GLUSTERD_PORT,
      readerOf(snapshot, connection.from)(connectionFact(config, connection).key),
    ),
    brickPorts(config, snapshot, connection),
  ]);
}

/** Names, ports, daemons, file systems and the trusted pools themselves. */
export function glusterChecks(config: Config, snapshot: Snapshot): readonly Check[] {
  const reached = Object.keys(snapshot.hosts).filter((host) => snapshot.hosts[host]?.reachable);
  return [
    ...reached.flatMap((host) => [
      ...daemonChecks(config, snapshot, host),
      ...systemsChecks(config, snapshot, host),
      ...namesFor(config, host).map((name) => nameCheck(config, host, name, readerOf(snapshot, host))),
    ]),
    ...trustChecks(config, snapshot),
    ...connectionChecks(config, snapshot),
  ];
}
