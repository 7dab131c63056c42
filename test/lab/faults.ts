import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Host, identify, power, type Site, wipe } from "./host.ts";
import { output } from "./program.ts";
import type { Ssh } from "./ssh.ts";

/** What can go wrong with a host, and how it is put right again; hosts are given by name. */
export interface Faults {
  /** Loss of power: all its processes end at once, what was not synced is lost (a container loses nothing). */
  powerOff(host: string): void;
  /** Starts a host that is off, with the disk it had, and waits for ssh. */
  start(host: string): Promise<void>;
  /** A clean reboot from inside; returns when the host answers again, as another boot. */
  reboot(host: string): Promise<void>;
  /** Pulls its network cable: nothing reaches it, connections hang. */
  cut(host: string): void;
  /** Puts its network cable back. */
  mend(host: string): void;
  /** Cuts the hosts of one side off from those of the other; the machine still reaches all. Replaces an earlier one. */
  partition(left: readonly string[], right: readonly string[]): Promise<void>;
  /** Ends a partition. */
  heal(): Promise<void>;
  /** Stops all its processes where they are: connections are accepted or time out, nothing answers. */
  freeze(host: string): void;
  thaw(host: string): void;
  /** Fills the file system at `path` until nothing fits; in a container only one of its own (loop, tmpfs). */
  fillDisk(host: string, path: string): Promise<void>;
  /** Removes what `fillDisk` put there. */
  freeDisk(host: string, path: string): Promise<void>;
  /** Kills (SIGKILL) all processes with this name; throws when there is none. */
  kill9(host: string, processName: string): Promise<void>;
  /** A fresh disk, as at the beginning: powers off, forgets all that was written, starts. `newKeys` changes its host keys too. */
  reset(host: string, options?: { newKeys?: boolean }): Promise<void>;
}

/** What the faults act on. */
export interface FaultSite extends Site {
  readonly ssh: Ssh;
  hostOf(name: string): Host;
  /** Writes the lab's known_hosts again, after a host got new keys. */
  writeKnownHosts(): void;
}

const FILL = ".lab-fill";

/** Files of half the free space, again and again, until not even a block is left. */
const FILL_SCRIPT = `mkdir -p "$1/${FILL}"; i=0
size=$(($(stat -f -c '%f * %S' "$1")))
while [ $size -ge 512 ]; do
  i=$((i+1)); fallocate -l $size "$1/${FILL}/$i" 2>/dev/null || size=$((size / 2))
done; sync`;

/** Only a file system of the container's own may be filled: the others are the machine's disk. */
const OWN_FILESYSTEM = `source=$(findmnt -n -o SOURCE -T "$1"); case $source in /dev/loop*|tmpfs) ;; *) echo "$1 is on the machine's disk ($source)" >&2; exit 1;; esac`;

const KILL_SCRIPT = `found=1; for p in /proc/[0-9]*; do
  if [ "$(cat $p/comm 2>/dev/null)" = "$1" ]; then kill -KILL "\${p#/proc/}" && found=0; fi
done; exit $found`;

/** Faults for the hosts of one lab. */
export function labFaults(site: FaultSite): Faults {
  const { hostOf, groups, network, ssh } = site;
  const inside = async (name: string, script: string, argument: string) => {
    const { code, stderr } = await ssh.exec(hostOf(name), `sh -c ${quote(script)} sh ${quote(argument)}`);
    if (code !== 0) throw new Error(`${name}: ended with ${code}: ${stderr.trim()}`);
  };
  const powerOff = (name: string) => {
    ssh.drop(hostOf(name));
    groups.kill(name);
  };
  const start = async (name: string) => {
    if (groups.isRunning(name)) throw new Error(`${name} is running already`);
    await power(hostOf(name), site);
    await ssh.wait(hostOf(name));
  };
  const link = (name: string, up: boolean) => {
    // A shared connection would survive a short cut and only hang in a long one: both would mislead a test.
    if (!up) ssh.drop(hostOf(name));
    network.link(hostOf(name).index, up);
  };
  const filter = (stdin: string) => output([...network.inside, "nft", "-f", "-"], { stdin });
  // Adding first makes it right whether or not there is such a table.
  const heal = async () => void (await filter("add table bridge lab\ndelete table bridge lab\n"));
  return {
    powerOff,
    start,
    async reboot(name) {
      const before = await bootOf(ssh, hostOf(name));
      await ssh.exec(hostOf(name), "systemctl reboot", { timeoutMs: 20_000 });
      ssh.drop(hostOf(name));
      const until = Date.now() + 120_000;
      for (;;) {
        await ssh.wait(hostOf(name));
        const now = await bootOf(ssh, hostOf(name));
        if (now !== "" && now !== before) return;
        if (Date.now() > until) throw new Error(`${name} did not reboot`);
        ssh.drop(hostOf(name));
        await pause(200);
      }
    },
    cut: (name) => link(name, false),
    mend: (name) => link(name, true),
    async partition(left, right) {
      await heal();
      const ports = (names: readonly string[]) =>
        `{ ${names.map((name) => `"h${hostOf(name).index}-b"`).join(", ")} }`;
      const drop = (from: readonly string[], to: readonly string[]) =>
        `iifname ${ports(from)} oifname ${ports(to)} drop`;
      const rules = `type filter hook forward priority 0; policy accept;\n${drop(left, right)}\n${drop(right, left)}\n`;
      await filter(`table bridge lab { chain part { ${rules}}\n}\n`);
    },
    heal,
    freeze: (name) => groups.freeze(hostOf(name).name, true),
    thaw: (name) => groups.freeze(hostOf(name).name, false),
    fillDisk: (name, path) =>
      inside(
        name,
        hostOf(name).kind === "container" ? `${OWN_FILESYSTEM}; ${FILL_SCRIPT}` : FILL_SCRIPT,
        path,
      ),
    freeDisk: (name, path) => inside(name, `rm -rf "$1/${FILL}"; sync`, path),
    kill9: (name, processName) => inside(name, KILL_SCRIPT, processName),
    async reset(name, { newKeys = false } = {}) {
      powerOff(name);
      await wipe(hostOf(name));
      if (newKeys) {
        rmSync(`${hostOf(name).folder}/seed`, { recursive: true });
        await identify(hostOf(name));
        site.writeKnownHosts();
      }
      await start(name);
    },
  };
}

/** Tells one boot from the next: a container has the machine's boot id, but a first process of its own. */
async function bootOf(ssh: Ssh, host: Host): Promise<string> {
  const command = "cat /proc/sys/kernel/random/boot_id; cut -d' ' -f22 /proc/1/stat";
  const { code, stdout } = await ssh.exec(host, command, { timeoutMs: 10_000 });
  return code === 0 ? stdout : "";
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
