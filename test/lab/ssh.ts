import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Host } from "./host.ts";
import { type Ended, outputSync, start } from "./program.ts";

export interface ExecOptions {
  /** `root` (default), `ops` (sudo asks for the password `ops-pw`) or `deploy` (sudo without a password). */
  readonly user?: string;
  readonly stdin?: string;
  /** After this long (default two minutes) the command is given up with code 124; it may go on on the host. */
  readonly timeoutMs?: number;
}

/** The lab's own way into its hosts: the system's ssh, so that it is a witness independent of what is tested. */
export interface Ssh {
  exec(host: Host, command: string, options?: ExecOptions): Promise<Ended>;
  /** Waits until the host lets root log in; throws after `timeoutMs` (default 90 s). */
  wait(host: Host, timeoutMs?: number): Promise<void>;
  /** Forgets shared connections to a host, which would only hang once it is cut off or down. */
  drop(host: Host): void;
  /** A command that logs in interactively or runs `command`, for people. */
  command(host: Host, user: string, command?: readonly string[]): string[];
}

/** What the connections need: `enter` runs a program in the lab's network, `run` holds the shared connections. */
export interface SshSite {
  readonly enter: readonly string[];
  readonly key: string;
  readonly knownHosts: string;
  readonly run: string;
}

/** Opens the lab's ssh; one connection per host and user is shared by all commands, as each costs a login. */
export function labSsh({ enter, key, knownHosts, run }: SshSite): Ssh {
  const settings = [
    ...["StrictHostKeyChecking=yes", `UserKnownHostsFile=${knownHosts}`, "GlobalKnownHostsFile=/dev/null"],
    ...["IdentitiesOnly=yes", "BatchMode=yes", "ConnectTimeout=5", "LogLevel=ERROR"],
  ].flatMap((setting) => ["-o", setting]);
  const socket = (host: Host, user: string) => join(run, `${host.name}-${user}`);
  const base = (host: Host, user: string) => [
    ...["ssh", "-F", "none", "-i", key, ...settings, "-S", socket(host, user)],
    ...["-l", user],
  ];
  const share = (host: Host, user: string, timeout: number) =>
    new Promise<boolean>((resolve) => {
      const [file = "", ...args] = [...enter, ...base(host, user), "-M", "-N", "-f", host.address];
      // Its output must not be a pipe: the connection stays in the background and would keep the pipe open.
      const master = spawn(file, args, { stdio: "ignore", timeout, killSignal: "SIGKILL" });
      master.on("error", () => resolve(false));
      master.on("exit", (code) => resolve(code === 0));
    });
  return {
    async exec(host, command, { user = "root", stdin, timeoutMs = 120_000 } = {}) {
      const until = Date.now() + timeoutMs;
      if (!existsSync(socket(host, user))) await share(host, user, timeoutMs);
      const argv = [...enter, ...base(host, user), host.address, "--", command];
      return start(argv, {
        timeoutMs: Math.max(until - Date.now(), 100),
        ...(stdin === undefined ? {} : { stdin }),
      }).done;
    },
    async wait(host, timeoutMs = 90_000) {
      const until = Date.now() + timeoutMs;
      while (Date.now() < until) {
        if (existsSync(socket(host, "root")) || (await share(host, "root", 10_000))) return;
        await pause(100);
      }
      throw new Error(
        `${host.name}: no ssh within ${timeoutMs / 1000} s; its console ends with\n${consoleEnd(host)}`,
      );
    },
    drop(host) {
      for (const user of ["root", "ops", "deploy"]) {
        if (!existsSync(socket(host, user))) continue;
        try {
          outputSync([...base(host, user), "-O", "exit", host.address]);
        } catch {
          // the connection had ended by itself
        }
        rmSync(socket(host, user), { force: true });
      }
    },
    command: (host, user, command = []) => [
      ...enter,
      ...base(host, user),
      ...(command.length ? [] : ["-t"]),
      host.address,
      ...command,
    ],
  };
}

/** The last lines a host wrote to its console: when it does not come up, the reason is mostly there. */
function consoleEnd(host: Host): string {
  const log = join(host.folder, "console.log");
  return existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-25).join("\n") : `no ${log}`;
}
