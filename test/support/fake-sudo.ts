import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * How a fake `sudo` behaves: it needs no password, wants this one, is not installed, knows the user but lets it
 * do nothing, or insists on a terminal.
 */
export type SudoBehaviour = "nopasswd" | { readonly password: string } | "missing" | "not-allowed" | "tty";

const script = (log: string, behaviour: SudoBehaviour): string => {
  const head = `#!/bin/sh
n=; s=; p='[sudo] password: '
while [ $# -gt 0 ]; do
  case $1 in
    -n) n=1; shift ;;
    -S) s=1; shift ;;
    -p) p=$2; shift 2 ;;
    --) shift; break ;;
    *) break ;;
  esac
done
`;
  const ends: Readonly<Record<string, string>> = {
    nopasswd: `echo "sudo: unable to resolve host fake: Name or service not known" >&2; exec "$@"`,
    missing: `echo "env: 'sudo': No such file or directory" >&2; exit 127`,
    "not-allowed": `echo "Sorry, user deploy is not allowed to execute '$*' as root on fake." >&2; exit 1`,
    tty: `echo "sudo: sorry, you must have a tty to run sudo" >&2; exit 1`,
  };
  if (typeof behaviour === "string") return `${head}${ends[behaviour]}\n`;
  const right = behaviour.password.replaceAll("'", `'\\''`);
  return `${head}
[ -z "$n" ] || { echo "sudo: a password is required" >&2; exit 1; }
[ -n "$s" ] || { echo "sudo: a terminal is required to read the password" >&2; exit 1; }
i=0
while [ $i -lt 3 ]; do
  printf '%s' "$p" >&2
  IFS= read -r given || { echo >&2; echo "sudo: no password was provided" >&2; exit 1; }
  printf '%s\\n' "$given" >> '${log}'
  [ "$given" != '${right}' ] || exec "$@"
  echo "Sorry, try again." >&2
  i=$((i + 1))
done
echo "sudo: 3 incorrect password attempts" >&2
exit 1
`;
};

/** A folder to put first in PATH, with a `sudo` in it. */
export interface FakeSudo {
  readonly folder: string;
  /** The passwords it was given, in order. */
  passwords(): readonly string[];
  remove(): void;
}

/** Makes a `sudo` that behaves, reads and complains like the real one (1.9, C locale), without changing the user. */
export function fakeSudo(behaviour: SudoBehaviour): FakeSudo {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-sudo-"));
  const log = join(folder, "passwords");
  writeFileSync(join(folder, "sudo"), script(log, behaviour));
  chmodSync(join(folder, "sudo"), 0o755);
  return {
    folder,
    passwords: () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
