import { describe, expect, test } from "vitest";
import type { Transport } from "../../src/model/transport.ts";
import { at, failureIn, Home, server, sh } from "./fleet.ts";

const deploy = { user: "deploy", sudo: true };

describe("sudo", () => {
  test("without a password: once around the command, its own warnings left out", async () => {
    const s = await server({ sudo: "nopasswd" });
    const ssh = new Home().knows(s).transport();
    expect(await ssh.run(at(s, deploy), sh("echo out; echo err >&2; cat", { stdin: "in" }))).toEqual({
      kind: "exited",
      code: 0,
      stdout: "out\nin",
      stderr: "err\n",
    });
    expect(s.execLog[0]).toMatchObject({ sudo: true, argv: ["sh", "-c", expect.any(String)] });
    expect(s.execLog[0]?.line).toContain(" sudo -n -- ");
  });

  test("a password that is needed and not there", async () => {
    const s = await server({ sudo: { password: "hunter2" } });
    const home = new Home().knows(s);
    for (const ssh of [home.transport(), home.transport({ sudoPassword: async () => undefined })]) {
      const failure = failureIn(await ssh.run(at(s, deploy), sh("true")));
      expect(failure).toMatchObject({
        kind: "sudo",
        message: `sudo on deploy@127.0.0.1:${s.port} asks for a password`,
      });
      expect(failure.hint).toMatch(/HOLDFAST_SUDO_PASSWORD or HOLDFAST_SUDO_PASSWORD_FILE/);
    }
    expect(s.sudoPasswords()).toEqual([]);
  });

  test("the password goes to sudo and only there, the input to the command and only there", async () => {
    const s = await server({ sudo: { password: "hunter2" } });
    const ssh = new Home().knows(s).transport({ sudoPassword: async () => "hunter2" });
    const result = await ssh.run(
      at(s, deploy),
      sh("cat; echo err >&2; env; ps -eo args", { stdin: "first line\nsecond\n" }),
    );
    expect(result).toMatchObject({ kind: "exited", code: 0, stderr: "err\n" });
    expect(JSON.stringify(result)).toContain("first line\\nsecond\\n");
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(s.sudoPasswords()).toEqual(["hunter2"]);
    expect(JSON.stringify(s.execLog)).not.toContain("hunter2");
  });

  test("a sudo that needs no password after all never gets one", async () => {
    const s = await server({ sudo: "nopasswd" });
    let asked = 0;
    const sudoPassword = async () => {
      asked += 1;
      return "hunter2";
    };
    const ssh = new Home().knows(s).transport({ sudoPassword });
    expect(await ssh.run(at(s, deploy), sh("cat", { stdin: "in\n" }))).toMatchObject({
      stdout: "in\n",
      stderr: "",
    });
    expect(asked).toBe(0);
  });

  test("a wrong password is sent once, to that host and in that run", async () => {
    const s = await server({ sudo: { password: "right" } });
    const ssh = new Home().knows(s).transport({ sudoPassword: async () => "wrong" });
    for (let i = 0; i < 2; i++) {
      const failure = failureIn(await ssh.run(at(s, deploy), sh("cat", { stdin: "script\n" })));
      expect(failure).toMatchObject({
        kind: "sudo",
        message: `sudo on deploy@127.0.0.1:${s.port} refused the password`,
      });
      expect(JSON.stringify(failure)).not.toContain("wrong");
    }
    expect(s.sudoPasswords()).toEqual(["wrong"]);
  });

  test("what the user was asked for cannot be had", async () => {
    const s = await server({ sudo: { password: "right" } });
    const sudoPassword = async () => {
      throw new Error("cannot read the file");
    };
    const ssh = new Home().knows(s).transport({ sudoPassword });
    expect(failureIn(await ssh.run(at(s, deploy), sh("true")))).toMatchObject({
      kind: "sudo",
      message: expect.stringContaining("cannot read the file"),
    });
  });

  test.each([
    ["missing", "is not installed"],
    ["not-allowed", "does not allow this user"],
    ["tty", "insists on a terminal"],
  ] as const)("%s", async (sudo, text) => {
    const s = await server({ sudo });
    const home = new Home().knows(s);
    const each: Transport[] = [home.transport(), home.transport({ sudoPassword: async () => "x" })];
    for (const ssh of each)
      expect(failureIn(await ssh.run(at(s, deploy), sh("true")))).toMatchObject({
        kind: "sudo",
        message: expect.stringContaining(text),
      });
  });

  test("time to type does not count as the command's", async () => {
    const s = await server({ sudo: { password: "p" } });
    const sudoPassword = () => new Promise<string>((resolve) => setTimeout(resolve, 2500, "p"));
    const ssh = new Home().knows(s).transport({ sudoPassword, graceS: -4.5 });
    expect(await ssh.run(at(s, deploy), sh("echo done", { timeoutS: 1 }))).toMatchObject({
      kind: "exited",
      stdout: "done\n",
    });
  });

  test("what runs under sudo is killed under sudo", async () => {
    const s = await server({ sudo: { password: "p" } });
    const ssh = new Home().knows(s).transport({ sudoPassword: async () => "p" });
    const stop = new AbortController();
    const result = ssh.run(at(s, deploy), sh("echo on; sleep 30"), {
      signal: stop.signal,
      onStdout: () => stop.abort(),
    });
    expect(await result).toMatchObject({ kind: "killed", why: "cancelled" });
    expect(s.execLog.map(({ sudo, argv }) => [sudo, argv[3] ?? argv[0]])).toEqual([
      [true, "sh"],
      [true, "holdfast-kill"],
    ]);
  });
});
