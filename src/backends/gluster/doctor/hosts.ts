import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Fact, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { expandPools } from "../expand.ts";
import { peerFindings } from "../peers/check.ts";
import { peersCluster, peersSpec } from "../peers/spec.ts";
import { poolsPresent } from "../pool/index.ts";

/** Asks how systemd sees glusterd. */
export const daemonFact: Fact = {
  key: "glusterd",
  script: "systemctl show -p LoadState -p ActiveState -p Result -- glusterd.service",
  args: [],
  timeoutS: 5,
};

/** Asks for what bricks and mounts are made with: XFS and its tools, loop devices, FUSE. */
export const systemsFact: Fact = {
  key: "gluster-systems",
  // `modprobe -n` only looks whether the module is there
  script: `for m in xfs loop fuse; do
  if grep -qw "$m" /proc/filesystems || [ -e "/sys/module/$m" ] || modprobe -n -q "$m"; then echo "$m yes"; else echo "$m no"; fi
done
if command -v mkfs.xfs >/dev/null; then echo 'mkfs.xfs yes'; else echo 'mkfs.xfs no'; fi`,
  args: [],
  timeoutS: 5,
};

/** glusterd of a member: not there yet is nothing to report. */
export function daemonChecks(config: Config, snapshot: Snapshot, host: string): readonly Check[] {
  if (!poolsPresent(config).some(({ peers }) => peers.includes(host))) return [];
  const reply = readerOf(snapshot, host)(daemonFact.key);
  const check = { host, name: "glusterd" };
  if ("unknown" in reply) return [{ ...check, verdict: "unknown", text: reply.unknown }];
  const said = new Map(reply.out.split("\n").map((line) => line.split("=") as [string, string]));
  const [load, active, result] = [said.get("LoadState"), said.get("ActiveState"), said.get("Result")];
  if (load === "not-found") return [];
  if (active === "active") return [{ ...check, verdict: "ok", text: "runs" }];
  if (result === "start-limit-hit")
    return [
      {
        ...check,
        verdict: "fail",
        text: "systemd starts it no more: it was started over 6 times within an hour",
        hint: "`journalctl -u glusterd` says why it stopped; then `systemctl reset-failed glusterd && systemctl start glusterd`",
      },
    ];
  if (active === "failed")
    return [
      { ...check, verdict: "fail", text: `failed (${result})`, hint: "`journalctl -u glusterd` says why" },
    ];
  return [{ ...check, verdict: "warning", text: "does not run", hint: "`holdfast apply` starts it" }];
}

/** What a host's part in the pools takes. */
function wantedSystems(config: Config, host: string): readonly string[] {
  const pools = poolsPresent(config);
  const made = pools.filter(({ sets, backing }) => {
    const own = sets.flat().filter((brick) => brick.host === host && brick.root !== null);
    return own.length > 0 && backing !== "directory";
  });
  return [
    ...(made.length > 0 ? ["xfs"] : []),
    ...(made.some(({ backing }) => backing === "image") ? ["loop"] : []),
    ...(pools.some(({ clients }) => clients.some((client) => client.host === host)) ? ["fuse"] : []),
  ];
}

/** Kernel modules for bricks and mounts, and the tools that make a brick's file system. */
export function systemsChecks(config: Config, snapshot: Snapshot, host: string): readonly Check[] {
  const needed = wantedSystems(config, host);
  if (needed.length === 0) return [];
  const reply = readerOf(snapshot, host)(systemsFact.key);
  if ("unknown" in reply) return [{ host, name: "modules", verdict: "unknown", text: reply.unknown }];
  const lines = reply.out.split("\n");
  const missing = needed.filter((name) => !lines.includes(`${name} yes`));
  const modules: Check =
    missing.length > 0
      ? {
          host,
          name: "modules",
          verdict: "fail",
          text: `the kernel has no ${missing.join(" and no ")}`,
          hint: "run a kernel with it; a container needs it loaded on its host",
        }
      : { host, name: "modules", verdict: "ok", text: `the kernel has ${needed.join(", ")}` };
  if (!needed.includes("xfs")) return [modules];
  const tools: Check = lines.includes("mkfs.xfs yes")
    ? { host, name: "xfs tools", verdict: "ok", text: "mkfs.xfs is there" }
    : {
        host,
        name: "xfs tools",
        verdict: "warning",
        text: "no mkfs.xfs yet",
        hint: "`holdfast apply` installs xfsprogs",
      };
  return [modules, tools];
}

/** What the members of each trusted pool say of each other: clones, rejections, versions, who is away. */
export function trustChecks(config: Config, snapshot: Snapshot): readonly Check[] {
  const groups = expandPools(config).filter(({ type }) => type === "gluster.peers");
  return groups.flatMap((resource): readonly Check[] => {
    const of = (host: string) => readerOf(snapshot, host);
    const cluster = peersCluster(resource, of);
    const findings = peerFindings(resource, cluster, of).filter(({ severity }) => severity !== "info");
    const found = findings.map(
      ({ host = resource.host, severity, message, hint }): Check => ({
        host: snapshot.hosts[host] ? host : resource.host,
        name: "trusted pool",
        verdict: severity === "error" ? "fail" : "warning",
        text: message,
        ...(hint ? { hint } : {}),
      }),
    );
    const members = peersSpec(resource).members.flatMap((host): Check[] => {
      const memberView = cluster.memberViews.get(host);
      if (memberView?.is !== "up" || found.some((check) => check.host === host && check.verdict === "fail"))
        return [];
      const away = memberView.peers.filter(({ connected }) => !connected);
      const names = away.map(({ uuid, names: all }) => cluster.hostOf(uuid) ?? all[0] ?? uuid);
      const check = { host, name: "trusted pool" };
      const version = memberView.version ? `, gluster ${memberView.version}` : "";
      return [
        away.length > 0
          ? { ...check, verdict: "warning", text: `does not reach the glusterd of ${names.join(", ")}` }
          : { ...check, verdict: "ok", text: `${memberView.peers.length} peers connected${version}` },
      ];
    });
    return [...members, ...found];
  });
}
