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

it("says why a test failed, from the first of its messages", () => {
  const failureMessages = ["expected 1\n  to be 2", "again"];
  const testResults = [
    {
      name: "a",
      status: "failed",
      assertionResults: [{ status: "failed", fullName: "test 1", failureMessages }],
    },
  ];
  expect(countOf({ success: false, testResults }).failures).toEqual(["a: test 1\n  expected 1 to be 2"]);
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
