/** The part of vitest's JSON report that is counted here. */
export interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
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
function reasonOf([first]: readonly string[]): string {
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
        .map(({ fullName, failureMessages = [] }) => `${name}: ${fullName}${reasonOf(failureMessages)}`),
    ),
    broken: files.flatMap(({ broken }) => broken),
  };
}
