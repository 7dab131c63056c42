import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { probeAtRest } from "../../src/apply/outlived.ts";
import { localTransport } from "../../src/transport/local.ts";
import { readOnly } from "../../src/transport/read-only.ts";
import { host } from "../transport/host.ts";

let folder = "";
const holders: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outlived-"));
});
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill();
  rmSync(folder, { recursive: true });
});

/** Holds one of the two locks as the lease and the guard do, until it is told to end; then `half` becomes `whole`. */
async function held(name: "busy" | "lease", flag: "-s" | "-x") {
  const script = `exec 8>>"$1"; flock ${flag} 8; echo held; read -r _; echo whole >"$2"; exec 8>&-`;
  const holder = spawn("sh", ["-c", script, "holder", join(folder, name), join(folder, "state")]);
  holders.push(holder);
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  return () => holder.stdin.end("\n");
}

/** What such a look sees, and how often it said that it waits. */
async function look(onWait: () => void = () => {}) {
  let waits = 0;
  const state = { key: "state", script: 'cat "$1/state"', args: [folder], timeoutS: 5 };
  const options = {
    now: new Date(0),
    onWait: (hosts: readonly string[]) => {
      expect(hosts).toEqual(["here"]);
      waits++;
      onWait();
    },
  };
  const here = host({ name: "here", address: "local" });
  const asked = [{ host: here, facts: [state] }];
  const { hosts } = await probeAtRest("studio", asked, readOnly(localTransport()), options, folder);
  return { waits, said: hosts.here?.reachable && hosts.here.facts.state };
}
const seen = (what: string, waits: number) => ({ waits, said: { rc: 0, out: `${what}\n` } });

test("where nothing was ever done, and where nothing is going on, one look is enough", async () => {
  writeFileSync(join(folder, "state"), "whole\n");
  expect(await look()).toEqual(seen("whole", 0));
  for (const name of ["busy", "lease"]) writeFileSync(join(folder, name), "");
  expect(await look()).toEqual(seen("whole", 0));
});

test("what a run left going on is waited for, and what it was in the midst of is not what is seen", async () => {
  writeFileSync(join(folder, "state"), "half\n");
  writeFileSync(join(folder, "lease"), "");
  const end = await held("busy", "-s");
  expect(await look(() => setTimeout(end, 300))).toEqual(seen("whole", 1));
});

test("a killed run whose lock is about to end counts as over", async () => {
  writeFileSync(join(folder, "state"), "half\n");
  const [end, free] = [await held("busy", "-s"), await held("lease", "-x")];
  setTimeout(() => {
    free();
    setTimeout(end, 500);
  }, 500);
  expect((await look()).waits).toBe(1);
});

test("a run that lives is not waited for: it holds the lock, and that is said", async () => {
  writeFileSync(join(folder, "state"), "half\n");
  await held("busy", "-s");
  await held("lease", "-x");
  expect(await look()).toEqual(seen("half", 0));
});
