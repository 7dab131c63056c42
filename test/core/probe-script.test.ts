import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
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

  test("asks those that were answered before one hung once more, and takes the last answer", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const seen = join(folder, "seen");
    const count = fact("count", 'echo x >>"$1"; wc -l <"$1"', { args: [seen] });
    const replies = ask([
      count,
      fact("slow", "sleep 60", { timeoutS: 1 }),
      fact("after", "echo here; exit 2"),
    ]);
    expect(replies).toEqual({
      count: { rc: 0, out: "2\n" },
      slow: { unknown: "no answer within 1 s" },
      after: { rc: 2, out: "here\n" },
    });
  });

  test("keeps parts apart: what one sets, changes or ends is not seen by the next", () => {
    const replies = ask([
      fact("a", 'x=1; cd /; set -eu; exec echo "$x $# $1"', { args: ["-n"] }),
      fact("b", 'cat; echo "[$x] $#"; false; echo on'),
      fact("c", "# ends with a comment"),
    ]);
    expect(replies).toEqual({
      a: { rc: 0, out: "1 1 -n\n" },
      b: { rc: 0, out: "[] 0\non\n" },
      c: { rc: 0, out: "" },
    });
  });

  test("asks any number of things, more than fit into one argument", () => {
    const facts = Array.from({ length: 400 }, (_one, index) =>
      fact(`f${index}`, 'printf %s "$1" | wc -c', { args: ["x".repeat(1000)] }),
    );
    const replies = ask(facts);
    expect(Object.values(replies).every((reply) => "out" in reply && reply.out.trim() === "1000")).toBe(true);
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
