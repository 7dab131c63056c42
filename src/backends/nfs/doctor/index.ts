import type { Check } from "../../../model/backend.ts";
import type { Config } from "../../../model/config.ts";
import { type Fact, readerOf, type Snapshot } from "../../../model/snapshot.ts";
import { portCheck, portsFact } from "../../host/doctor/port.ts";
import { clientsOf, storageAddress } from "../expand.ts";

const kernelFact: Fact = {
  key: "nfs-kernel",
  // `modprobe -n` only looks whether the module is there
  script: `for m in nfs nfsd; do
  if grep -qw "$m" /proc/filesystems || modprobe -n -q "$m"; then echo "$m yes"; else echo "$m no"; fi
done`,
  args: [],
  timeoutS: 5,
};

interface Way {
  readonly server: string;
  readonly client: string;
  readonly port: number;
}

/** Who has to reach which port of whom: 2049 for every version, and the portmapper for version 3. */
function ways(config: Config): readonly Way[] {
  const all = Object.values(config.file.shares ?? {}).flatMap((share) =>
    clientsOf(share).flatMap(({ host: client, version }) =>
      (version === "3" ? [2049, 111] : [2049]).map((port) => ({ server: share.host, client, port })),
    ),
  );
  return [...new Map(all.map((way) => [JSON.stringify(way), way])).values()];
}

const roles = (config: Config, host: string) => {
  const shares = Object.values(config.file.shares ?? {});
  return {
    nfsd: shares.some((share) => share.host === host),
    nfs: shares.some((share) => clientsOf(share).some((client) => client.host === host)),
  };
};

/** What doctor asks a host about NFS. */
export function nfsExamination(config: Config, host: string): readonly Fact[] {
  const { nfs, nfsd } = roles(config, host);
  const ports = ways(config).filter(({ client }) => client === host);
  return [
    ...(nfs || nfsd ? [kernelFact] : []),
    ...ports.map(({ server, port }) => portsFact(storageAddress(config, server), [port])),
  ];
}

function kernelChecks(config: Config, snapshot: Snapshot, host: string): readonly Check[] {
  const reply = readerOf(snapshot, host)(kernelFact.key);
  const needed = Object.entries(roles(config, host)).flatMap(([module, wanted]) => (wanted ? [module] : []));
  if (needed.length === 0) return [];
  if ("unknown" in reply) return [{ host, name: "kernel", verdict: "unknown", text: reply.unknown }];
  const missing = needed.filter((module) => !reply.out.split("\n").includes(`${module} yes`));
  const [first] = missing;
  return first
    ? [
        {
          host,
          name: "kernel",
          verdict: "fail",
          text: `has no ${missing.join(" and no ")} module`,
          hint: "run a kernel with NFS support; a container needs it loaded on its host",
        },
      ]
    : [{ host, name: "kernel", verdict: "ok", text: `has ${needed.join(" and ")}` }];
}

function portChecks(config: Config, snapshot: Snapshot): readonly Check[] {
  return ways(config).flatMap(({ server, client, port }): readonly Check[] => {
    if (!snapshot.hosts[client]?.reachable) return [];
    const fact = portsFact(storageAddress(config, server), [port]);
    return [portCheck(client, server, port, readerOf(snapshot, client)(fact.key))];
  });
}

/** Kernel support and open ports of everybody who has to do with a share. */
export const nfsChecks = (config: Config, snapshot: Snapshot): readonly Check[] => [
  ...Object.entries(snapshot.hosts).flatMap(([host, seen]) =>
    seen.reachable ? kernelChecks(config, snapshot, host) : [],
  ),
  ...portChecks(config, snapshot),
];
