import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, lock } from "./cache.ts";
import { type FaultSite, type Faults, labFaults } from "./faults.ts";
import { labGroups } from "./groups.ts";
import { type Host, type HostKind, hostKeys, identify, power } from "./host.ts";
import { type Images, labImages, type Release } from "./image.ts";
import { labNetwork } from "./network.ts";
import { type Ended, output, type ProgramOptions, type Running, start, timed } from "./program.ts";
import { type ExecOptions, labSsh } from "./ssh.ts";
import { tearDown } from "./teardown.ts";

/** Which hosts to boot, and how. */
export interface LabOptions {
  /** Lower case letters and digits, at most 8; labs of different names live side by side. Default `test`. */
  readonly name?: string;
  /** Default `bookworm`; a host may say otherwise. */
  readonly release?: Release;
  readonly hosts: Readonly<Record<string, HostKind | { readonly kind: HostKind; readonly release: Release }>>;
  /** Sets (`nfs`, `gluster`, `moosefs`) or package names the hosts can install. Default `["nfs"]`. */
  readonly packages?: readonly string[];
  /** The third number of the hosts' IPv4 net 198.18.N.0/24. Default 9; labs do not see each other's. */
  readonly subnet?: number;
  /** Memory of each virtual machine. Default `400M`. */
  readonly memory?: string;
  /** Leave the hosts running when this process ends, for work by hand; `attachLab` finds them again. */
  readonly keep?: boolean;
}

/** A running lab. Everything in it is reached over its closed network only. */
export interface Lab extends Faults {
  readonly name: string;
  /** The private key (ed25519, no passphrase) that root, ops and deploy accept on every host. */
  readonly key: string;
  /** A known_hosts file with every host's keys, by IPv4 and IPv6 address. */
  readonly knownHosts: string;
  /** A folder for the test's own files, gone after `close`. */
  readonly dir: string;
  readonly hosts: readonly Host[];
  /** A host by name; throws for a name the lab does not have. */
  host(name: string): Host;
  /** The host's public ed25519 key, `ssh-ed25519 AAAA…`. */
  hostKey(name: string): string;
  /** Runs a shell command on a host over the system's ssh; 255 when it cannot be reached, 124 after the timeout. */
  exec(host: string, command: string, options?: ExecOptions): Promise<Ended>;
  /** Like `exec`, but throws unless the command succeeds; returns its stdout. */
  must(host: string, command: string, options?: ExecOptions): Promise<string>;
  /** Starts a program of this machine inside the lab's network, so that it reaches the hosts. */
  run(argv: readonly string[], options?: ProgramOptions): Running;
  /** The argv that runs a program inside the lab's network: what `run` starts, for those who start it themselves. */
  enterCommand(argv: readonly string[]): string[];
  /** Whether the host is switched on; a frozen one is. */
  isRunning(host: string): boolean;
  /** The argv by which a person logs in to a host, or runs a command there. */
  sshCommand(host: string, user: string, command?: readonly string[]): string[];
  waitSsh(host: string, timeoutMs?: number): Promise<void>;
  /** Ends all hosts and programs of the lab and removes every trace; may be called again. */
  close(): Promise<void>;
}

type Wanted = Required<Omit<LabOptions, "keep">>;

const PROGRAMS = ".programs"; // a group beside the hosts' groups: no host can have this name
const openHere = new Set<string>();

/** Boots a lab and waits until every host lets root log in. What an earlier, crashed run left is removed first. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { keep = false, ...given } = options;
  const wanted: Wanted = {
    ...{
      name: "test",
      release: "bookworm",
      packages: ["nfs"],
      subnet: 9,
      memory: "400M",
    },
    ...given,
  };
  check(wanted);
  if (openHere.has(wanted.name)) throw new Error(`lab ${wanted.name} is open already: close it first`);
  const unlock = await lock(`${folderOf(wanted.name)}.lock`);
  let isHeld = true;
  const release = () => {
    if (isHeld) unlock(); // once: afterwards the lock may be another run's
    isHeld = false;
  };
  let isDown = false;
  const down = () => {
    if (isDown) return; // by then the name may belong to another run
    tearDown(idOf(wanted.name), folderOf(wanted.name), runOf(wanted.name));
    isDown = true;
    openHere.delete(wanted.name);
    release();
  };
  try {
    openHere.add(wanted.name);
    tearDown(idOf(wanted.name), folderOf(wanted.name), runOf(wanted.name));
    const lab = await assemble(wanted, down);
    if (!keep) endWithProcess(down);
    await timed(`booting ${lab.hosts.map((host) => host.name).join(" ")}`, () => boot(lab));
    writeFileSync(stateOf(wanted.name), JSON.stringify(wanted));
    if (keep) {
      openHere.delete(wanted.name);
      release();
    }
    return lab;
  } catch (error) {
    down();
    throw error;
  }
}

/** Finds a lab that was opened with `keep`; undefined when there is none of this name. */
export async function attachLab(name: string): Promise<Lab | undefined> {
  if (!existsSync(stateOf(name))) return undefined;
  const wanted = JSON.parse(readFileSync(stateOf(name), "utf8")) as Wanted;
  return assemble(wanted, () => tearDown(idOf(name), folderOf(name), runOf(name)));
}

