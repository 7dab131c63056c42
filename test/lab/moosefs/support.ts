import type { Lab } from "../lab.ts";
import { layersAt } from "../witness.ts";

/** Rows the master prints for one question, without their title; `question` such as `-SCS`. */
export async function asked(
  lab: Lab,
  master: string,
  question: string,
): Promise<readonly (readonly string[])[]> {
  const text = await lab.must(master, `mfscli -n -p -s '|' -H 127.0.0.1 ${question}`);
  return text
    .split("\n")
    .filter((line) => line.includes("|"))
    .map((line) => line.split("|"));
}

/** Hosts of the lab whose chunkserver the master is connected to, sorted. */
export async function serversOf(lab: Lab, master: string): Promise<readonly string[]> {
  const rows = await asked(lab, master, "-SCS");
  const here = new Set(rows.filter(([title]) => title === "chunk servers:").map(([, ip]) => ip));
  return lab.hosts.filter(({ address }) => here.has(address)).map(({ name }) => name);
}

/** Chunks that are not as they should be, by class, of those on disks in use: `missing`, `endangered`, `undergoal`. */
export async function troubleOf(lab: Lab, master: string): Promise<Readonly<Record<string, number>>> {
  const rows = await asked(lab, master, "-SIC -m 1");
  return Object.fromEntries(
    rows.flatMap(([, what = "", count]) => {
      const [, name] = /^chunkclass (missing|endangered|undergoal):$/.exec(what) ?? [];
      return name ? [[name, Number(count)]] : [];
    }),
  );
}

/** Nothing is missing, endangered or below its goal. */
export const SOUND = { missing: 0, endangered: 0, undergoal: 0 };

/** Hosts with a valid copy of each chunk of a file, as the client's `mfsfileinfo` tells: one sorted list per chunk. */
export async function copiesOf(
  lab: Lab,
  client: string,
  path: string,
): Promise<readonly (readonly string[])[]> {
  const text = await lab.must(client, `mfsfileinfo ${path}`);
  return text
    .split(/^\s*chunk \d+:/m)
    .slice(1)
    .map((part) =>
      [...part.matchAll(/copy \d+: ([0-9.]+):\d+.*status:VALID/g)]
        .map(([, ip]) => lab.hosts.find(({ address }) => address === ip)?.name ?? ip ?? "")
        .sort(),
    );
}

/** What is mounted from MooseFS at a path: `mfsmaster-plain rw`, with the folder behind it; else what is there instead. */
export async function mooseAt(lab: Lab, host: string, where: string): Promise<string> {
  const layers = await layersAt(lab, host, where);
  const told = layers.map(({ source, fstype, options }) =>
    source.startsWith("mfs#")
      ? `${source.slice(4).replace(":9421", "")} ${options.includes("ro") ? "ro" : "rw"}`
      : fstype,
  );
  return told.join(" | ") || "nothing";
}

/** What the master serves whom: chunkservers with labels and free of any mark, metaloggers, who may mount, its classes. */
export async function servedBy(lab: Lab, master: string): Promise<readonly string[]> {
  const rows = await asked(lab, master, "-SCS -SHD -SMB -SEX -SSC");
  const nameOf = (ip = "") => lab.hosts.find(({ address }) => address === ip)?.name ?? ip;
  const told = rows.map(([title = "", ...row]) => {
    if (title === "chunk servers:") return `server ${nameOf(row[0])} ${row[3]} ${row[6]} ${row[10]}`;
    if (title === "disks:") return `disk ${row[0]} ${row[3]}`;
    if (title === "metadata backup loggers:") return `logger ${nameOf(row[0])}`;
    return `${title} ${row.join("|")}`;
  });
  return told.sort();
}

/**
 * Undoes on a host everything a pool is made of, packages apart: what a bring-up then finds is a host that is bare but
 * installed. Done by hand, since holdfast never takes so much away at once.
 */
export const undoMoose = (lab: Lab, host: string, folder: string) =>
  lab.must(host, `sh -s -- ${folder}`, {
    stdin: `set -u
# a mount whose master is killed beside it would hang
pkill -KILL -x mfsmount
findmnt -n -r -t fuse -o TARGET | while read -r at; do umount -l "$at"; done
systemctl disable --now moosefs-cgiserv moosefs-metalogger 2>/dev/null
for r in chunkserver master metalogger; do
  systemctl kill -s KILL moosefs-$r 2>/dev/null; systemctl disable --now moosefs-$r 2>/dev/null
done
pkill -KILL -x 'mfs.*'
n=0; while pgrep -x 'mfs.*' >/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n + 1)); done
for u in /etc/systemd/system/*.mount; do
  [ -e "$u" ] && grep -q '^# holdfast' "$u" || continue
  systemctl disable --now "\${u##*/}" 2>/dev/null; rm -f "$u"
done
for u in $(grep -rls '^# holdfast' /etc/systemd/system); do rm -f "$u"; done
rmdir /etc/systemd/system/*.d 2>/dev/null
systemctl daemon-reload; systemctl reset-failed 2>/dev/null
findmnt -n -r -o TARGET | grep "^$1/" | while read -r at; do umount "$at"; done
rm -rf "$1" /mnt/* /etc/mfs/*
if [ -d /var/lib/mfs ]; then
  find /var/lib/mfs -mindepth 1 -delete
  [ ! -e /usr/sbin/mfsmaster ] || printf 'MFSM NEW' >/var/lib/mfs/metadata.mfs.empty
fi
cat /root/hosts.bare >/etc/hosts`,
  });
