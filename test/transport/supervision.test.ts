import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CommandEvent,
  type Effect,
  initial,
  type State,
  step,
  type Terms,
} from "../../src/transport/supervision.ts";
import { times } from "../support/property.ts";

const terms: Terms = {
  who: "me@s1:22",
  sudo: true,
  prompts: true,
  timeoutS: 10,
  graceS: 5,
  outputLimit: 100,
};
const none = Buffer.alloc(0);
const heard = (more: { prompts?: number; pid?: number; own?: Buffer }): CommandEvent => ({
  type: "stderr",
  heard: { prompts: 0, pid: undefined, own: none, ...more },
});
const announced = heard({ pid: 77 });
const stdout = (text: string): CommandEvent => ({ type: "stdout", chunk: Buffer.from(text) });
const ended = (code: number, afterMs = 1): CommandEvent => ({ type: "ended", ending: { code }, afterMs });
const drained: CommandEvent = { type: "drained", said: "" };
const cancelled: CommandEvent = { type: "cancelled" };
const lost = { kind: "lost", message: "the connection to s1 was lost" } as const;

/** All effects of these events, one after another. */
function effectsOf(events: readonly CommandEvent[], of = terms): readonly Effect[] {
  let state: State = initial;
  return events.flatMap((event) => {
    const next = step(of, state, event);
    state = next.state;
    return next.effects;
  });
}
const verdictOf = (events: readonly CommandEvent[], of = terms) =>
  effectsOf(events, of).flatMap((effect) => (effect.do === "finish" ? [effect.verdict] : []))[0];
const started: CommandEvent = { type: "started" };

describe("a command", () => {
  it("has its input at once, unless sudo may ask for a password on the same stdin", () => {
    const limit = { do: "setAlarm", alarm: "timeout", ms: 20_000 };
    expect(effectsOf([started], { ...terms, prompts: false })).toEqual([limit, { do: "feed" }]);
    expect(effectsOf([started])).toEqual([limit]);
    expect(effectsOf([started, announced])).toEqual([limit, limit, { do: "feed" }]);
  });

  it.each([
    ["it exits", [announced, ended(3), drained], { kind: "exited", code: 3 }],
    ["it exits by itself with 124", [announced, ended(124, 500), drained], { kind: "exited", code: 124 }],
    [
      "the host ends it for its time",
      [announced, ended(124, 10_000), drained],
      { kind: "killed", why: "took longer than 10 s" },
    ],
    [
      "the host has to kill it for its time",
      [announced, ended(137, 15_000), drained],
      { kind: "killed", why: "took longer than 10 s" },
    ],
    ["it is cancelled", [announced, cancelled, ended(143), drained], { kind: "killed", why: "cancelled" }],
    [
      "it is done before it is cancelled",
      [announced, cancelled, ended(0), drained],
      { kind: "exited", code: 0 },
    ],
    [
      "it ends well although it was killed for its output",
      [announced, stdout("x".repeat(101)), ended(0), drained],
      { kind: "killed", why: "printed more than 100 bytes" },
    ],
    [
      "its input fails",
      [announced, { type: "inputFailed", why: "no such file" }, ended(1), drained],
      { kind: "killed", why: "its input failed: no such file" },
    ],
    [
      "the connection goes away",
      [announced, { type: "ended", ending: { lost }, afterMs: 1 }, drained],
      { kind: "lost", failure: lost },
    ],
    [
      "nobody on the host ends it",
      [announced, { type: "alarm", alarm: "timeout" }],
      { kind: "killed", why: "no end in sight 10 s after it was started" },
    ],
    [
      "it does not die",
      [announced, cancelled, { type: "alarm", alarm: "killed" }],
      { kind: "killed", why: "cancelled" },
    ],
  ] as const)("when %s", (_, events, verdict) => {
    expect(verdictOf([started, ...events])).toEqual(verdict);
  });

  it("is killed by its process group once that is known, and only once", () => {
    const ends = (events: readonly CommandEvent[]) =>
      effectsOf([started, ...events]).filter((effect) => effect.do === "end");
    expect(ends([cancelled])).toEqual([]);
    expect(ends([cancelled, announced])).toEqual([{ do: "end", pid: 77 }]);
    expect(ends([announced, cancelled, cancelled])).toEqual([{ do: "end", pid: 77 }]);
    expect(ends([announced, ended(0), cancelled])).toEqual([]);
    expect(ends([announced, { type: "alarm", alarm: "timeout" }])).toEqual([{ do: "end", pid: 77 }]);
  });

  it("keeps its output up to the limit, of both streams together, and shows none after", () => {
    const out = stdout("x".repeat(60));
    const err = heard({ own: Buffer.from("y".repeat(41)) });
    const kept = (effects: readonly Effect[]) => effects.map((effect) => effect.do);
    expect(kept(effectsOf([started, announced, out]).slice(3))).toEqual(["keep", "show"]);
    expect(kept(effectsOf([started, announced, err]).slice(3))).toEqual(["keep"]);
    expect(kept(effectsOf([started, announced, out, err]).slice(5))).toEqual(["end", "setAlarm"]);
    expect(kept(effectsOf([started, announced, out, err, stdout("z")]).slice(7))).toEqual([]);
  });
});

