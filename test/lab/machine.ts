import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheDir } from "./cache.ts";
import { output, outputSync, say } from "./program.ts";

/** Whether real hosts can be booted here; if not, everything that is missing and the command that adds it. */
export type Readiness =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: string[]; readonly install?: string };

/** The programs the lab calls, and the Debian package each comes from. */
const TOOLS: Readonly<Record<string, string>> = {
  mmdebstrap: "mmdebstrap",
  "systemd-nspawn": "systemd-container",
  ip: "iproute2",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  mke2fs: "e2fsprogs",
  losetup: "mount",
  nsenter: "util-linux",
  unshare: "util-linux",
  setsid: "util-linux",
  taskset: "util-linux",
  script: "bsdutils",
  depmod: "kmod",
  patchelf: "patchelf",
  "dpkg-scanpackages": "dpkg-dev",
  nft: "nftables",
};

/** The keys Debian signs its archive with, needed to fetch hosts of any release. */
export const DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Free space the trees, images and packages of one Debian release need, in bytes. */
const SPACE = 2.5e9;

/** Looks, leaving nothing behind, whether this machine can boot lab hosts. */
export function labReadiness(): Readiness {
  const why: string[] = [];
  if (process.platform !== "linux" || process.arch !== "x64")
    return {
      ok: false,
      why: [`real hosts need Linux on x86-64, this is ${process.platform} ${process.arch}`],
    };
  if (process.getuid?.() !== 0) why.push("not root (namespaces, overlay mounts and host trees need it)");
  const packages = missingPackages();
  if (packages.length > 0) why.push(`packages missing: ${packages.join(" ")}`);
  const cgroups = unifiedCgroups();
  if (cgroups === undefined) why.push("no cgroup v2 hierarchy under /sys/fs/cgroup");
  else if (!writable(cgroups)) why.push(`${cgroups} is not writable`);
  if (process.getuid?.() === 0 && packages.length === 0) why.push(...missingAbilities());
  if (!existsSync("/dev/fuse")) why.push("no /dev/fuse (modprobe fuse)");
  why.push(...missingSpace());
  if (why.length === 0) return { ok: true };
  return packages.length > 0
    ? { ok: false, why, install: installCommand(packages).join(" ") }
    : { ok: false, why };
}

/** Installs the missing packages when this is root on a machine with apt; says so in one line first. */
export async function installTools(): Promise<void> {
  const packages = missingPackages();
  if (packages.length === 0 || process.getuid?.() !== 0 || !onPath("apt-get")) return;
  await install(packages);
}

/** Installs the packages of those programs that are not on the path: program to Debian package. */
export async function installPrograms(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing = Object.entries(programs).filter(([program]) => !onPath(program));
  if (missing.length > 0) await install([...new Set(missing.map(([, name]) => name))]);
}

async function install(packages: readonly string[]): Promise<void> {
  const command = installCommand(packages);
  say(`installing: ${command.join(" ")}`);
  await output(["apt-get", "update"]);
  await output(command, { env: { DEBIAN_FRONTEND: "noninteractive" } });
}

/** The mount point of the cgroup v2 hierarchy: of its own, or beside v1 ones ("hybrid"); undefined without one. */
export function unifiedCgroups(): string | undefined {
  const roots = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"];
  return roots.find((root) => existsSync(join(root, "cgroup.controllers")));
}

/** The archive this machine itself gets Debian from, taken from its apt sources (or HOLDFAST_LAB_MIRROR). */
export function debianMirror(): string {
  if (process.env.HOLDFAST_LAB_MIRROR) return process.env.HOLDFAST_LAB_MIRROR;
  const format = "$(SITE) $(RELEASE)";
  const sites = outputSync(["apt-get", "indextargets", "--format", format, "Created-By: Packages"])
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([site = "", release = ""]) => /\/debian\/?$/.test(site) && !release.includes("security"));
  const site = sites[0]?.[0];
  if (site) return site;
  throw new Error(
    "no Debian archive in this machine's apt sources: set HOLDFAST_LAB_MIRROR to the address of one",
  );
}

function missingPackages(): string[] {
  const missing = Object.entries(TOOLS).filter(([program]) => !onPath(program));
  const packages = missing.map(([, name]) => name);
  if (!existsSync(DEBIAN_KEYRING)) packages.push("debian-archive-keyring");
  return [...new Set(packages)];
}

function installCommand(packages: readonly string[]): string[] {
  return ["apt-get", "install", "-y", "--no-install-recommends", ...packages];
}

/** Tries namespaces and overlay mounts for real: a device node or a kernel option alone proves neither. */
function missingAbilities(): string[] {
  const why: string[] = [];
  mkdirSync(cacheDir(), { recursive: true });
  // a folder of its own: another suite may be trying the same at this moment
  const trial = mkdtempSync(join(cacheDir(), "trial-"));
  const inside =
    'mkdir -p "$1/l" "$1/u" "$1/w" "$1/m"; mount -t overlay o -o "lowerdir=$1/l,upperdir=$1/u,workdir=$1/w" "$1/m"';
  const checks: [string, string[]][] = [
    ["network namespaces do not work here", ["unshare", "-n", "ip", "link", "set", "lo", "up"]],
    ["bridges do not work here", ["unshare", "-n", "ip", "link", "add", "br0", "type", "bridge"]],
    [
      `no overlay mount on ${cacheDir()}: set HOLDFAST_LAB_CACHE`,
      ["unshare", "-m", "sh", "-ec", inside, "sh", trial],
    ],
  ];
  for (const [reason, argv] of checks) {
    try {
      outputSync(argv);
    } catch {
      why.push(reason);
    }
  }
  rmSync(trial, { recursive: true });
  return why;
}

function missingSpace(): string[] {
  let at = cacheDir();
  while (!existsSync(at)) at = join(at, "..");
  const disk = statfsSync(at);
  const why: string[] = [];
  if (disk.bavail * disk.bsize < SPACE)
    why.push(`less than ${SPACE / 1e9} GB free at ${at} (HOLDFAST_LAB_CACHE moves it)`);
  const memory = statfsSync("/dev/shm");
  // A virtual machine keeps its memory in an unlinked file there and is killed when it runs full.
  if (memory.bavail * memory.bsize < 1e9) why.push("less than 1 GB free in /dev/shm");
  return why;
}

function onPath(program: string): boolean {
  const folders = `${process.env.PATH ?? ""}:/usr/sbin:/sbin`.split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
