import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onOneCpu } from "./cpus.ts";
import type { Groups } from "./groups.ts";
import type { Images, Release } from "./image.ts";
import { cableOf, type Network, type Port } from "./network.ts";
import { output } from "./program.ts";

/** A container shares the machine's kernel; a virtual machine has its own, and so NFS, a clock and real power loss. */
export type HostKind = "vm" | "container";

/** One Debian host of a lab. */
export interface Host extends Port {
  readonly name: string;
  readonly kind: HostKind;
  readonly release: Release;
  /** Its folder on the machine: disk changes, first files, console log. */
  readonly folder: string;
}

/** What starting a host needs from its lab. */
export interface Site {
  readonly id: string;
  /** A folder for sockets: their paths may have about a hundred characters only, so it is not in the cache. */
  readonly run: string;
  imagesOf(release: Release): Images;
  readonly network: Network;
  readonly groups: Groups;
  /** A virtual machine's memory, as the kernel reads it, e.g. `400M`. */
  readonly memory: string;
}

/** Makes a host's first files: its name and its own ssh host keys. They survive `wipe`, as a reinstall may not. */
export async function identify(host: Host): Promise<void> {
  const etc = join(host.folder, "seed", "etc");
  mkdirSync(join(etc, "ssh"), { recursive: true });
  writeFileSync(join(etc, "hostname"), `${host.name}\n`);
  const six = "::1 localhost ip6-localhost ip6-loopback";
  writeFileSync(join(etc, "hosts"), `127.0.0.1 localhost\n127.0.1.1 ${host.name}\n${six}\n`);
  for (const type of ["ed25519", "ecdsa"]) {
    const file = join(etc, "ssh", `ssh_host_${type}_key`);
    rmSync(file, { force: true });
    await output(["ssh-keygen", "-q", "-t", type, "-N", "", "-C", `root@${host.name}`, "-f", file]);
  }
}

/** The host's public keys as `type base64`, the ed25519 one first. */
export function hostKeys(host: Host): string[] {
  return ["ed25519", "ecdsa"].map((type) => {
    const file = join(host.folder, "seed/etc/ssh", `ssh_host_${type}_key.pub`);
    return readFileSync(file, "utf8").split(" ").slice(0, 2).join(" ");
  });
}

/** Throws away all the host ever wrote to its disk; it must not run. */
export async function wipe(host: Host): Promise<void> {
  const written = ["cow", "upper", "work", "root", "data"].map((name) => join(host.folder, name));
  await output(["rm", "-rf", "--one-file-system", ...written]);
}

/** Starts a host that does not run; it is up some seconds later, see `Lab.waitSsh`. */
export async function power(host: Host, site: Site): Promise<void> {
  site.network.plug(host);
  const argv = host.kind === "vm" ? vmCommand(host, site) : await containerCommand(host, site);
  const log = openSync(join(host.folder, "console.log"), "a");
  const [file = "", ...args] = [...site.groups.enter(host.name), ...argv];
  // Detached, so that Ctrl-C in a terminal reaches the test and not, all at once, every host.
  spawn(file, args, { detached: true, stdio: ["ignore", log, log] }).unref();
}

function vmCommand(host: Host, { id, run, imagesOf, network, memory }: Site): string[] {
  const images = imagesOf(host.release);
  if (!images.vm) throw new Error(`${host.name}: no disk for virtual machines was prepared`);
  const { disk, uml } = images.vm;
  const umid = `${id}-${host.name}`;
  // After a loss of power the folder is still there, and the next start would silently take another name.
  rmSync(join(run, umid), { recursive: true, force: true });
  const mac = `02:00:00:00:12:${host.index.toString(16).padStart(2, "0")}`;
  const kernel = [
    ...[
      uml.binary,
      `mem=${memory}`,
      ...uml.extra,
      `ubda=${join(host.folder, "cow")},${disk}`,
      "root=/dev/ubda",
      "rw",
    ],
    // A raw socket on a veth pair and not a tap device: the latter is lost when the host reboots itself.
    `vec0:transport=raw,ifname=${cableOf(host.index)},depth=128,gro=1,mac=${mac}`,
    ...["con=null", "con0=null,fd:2", "con1=null", `umid=${umid}`, `uml_dir=${run}`, "quiet"],
    ...[`lab.ip=${host.address}`, `lab.ip6=${host.address6}`],
    ...[`lab.repo=${images.repo}`, `lab.seed=${join(host.folder, "seed")}`],
  ];
  // `script` gives the kernel the terminal its console wants; the words hold no spaces or quotes.
  const program = [...onOneCpu(host.index), ...network.inside, ...kernel];
  return ["script", "-qfc", `exec ${program.join(" ")}`, "/dev/null"];
}

async function containerCommand(host: Host, { id, imagesOf }: Site): Promise<string[]> {
  const images = imagesOf(host.release);
  const at = (name: string) => join(host.folder, name);
  const isNew = mkdirSync(at("upper"), { recursive: true }) !== undefined;
  for (const name of ["work", "root", "data"]) mkdirSync(at(name), { recursive: true });
  if (isNew) await output(["cp", "-rp", `${at("seed")}/.`, at("upper")]);
  // The overlay lives in a mount namespace that ends with the container. 133 is a reboot asked for inside.
  const script =
    'mount -t overlay lab -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"; shift 2\n' +
    'while :; do code=0; "$@" || code=$?; [ $code = 133 ] || exit $code; done';
  const nspawn = [
    ...[
      "systemd-nspawn",
      "-q",
      "--register=no",
      "--keep-unit",
      "-M",
      `${id}-${host.name}`,
      "-D",
      at("root"),
      "--boot",
    ],
    ...[`--network-namespace-path=/run/netns/${host.namespace}`, "--capability=all", "--bind=/dev/fuse"],
    // Bricks and extended attributes need a real file system, which the overlay is not.
    ...[`--bind=${at("data")}:/srv`, `--bind-ro=${images.repo}:/var/local/debs`, "--console=read-only"],
  ];
  return ["unshare", "-m", "sh", "-ec", script, "sh", images.tree, host.folder, ...nspawn];
}
