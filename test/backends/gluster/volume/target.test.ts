import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movesData, movesOf, type Sets, targetOf } from "../../../../src/backends/gluster/volume/target.ts";

/** `s1 s2 | s3 s4` → sets of bricks; a `!` marks an arbiter. */
const sets = (text: string) =>
  text.split(" | ").map((set) =>
    set.split(" ").map((word) => ({
      name: `${word.replace("!", "").replace(/^(s\d+)$/, "$1:/b")}`,
      arbiter: word.endsWith("!"),
    })),
  );
const names = (text: string): Sets => sets(text).map((set) => set.map(({ name }) => name));
const to = (live: string, wanted: string) => targetOf(names(live), sets(wanted));

describe("from a layout to the one that can be reached", () => {
  test.each([
    ["nothing changes", "s1 s2 | s3 s4", "s1 s2 | s3 s4", "s1 s2 | s3 s4"],
    ["an order of its own stays", "s3 s4 | s2 s1", "s1 s2 | s3 s4", "s3 s4 | s2 s1"],
    ["another host takes the place", "s1 s2 | s3 s4", "s1 s2 | s3 s5", "s1 s2 | s3 s5"],
    ["a set comes last", "s3 s4", "s1 s2 | s3 s4", "s3 s4 | s1 s2"],
    ["a set goes", "s1 s2 | s3 s4", "s1 s2", "s1 s2"],
    ["an arbiter goes where an arbiter was", "s1 s2 s3", "s1 s2 s4!", "s1 s2 s4"],
    ["one more copy of each set", "s1 s2 | s3 s4", "s1 s2 s5 | s3 s4 s6", "s1 s2 s5 | s3 s4 s6"],
    ["an arbiter for each set", "s1 s2 | s3 s4", "s1 s2 s5! | s3 s4 s6!", "s1 s2 s5 | s3 s4 s6"],
    ["one copy less of each set", "s1 s2 s5 | s3 s4 s6", "s1 s2 | s3 s4", "s1 s2 | s3 s4"],
    ["without copies all may change", "s1 | s2", "s2 | s3 | s4", "s2 | s3 | s4"],
    ["never two of a host in a set", "s1 s2 | s3 s4", "s1 s3:/c | s3 s2:/c", "s1 s3:/c | s3 s2:/c"],
  ])("%s", (_what, live, wanted, target) => {
    expect(to(live, wanted)).toEqual({ sets: names(target) });
  });

  test.each([
    [
      "copies and sets at once",
      "s1 s2 | s3 s4",
      "s1 s2 s3",
      /2 sets of 2 bricks, the file asks for 1 sets of 3/,
    ],
    ["half a set", "s1 s2 | s3 s4", "s1 s3", /one whole set has to go, but .* is to stay/],
    [
      "a set with bricks of its own to lose",
      "s1 s2 s3",
      "s4 s5",
      /every set has to keep 2 of its own; one would keep 0/,
    ],
    ["new copies on a host of the set", "s1 s2", "s1 s2 s1:/c", /do not give every set 1 more/],
    [
      "new bricks that make no sets",
      "s1 s2",
      "s1 s5 | s2 s5:/c",
      /do not make whole sets on different hosts/,
    ],
    ["no other host for a place", "s1 s2", "s1 s1:/c", /no other one on another host for its place/],
  ])("there is no way: %s", (_what, live, wanted, problem) => {
    const target = to(live, wanted);
    expect("problem" in target ? target.problem : target).toMatch(problem);
    expect("hint" in target && target.hint).toBeTruthy();
  });

  const places = (hosts: number) =>
    fc.shuffledSubarray(
      Array.from({ length: hosts * 2 }, (_, i) => `s${(i % hosts) + 1}:/b${Math.floor(i / hosts)}`),
      { minLength: 2 },
    );
  const layout = (size: number) =>
    places(7).map((all) => {
      const made: string[][] = [];
      for (const name of all) {
        const host = (one: string) => one.slice(0, one.indexOf(":"));
        const open = made.find((set) => set.length < size && set.every((one) => host(one) !== host(name)));
        if (open) open.push(name);
        else made.push([name]);
      }
      return made.filter((set) => set.length === size);
    });

  test("what is wanted and there keeps its place; every wanted brick is used once; a set has one brick of a host", () => {
    let ways = 0;
    const sizes = fc
      .constantFrom(1, 2, 3)
      .chain((size) => fc.tuple(layout(size), fc.oneof(layout(size), layout(size === 1 ? 2 : size - 1))));
    fc.assert(
      fc.property(sizes, ([live, wanted]) => {
        fc.pre(live.length > 0 && wanted.length > 0);
        const target = targetOf(
          live,
          wanted.map((set) => set.map((name) => ({ name, arbiter: false }))),
        );
        if (!("sets" in target)) return;
        ways += 1;
        expect([...target.sets.flat()].sort()).toEqual([...wanted.flat()].sort());
        for (const set of target.sets)
          expect(new Set(set.map((name) => name.slice(0, name.indexOf(":")))).size).toBe(set.length);
        for (const set of live)
          for (const other of target.sets)
            if (set.length === other.length && set.some((name) => other.includes(name)))
              for (const [place, name] of set.entries())
                if (wanted.flat().includes(name)) expect(other[place]).toBe(name);
        // done once, it is the layout to stay
        const again = targetOf(
          target.sets,
          wanted.map((set) => set.map((name) => ({ name, arbiter: false }))),
        );
        expect(again).toEqual({ sets: target.sets });
      }),
      { numRuns: 300 },
    );
    expect(ways).toBeGreaterThan(20);
  });
});

describe("what leads from one layout to another", () => {
  const none = { added: [], removed: [], replaced: [], gained: [], lost: [] };
  const moves = (before: string, after: string) => movesOf(names(before), names(after));

  test.each([
    ["nothing", "s1 s2", "s1 s2", {}],
    ["a set more", "s1 s2", "s1 s2 | s3 s4", { added: names("s3 s4") }],
    ["a set less", "s1 s2 | s3 s4", "s3 s4", { removed: names("s1 s2") }],
    ["a brick replaced", "s1 s2", "s1 s3", { replaced: [{ old: "s2:/b", new: "s3:/b" }] }],
    ["copies more", "s1 s2 | s3 s4", "s1 s2 s5 | s3 s4 s6", { gained: ["s5:/b", "s6:/b"] }],
    ["copies less", "s1 s2 s5 | s3 s4 s6", "s1 s2 | s3 s4", { lost: ["s5:/b", "s6:/b"] }],
    ["all without copies", "s1 | s2", "s3", { added: names("s3"), removed: names("s1 | s2") }],
  ])("%s", (what, before, after, expected) => {
    expect(moves(before, after)).toEqual({ ...none, ...expected });
    expect(movesData(moves(before, after))).toBe(what !== "nothing");
  });
});
