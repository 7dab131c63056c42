import type { Fact, FactReply, Read } from "../../../model/snapshot.ts";

/** What runs on the host; asked of every host in every probe. */
export const systemFact: Fact = {
  key: "system",
  script: `. /etc/os-release
printf 'os %s %s\\n' "$ID" "$VERSION_ID"
# says the one line of a file; starts no program
line() { read -r v <"$2" && printf '%s %s\\n' "$1" "$v"; }
line kernel /proc/sys/kernel/osrelease
line hostname /proc/sys/kernel/hostname
line boot /proc/sys/kernel/random/boot_id
printf 'clock %s\\n' "$(date +%s)"
printf 'user %s\\n' "$(id -u)"
while read -r k v _; do case $k in MemTotal:) printf 'memoryKiB %s\\n' "$v";; esac; done </proc/meminfo
[ -d /run/systemd/system ] && printf 'systemd yes\\n'
command -v apt-get >/dev/null && printf 'apt yes\\n'
:`,
  args: [],
  timeoutS: 5,
};

/** The host's own words as a map, `os` → `debian 12`. */
export function systemOf(reply: FactReply): Readonly<Record<string, string>> | undefined {
  if ("unknown" in reply || reply.rc !== 0) return undefined;
  const pairs = reply.out.split("\n").map((line) => {
    const space = line.indexOf(" ");
    return [line.slice(0, space), line.slice(space + 1)] as const;
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

/** Why holdfast cannot manage this host at all, or nothing: it needs Debian or Ubuntu with apt and systemd, and root. */
export function unfit(read: Read): { readonly why: string; readonly hint: string } | undefined {
  const system = systemOf(read(systemFact.key));
  if (system === undefined) return undefined;
  if (system.user !== "0")
    return {
      why: `commands run there as user id ${system.user}, not as root`,
      hint: "set `sudo: true` for the host, or connect as root",
    };
  if (system.apt !== "yes" || system.systemd !== "yes")
    return {
      why: `it runs ${system.os}; holdfast needs apt and systemd (Debian 12 or 13, Ubuntu 22.04 or 24.04)`,
      hint: "take the host out of the file, or run a supported release on it",
    };
  return undefined;
}
