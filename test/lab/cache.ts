import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { output, say } from "./program.ts";

/** Where trees, images and packages are kept between runs: HOLDFAST_LAB_CACHE, else under the user's cache folder. */
export function cacheDir(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return process.env.HOLDFAST_LAB_CACHE || join(base, "holdfast-lab");
}

/** A short name for a set of inputs: the same inputs give the same name, and so the same cached result. */
export function keyOf(...inputs: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 12);
}

/**
 * The path of something built at most once. `build` fills a path beside it, which is renamed when complete, so that
 * an interrupted build is never mistaken for a result; other processes wait for the one that builds.
 */
export async function once(name: string, build: (path: string) => Promise<void>): Promise<string> {
  const path = join(cacheDir(), name);
  if (existsSync(path)) return path;
  const release = await lock(`${path}.lock`);
  try {
    if (existsSync(path)) return path;
    const draft = `${path}.draft`;
    await output(["rm", "-rf", "--one-file-system", draft]);
    await build(draft).catch(async (error: unknown) => {
      await output(["rm", "-rf", "--one-file-system", draft]);
      throw error;
    });
    renameSync(draft, path);
    return path;
  } finally {
    release();
  }
}

/** Takes a lock that other processes respect, waiting for a live holder; returns the function that gives it back. */
export async function lock(path: string, patienceMs = 900_000): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true });
  const until = Date.now() + patienceMs;
  for (let announced = false; ; ) {
    try {
      writeFileSync(path, identity(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      say(`dropping the lock of a run that is gone: ${path}`);
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() > until) throw new Error(`${path} is still held by process ${holder}`);
    if (!announced) say(`waiting for process ${holder.split(" ")[0]}, which holds ${path}`);
    announced = true;
    await pause(250);
  }
}

/** A process as "pid starttime": the start time tells a living process from a later one with the same number. */
export function identity(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${pid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return `${pid} gone`;
  }
}

/** Whether the process named by `identity` still runs. */
export function isAlive(process: string): boolean {
  return !process.endsWith("gone") && identity(Number(process.split(" ")[0])) === process;
}

/** The holder written in a lock; undefined when the lock has just been given back or is being written. */
function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8") || undefined;
  } catch {
    return undefined;
  }
}
