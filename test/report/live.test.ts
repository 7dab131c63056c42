import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { afterText, outcomeText } from "../../src/report/applied.ts";
import { eventLines } from "../../src/report/events.ts";
import { advance, inFlight, liveLines, nothingYet } from "../../src/report/live.ts";
import { plain } from "../../src/report/palette.ts";
import { createMount, planWith, steps } from "./sample.ts";

const at = (second: number) => `2026-11-21T12:03:0${second}.000Z`;
const [one, two, three] = steps as readonly [(typeof steps)[0], (typeof steps)[0], (typeof steps)[0]];

const events: readonly Event[] = [
  { type: "begin", at: at(0), run: "r", steps },
  { type: "started", at: at(0), step: one },
  { type: "started", at: at(0), step: two },
  { type: "done", at: at(1), step: one, ms: 1000 },
  { type: "started", at: at(1), step: three },
  { type: "progress", at: at(2), step: three, text: "confirming" },
];

const tally = { done: 1, already: 1, failed: 1, stale: 0, waiting: 0, skipped: 1 };

describe("apply on a terminal", () => {
  const live = events.reduce(advance, nothingYet);
  const view = { now: Date.parse(at(4)), columns: 80, rows: 24, paint: plain };

  it("has a line per busy host and a total", () => {
    expect(liveLines(live, view)).toEqual([
      "  s1  running  1/2  host.mount.remove /mnt/old  4.0 s",
      "  s2  running  0/1  host.mount.write /srv/web: confirming  3.0 s",
      "wave 2/2 · 1 of 3 actions · 4.0 s",
    ]);
    expect(inFlight(live)).toEqual(["s1 host.mount.remove /mnt/old", "s2 host.mount.write /srv/web"]);
  });

  it("never takes more room than there is", () => {
    const small = liveLines(live, { ...view, columns: 30, rows: 4 });
    expect(small).toHaveLength(2);
    for (const line of small) expect(line.length).toBeLessThan(30);
    expect(small.at(-1)).toMatch(/^wave 2\/2/);
  });

  it("ends empty", () => {
    const ended = advance(live, { type: "end", at: at(5), tally, interrupted: false });
    expect(inFlight(ended)).toEqual([]);
  });
});

describe("apply as plain lines", () => {
  const lines = (event: Event) => eventLines(event, plain);

  it("says what happened, when and where", () => {
    expect(events.flatMap(lines)).toEqual([
      "12:03:00 s1 start nfs.export.write web",
      "12:03:00 s1 start host.mount.remove /mnt/old",
      "12:03:01 s1 done  nfs.export.write web (1.0 s)",
      "12:03:01 s2 start host.mount.write /srv/web",
      "12:03:02 s2 …     host.mount.write /srv/web: confirming",
    ]);
  });

  it("keeps what a failing command said", () => {
    const failed: Event = {
      type: "failed",
      at: at(1),
      step: one,
      ms: 400,
      why: "line one\nline \u001b[31mtwo",
      hint: "look there",
    };
    expect(lines(failed)).toEqual([
      "12:03:01 s1 FAIL  nfs.export.write web (0.4 s): line one",
      "    line two",
      "    hint: look there",
    ]);
  });

  it("shows what a stale step was planned from, what is there and what is wanted", () => {
    const rows = [{ field: "/file", plannedFrom: '"a"', now: '"bcd"', wanted: '"e"' }];
    expect(lines({ type: "stale", at: at(1), step: one, ms: 4, rows })).toEqual([
      "12:03:01 s1 STALE nfs.export.write web: the host is no longer as planned",
      "    field  planned from  now    wanted",
      '    file   "a"           "bcd"  "e"',
    ]);
  });
});

describe("how it ended", () => {
  const view = { paint: plain, again: " -f lab.yaml" };
  const failed: Event = {
    type: "failed",
    at: at(1),
    step: one,
    ms: 400,
    why: "disk full",
    hint: "make room",
  };

  it("says what failed, why, and how to go on", () => {
    expect(outcomeText({ tally, outcome: "failed", failures: [] }, [...events, failed], view)).toEqual([
      "failed s1 nfs.export.write web: disk full",
      "  hint: make room",
      "Partly applied: 1 action done, 1 already so, 1 failed, 1 not started.",
      "Run `holdfast apply -f lab.yaml` again: it goes on from here.",
    ]);
  });

  it("names who holds the lock", () => {
    const none = { done: 0, already: 0, failed: 0, stale: 0, waiting: 0, skipped: 3 };
    expect(
      outcomeText(
        { tally: none, outcome: "locked", why: "s1 is locked by run r", hint: "wait", failures: [] },
        [],
        view,
      ),
    ).toEqual(["Not started: s1 is locked by run r.", "  hint: wait"]);
  });

  it("closes with a fresh look", () => {
    expect(afterText(planWith(), plain)).toEqual([
      "In sync: 14 things on 2 hosts are as declared in storage.yaml.",
    ]);
    const rest = planWith({
      changes: [createMount],
      actions: steps.slice(2),
      summary: { create: 1, inSync: 13 },
    });
    expect(afterText(rest, plain)).toEqual([
      "A fresh look says: 1 to create, 0 to change, 0 to remove, 13 in sync.",
      "  create host.mount/s2:/srv/web: declared at storage.yaml:9:7, not there on s2",
    ]);
  });
});
