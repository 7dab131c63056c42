import { expect, it } from "vitest";
import { countOf, failedFiles, settle } from "./run-count.ts";

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

it("puts the second run of a failed file in the place of the first, and names what failed only once", () => {
  const first = {
    success: false,
    testResults: [file("a", "failed", "passed", "failed", "failed"), file("b", "passed", "passed")],
  };
  expect(failedFiles(first)).toEqual(["a"]);
  const second = { success: false, testResults: [file("a", "failed", "passed", "passed", "failed")] };
  const { report, flaky } = settle(first, [second]);
  expect(countOf(report)).toMatchObject({ passed: 3, failed: 1, failures: ["a: test 3"] });
  expect(flaky).toEqual(["a: test 2"]);
});

it("keeps a failure that a second run did not get to, and takes a new one for one", () => {
  const first = { success: false, testResults: [file("a", "failed", "passed", "failed", "passed")] };
  const second = { success: false, testResults: [file("a", "failed", "failed", "skipped", "skipped")] };
  const { report, flaky } = settle(first, [second]);
  expect(countOf(report)).toMatchObject({ passed: 1, failed: 2, failures: ["a: test 1", "a: test 2"] });
  expect(flaky).toEqual([]);
});

it("counts a suite that could be set up the second time as run", () => {
  const first = {
    success: false,
    testResults: [file("a", "failed", "skipped", "skipped"), file("b", "failed")],
  };
  const second = (...names: string[]) => ({
    success: true,
    testResults: names.map((name) => file(name, "passed", "passed", "passed")),
  });
  const { report, flaky } = settle(first, [second("a"), second("b")]);
  expect(countOf(report)).toMatchObject({ passed: 4, failed: 0, broken: [] });
  expect(flaky).toEqual(["a: could not be set up", "b: could not be set up"]);
});

it("keeps an error outside of every test, which no second run can mend", () => {
  const first = { success: false, testResults: [file("a", "passed", "passed")] };
  expect(countOf(settle(first, []).report).failed).toBe(1);
});