interface Assembled extends Lab {
  readonly site: FaultSite;
}

/** Puts the parts together without starting anything. */
async function assemble(wanted: Wanted, down: () => void): Promise<Assembled> {
  const [id, folder, run] = [idOf(wanted.name), folderOf(wanted.name), runOf(wanted.name)];
  const dir = join(folder, "tmp");
  for (const path of [dir, run]) mkdirSync(path, { recursive: true });
  const network = labNetwork(id, wanted.subnet);
  const groups = labGroups(id);
  const hosts = hostsOf(wanted, network.addressesOf);
  const hostOf = (name: string) => {
    const host = hosts.find((host) => host.name === name);
    if (!host) throw new Error(`lab ${wanted.name} has no host ${name}`);
    return host;
  };
  const images = await imagesOf(wanted, hosts);
  const key = [...images.values()][0]?.key ?? "";
  const knownHosts = join(folder, "known_hosts");
  const enter = [...groups.enter(PROGRAMS), ...network.inside];
  const ssh = labSsh({ enter, key, knownHosts, run });
  const site: FaultSite = {
    ...{ id, run, network, groups, ssh, hostOf, memory: wanted.memory },
    imagesOf: (release) => images.get(release) as Images,
    writeKnownHosts: () => writeFileSync(knownHosts, hosts.flatMap(knownLines).join("")),
  };
  const exec: Lab["exec"] = (name, command, options) => ssh.exec(hostOf(name), command, options);
  return {
    ...{ name: wanted.name, key, knownHosts, dir, hosts, site, exec },
    ...labFaults(site),
    host: hostOf,
    hostKey: (name) => hostKeys(hostOf(name))[0] ?? "",
    async must(name, command, options) {
      const { code, stdout, stderr } = await exec(name, command, options);
      if (code !== 0) throw new Error(`${name}: ${command}: ended with ${code}\n${stderr || stdout}`);
      return stdout;
    },
    run: (argv, options) => start([...enter, ...argv], options),
    enterCommand: (argv) => [...enter, ...argv],
    isRunning: (name) => groups.isRunning(hostOf(name).name),
    sshCommand: (name, user, command) => ssh.command(hostOf(name), user, command),
    waitSsh: (name, timeoutMs) => ssh.wait(hostOf(name), timeoutMs),
    close: async () => down(),
  };
}

async function boot({ hosts, site }: Assembled): Promise<void> {
  // Fifty containers need more of these than the kernel's default; nothing is said when they run out.
  await output([
    "sysctl",
    "-q",
    "-w",
    "fs.inotify.max_user_instances=8192",
    "fs.inotify.max_user_watches=1048576",
  ]);
  await Promise.all(hosts.map(identify));
  site.writeKnownHosts();
  for (const host of hosts) await power(host, site);
  await Promise.all(hosts.map((host) => site.ssh.wait(host)));
}

function hostsOf(
  wanted: Wanted,
  addressesOf: (index: number) => { address: string; address6: string },
): Host[] {
  return Object.entries(wanted.hosts).map(([name, spec], at) => {
    const { kind, release } = typeof spec === "string" ? { kind: spec, release: wanted.release } : spec;
    const index = at + 1;
    const folder = join(folderOf(wanted.name), "hosts", name);
    const host = { name, kind, release, index, folder, ...addressesOf(index) };
    return kind === "vm" ? host : { ...host, namespace: `${idOf(wanted.name)}-${name}` };
  });
}

async function imagesOf(wanted: Wanted, hosts: readonly Host[]): Promise<Map<Release, Images>> {
  const images = new Map<Release, Images>();
  for (const release of new Set(hosts.map((host) => host.release))) {
    const vms = hosts.some((host) => host.kind === "vm" && host.release === release);
    images.set(release, await labImages({ release, packages: wanted.packages, vms }));
  }
  return images;
}

function knownLines(host: Host): string[] {
  return hostKeys(host).map((key) => `${host.address},${host.address6} ${key}\n`);
}

/** Tears the lab down when the process ends, in whatever orderly way it does. */
function endWithProcess(down: () => void): void {
  process.once("exit", down);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      down();
      // Others may have their own plans for the signal; without them it does what it always does.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

function check({ name, hosts, subnet }: Wanted): void {
  if (!/^[a-z][a-z0-9]{0,7}$/.test(name)) throw new Error(`not a lab name: ${name}`);
  if (!(subnet >= 0 && subnet <= 255)) throw new Error(`not a subnet number: ${subnet}`);
  const bad = Object.keys(hosts).filter((host) => !/^[a-z][a-z0-9-]{0,15}$/.test(host));
  if (bad.length > 0) throw new Error(`not host names: ${bad.join(", ")}`);
  if (Object.keys(hosts).length === 0 || Object.keys(hosts).length > 200) throw new Error("1 to 200 hosts");
}

function idOf(name: string): string {
  return `hflab-${name}`;
}

function folderOf(name: string): string {
  return join(cacheDir(), "labs", name);
}

function runOf(name: string): string {
  return join("/run/holdfast-lab", name);
}

function stateOf(name: string): string {
  return join(folderOf(name), "lab.json");
}
