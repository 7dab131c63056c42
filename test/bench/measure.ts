import { loadavg } from "node:os";
import type { Lab } from "../lab/lab.ts";
import type { Ended } from "../lab/program.ts";

/** The middle one. */
export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Runs a program to its end inside the lab's network; throws, with all it said, unless it ends well. */
export async function run(lab: Lab, argv: readonly string[], cwd?: string): Promise<Ended> {
  // nothing of this machine's own agent or configuration takes part
  const env = { HOME: lab.dir, SSH_AUTH_SOCK: undefined, NO_COLOR: "1" };
  const ended = await lab.run(argv, { env, ...(cwd ? { cwd } : {}) }).done;
  if (ended.code !== 0)
    throw new Error(`${argv.join(" ")} ended with ${ended.code}: ${ended.stdout}${ended.stderr}`);
  return ended;
}

/** Milliseconds one whole process takes; throws unless it ends well. */
export async function time(lab: Lab, argv: readonly string[], cwd?: string): Promise<number> {
  const began = performance.now();
  await run(lab, argv, cwd);
  return performance.now() - began;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const spread = (times: readonly number[]) =>
  `${seconds(median(times))} (median of ${times.length}, ${seconds(Math.min(...times))} to ${seconds(Math.max(...times))})`;

/** Prints both times in milliseconds and their ratio, and what it shall be at most. */
export function tell(
  what: string,
  other: string,
  theirs: readonly number[],
  ours: readonly number[],
  most: number,
): void {
  const ratio = median(ours) / median(theirs);
  const [load = 0] = loadavg();
  console.log(`${what}\n  ${other.padEnd(20)} ${spread(theirs)}\n  ${"holdfast".padEnd(20)} ${spread(ours)}`);
  console.log(
    `  ${"ratio".padEnd(20)} ${ratio.toFixed(3)}, shall be at most ${most} (load ${load.toFixed(1)})`,
  );
}
