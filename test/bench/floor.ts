import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { loadConfig } from "../../src/config/read.ts";
import { newFence, probeScript } from "../../src/probe/script.ts";
import { questionsOf } from "../../src/reconcile.ts";
import { holdfastFor } from "../lab/holdfast.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { tell, time } from "./measure.ts";

const HOSTS = 8;
const RUNS = 15;

/** The floor as plain JavaScript beside the project's packages, so that both programs start the same way. */
function compileFloor(): string {
  const source = readFileSync(fileURLToPath(new URL("./bare.ts", import.meta.url)), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const file = fileURLToPath(new URL("../../dist/bench-floor.js", import.meta.url));
  writeFileSync(file, outputText);
  return file;
}

/** An in-sync plan of eight hosts beside a bare ssh2 program that runs the same scripts, in turns. */
async function plan(lab: Lab): Promise<void> {
  const holdfast = holdfastFor(lab);
  holdfast.write({ links: [lab.hosts.map(({ name }) => name)] });
  await holdfast.must(["apply", "--yes"]);
  await holdfast.must(["plan", "--detailed-exitcode"]);
  const { config } = await loadConfig([holdfast.file], {});
  if (!config) throw new Error("the bench's own file is not valid");
  const hosts = questionsOf(config).map(({ host, facts }) => ({
    address: host.address,
    script: probeScript(facts, newFence()),
  }));
  const task = join(lab.dir, "task.json");
  writeFileSync(task, JSON.stringify({ key: lab.key, hosts }));
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const bareProgram = compileFloor();
  const times = { floor: [] as number[], holdfast: [] as number[] };
  for (let run = 0; run <= RUNS; run++) {
    const bare = await time(lab, [process.execPath, bareProgram, task]);
    const ours = await time(lab, [process.execPath, cli, "plan", "--detailed-exitcode", "-f", holdfast.file]);
    if (run === 0) continue; // the first of each fills caches
    times.floor.push(bare);
    times.holdfast.push(ours);
  }
  tell("an in-sync plan of 8 hosts", "bare ssh2 program", times.floor, times.holdfast, 1.5);
}

/** The ratio of an in-sync plan to its floor. */
export async function floor(): Promise<void> {
  const hosts = Object.fromEntries(
    Array.from({ length: HOSTS }, (_, index) => [`n${index + 1}`, "container" as const]),
  );
  const lab = await openLab({ name: "bench", subnet: 78, hosts });
  try {
    await plan(lab);
  } finally {
    await lab.close();
  }
}
