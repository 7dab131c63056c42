import type { Check } from "../../../model/backend.ts";
import { readerOf, type Snapshot } from "../../../model/snapshot.ts";
import type { Pool } from "../pool/index.ts";
import { rolesOf } from "../pool/ports.ts";
import { daemonsOf } from "../probe/daemons.ts";

const numbers = (version: string) => (/^[0-9.]+/.exec(version)?.[0] ?? "").split(".").map(Number);

/** Below, at, or above 0 as `one` is older than, as old as, or newer than `other`; Debian's own number does not count. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbers(one), numbers(other)];
  const at = [0, 1, 2, 3].find((i) => (a[i] ?? 0) !== (b[i] ?? 0));
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const ORDER = "upgrade in this order: master, metaloggers, chunkservers, clients";

/** Versions of what is installed, beside the master's: newer clients refuse an older master. */
export function versionChecks(pool: Pool, snapshot: Snapshot): readonly Check[] {
  const installed = (host: string, role: string) => {
    const daemons = daemonsOf(readerOf(snapshot, host));
    return "packages" in daemons ? daemons.packages[`moosefs-${role}`] : undefined;
  };
  const master = installed(pool.master, "master");
  return [...rolesOf(pool)].flatMap(([host, roles]): readonly Check[] => {
    const seen = daemonsOf(readerOf(snapshot, host));
    if (snapshot.hosts[host]?.reachable !== true) return [];
    const check = { host, name: "moosefs version" };
    if ("unknown" in seen) return [{ ...check, verdict: "unknown", text: seen.unknown }];
    const own = roles.flatMap((role) => {
      const version = installed(host, role);
      return version ? [{ role, version }] : [];
    });
    // nothing there yet is nothing to report
    if (own.length === 0) return [];
    const text = own.map(({ role, version }) => `${role} ${version}`).join(", ");
    const differs = master ? own.filter(({ version }) => compareVersions(version, master) !== 0) : [];
    const newer = differs.filter(({ version }) => compareVersions(version, master ?? "") > 0);
    if (newer.some(({ role }) => role === "client"))
      return [
        {
          ...check,
          verdict: "fail",
          text: `${text}: newer clients refuse the master's ${master}`,
          hint: ORDER,
        },
      ];
    return differs.length > 0
      ? [{ ...check, verdict: "warning", text: `${text}; the master has ${master}`, hint: ORDER }]
      : [{ ...check, verdict: "ok", text }];
  });
}
