import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import type { Holdfast } from "./holdfast.ts";
import type { Lab } from "./lab.ts";

/** A mount as `findmnt` shows it. */
export interface MountSeen {
  readonly source: string;
  readonly fstype: string;
  readonly options: readonly string[];
}

/** All layers mounted at a path, the visible one last; as the host itself reports them. */
export async function layersAt(lab: Lab, host: string, where: string): Promise<readonly MountSeen[]> {
  const { stdout } = await lab.exec(
    host,
    `findmnt -J -l -o TARGET,SOURCE,FSTYPE,OPTIONS --mountpoint ${where}`,
  );
  if (stdout.trim() === "") return [];
  const { filesystems } = JSON.parse(stdout) as {
    filesystems: { source: string; fstype: string; options: string }[];
  };
  return filesystems.map(({ source, fstype, options }) => ({ source, fstype, options: options.split(",") }));
}

/** What is mounted at a path, `undefined` when nothing is. */
export const mountAt = async (lab: Lab, host: string, where: string) =>
  (await layersAt(lab, host, where)).at(-1);

/** `server:path` of what is mounted at a path, with the NFS version and access: `s1:/srv/web 4.2 rw`. */
export async function mounted(lab: Lab, host: string, where: string): Promise<string> {
  const layers = await layersAt(lab, host, where);
  return layers.map((layer) => shortly(lab, layer)).join(" | ") || "nothing";
}

function shortly(lab: Lab, { source, fstype, options }: MountSeen): string {
  if (!fstype.startsWith("nfs")) return fstype;
  const address = source.slice(0, source.indexOf(":"));
  const server = lab.hosts.find((host) => host.address === address)?.name ?? address;
  const version = options.find((option) => option.startsWith("vers="))?.slice(5);
  return `${server}${source.slice(address.length)} ${version} ${options.includes("ro") ? "ro" : "rw"}`;
}

/** The effective options of every export of a path, by client (a host's name where the lab has one). */
export async function exportsOf(lab: Lab, server: string, path: string): Promise<Record<string, string[]>> {
  const text = await lab.must(server, "cat /var/lib/nfs/etab");
  const entries = text.split("\n").flatMap((line) => {
    const [, at = "", client = "", options = ""] = /^(\S+)\s+(\S+)\((.*)\)$/.exec(line) ?? [];
    if (at !== path) return [];
    return [
      [lab.hosts.find(({ address }) => address === client)?.name ?? client, options.split(",")] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/** Names of those a path is exported to, sorted, as `exportfs` lists them. */
export async function exportedTo(lab: Lab, server: string, path: string): Promise<readonly string[]> {
  const text = (await lab.must(server, "exportfs")).replace(/\n\s+/g, " ");
  const clients = text.split("\n").flatMap((line) => {
    const [at, client = ""] = line.trim().split(/\s+/);
    return at === path ? [lab.hosts.find(({ address }) => address === client)?.name ?? client] : [];
  });
  return clients.sort();
}

/** Writes a file of random bytes on one host and says its checksum. */
export const writeFile = async (lab: Lab, host: string, path: string): Promise<string> =>
  (
    await lab.must(
      host,
      `dd if=/dev/urandom of=${path} bs=64k count=4 conv=fsync status=none && sha256sum <${path}`,
    )
  ).slice(0, 64);

/** The checksum of a file as a host sees it; empty when it cannot be read. */
export const sumOf = async (lab: Lab, host: string, path: string): Promise<string> =>
  (await lab.exec(host, `sha256sum <${path}`, { timeoutMs: 20_000 })).stdout.slice(0, 64);

/** How many lines about mutations each host's journal holds. */
export async function journals(lab: Lab): Promise<Record<string, number>> {
  const counts = await Promise.all(
    lab.hosts.map(async ({ name }) => {
      const text = await lab.must(name, "journalctl -q --no-pager -o cat -t holdfast || true");
      return [name, text.split("\n").length - 1] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** Marks this moment on a host, for {@link touchedOn}. */
export const mark = (lab: Lab, host: string) => lab.must(host, "touch /run/witness; sleep 0.1");

/** Files that were written, made or changed on a host since {@link mark}, and its list of packages. */
export async function touchedOn(lab: Lab, host: string): Promise<string> {
  const places = "/etc /srv /mnt /root /home /opt /usr /var/lib/dpkg /var/lib/apt /var/lib/nfs /var/cache";
  const command = `find ${places} -xdev \\( -newer /run/witness -o -cnewer /run/witness \\) 2>/dev/null; dpkg-query -W | sha256sum`;
  return lab.must(host, command);
}

/** The plan of now, as a document. */
export async function planOf(holdfast: Holdfast, args: readonly string[] = []): Promise<Plan> {
  const { code, stdout, stderr } = await holdfast.run(["plan", "--json", ...args]);
  const plan = stdout.startsWith("{") ? (JSON.parse(stdout) as Partial<Plan>) : {};
  if (!plan.actions) throw new Error(`no plan, but exit ${code}: ${stdout}${stderr}`);
  return plan as Plan;
}

/** The consents a plan asks for, without what they are bound to; sorted. */
export const askedBy = ({ blocked }: Plan): readonly string[] =>
  [...new Set(blocked.flatMap(({ consent }) => consent?.replace(/@.*/, "") ?? []))].sort();

/** Arguments that give every consent a plan asks for. */
export const agreeing = ({ blocked }: Plan): readonly string[] =>
  [...new Set(blocked.flatMap(({ consent }) => consent ?? []))].flatMap((token) => ["--consent", token]);

/** `~ nfs.export/s1:web` for each change, and the type of each action with its host; both sorted. */
export function outline({ changes, actions, blocked }: Plan) {
  const symbols = { create: "+", update: "~", delete: "-" };
  return {
    changes: [
      ...changes.map(({ op, address }) => `${symbols[op]} ${address}`),
      ...blocked.map(({ change }) => `! ${change.address}`),
    ].sort(),
    actions: actions.map(({ type, host }) => `${host} ${type}`).sort(),
  };
}

/**
 * The fleet is in sync: exit 0 even with `--detailed-exitcode`, and exactly one line, which is returned; behind it
 * only what the file itself gives reason to warn of.
 */
export async function inSync(
  holdfast: Holdfast,
  ...warnings: readonly (string | undefined)[]
): Promise<string> {
  const { code, stdout, stderr } = await holdfast.run(["plan", "--detailed-exitcode"]);
  const line = /^In sync: \d+ things on \d+ hosts are as declared in \S+\/storage\.yaml\.\n/.exec(
    stdout,
  )?.[0];
  const codes = warnings.filter((code) => code !== undefined);
  const warned = codes.map((code) => `.* warning ${code}: .*\\n.*\\n`).join("");
  expect({ said: stdout + stderr, code }).toEqual({
    said: warned ? expect.stringMatching(new RegExp(`^${line}${warned}$`)) : line,
    code: 0,
  });
  return stdout;
}

/** Waits until `seen` says `wanted`, and says how many seconds that took; fails with what it says in the end. */
export async function eventually(
  seen: () => Promise<unknown>,
  wanted: unknown,
  seconds: number,
): Promise<number> {
  const from = Date.now();
  for (;;) {
    const now = await seen();
    const took = (Date.now() - from) / 1000;
    if (JSON.stringify(now) === JSON.stringify(wanted)) return took;
    if (took > seconds) expect(now).toEqual(wanted);
    await pause(1000);
  }
}
