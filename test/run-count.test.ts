import { expect, it } from "vitest";
import { countOf } from "./run-count.ts";

const file = (name: string, status: string, ...tests: readonly string[]) => ({
  name,
  status,
  assertionResults: tests.map((status, index) => ({ status, fullName: `test ${index + 1}` })),
});

it("counts tests by how they ended", () => {
  const testResults = [
    file("a", "passed", "passed", "passed", "skipped"),
    file("b", "failed", "failed", "passed"),
  ];
  expect(countOf({ success: false, testResults })).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
    failures: ["b: test 1"],
    broken: [],
  });
});

it("counts the tests of a suite that could not be set up as failed, and names its file", () => {
  const testResults = [file("a", "failed", "skipped", "skipped"), file("b", "failed"), file("c", "passed")];
  expect(countOf({ success: false, testResults })).toEqual({
    passed: 0,
    failed: 3,
    skipped: 0,
    failures: [],
    broken: ["a", "b"],
  });
});

it("never calls a failed run good", () => {
  const testResults = [file("a", "passed", "passed")];
  expect(countOf({ success: false, testResults }).failed).toBe(1);
});
