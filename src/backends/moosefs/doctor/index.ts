import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Fact, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { nameFact } from "../../host/doctor/name.ts";
import { type Connection, portCheck, portsFact } from "../../host/doctor/port.ts";
import type { Pool } from "../pool/index.ts";
import { poolsPresent } from "../pool/index.ts";
import { connectionsOf, rolesOf } from "../pool/ports.ts";
import { disksFrom, masterOn } from "../probe/daemons.ts";
import { hostDaemonsFact, masterFact } from "../probe/facts.ts";
import { diskRemarks } from "../status/servers.ts";
import { daemonChecks, daemonLimitsFact } from "./hosts.ts";
import { versionChecks } from "./versions.ts";

const portFact = (config: Config, { to, ports }: Connection): Fact =>
  portsFact(config.hosts[to]?.storageAddress ?? to, ports);

/** What doctor asks a host about MooseFS. */
export function moosefsExamination(config: Config, host: string): readonly Fact[] {
  const pools = poolsPresent(config).filter((pool) => rolesOf(pool).has(host));
  if (pools.length === 0) return [];
  return [
    hostDaemonsFact,
    daemonLimitsFact,
    ...(pools.some(({ master }) => master === host) ? [masterFact] : []),
    ...pools.map(({ alias }) => nameFact(alias)),
    ...connectionsOf(config)
      .filter(({ from }) => from === host)
      .map((connection) => portFact(config, connection)),
  ];
}

/** The master's name has to be its storage address everywhere: a master announced as 127.* is never reached. */
function aliasCheck(pool: Pool, host: string, snapshot: Snapshot): Check {
  const { alias, address } = pool;
  const reply = readerOf(snapshot, host)(nameFact(alias).key);
  const check = { host, name: `name ${alias}` };
  if ("unknown" in reply) return { ...check, verdict: "unknown", text: reply.unknown };
  const found = reply.out.split("\n").filter((line) => line !== "");
  if (found.length === 1 && found[0] === address) return { ...check, verdict: "ok", text: `is ${address}` };
  return {
    ...check,
    verdict: "warning",
    text: found.length === 0 ? "is not known there" : `is ${found.join(" and ")}, not ${address}`,
    hint: "`holdfast apply` writes it into /etc/hosts",
  };
}

function diskChecks(pool: Pool, snapshot: Snapshot): readonly Check[] {
  const read = readerOf(snapshot, pool.master);
  // no master yet, or none that answers: `status` tells about that
  if (!("version" in masterOn(read))) return [];
  const disks = disksFrom(read);
  const check = { host: pool.master, name: `disks of ${pool.name}` };
  if ("unknown" in disks) return [{ ...check, verdict: "unknown", text: disks.unknown }];
  const names = (ip: string) => pool.chunkservers.find(({ address }) => address === ip)?.host ?? ip;
  const remarks = diskRemarks(disks, names);
  if (remarks.length === 0) return [{ ...check, verdict: "ok", text: `${disks.length} without errors` }];
  return remarks.map(({ level, note }) => ({
    ...check,
    verdict: level === "degraded" ? "fail" : "warning",
    text: note,
  }));
}

/** Versions, daemons, memory, names, disks and ports of all pools. */
export function moosefsChecks(config: Config, snapshot: Snapshot): readonly Check[] {
  const reached = (host: string) => snapshot.hosts[host]?.reachable === true;
  const pools = poolsPresent(config);
  return [
    ...pools.flatMap((pool) => [
      ...versionChecks(pool, snapshot),
      ...[...rolesOf(pool)].flatMap(([host, roles]) =>
        reached(host)
          ? [...daemonChecks(host, roles, readerOf(snapshot, host)), aliasCheck(pool, host, snapshot)]
          : [],
      ),
      ...(reached(pool.master) ? diskChecks(pool, snapshot) : []),
    ]),
    ...connectionsOf(config)
      .filter(({ from }) => reached(from))
      .flatMap((connection) =>
        connection.ports.map((port) =>
          portCheck(
            connection.from,
            connection.to,
            port,
            readerOf(snapshot, connection.from)(portFact(config, connection).key),
          ),
        ),
      ),
  ];
}
