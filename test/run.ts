import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { labUntil, timeIsOver } from "./lab/deadline.ts";
import { countOf, failedFiles, type Report, type Settled, settle } from "./run-count.ts";

/** Seconds since 1970 when the tests on real hosts were to end, and then the second runs of those that failed. */
const [firstUntil, secondUntil] = ["HOLDFAST_TEST_MINUTES", "HOLDFAST_RERUN_MINUTES"].map((name) => {
  const minutes = Number(process.env[name] ?? 0);
  return minutes > 0 ? String(Date.now() / 1000 + minutes * 60) : "";
});

/** Runs one project of the test configuration, or some files of it. */
function runProject(
  project: string,
  folder: string,
  until: string | undefined,
  files: readonly string[],
): Report {
  const file = join(folder, `${project}.json`);
  const args = ["vitest", "run", "--config", "test/vitest.config.ts", "--project", project];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { status } = spawnSync("npx", [...args, ...reporters, ...files], {
    stdio: "inherit",
    env: { ...process.env, [labUntil]: until },
  });
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  return { ...report, success: report.success && status === 0 };
}

/** Runs the tests on real hosts; where second runs have a time, each file that failed once more, by itself. */
function runLab(folder: string, filters: readonly string[]): Settled {
  const first = runProject("lab", folder, firstUntil, filters);
  const again = secondUntil ? failedFiles(first) : [];
  const seconds = again.map((file) => runProject("lab", folder, secondUntil, [file]));
  return settle(first, seconds);
}

const named = (name: string) => relative(process.cwd(), name);

/** `npm test`: the fast tests, then those on real hosts; the last line is the sum. */
const folder = mkdtempSync(join(tmpdir(), "holdfast-test-"));
try {
  const filters = process.argv.slice(2);
  const fast = runProject("fast", folder, undefined, filters);
  const lab = runLab(folder, filters);
  const counts = [fast, lab.report].map(countOf);
  const sum = (pick: (count: (typeof counts)[number]) => number) =>
    counts.reduce((total, count) => total + pick(count), 0);
  const [failed, skipped] = [sum((count) => count.failed), sum((count) => count.skipped)];
  process.exitCode = failed === 0 ? 0 : 1;
  for (const name of counts.flatMap(({ failures }) => failures)) console.log(`failed: ${named(name)}`);
  for (const name of counts.flatMap(({ broken }) => broken))
    console.log(`could not be set up, so none of its tests ran: ${named(name)}`);
  for (const name of lab.flaky) console.log(`flaky: ${named(name)}`);
  if (firstUntil && timeIsOver(Date.now(), firstUntil) && skipped > 0)
    console.log(
      `The ${process.env.HOLDFAST_TEST_MINUTES} minutes for tests were over: those skipped did not run.`,
    );
  if (lab.flaky.length > 0) console.log(`${lab.flaky.length} flaky: failed at first, passed by themselves`);
  console.log(
    `${sum((count) => count.passed)} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
