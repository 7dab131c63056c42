import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unifiedCgroups } from "./machine.ts";
import { sleepSync } from "./program.ts";

/**
 * A control group per host (and one for the lab's own programs): the only way to end or freeze exactly the processes
 * of one host, however many there are, without knowing their numbers.
 */
export interface Groups {
  /** A command prefix that runs a program inside the member's group. */
  enter(member: string): string[];
  /** Stops all processes of a member where they are, or lets them go on. */
  freeze(member: string, frozen: boolean): void;
  /** Ends all processes of a member at once, like a loss of power, and waits until they are gone. */
  kill(member: string): void;
  /** Whether a member has any process. */
  isRunning(member: string): boolean;
  /** Kills all members and removes the groups; does nothing the second time. */
  remove(): void;
}

/** The groups of the lab called `id`. */
export function labGroups(id: string): Groups {
  const root = join(unifiedCgroups() ?? "/sys/fs/cgroup", id);
  const path = (member: string, file = "") => join(root, member, file);
  const isRunning = (member: string) =>
    existsSync(path(member)) && readFileSync(path(member, "cgroup.events"), "utf8").includes("populated 1");
  const kill = (member: string) => {
    if (!existsSync(path(member))) return;
    writeFileSync(path(member, "cgroup.kill"), "1");
    waitUntil(() => !isRunning(member), `the processes of ${member} did not end`);
    writeFileSync(path(member, "cgroup.freeze"), "0"); // or a frozen host would start frozen
    // a killed group remembers: on newer kernels what a new systemd (Debian 13's) puts straight into a group below dies
    if (member !== "") removeDeep(path(member));
  };
  return {
    enter(member) {
      mkdirSync(path(member), { recursive: true });
      return ["sh", "-c", 'echo $$ >"$0" && exec "$@"', path(member, "cgroup.procs")];
    },
    freeze(member, frozen) {
      writeFileSync(path(member, "cgroup.freeze"), frozen ? "1" : "0");
      const state = frozen ? "frozen 1" : "frozen 0";
      const file = path(member, "cgroup.events");
      waitUntil(() => readFileSync(file, "utf8").includes(state), `${member} is not ${state}`);
    },
    kill,
    isRunning,
    remove() {
      if (existsSync(root)) kill("");
      // Beside the unified hierarchy systemd-nspawn keeps groups of the same name in a legacy one, where there is one.
      const legacy = readdirSync("/sys/fs/cgroup").map((name) => join("/sys/fs/cgroup", name, id));
      for (const folder of new Set([root, ...legacy].filter((folder) => existsSync(folder))))
        removeDeep(folder);
    },
  };
}

/** A group's folder can only be removed when it has no process and no child group. */
function removeDeep(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeDeep(join(folder, entry.name));
  }
  waitUntil(() => {
    try {
      rmdirSync(folder);
      return true;
    } catch {
      return false; // a process that was just killed may hold it for some milliseconds more
    }
  }, `${folder} cannot be removed`);
}

function waitUntil(isDone: () => boolean, otherwise: string): void {
  for (let tries = 0; tries < 400; tries++) {
    if (isDone()) return;
    sleepSync(25);
  }
  throw new Error(otherwise);
}
