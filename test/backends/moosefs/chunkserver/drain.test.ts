import { describe, expect, test } from "vitest";
import { endText } from "../../../../src/backends/moosefs/chunkserver/drain.ts";
import { type MasterView, masterView } from "../../../../src/backends/moosefs/probe/cli.ts";
import { answersOf } from "../../../../src/backends/moosefs/probe/facts.ts";
import type { Snapshot } from "../../../../src/model/snapshot.ts";
import { changed, entries, fileOf, masterFindings, recordedServers } from "../servers.ts";

const { s2, s3, s4 } = entries;
const gone = fileOf([s2, s3]);
const master = "moosefs-master";

/** As the master of a recorded pool tells it. */
function viewOf({ hosts }: Snapshot): MasterView {
  const reply = hosts.s1?.reachable ? hosts.s1.facts[master] : undefined;
  const view = masterView(answersOf(reply && "out" in reply ? reply.out : "")[0]);
  if ("unknown" in view) throw new Error(view.unknown);
  return view;
}

describe.each(["bookworm", "trixie"] as const)("on %s", (release) => {
  const copying = recordedServers(`copying-${release}`);
  /** The same with other copies made in the last minutes, the last first. */
  const charted = (minutes: readonly (number | "-")[]) =>
    changed(copying, "s1", master, (out) =>
      out.replace(
        /(Master chart data:.*\n)+/,
        minutes.map((copies, i) => `Master chart data:|2026-11-21 18:${43 - i}|${copies}\n`).join(""),
      ),
    );

  test("a drain that is waited for says how long it will take", () => {
    const text = release === "bookworm" ? "227 of 2330" : "198 of 2320";
    expect(masterFindings(gone, copying).steps[0]).toBe(
      `s4 chunkserver.stop (draining: ${text} chunks still to copy, about 3 min)`,
    );
    const stays = masterFindings(fileOf([s2, s3, { ...s4, state: "draining" }]), copying);
    expect(stays.findings.map(({ message }) => message)).toEqual([
      `s4: draining: ${text} chunks still to copy, about 3 min`,
    ]);
  });

  test("changes are counted beyond a thousand too", () =>
    expect(viewOf(copying).metaVersion).toBe(release === "bookworm" ? 28020 : 28056));

  test("a master that does not report it, and one that makes no copies: no end in sight", () => {
    expect(viewOf(recordedServers(`draining-${release}`)).copied).toBeNull();
    for (const none of [[], [0, 0, 0, 0, 0, 0], ["-", "-", "-"]] as const) {
      expect(viewOf(charted(none)).copied).toBeNull();
      expect(masterFindings(gone, charted(none)).steps[0]).toMatch(/ chunks still to copy\)$/);
    }
  });

  test.each([
    ["a drain has just begun", [5, 0, 0, 0, 0, 0], null],
    ["one whole minute of it", [40, 5, 0, 0, 0, 0], 40],
    ["before it the master did not run", [40, 5, "-", "-", "-", "-"], 40],
    ["some minutes of it", [40, 44, 42, 5, 0, 9], 42],
    ["it halts", [0, 40, 44, 42, 41, 40], null],
    ["just after another", [90, 87, 8, 1, 391, 1302], 90],
  ] as const)("the rate when %s", (_, minutes, rate) => expect(viewOf(charted(minutes)).copied).toBe(rate));

  test("what is to be done is the same, however fast it goes", () => {
    const done = (snapshot: Snapshot) =>
      masterFindings(gone, snapshot).actions.map(({ waits: _, ...action }) => action);
    expect(done(charted([40, 5, 0, 0, 0, 0]))).toEqual(done(charted([])));
    const settled = masterFindings(
      fileOf([s2, s3, { ...s4, state: "draining" }]),
      charted([40, 5, 0, 0, 0, 0]),
    );
    expect(settled.changes).toEqual([]);
  });
});

describe("the end of a drain", () => {
  const view = viewOf(recordedServers("copying-trixie"));
  const end = (copied: number | null, ...matrix: MasterView["matrix"]) =>
    endText({ ...view, copied, matrix });

  test("goes by copies: a chunk may need several, and those with too many need none", () => {
    expect(end(10, [2, 1, 40], [2, 2, 500])).toBe(", about 4 min");
    expect(end(10, [3, 1, 40])).toBe(", about 8 min");
    expect(end(10, [2, 1, 40], [2, 3, 400])).toBe(", about 4 min");
  });

  test("is given in whole minutes, never too few", () => {
    expect(end(500, [2, 1, 3])).toBe(", about a minute");
    expect(end(10, [2, 1, 11])).toBe(", about 2 min");
    expect(end(10, [2, 1, 6000])).toBe(", about 10 h");
  });

  test("is not given without a rate, or when nothing is left", () => {
    expect([end(null, [2, 1, 40]), end(10, [2, 2, 40])]).toEqual(["", ""]);
  });
});
