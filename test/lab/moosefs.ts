import type { Lab } from "./lab.ts";
import { layersAt } from "./witness.ts";

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
