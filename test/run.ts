import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Count, countOf, type Report } from "./run-count.ts";

/** Runs one project of the test configuration and counts what the runner reports. */
function runProject(project: string, folder: string): Count {
  const file = join(folder, `${project}.json`);
  const args = ["vitest", "run", "--config", "test/vitest.config.ts", "--project", project];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { status } = spawnSync("npx", [...args, ...reporters, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  return countOf({ ...report, success: report.success && status === 0 });
}

/** `npm test`: the fast tests, then those on real hosts; the last line is the sum. */
const folder = mkdtempSync(join(tmpdir(), "holdfast-test-"));
try {
  const counts = ["fast", "lab"].map((project) => runProject(project, folder));
  const sum = (pick: (count: Count) => number) => counts.reduce((total, count) => total + pick(count), 0);
  const [failed, skipped] = [sum((count) => count.failed), sum((count) => count.skipped)];
  process.exitCode = failed === 0 ? 0 : 1;
  const named = (name: string) => relative(process.cwd(), name);
  for (const name of counts.flatMap(({ failures }) => failures)) console.log(`failed: ${named(name)}`);
  for (const name of counts.flatMap(({ broken }) => broken))
    console.log(`could not be set up, so none of its tests ran: ${named(name)}`);
  console.log(
    `${sum((count) => count.passed)} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
