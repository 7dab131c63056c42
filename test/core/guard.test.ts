import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guarded } from "../../src/apply/guard.ts";
import type { Step } from "../../src/model/plan.ts";

/** A host's folder of locks, with as many leases held in it as a test wants. */
let folder: string;
const holders: ReturnType<typeof spawn>[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-guard-"));
});
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes the lease as a run does, and holds it. */
async function lease(run: string): Promise<() => Promise<void>> {
  const script = `exec 9>>${folder}/lease; flock -n 9 || exit 75
echo 'run ${run} of fleet studio, started by ada on desk at noon' >${folder}/holder; echo HELD; exec cat`;
  const holder = spawn("sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  holders.push(holder);
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => resolve());
    holder.once("exit", (code) => reject(new Error(`no lease: ${code}`)));
  });
  return () =>
    new Promise((resolve) => {
      holder.removeAllListeners("exit");
      holder.once("exit", () => resolve());
      holder.stdin.end();
    });
}

/** Delivers a command of a run, as late as may be. */
function deliver(run: string, settles: readonly string[] = []) {
  const step = { type: "host.file.write", address: "host.file/s1:/x" } as Step;
  const mutation = { argv: ["touch", join(folder, "touched")], mutates: true, timeoutS: 5, settles };
  const [program = "", ...args] = guarded(mutation, step, run, folder).argv;
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return { status, stdout, done: existsSync(join(folder, "touched")) };
}

test("a command of the run that holds the lock is carried out", async () => {
  await lease("a");
  expect(deliver("a")).toEqual({ status: 0, stdout: "", done: true });
});

test("a command of a run whose lock has passed on does nothing, and says who has it", async () => {
  const letGo = await lease("a");
  await letGo();
  await lease("b");
  const { status, stdout, done } = deliver("a");
  expect({ status, done }).toEqual({ status: 125, done: false });
  expect(stdout).toContain(
    "does not hold the lock of this host any more: it is held by run b of fleet studio",
  );
});

test("a command of a run whose lock has ended does nothing, though nobody has it yet", async () => {
  const letGo = await lease("a");
  await letGo();
  expect(deliver("a")).toMatchObject({ status: 125, done: false });
});

test("a name that begins like that of the holder is another run's", async () => {
  await lease("ab");
  expect(deliver("a")).toMatchObject({ status: 125, done: false });
});

test("a host that was started anew knows of no lock", () => {
  writeFileSync(join(folder, "busy"), "");
  expect(deliver("a")).toMatchObject({ status: 125, done: false });
});

test("what a command did is on the disk before it has succeeded, and a failure to bring it there is one", async () => {
  await lease("a");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const path = process.env.PATH;
  const log = join(folder, "synced");
  const sync = (rc: number) =>
    writeFileSync(join(bin, "sync"), `#!/bin/sh\necho "$@" >>${log}; exit ${rc}\n`, { mode: 0o755 });
  process.env.PATH = `${bin}:${path}`;
  try {
    sync(0);
    expect(deliver("a", [folder, "/no/such/folder"])).toMatchObject({ status: 0, done: true });
    expect(readFileSync(log, "utf8")).toBe(`-f -- /etc /var/lib ${folder}\n`);
    sync(1);
    expect(deliver("a")).toEqual({
      status: 74,
      stdout: "what it did could not be brought to the disk\n",
      done: true,
    });
  } finally {
    process.env.PATH = path;
  }
});
