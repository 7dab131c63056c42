import { readFileSync } from "node:fs";
import { chunkserver } from "../../../src/backends/moosefs/chunkserver/index.ts";
import {
  chunkserverResource,
  metaloggerResource,
} from "../../../src/backends/moosefs/chunkserver/resource.ts";
import { metalogger } from "../../../src/backends/moosefs/metalogger/index.ts";
import { moosefsPools } from "../../../src/backends/moosefs/pool/index.ts";
import { diffFleetKind } from "../../../src/diff/diff.ts";
import type { Config } from "../../../src/model/config.ts";
import type { FactReply, Snapshot } from "../../../src/model/snapshot.ts";
import { configOf } from "../../support/fleet.ts";

/** Recorded on four hosts: s1 is master, s2 to s4 chunkservers, s3 with two disks, s4 with labels; s2 metalogger too. */
export const recordedServers = (name: string): Snapshot =>
  JSON.parse(readFileSync(new URL(`./servers/${name}.json`, import.meta.url), "utf8")) as Snapshot;

const hosts = Object.fromEntries(["s1", "s2", "s3", "s4"].map((name, i) => [name, `192.0.2.1${i + 1}`]));

/** The entries of the pool as it was recorded. */
export const entries: Readonly<Record<"s2" | "s3" | "s4", object>> = {
  s2: { host: "s2", disks: [{ path: "/srv/d1/chunks" }] },
  s3: { host: "s3", disks: [{ path: "/srv/d1/chunks" }, { path: "/srv/d2/chunks" }] },
  s4: { host: "s4", disks: [{ path: "/srv/d1/chunks" }], labels: ["A", "B"] },
};

/** The file with these chunkservers, all as recorded unless said otherwise. */
export const fileOf = (
  chunkservers: readonly object[] = Object.values(entries),
  rest: object = { metaloggers: ["s2"] },
): Config =>
  configOf({
    version: 1,
    fleet: "studio",
    hosts,
    pools: { mvol: { type: "moosefs", master: "s1", chunkservers, ...rest } },
  });

/** A snapshot in which a host's answer to something reads differently. */
export function changed(
  snapshot: Snapshot,
  host: string,
  key: string,
  change: (out: string) => string,
): Snapshot {
  const seen = snapshot.hosts[host];
  const reply = seen?.reachable ? seen.facts[key] : undefined;
  if (!seen?.reachable || !reply || !("out" in reply)) throw new Error(`${host} does not tell ${key}`);
  const out = change(reply.out);
  if (out === reply.out) throw new Error(`the change of ${key} changes nothing`);
  const now: FactReply = { ...reply, out };
  return {
    ...snapshot,
    hosts: { ...snapshot.hosts, [host]: { ...seen, facts: { ...seen.facts, [key]: now } } },
  };
}

/** A snapshot in which a host answers otherwise to some questions. */
export function answering(
  snapshot: Snapshot,
  host: string,
  replies: Readonly<Record<string, FactReply>>,
): Snapshot {
  const seen = snapshot.hosts[host];
  if (!seen?.reachable) throw new Error(`${host} was not reached`);
  return {
    ...snapshot,
    hosts: { ...snapshot.hosts, [host]: { ...seen, facts: { ...seen.facts, ...replies } } },
  };
}

/** What differs, and what would be done about it, as `type about host (waits)` texts by address. */
export function masterFindings(config: Config, snapshot: Snapshot) {
  const pools = moosefsPools(config);
  const parts = [
    diffFleetKind(
      chunkserver,
      config.fleet,
      pools.flatMap((pool) => pool.chunkservers.map((one) => chunkserverResource(config, pool, one))),
      snapshot,
    ),
    diffFleetKind(
      metalogger,
      config.fleet,
      pools.flatMap((pool) => pool.metaloggers.map((host) => metaloggerResource(config, pool, host))),
      snapshot,
    ),
  ];
  const kinds = [chunkserver, metalogger];
  const actions = parts.flatMap(({ changes }, i) =>
    changes.flatMap((change) => kinds[i]?.actions(change, config.fleet) ?? []),
  );
  return {
    actions,
    steps: actions.map(
      ({ type, host, waits }) =>
        `${host} ${type.replace("moosefs.", "")}${waits === undefined ? "" : ` (${waits})`}`,
    ),
    changes: parts.flatMap(({ changes }) => changes),
    inSync: parts.flatMap(({ inSync }) => inSync),
    unknown: parts.flatMap(({ unknown }) => unknown.map(({ address }) => address)),
    orphans: parts.flatMap(({ orphans }) => orphans),
    findings: parts.flatMap(({ findings }) => findings),
    codes: parts.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity !== "info").map(({ code, address }) => `${code} ${address}`),
    ),
  };
}
