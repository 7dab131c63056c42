import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { jsonLine, jsonText, planFrom } from "../../src/report/json.ts";
import { fullPlan, planWith, steps } from "./sample.ts";
import { readSchema, type Schema, schemaCheck } from "./schema-check.ts";

const check = (name: string) => (text: string) => schemaCheck(name)(JSON.parse(text));

/** Every object or value a schema names, with a path to it. */
const parts = (value: unknown, path: string): readonly { path: string; schema: Schema }[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value).flatMap(([key, one]) =>
    key === "properties" || key === "definitions"
      ? Object.entries(one as Schema).flatMap(([name, inner]) => [
          { path: `${path}/${name}`, schema: inner as Schema },
          ...parts(inner, `${path}/${name}`),
        ])
      : parts(one, `${path}/${key}`),
  );
  return own;
};

describe.each(["plan", "snapshot", "events"])("the %s schema", (name) => {
  it("is draft-07 and describes everything in it", () => {
    const schema = readSchema(name);
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    const silent = parts(schema, "").filter(({ schema: one }) => !("description" in one || "$ref" in one));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

describe("plan", () => {
  it("fits its schema", () => {
    expect(check("plan")(jsonText(fullPlan))).toEqual([]);
    expect(check("plan")(jsonText(planWith({ partial: ["s1"] })))).toEqual([]);
  });

  it("writes places as text and reads them back, and nothing else", () => {
    const odd = planWith({
      changes: [{ ...fullPlan.changes[0], after: { at: "a:1:2" } } as (typeof fullPlan.changes)[number]],
      findings: [
        { code: "CFG101", severity: "error", message: "m", at: { file: "C:a:b.yaml", line: 3, column: 4 } },
      ],
    });
    for (const plan of [fullPlan, odd]) expect(planFrom(JSON.parse(jsonText(plan)))).toEqual(plan);
    expect(JSON.parse(jsonText(odd)).findings[0].at).toBe("C:a:b.yaml:3:4");
  });

  it("tolerates keys of a later minor version, and no other major one", () => {
    const ajv = new Ajv({ strict: false });
    const plan = JSON.parse(jsonText(fullPlan));
    expect(ajv.validate(readSchema("plan"), { ...plan, formatVersion: "1.7", later: true })).toBe(true);
    expect(ajv.validate(readSchema("plan"), { ...plan, formatVersion: "2.0" })).toBe(false);
  });
});

it("snapshots fit their schema", () => {
  const snapshot = {
    formatVersion: "1.0",
    fleet: "studio",
    takenAt: "2026-11-21T12:03:04.000Z",
    hosts: {
      s1: {
        reachable: true,
        facts: { "unit nfs-server": { rc: 0, out: "active\n" }, mounts: { unknown: "killed after 5 s" } },
      },
      s4: { reachable: false, failure: { kind: "timeout", message: "no answer", hint: "check the address" } },
    },
  };
  expect(check("snapshot")(jsonText(snapshot))).toEqual([]);
});

const at = "2026-11-21T12:03:04.123Z";
const step = steps[0] as (typeof steps)[number];
const tally = { done: 1, already: 0, failed: 0, stale: 0, waiting: 0, skipped: 0 };

/** One of each. */
const events: readonly Event[] = [
  { type: "begin", at, run: "20261121T120304-1f2e", steps },
  { type: "started", at, step },
  { type: "progress", at, step, text: "healing: 40 %" },
  { type: "done", at, step, ms: 412 },
  { type: "already", at, step, ms: 12 },
  {
    type: "failed",
    at,
    step,
    ms: 5000,
    why: "exit status 1",
    hint: "look at the disk",
    failure: { kind: "lost", message: "gone" },
  },
  {
    type: "stale",
    at,
    step,
    ms: 5,
    rows: [{ field: "/file", plannedFrom: '"a"', now: '"b"', wanted: '"c"' }],
  },
  { type: "waiting", at, step, ms: 9, why: "31 % moved" },
  { type: "skipped", at, step, why: "it comes after a1, which did not succeed" },
  { type: "end", at, tally, interrupted: false },
];

it.each(events)("$type events fit their schema", (event) => {
  expect(check("events")(jsonLine(event))).toEqual([]);
});

it("the lines around the events fit the schema too", () => {
  const lines = [
    { type: "plan", plan: fullPlan },
    { type: "result", exit: 8, outcome: "failed", tally, why: "w", hint: "h" },
    { type: "result", exit: 0, outcome: "done", tally, inSync: true, remaining: fullPlan.summary },
    { formatVersion: "1.0", type: "error", exit: 3, message: "m", hint: "h", findings: fullPlan.findings },
  ];
  for (const line of lines) expect(check("events")(jsonLine(line))).toEqual([]);
});