describe("sudo", () => {
  const asks = heard({ prompts: 1 });
  const password: CommandEvent = { type: "password", password: "secret" };

  it("is given the password once, and the time it takes to type does not count", () => {
    expect(effectsOf([started, asks, password]).slice(1)).toEqual([
      { do: "stopAlarm" },
      { do: "ask" },
      { do: "setAlarm", alarm: "timeout", ms: 20_000 },
      { do: "sendPassword", password: "secret" },
    ]);
    expect(effectsOf([started, asks, asks]).filter((effect) => effect.do === "ask")).toHaveLength(1);
  });

  it("that asks again was given a wrong one, which is remembered", () => {
    const effects = effectsOf([started, asks, password, heard({ prompts: 2 })]);
    expect(effects.slice(-2)).toMatchObject([
      { do: "reportRefusal", failure: { kind: "sudo", message: "sudo on me@s1:22 refused the password" } },
      { do: "finish", verdict: { kind: "unreachable" } },
    ]);
  });

  it("without a password ends the command, and nothing is remembered", () => {
    for (const event of [
      { type: "password", password: undefined },
      { type: "noPassword", why: "interrupted" },
    ] as const) {
      const effects = effectsOf([started, asks, event]);
      expect(effects.at(-1)).toMatchObject({ do: "finish", verdict: { kind: "unreachable" } });
      expect(effects.map((effect) => effect.do)).not.toContain("reportRefusal");
    }
  });

  it("is sent no password once the command is to be killed", () => {
    expect(effectsOf([started, asks, cancelled, password]).map((effect) => effect.do)).not.toContain(
      "sendPassword",
    );
  });

  it("or the shell did not start it: what was printed tells why", () => {
    const never: readonly CommandEvent[] = [
      started,
      ended(127),
      { type: "drained", said: "sh: sudo: not found" },
    ];
    expect(verdictOf(never)).toMatchObject({
      kind: "unreachable",
      failure: { kind: "sudo", message: "sudo is not installed on me@s1:22" },
    });
    expect(verdictOf(never, { ...terms, sudo: false })).toMatchObject({
      failure: {
        kind: "setup",
        message: "me@s1:22 did not run the command (exit status 127): sh: sudo: not found",
      },
    });
  });
});

const anyEvent: fc.Arbitrary<CommandEvent> = fc.oneof(
  fc.constantFrom<CommandEvent>(
    announced,
    cancelled,
    drained,
    heard({ prompts: 1 }),
    heard({ prompts: 2 }),
    { type: "password", password: "secret" },
    { type: "password", password: undefined },
    { type: "noPassword", why: "interrupted" },
    { type: "inputFailed", why: "gone" },
    { type: "alarm", alarm: "timeout" },
    { type: "alarm", alarm: "killed" },
    { type: "ended", ending: { lost }, afterMs: 1 },
  ),
  fc.string({ maxLength: 60 }).map(stdout),
  fc.constantFrom(0, 1, 124, 137).map((code) => ended(code, 10_000)),
);

it("whatever happens in whatever order, a command has one result, one input, one password", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
      const done = effectsOf([started, ...events]).map((effect) => effect.do);
      for (const once of ["finish", "feed", "ask", "sendPassword"])
        expect(done.filter((name) => name === once).length).toBeLessThan(2);
      if (done.includes("finish")) expect(done.at(-1)).toBe("finish");
    }),
    { numRuns: 3000 * times },
  );
});
