import { join } from "node:path";
import { cacheDir, lock } from "./cache.ts";
import { timeIsOver } from "./deadline.ts";
import { installTools, labReadiness } from "./machine.ts";
import { say } from "./program.ts";

/**
 * Decides, once for all suites with real hosts, whether they run here. HOLDFAST_LAB: `off` skips them, `required`
 * throws when the machine is not ready, `auto` (default) runs them where it is; a skip always says why.
 * Use as `describe.skipIf(!(await labGate()))`.
 */
export async function labGate(): Promise<boolean> {
  const mode = process.env.HOLDFAST_LAB || "auto";
  if (!["off", "required", "auto"].includes(mode)) {
    throw new Error(`HOLDFAST_LAB is ${mode}; it may be off, required or auto`);
  }
  if (mode === "off") return skipped("HOLDFAST_LAB=off");
  if (timeIsOver()) return skipped("the time for them is over, before this suite began");
  if (!labReadiness().ok) await installOnce();
  const readiness = labReadiness();
  if (readiness.ok) return true;
  const advice = readiness.install ? `; install with: ${readiness.install}` : "";
  const reason = `${readiness.why.join("; ")}${advice}`;
  if (mode === "required")
    throw new Error(`HOLDFAST_LAB=required, but real hosts cannot be booted here: ${reason}`);
  return skipped(reason);
}

/** Suites that start side by side on a bare machine would have two package managers in each other's way. */
async function installOnce(): Promise<void> {
  const release = await lock(join(cacheDir(), "tools.lock"));
  try {
    if (!labReadiness().ok) await installTools().catch((error: unknown) => say(String(error)));
  } finally {
    release();
  }
}

function skipped(reason: string): false {
  say(`SKIPPED, no test with real hosts runs in this suite: ${reason}`);
  return false;
}
