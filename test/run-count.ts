/** The part of vitest's JSON report that is counted here. */
export interface Report {
  readonly success: boolean;
  readonly testResults: readonly FileReport[];
}

/** How the tests of one file ended. */
export interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly TestReport[];
}

/** How one test ended. */
export interface TestReport {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

/** Tests by how they ended, which of them failed, and the files that failed before any test of theirs did. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
  readonly broken: readonly string[];
}

/** The beginning of the first message: of a long log often only the end is at hand, where these lines are. */
function reasonOf({ failureMessages: [first] = [] }: TestReport): string {
  const text = first?.replace(/\s+/g, " ").slice(0, 600);
  return text ? `\n  ${text}` : "";
}

/**
 * Counts a report. The runner calls the tests of a suite that could not be set up skipped; here they are failed, and
 * so is, as one test, a file that could not even be loaded.
 */
export function countOf({ success, testResults }: Report): Count {
  const files: readonly Omit<Count, "failures">[] = testResults.map(({ name, status, assertionResults }) => {
    const ended = (how: string) => assertionResults.filter(({ status }) => status === how).length;
    const [passed, failed, all] = [ended("passed"), ended("failed"), assertionResults.length];
    return status === "failed" && failed === 0
      ? { passed, failed: Math.max(all - passed, 1), skipped: 0, broken: [name] }
      : { passed, failed, skipped: all - passed - failed, broken: [] };
  });
  const sum = (pick: (file: Omit<Count, "failures">) => number) =>
    files.reduce((total, file) => total + pick(file), 0);
  return {
    passed: sum(({ passed }) => passed),
    // an error outside of every test fails the run as well
    failed: Math.max(
      sum(({ failed }) => failed),
      success ? 0 : 1,
    ),
    skipped: sum(({ skipped }) => skipped),
    failures: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .map((test) => `${name}: ${test.fullName}${reasonOf(test)}`),
    ),
    broken: files.flatMap(({ broken }) => broken),
  };
}

/** A report together with the second runs of the files that failed in it, and what failed the first time only. */
export interface Settled {
  readonly report: Report;
  readonly flaky: readonly string[];
}

/** The files that failed, whether one of their tests did or they could not be set up. */
export function failedFiles({ testResults }: Report): readonly string[] {
  return testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
}

/** A test's two endings: a failure stands unless the second time it passed, and a second failure counts as well. */
function settledTest(first: TestReport, second: TestReport | undefined): TestReport {
  if (!second || second.status === "failed") return second ?? first;
  const openFirst = first.status !== "passed";
  return openFirst && (second.status === "passed" || first.status !== "failed") ? second : first;
}

function settledFile(first: FileReport, second: FileReport): { file: FileReport; flaky: string[] } {
  const again = new Map(second.assertionResults.map((test) => [test.fullName, test]));
  const tests = first.assertionResults.map((test) => settledTest(test, again.get(test.fullName)));
  const broken = first.assertionResults.every(({ status }) => status !== "failed");
  const failed = tests.some(({ status }) => status === "failed") || (broken && second.status === "failed");
  const mended = first.assertionResults.filter(
    (test) => test.status === "failed" && again.get(test.fullName)?.status === "passed",
  );
  const flaky = mended.map((test) => `${first.name}: ${test.fullName}${reasonOf(test)}`);
  return {
    file: {
      name: first.name,
      status: failed ? "failed" : "passed",
      assertionResults: tests.length > 0 ? tests : second.assertionResults,
    },
    flaky: broken && !failed ? [`${first.name}: could not be set up`] : flaky,
  };
}

/** Puts the second runs of failed files in the place of the first; an error outside of every file stays one. */
export function settle(first: Report, seconds: readonly Report[]): Settled {
  const again = new Map(seconds.flatMap(({ testResults }) => testResults.map((file) => [file.name, file])));
  const files = first.testResults.map((file) => {
    const second = again.get(file.name);
    return second ? settledFile(file, second) : { file, flaky: [] };
  });
  const testResults = files.map(({ file }) => file);
  const explained = first.success || failedFiles(first).length > 0;
  const success = explained && testResults.every(({ status }) => status !== "failed");
  return { report: { success, testResults }, flaky: files.flatMap(({ flaky }) => flaky) };
}
