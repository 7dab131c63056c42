import { expect, test } from "vitest";
import { nearest } from "../../src/model/nearest.ts";

test.each([
  ["mountPoint", ["mountpoint", "path"], "mountpoint"],
  ["mount-point", ["mountpoint", "path"], "mountpoint"],
  ["pth", ["mountpoint", "path"], "path"],
  ["hots", ["shares", "host"], "host"],
  ["s11", ["s1", "s2"], "s1"],
  ["zzz", ["mountpoint", "path"], undefined],
  ["", ["a"], "a"],
  ["x".repeat(100_000), ["a"], undefined],
])("%s", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
