import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type SSHConfig from "ssh-config";
import { failureOf, hostFailure } from "./failure.ts";
import { readSshConfigText } from "./ssh-config-text.ts";

/** What `ssh` itself would know about this machine and its user. */
export interface SshSurroundings {
  readonly home: string;
  readonly user: string;
  /** Socket of the SSH agent. */
  readonly agent: string | undefined;
  /** ssh_config files, the first to say something wins. */
  readonly configFiles: readonly string[];
  readonly globalKnownHosts: readonly string[];
}

/** The surroundings of this process. */
export function surroundings(): SshSurroundings {
  const home = homedir();
  return {
    home,
    user: userInfo().username,
    agent: process.env.SSH_AUTH_SOCK || undefined,
    configFiles: [join(home, ".ssh/config"), "/etc/ssh/ssh_config"],
    globalKnownHosts: ["/etc/ssh/ssh_known_hosts"],
  };
}

/** What ssh_config says for one host: first values by lower-case keyword. */
export interface HostSettings {
  one(keyword: string): string | undefined;
  all(keyword: string): readonly string[];
}

/** Looks hosts up in ssh_config; `user` only serves `Match user`. */
export type SshConfigLookup = (host: string, user: string | undefined) => HostSettings;

/** Keywords that would make the library run a program (a name server query); `ssh` does them only when asked to. */
const PROGRAMS = /^(canonicalizehostname|canonicaldomains)$/i;

/** The spelling the library insists on where one line depends on another. */
const SPELLING: Readonly<Record<string, string>> = {
  hostname: "HostName",
  user: "User",
};

function tidy(config: SSHConfig): void {
  for (const line of [...config]) {
    if (!("param" in line)) continue;
    if (PROGRAMS.test(line.param)) config.splice(config.indexOf(line), 1);
    else line.param = SPELLING[line.param.toLowerCase()] ?? line.param;
    if ("config" in line) tidy(line.config);
  }
}

/** A line that matters here. The ssh_config that systems come with has none, and reading it is not free. */
const SPEAKS = /^\s*(hostname|user|port|identity\w+|proxy\w+|\w+knownhostsfile|hostkeyalias)[\s=]/im;

const nothing: HostSettings = { one: () => undefined, all: () => [] };

/**
 * Reads ssh_config files once. Nothing in them is ever executed: a `Match exec` does not match.
 *
 * Throws a `setup` failure when a file is there but cannot be read or understood.
 */
export async function readSshConfig({ configFiles, home }: SshSurroundings): Promise<SshConfigLookup> {
  const texts = await Promise.all(configFiles.map((file) => readSshConfigText(file, home)));
  const text = texts.filter((part) => part.trim() !== "").join("\nHost *\n");
  if (!SPEAKS.test(text)) return () => nothing;
  const { default: SshConfig } = await import("ssh-config");
  let config: SSHConfig;
  try {
    config = SshConfig.parse(text);
    tidy(config);
  } catch (error) {
    throw hostFailure("setup", `cannot understand ${configFiles.join(" or ")}: ${failureOf(error).message}`);
  }
  return (host, user) => {
    const found = config.compute(
      { Host: host, ...(user !== undefined && { User: user }) },
      { ignoreCase: true, matchExec: false },
    );
    const all = (keyword: string): readonly string[] => [found[keyword] ?? []].flat();
    return { all, one: (keyword) => all(keyword)[0] };
  };
}
