import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/model/snapshot.ts";
import { newFence, probeScript, readReplies } from "../../src/probe/script.ts";

const fact = (key: string, script: string, more: Partial<Fact> = {}): Fact => ({
  key,
  script,
  args: [],
  timeoutS: 5,
  ...more,
});

function ask(facts: readonly Fact[], fence = newFence()) {
  const said = execFileSync("sh", ["-s"], { input: probeScript(facts, fence), encoding: "utf8" });
  return readReplies(facts, said, fence);
}

describe("a probe script run by a real sh", () => {
  test("gives each part its own output and exit status", () => {
    const replies = ask([fact("a", "echo one; exit 3"), fact("b", "printf two"), fact("c", "")]);
    expect(replies).toEqual({ a: { rc: 3, out: "one\n" }, b: { rc: 0, out: "two" }, c: { rc: 0, out: "" } });
  });

  test("kills a part that hangs and goes on with the next", () => {
    const replies = ask([fact("slow", "sleep 60", { timeoutS: 1 }), fact("after", "echo here")]);
    expect(replies.slow).toEqual({ unknown: "no answer within 1 s" });
    expect(replies.after).toEqual({ rc: 0, out: "here\n" });
  });

  test("runs what may hang last", () => {
    const replies = ask([
      fact("x", "cat /proc/$PPID/stat >/dev/null; echo $$", { mayHang: true }),
      fact("y", "echo $$"),
    ]);
    const pid = (key: string) => Number((replies[key] as { out: string }).out);
    expect(pid("x")).toBeGreaterThan(pid("y"));
  });

  test("passes any argument through unchanged, and no output forges a frame or a status", () => {
    const nasty = fc.array(
      fc.constantFrom("=0", "=", "1\n", "\n", "0", "\n0", " ", "'", '"', "$x", "`id`", "ü", "\\", newFence()),
    );
    fc.assert(
      fc.property(nasty, (words) => {
        const text = words.join("");
        const replies = ask([
          fact("say", `printf '%s' "$1"; exit 7`, { args: [text] }),
          fact("next", "echo next"),
        ]);
        expect(replies.say).toEqual({ rc: 7, out: text });
        expect(replies.next).toEqual({ rc: 0, out: "next\n" });
      }),
      { numRuns: 60 },
    );
  });
});

test("output that ends early leaves the rest unknown", () => {
  const facts = [fact("a", ""), fact("b", "")];
  const early = "\nfence 0\nx\nfence =0\n\nfence 1\ny\n";
  expect(readReplies(facts, early, "fence")).toEqual({
    a: { rc: 0, out: "x" },
    b: { unknown: "the host did not answer this before the probe ended" },
  });
});
