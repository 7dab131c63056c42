import type { World, WorldHost } from "./world.ts";

interface DeclaredClient {
  host: string;
  mountpoint?: string;
  readOnly: boolean;
  version: string;
  mountOptions: string[];
  options: string[];
}

interface DeclaredShare {
  host: string;
  path: string;
  mountpoint: string;
  options: string[];
  clients: DeclaredClient[];
  allow: string[];
}

/** A file as the generator makes it: just what the judge has to read. */
interface Declared {
  hosts: Record<string, string>;
  links?: string[][];
  shares: Record<string, unknown>;
}

const isOurs = (text: string) => text.startsWith("# holdfast fleet=studio ");

function judgeClient(client: DeclaredClient, share: DeclaredShare, world: World, wrong: string[]): void {
  const host = world.get(client.host) as WorldHost;
  const server = world.get(share.host) as WorldHost;
  const where = client.mountpoint ?? share.mountpoint;
  const here = host.mounts.filter((mount) => mount.where === where);
  const [mount] = here;
  if (here.length !== 1 || !mount) wrong.push(`${client.host} has ${here.length} mounts at ${where}`);
  else {
    if (mount.source !== `${server.address}:${share.path}`)
      wrong.push(`${client.host} mounts ${mount.source}`);
    if (mount.options.includes("ro") !== client.readOnly) wrong.push(`${client.host} ${where} ro/rw`);
    // "4" leaves the minor version to the two sides
    const version = mount.options.find((option) => option.startsWith("vers=")) ?? "";
    const fits = client.version === "4" ? version.startsWith("vers=4") : version === `vers=${client.version}`;
    if (!fits) wrong.push(`${client.host} ${where} version`);
    for (const option of client.mountOptions)
      if (!mount.options.includes(option)) wrong.push(`${client.host} ${where} lacks ${option}`);
  }
  const entry = server.etab.find((one) => one.path === share.path && one.client === host.address);
  if (!entry) wrong.push(`${share.host} does not export ${share.path} to ${client.host}`);
  else {
    if (entry.options.includes("rw") === client.readOnly)
      wrong.push(`export of ${share.path} to ${client.host} ro/rw`);
    for (const option of client.options)
      if (!entry.options.includes(option))
        wrong.push(`export of ${share.path} to ${client.host} lacks ${option}`);
    if (share.options.includes("async") !== entry.options.includes("async")) wrong.push(`${share.path} sync`);
    if (share.options.includes("insecure") !== entry.options.includes("insecure"))
      wrong.push(`${share.path} secure`);
  }
}

/**
 * A second judge, written from what the file means and not from how holdfast compares: everything about the
 * world that is not as declared.
 */
export function judge(declared: object, world: World): string[] {
  const file = declared as Declared;
  const wrong: string[] = [];
  const shares = Object.entries(file.shares) as [string, DeclaredShare][];
  const wanted = new Map<string, number>();
  for (const [, share] of shares) {
    for (const client of share.clients) {
      judgeClient(client, share, world, wrong);
      wanted.set(client.host, (wanted.get(client.host) ?? 0) + 1);
    }
    const server = world.get(share.host) as WorldHost;
    for (const client of share.allow)
      if (!server.etab.some((one) => one.path === share.path && one.client === client))
        wrong.push(`${client} not allowed`);
    if (!server.directories.has(share.path)) wrong.push(`${share.path} is not there`);
    if (server.server.threads === 0 || !server.server.enabled) wrong.push(`${share.host} does not serve`);
  }
  for (const [name, host] of world) {
    const units = [...host.units.values()].filter(({ content }) => isOurs(content));
    if (units.length !== (wanted.get(name) ?? 0)) wrong.push(`${name} has ${units.length} units of ours`);
    if (units.some((unit) => !unit.wanted)) wrong.push(`${name} would not mount at boot`);
    const files = [...host.exports.values()].filter(isOurs);
    if (files.length !== shares.filter(([, share]) => share.host === name).length)
      wrong.push(`${name} export files`);
    const linked = new Set((file.links ?? []).filter((group) => group.includes(name)).flat());
    const lines = host.hosts.split("\n").map((line) => line.replace(/#.*/, "").trim().split(/\s+/));
    for (const other of linked) {
      const found = lines.filter((words) => words.slice(1).includes(other)).map(([address]) => address);
      if (found.join() !== file.hosts[other]) wrong.push(`${name} resolves ${other} to ${found.join()}`);
    }
    if (linked.size === 0 && host.hosts.includes("holdfast")) wrong.push(`${name} still has links`);
  }
  return wrong;
}
