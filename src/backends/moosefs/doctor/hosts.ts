import type { Check } from "../../../model/backend.ts";
import type { Fact, Read } from "../../../model/snapshot.ts";
import { systemFact, systemOf } from "../../host/probe/system.ts";
import { bytes } from "../../host/text/bytes.ts";

/** Open files every daemon has to be allowed; master and chunkserver ask for 16384 themselves when they may. */
const FILES = 4096;

/** Bytes of memory below which a master or a chunkserver is not to be trusted with a pool; 2 GB less what a kernel keeps. */
const MEMORY = 1_800_000_000;

/** Bytes a chunkserver or master needs in /var/lib/mfs: changelogs, and the metadata twice. */
const ROOM = 1024 ** 3;

/** Asks how the daemons run: open files they are allowed, room for metadata, how memory is promised. */
export const daemonLimitsFact: Fact = {
  key: "moosefs-daemons",
  script: `for d in master chunkserver metalogger; do
  pid=$(systemctl show -p MainPID --value "moosefs-$d.service" 2>/dev/null)
  [ "\${pid:-0}" = 0 ] || sed -n "s/^Max open files *\\([0-9]*\\|unlimited\\) .*/files $d \\1/p" "/proc/$pid/limits"
done
[ ! -d /var/lib/mfs ] || echo "room $(stat -f -c '%S %a' /var/lib/mfs)"
echo "overcommit $(cat /proc/sys/vm/overcommit_memory)"`,
  args: [],
  timeoutS: 5,
};

/** Whether a host has too little memory for a master or chunkserver, in words. */
export function shortMemory(read: Read): string | undefined {
  const kib = Number(systemOf(read(systemFact.key))?.memoryKiB);
  if (!Number.isFinite(kib) || kib * 1024 >= MEMORY) return undefined;
  return `it has ${bytes(kib * 1024)} of memory`;
}

/** Memory, open files, room for metadata and the kernel's promise of memory on a host with these roles. */
export function daemonChecks(host: string, roles: readonly string[], read: Read): readonly Check[] {
  const serves = roles.includes("master") || roles.includes("chunkserver");
  const short = serves ? shortMemory(read) : undefined;
  const memory: readonly Check[] = short
    ? [
        {
          host,
          name: "memory",
          verdict: "warning",
          text: short,
          hint: "a master or chunkserver wants 2 GB: about 0.3 GB for a million files, 0.25 GB for a million chunks",
        },
      ]
    : [];
  const reply = read(daemonLimitsFact.key);
  if ("unknown" in reply)
    return [...memory, { host, name: "moosefs", verdict: "unknown", text: reply.unknown }];
  const words = reply.out.split("\n").map((line) => line.split(" "));
  const files = words.flatMap(([what, daemon = "", limit = ""]): readonly Check[] => {
    if (what !== "files") return [];
    const check = { host, name: `open files of the ${daemon}` };
    return limit === "unlimited" || Number(limit) >= FILES
      ? [{ ...check, verdict: "ok", text: `${limit} allowed` }]
      : [
          {
            ...check,
            verdict: "warning",
            text: `only ${limit} allowed`,
            hint: `allow it more: \`systemctl edit moosefs-${daemon}\`, \`[Service] LimitNOFILE=16384\`, then restart it`,
          },
        ];
  });
  return [...memory, ...files, ...roomChecks(host, roles, words), ...overcommit(host, roles, words)];
}

function roomChecks(
  host: string,
  roles: readonly string[],
  words: readonly (readonly string[])[],
): readonly Check[] {
  const [, size, free] = words.find(([what]) => what === "room") ?? [];
  if (size === undefined || !roles.some((role) => role === "master" || role === "metalogger")) return [];
  const left = Number(size) * Number(free);
  const check = { host, name: "/var/lib/mfs" };
  return left >= ROOM
    ? [{ ...check, verdict: "ok", text: `${bytes(left)} free` }]
    : [
        {
          ...check,
          verdict: "warning",
          text: `only ${bytes(left)} free`,
          hint: "a master that cannot save its metadata loses what was changed since: make room on that file system",
        },
      ];
}

/** The master forks to save: with strict accounting that needs its memory once more. */
function overcommit(
  host: string,
  roles: readonly string[],
  words: readonly (readonly string[])[],
): readonly Check[] {
  const [, mode] = words.find(([what]) => what === "overcommit") ?? [];
  if (mode === undefined || !roles.includes("master")) return [];
  const check = { host, name: "overcommit", verdict: "ok" as const };
  if (mode === "1") return [{ ...check, text: "vm.overcommit_memory is 1" }];
  return [
    {
      ...check,
      verdict: mode === "2" ? "warning" : "ok",
      text: `vm.overcommit_memory is ${mode}; 1 lets a large master save its metadata always`,
      hint: "`echo vm.overcommit_memory=1 >/etc/sysctl.d/60-moosefs.conf && sysctl --system`",
    },
  ];
}
