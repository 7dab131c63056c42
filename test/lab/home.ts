import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Lab } from "./lab.ts";
import { output } from "./program.ts";

/** A home folder for the program under test, with nothing of this machine's user in it. */
export function makeHome(lab: Lab) {
  const path = join(lab.dir, "home");
  const file = (name: string) => join(path, name);
  const agents: ReturnType<typeof spawn>[] = [];
  return {
    path,
    file,
    read: (name: string) => readFileSync(file(name), "utf8"),
    /** Writes a file that only its owner may read. */
    write(name: string, text: string) {
      mkdirSync(dirname(file(name)), { recursive: true, mode: 0o700 });
      writeFileSync(file(name), text, { mode: 0o600 });
    },
    /** Makes a key nobody knows. */
    newKey: (name: string) => {
      mkdirSync(path, { recursive: true });
      return output(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(name)]);
    },
    /** Starts an `ssh-agent` that holds a key; returns the path of its socket. */
    async agent(key: string): Promise<string> {
      mkdirSync(path, { recursive: true });
      // a socket's path may have about a hundred characters only
      const socket = join("/run/holdfast-lab", lab.name, "agent");
      rmSync(socket, { force: true });
      agents.push(spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" }));
      for (let tries = 0; tries < 100 && !existsSync(socket); tries++) await pause(50);
      await output(["ssh-add", "-q", key], { env: { SSH_AUTH_SOCK: socket } });
      return socket;
    },
    /** Removes everything in it and ends its agents. */
    clear() {
      for (const agent of agents.splice(0)) agent.kill();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
