import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The part of vitest's JSON report that is counted here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

/** Runs one project of the test configuration and reads the runner's own count. */
function runProject(project: string, folder: string): Report {
  const file = join(folder, `${project}.json`);
  const args = ["vitest", "run", "--config", "test/vitest.config.ts", "--project", project];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { status } = spawnSync("npx", [...args, ...reporters, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  return { ...report, success: report.success && status === 0 };
}

/** `npm test`: the fast tests, then those on real hosts; the last line is the sum. */
const folder = mkdtempSync(join(tmpdir(), "holdfast-test-"));
try {
  const reports = ["fast", "lab"].map((project) => runProject(project, folder));
  const sum = (pick: (report: Report) => number) =>
    reports.reduce((total, report) => total + pick(report), 0);
  // a file that could not even be loaded has no tests to fail, so it counts as one
  const failed = sum((report) => Math.max(report.numFailedTests, report.success ? 0 : 1));
  process.exitCode = failed === 0 ? 0 : 1;
  const skipped = sum((report) => report.numPendingTests);
  console.log(
    `${sum((report) => report.numPassedTests)} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
