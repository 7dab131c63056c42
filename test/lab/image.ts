import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openArchive, sourceLine } from "./archive.ts";
import { keyOf, once } from "./cache.ts";
import { output, say, start, timed } from "./program.ts";
import { executes, type Uml, umlKernels } from "./uml.ts";

/** A Debian release a host can run: 12 or 13. */
export type Release = "bookworm" | "trixie";

/** Named sets of packages for the hosts' offline repository; any package name may stand beside them. */
export const PACKAGE_SETS: Readonly<Record<string, readonly string[]>> = {
  nfs: ["nfs-kernel-server", "nfs-common", "psmisc"],
  gluster: ["glusterfs-server", "glusterfs-client", "xfsprogs", "attr", "acl", "psmisc"],
  moosefs: [
    ...["moosefs-master", "moosefs-chunkserver", "moosefs-metalogger", "moosefs-client", "moosefs-cli"],
    ...["moosefs-cgi", "moosefs-cgiserv", "xfsprogs", "psmisc"],
  ],
};

/** What hosts are made of: all paths are in the cache and only ever read. */
export interface Images {
  /** The Debian tree without storage packages: the lower layer of every container. */
  readonly tree: string;
  /** The folder of packages hosts install from. */
  readonly repo: string;
  /** The private key root, ops and deploy accept on every host. */
  readonly key: string;
  /** The virtual machines' disk and kernel; absent when only containers were asked for. */
  readonly vm?: { readonly disk: string; readonly uml: Uml };
}

/** No storage packages: installing those is the product's work. `keyutils`, `netbase`, `python3` and `ucf` as {@link LIBRARIES}. */
const INCLUDE = [
  ...["systemd", "systemd-sysv", "dbus", "openssh-server", "sudo", "iproute2", "kmod", "iputils-ping"],
  ...["ca-certificates", "python3", "keyutils", "netbase", "ucf"],
];

/**
 * The plain libraries NFS stands on, which a host in use mostly has. Unpacking them takes a good part of that
 * installation's time in a virtual machine, where every test would pay for it. (An apt pattern: their names differ
 * between releases.)
 */
const LIBRARIES =
  '?and(?reverse-depends(?name("^(nfs-(common|kernel-server)|libnfsidmap1|rpcbind)$")),?section(libs),?not(?name(nfs)))';

/** What of a package no test looks at: fewer files to write, and for dpkg to know. */
const UNREAD = ["doc", "info", "lintian", "locale", "man"].map((name) => `path-exclude=/usr/share/${name}/*`);

const PREPARE = fileURLToPath(new URL("./prepare-tree.sh", import.meta.url));

/** Builds what is missing in the cache and returns where everything is; seconds when all is there. */
export async function labImages(wanted: {
  release: Release;
  packages: readonly string[];
  vms: boolean;
}): Promise<Images> {
  const key = await labKey();
  const tree = await labTree(wanted.release, key);
  const repo = await labRepo(wanted.release, tree, wanted.packages);
  return wanted.vms ? { tree, repo, key, vm: await labDisk(wanted.release, tree) } : { tree, repo, key };
}

/** One login key for all hosts, made on this machine and never leaving it. */
async function labKey(): Promise<string> {
  const folder = await once("key", async (path) => {
    mkdirSync(path, { mode: 0o700 });
    await output(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", join(path, "id")]);
  });
  return join(folder, "id");
}

async function labTree(release: Release, key: string): Promise<string> {
  const inputs = keyOf(
    INCLUDE,
    LIBRARIES,
    UNREAD,
    readFileSync(PREPARE, "utf8"),
    readFileSync(`${key}.pub`, "utf8"),
  );
  return once(`tree-${release}-${inputs}`, (path) =>
    timed(`building a Debian ${release} tree`, async () => {
      const options = [
        "--mode=root",
        "--format=directory",
        "--variant=minbase",
        `--include=${INCLUDE.join(",")}`,
        `--include=${LIBRARIES}`,
        ...UNREAD.map((option) => `--dpkgopt=${option}`),
      ];
      await output(["mmdebstrap", "--quiet", ...options, release, path, sourceLine(release)]);
      await output([PREPARE, path, `${key}.pub`]);
    }),
  );
}

/** Lets apt resolve against the tree, so the repository holds exactly the packages a host would still miss. */
async function labRepo(release: Release, tree: string, sets: readonly string[]): Promise<string> {
  const packages = [...new Set(sets.flatMap((name) => PACKAGE_SETS[name] ?? [name]))].sort();
  return once(`repo-${release}-${keyOf(tree, packages)}`, (path) =>
    timed(`fetching ${sets.join(" ")} packages for ${release}`, async () => {
      const status = join(tree, "var/lib/dpkg/status");
      const archive = await openArchive(release);
      await archive.apt(["--download-only", "install", ...packages], {
        into: path,
        status,
      });
      for (const left of ["partial", "lock"]) rmSync(join(path, left), { recursive: true, force: true });
      await output(["sh", "-c", "dpkg-scanpackages -m . /dev/null >Packages"], {
        cwd: path,
      });
    }),
  );
}

/** The virtual machines' disk, with the modules of the first kernel that boots it and loads the NFS modules. */
async function labDisk(release: Release, tree: string): Promise<{ disk: string; uml: Uml }> {
  const refused: string[] = [];
  for await (const uml of umlKernels()) {
    if (!executes(uml)) {
      refused.push(uml.version);
      continue;
    }
    try {
      const name = `disk-${release}-${keyOf(tree, uml.version)}.img`;
      const disk = await once(name, (path) =>
        timed(`building a ${release} disk for kernel ${uml.version}`, () => buildDisk(path, tree, uml)),
      );
      if (refused.length > 0) say(`using kernel ${uml.version}: ${refused.join(", ")} did not start here`);
      return { disk, uml };
    } catch (error) {
      say(String(error));
      refused.push(uml.version);
    }
  }
  throw new Error(`no user-mode Linux starts on this machine (tried: ${refused.join(", ") || "none found"})`);
}

/** The overlay is mounted in a mount namespace of its own: nothing is left behind if this process is killed. */
async function buildDisk(path: string, tree: string, uml: Uml): Promise<void> {
  const script = `mount -t overlay lab -o "lowerdir=$1:$2" "$3" && truncate -s 3G "$4" && mke2fs -q -F -t ext4 -E lazy_itable_init=0,lazy_journal_init=0 -d "$3" "$4"`;
  const merged = `${path}.merged`;
  mkdirSync(merged, { recursive: true });
  await output(["unshare", "-m", "sh", "-ec", script, "sh", uml.modules, tree, merged, path]);
  rmSync(merged, { recursive: true });
  const cow = `${path}.cow`;
  const boot = [`ubda=${cow},${path}`, "root=/dev/ubda", "rw", "init=/usr/local/sbin/lab-trial", "quiet"];
  const console = ["con=null", "con0=null,fd:2", "con1=null", `uml_dir=${path}.uml`, "umid=trial"];
  const trial = [uml.binary, "mem=256M", ...uml.extra, ...boot, ...console].join(" ");
  // `script` gives it a terminal; the paths are ours and hold no spaces or quotes.
  const { stdout } = await start(["script", "-qefc", trial, "/dev/null"], {
    timeoutMs: 60_000,
  }).done;
  for (const left of [cow, `${path}.uml`]) rmSync(left, { recursive: true, force: true });
  if (!stdout.includes("lab-trial: fit"))
    throw new Error(`kernel ${uml.version} does not work here:\n${stdout.slice(-600)}`);
}
