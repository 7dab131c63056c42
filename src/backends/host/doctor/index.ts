import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Fact, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { systemFact, systemOf, unfit } from "../probe/system.ts";
import { nameCheck, nameFact } from "./name.ts";

/** Seconds two hosts' clocks may differ before files' times and leases get confusing. */
const CLOCK_S = 5;

/** Names each host has to resolve: those it is linked with. */
export const linkedWith = (config: Config, host: string): readonly string[] => [
  ...new Set((config.file.links ?? []).filter((group) => group.includes(host)).flat()),
];

/** What doctor asks a host about the host itself. */
export const hostExamination = (config: Config, host: string): readonly Fact[] => [
  systemFact,
  ...linkedWith(config, host).map(nameFact),
];

const nameChecks = (config: Config, snapshot: Snapshot, host: string): readonly Check[] =>
  linkedWith(config, host).map((name) => nameCheck(config, host, name, readerOf(snapshot, host)));

function systemChecks(snapshot: Snapshot, host: string, now: Date): readonly Check[] {
  const read = readerOf(snapshot, host);
  const system = systemOf(read(systemFact.key));
  if (system === undefined)
    return [{ host, name: "system", verdict: "unknown", text: "it did not say what it runs" }];
  const reason = unfit(read);
  const memory = Math.round(Number(system.memoryKiB) / 1024);
  const text = `${system.os}, kernel ${system.kernel}, ${memory} MiB memory`;
  const skew = Math.round(Number(system.clock) - now.getTime() / 1000);
  return [
    reason
      ? { host, name: "system", verdict: "fail", text: reason.why, hint: reason.hint }
      : { host, name: "system", verdict: "ok", text },
    Math.abs(skew) > CLOCK_S
      ? {
          host,
          name: "clock",
          verdict: "warning",
          text: `${Math.abs(skew)} s ${skew > 0 ? "ahead of" : "behind"} this machine`,
          hint: "let a time service (chrony, systemd-timesyncd) keep it",
        }
      : { host, name: "clock", verdict: "ok", text: "agrees with this machine" },
  ];
}

/** Reachability, system, clock and names of every host in the snapshot. */
export const hostChecks = (config: Config, snapshot: Snapshot, now: Date): readonly Check[] =>
  Object.entries(snapshot.hosts).flatMap(([host, seen]): readonly Check[] => {
    if (!seen.reachable) {
      const { message, hint } = seen.failure;
      return [{ host, name: "ssh", verdict: "fail", text: message, ...(hint ? { hint } : {}) }];
    }
    return [
      config.hosts[host]?.address === "local"
        ? { host, name: "ssh", verdict: "ok", text: "not needed: it is this machine" }
        : { host, name: "ssh", verdict: "ok", text: "reached, key verified" },
      ...systemChecks(snapshot, host, now),
      ...nameChecks(config, snapshot, host),
    ];
  });
