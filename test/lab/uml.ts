import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openArchive } from "./archive.ts";
import { once } from "./cache.ts";
import { output, outputSync, say, timed } from "./program.ts";

/** A user-mode Linux kernel: a program that is a whole virtual machine, so that NFS runs in a kernel of its own. */
export interface Uml {
  readonly binary: string;
  /** The kernel's version, which also names its folder of modules. */
  readonly version: string;
  /** A tree with nothing but `usr/lib/modules/<version>` (and `lib`), laid over a host's tree. */
  readonly modules: string;
  /** Arguments that only this kernel wants. */
  readonly extra: readonly string[];
}

/**
 * The kernels to try, best first. Newer ones have a seccomp mode, three to six times as fast, but are only in Debian
 * unstable and want a newer C library than a stable machine has; the machine's own release always has a slower one.
 */
export async function* umlKernels(): AsyncGenerator<Uml> {
  for (const suite of ["unstable", ownSuite()]) {
    try {
      yield load(
        await once(`uml-${suite}`, (path) =>
          timed(`fetching user-mode Linux from ${suite}`, () => fetch(suite, path)),
        ),
      );
    } catch (error) {
      say(`no user-mode Linux from Debian ${suite}: ${String(error).split("\n").slice(-1)[0]}`);
    }
  }
}

/** Downloads and unpacks (never installs) the kernel, its modules and, for a foreign suite, its C library. */
async function fetch(suite: string, path: string): Promise<void> {
  const debs = join(path, "debs");
  mkdirSync(debs, { recursive: true });
  const foreign = suite !== ownSuite();
  const archive = await openArchive(suite);
  await archive.apt(["download", "user-mode-linux", ...(foreign ? ["libc6", "libgcc-s1"] : [])], {
    into: debs,
  });
  const unpacked = join(path, "unpacked");
  for (const deb of readdirSync(debs).filter((name) => name.endsWith(".deb"))) {
    await output(["dpkg-deb", "-x", join(debs, deb), unpacked]);
  }
  const binary = join(path, "linux");
  cpSync(join(unpacked, "usr/bin/linux.uml"), binary);
  if (foreign) await useOwnLibrary(path, binary);
  await gatherModules(path, unpacked);
  await output(["rm", "-rf", join(unpacked, "usr/lib/uml")]);
}

/** The kernel executes itself again through /proc, so the newer library must be written into the program. */
async function useOwnLibrary(path: string, binary: string): Promise<void> {
  const folder = "usr/lib/x86_64-linux-gnu";
  // The path written must be the final one: what is built lies beside it until it is complete.
  const library = join(path.replace(/\.draft$/, ""), "unpacked", folder);
  const loader = join(library, "ld-linux-x86-64.so.2");
  await output(["patchelf", "--set-interpreter", loader, "--set-rpath", library, binary]);
}

async function gatherModules(path: string, unpacked: string): Promise<void> {
  const all = join(unpacked, "usr/lib/uml/modules");
  const version = readdirSync(all)[0] ?? "";
  const tree = join(path, "modules");
  mkdirSync(join(tree, "usr/lib/modules"), { recursive: true });
  symlinkSync("usr/lib", join(tree, "lib"));
  renameSync(join(all, version), join(tree, "usr/lib/modules", version));
  await output(["depmod", "-b", tree, version]);
  writeFileSync(join(path, "version"), version);
}

function load(path: string): Uml {
  const version = readFileSync(join(path, "version"), "utf8");
  const extra = Number.parseInt(version, 10) >= 7 ? ["seccomp=on"] : [];
  return {
    binary: join(path, "linux"),
    version,
    modules: join(path, "modules"),
    extra,
  };
}

/** The code name of the machine's own Debian release, `bookworm` when it says none. */
function ownSuite(): string {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1] ?? "bookworm";
}

/** Whether the kernel executes on this machine at all (it prints its version). */
export function executes(uml: Uml): boolean {
  try {
    return outputSync([uml.binary, "--version"]).includes(uml.version);
  } catch {
    return false;
  }
}
