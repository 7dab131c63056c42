import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, lock } from "./cache.ts";
import { DEBIAN_KEYRING, debianMirror } from "./machine.ts";
import { output } from "./program.ts";

/** A Debian suite seen through apt, with a state of its own: the machine's own apt is neither read nor changed. */
export interface Archive {
  /** Runs apt-get against this suite; `into` is where it puts the packages it downloads. */
  apt(argv: readonly string[], options: { into: string; status?: string }): Promise<string>;
}

/** The package source line of a suite, as apt and mmdebstrap take it. */
export function sourceLine(suite: string): string {
  return `deb [signed-by=${DEBIAN_KEYRING}] ${debianMirror()} ${suite} main`;
}

/** Opens a suite of the machine's Debian archive (`bookworm`, `trixie`, `unstable`) with a fresh list of packages. */
export async function openArchive(suite: string): Promise<Archive> {
  const state = join(cacheDir(), "apt", suite);
  mkdirSync(join(state, "lists", "partial"), { recursive: true });
  writeFileSync(join(state, "sources.list"), `${sourceLine(suite)}\n`);
  writeFileSync(join(state, "no-status"), "");
  const settings: Record<string, string> = {
    "Dir::Etc::sourcelist": join(state, "sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::State::lists": join(state, "lists"),
    "Dir::Cache::pkgcache": "",
    "Dir::Cache::srcpkgcache": "",
    "Debug::NoLocking": "1", // our own lock file is held instead
    "APT::Sandbox::User": "root", // the cache may lie where apt's own user cannot go
  };
  const apt: Archive["apt"] = async (argv, { into, status = join(state, "no-status") }) => {
    mkdirSync(join(into, "partial"), { recursive: true });
    const all = {
      ...settings,
      "Dir::Cache::archives": into,
      "Dir::State::status": status,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    return output(["apt-get", "-y", "-q", ...flags, ...argv], { cwd: into });
  };
  const release = await lock(join(state, "lock"));
  try {
    await apt(["update"], { into: state });
  } finally {
    release();
  }
  return { apt };
}
