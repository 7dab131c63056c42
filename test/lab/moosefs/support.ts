import { undo } from "../bare.ts";
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

/**
 * Storage classes among `names` that the master cannot serve with the chunkservers it has now: one that has just come
 * back counts only when it has reported its room. Of 3.0, whose rows begin with the number of a class.
 */
export async function unmetClasses(lab: Lab, master: string, names: readonly string[]) {
  const rows = await asked(lab, master, "-SSC");
  return rows.flatMap(([title, id = "", name = "", , , ...rest]) =>
    title === "storage classes:" && /^\d+$/.test(id) && names.includes(name) && rest.includes("NO")
      ? [name]
      : [],
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
  const texts = layers.map(({ source, fstype, options }) =>
    source.startsWith("mfs#")
      ? `${source.slice(4).replace(":9421", "")} ${options.includes("ro") ? "ro" : "rw"}`
      : fstype,
  );
  return texts.join(" | ") || "nothing";
}

/** What the master serves whom: chunkservers with labels and free of any mark, metaloggers, who may mount, its classes. */
export async function servedBy(lab: Lab, master: string): Promise<readonly string[]> {
  const rows = await asked(lab, master, "-SCS -SHD -SMB -SEX -SSC");
  const nameOf = (ip = "") => lab.hosts.find(({ address }) => address === ip)?.name ?? ip;
  const texts = rows.map(([title = "", ...row]) => {
    if (title === "chunk servers:") return `server ${nameOf(row[0])} ${row[3]} ${row[6]} ${row[10]}`;
    if (title === "disks:") return `disk ${row[0]} ${row[3]}`;
    if (title === "metadata backup loggers:") return `logger ${nameOf(row[0])}`;
    return `${title} ${row.join("|")}`;
  });
  return texts.sort();
}

/** Undoes on a host everything a MooseFS pool is made of, packages apart. */
export const undoMoose = (lab: Lab, host: string, folder: string) =>
  undo(lab, host, folder, {
    stop: `# a mount whose master is killed beside it would hang
pkill -KILL -x mfsmount
findmnt -n -r -t fuse -o TARGET | while read -r at; do umount -l "$at"; done
systemctl disable --now moosefs-cgiserv moosefs-metalogger 2>/dev/null
for r in chunkserver master metalogger; do
  systemctl kill -s KILL moosefs-$r 2>/dev/null; systemctl disable --now moosefs-$r 2>/dev/null
done
pkill -KILL -x 'mfs.*'
n=0; while pgrep -x 'mfs.*' >/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n + 1)); done`,
    remove: `rm -rf /etc/mfs/*
if [ -d /var/lib/mfs ]; then
  find /var/lib/mfs -mindepth 1 -delete
  [ ! -e /usr/sbin/mfsmaster ] || printf 'MFSM NEW' >/var/lib/mfs/metadata.mfs.empty
fi`,
  });
