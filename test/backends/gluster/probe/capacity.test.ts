import { expect, test } from "vitest";
import { capacityOf } from "../../../../src/backends/gluster/probe/capacity.ts";
import type { Live } from "../../../../src/backends/gluster/probe/live.ts";
import type { Volume } from "../../../../src/backends/gluster/probe/members.ts";

const volume = (sets: readonly (readonly string[])[], kind: object = {}) =>
  ({
    replica: 2,
    disperse: 0,
    redundancy: 0,
    arbiter: false,
    sets: sets.map((set) => set.map((name) => ({ name, host: "" }))),
    ...kind,
  }) as unknown as Volume;

/** `s1:/a` → total, free, device. */
const live = (room: Readonly<Record<string, readonly [number, number, string?]>>) =>
  ({
    room: Object.fromEntries(
      Object.entries(room).map(([name, [total, free, device = name]]) => [name, { total, free, device }]),
    ),
  }) as unknown as Live;

test("the smallest brick of a set counts, the sets add up", () => {
  const seen = live({ "s1:/a": [100, 50], "s2:/a": [80, 70], "s3:/a": [10, 9], "s4:/a": [10, 1] });
  const two = volume([
    ["s1:/a", "s2:/a"],
    ["s3:/a", "s4:/a"],
  ]);
  expect(capacityOf(two, seen)).toEqual({ total: 90, free: 51, fullest: 0.9 });
});

test("an arbiter is small, and takes nothing away", () => {
  const seen = live({ "s1:/a": [100, 50], "s2:/a": [100, 50], "s3:/a": [5, 4] });
  const arbiter = volume([["s1:/a", "s2:/a", "s3:/a"]], { replica: 3, arbiter: true });
  expect(capacityOf(arbiter, seen)).toEqual({ total: 100, free: 50, fullest: 0.5 });
});

test("the data bricks of a disperse set each hold a part", () => {
  const names = ["s1:/a", "s2:/a", "s3:/a"];
  const seen = live(Object.fromEntries(names.map((name) => [name, [10, 5]])));
  const disperse = volume([names], { replica: 1, disperse: 3, redundancy: 1 });
  expect(capacityOf(disperse, seen)).toEqual({ total: 20, free: 10, fullest: 0.5 });
});

test("bricks on one file system share its room", () => {
  const seen = live({
    "s1:/a": [100, 60, "/dev/sda1"],
    "s1:/b": [100, 60, "/dev/sda1"],
    "s2:/a": [100, 60, "/dev/sda1"],
  });
  const spread = volume([["s1:/a"], ["s1:/b"], ["s2:/a"]], { replica: 1 });
  expect(capacityOf(spread, seen)).toMatchObject({ total: 200, free: 120 });
});

test("one brick of a set that tells is enough, none is not", () => {
  const pair = volume([
    ["s1:/a", "s2:/a"],
    ["s3:/a", "s4:/a"],
  ]);
  expect(capacityOf(pair, live({ "s1:/a": [10, 5], "s4:/a": [10, 5] }))).toMatchObject({ total: 20 });
  expect(capacityOf(pair, live({ "s1:/a": [10, 5], "s2:/a": [10, 5] }))).toBeNull();
});
