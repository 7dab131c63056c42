import { describe, expect, test } from "vitest";
import type { Command } from "../../src/model/transport.ts";
import { localTransport } from "../../src/transport/local.ts";
import { host } from "./host.ts";

const here = host({ address: "local" });
const local = localTransport({ graceS: 1 });
const sh = (script: string, more: Partial<Command> = {}): Command => ({
  argv: ["sh", "-c", script],
  mutates: false,
  timeoutS: 20,
  ...more,
});

describe("commands on this machine", () => {
  test("status, stdout and stderr, and nothing of ours among them", async () => {
    expect(await local.run(here, sh("echo out; echo err >&2; exit 3"))).toEqual({
      kind: "exited",
      code: 3,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  test("stdin as text, and as a stream written as it comes", async () => {
    expect(await local.run(here, { ...sh("cat"), stdin: "über\n" })).toMatchObject({ stdout: "über\n" });
    async function* lines() {
      yield "one\n";
      await new Promise((resolve) => setTimeout(resolve, 50));
      yield "two\n";
    }
    expect(await local.run(here, { ...sh("cat"), stdin: lines() })).toMatchObject({
      code: 0,
      stdout: "one\ntwo\n",
    });
  });

  test("no stdin is an empty one", async () => {
    expect(await local.run(here, sh("cat; echo end"))).toMatchObject({
      stdout: "end\n",
    });
  });

  test("a program that is not there exits 127", async () => {
    expect(
      await local.run(here, {
        argv: ["no-such-program"],
        mutates: false,
        timeoutS: 5,
      }),
    ).toMatchObject({
      kind: "exited",
      code: 127,
    });
  });

  test("time-out kills the program and what it started", async () => {
    const mark = `98765.${process.pid}`;
    const result = await local.run(here, sh(`echo half; sleep ${mark} & sleep ${mark}`, { timeoutS: 1 }));
    expect(result).toEqual({
      kind: "killed",
      why: "took longer than 1 s",
      stdout: "half\n",
      stderr: "",
    });
    expect(await local.run(here, sh(`ps -eo args | grep -c "[s]leep ${mark}"`))).toMatchObject({
      stdout: "0\n",
    });
  });

  test("a program that ends 124 by itself was not timed out", async () => {
    expect(await local.run(here, sh("exit 124"))).toMatchObject({
      kind: "exited",
      code: 124,
    });
  });

  test("cancellation kills it on the host", async () => {
    const stop = new AbortController();
    const mark = `98764.${process.pid}`;
    const begun = Date.now();
    const result = local.run(here, sh(`echo half; sleep ${mark}`), {
      signal: stop.signal,
      onStdout: () => stop.abort(),
    });
    expect(await result).toEqual({
      kind: "killed",
      why: "cancelled",
      stdout: "half\n",
      stderr: "",
    });
    expect(Date.now() - begun).toBeLessThan(3000);
    expect(await local.run(here, sh(`ps -eo args | grep -c "[s]leep ${mark}"`))).toMatchObject({
      stdout: "0\n",
    });
  });

  test("cancelled before it began", async () => {
    expect(await local.run(here, sh("echo x"), { signal: AbortSignal.abort() })).toMatchObject({
      kind: "killed",
      why: "cancelled before it was started",
    });
  });

  test("too much output is killed", async () => {
    const small = localTransport({ outputLimit: 10_000 });
    expect(await small.run(here, sh("yes"))).toMatchObject({
      kind: "killed",
      why: "printed more than 10000 bytes",
    });
  });

  test("a daemon holding on to stdout does not hold up the result", async () => {
    const begun = Date.now();
    const result = await local.run(here, sh("setsid sleep 30 & echo started"));
    expect(result).toMatchObject({
      kind: "exited",
      code: 0,
      stdout: "started\n",
    });
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  test("text is decoded as a whole, output seen on the way", async () => {
    const seen: string[] = [];
    const result = await local.run(here, sh("printf '\\303'; sleep 0.2; printf '\\251'"), {
      onStdout: (text) => seen.push(text),
    });
    expect(result).toMatchObject({ stdout: "é" });
    expect(seen.join("")).toBe("é");
  });

  test("secrets of ours are not in its environment", async () => {
    process.env.HOLDFAST_SUDO_PASSWORD = "hunter2";
    const result = await local.run(here, sh("env"));
    delete process.env.HOLDFAST_SUDO_PASSWORD;
    expect(result).toMatchObject({ code: 0 });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  test("an input that fails kills the command", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield "one\n";
      throw new Error("no more");
    }
    expect(await local.run(here, { ...sh("cat"), stdin: broken() })).toMatchObject({
      kind: "killed",
      why: "its input failed: no more",
    });
  });

  test("a big input and a big output at once", async () => {
    const text = "0123456789abcdef\n".repeat(200_000);
    const result = await local.run(here, { ...sh("cat"), stdin: text });
    expect(result.kind === "exited" && result.stdout === text).toBe(true);
  });
});
