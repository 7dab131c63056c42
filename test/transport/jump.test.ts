import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { parseJump } from "../../src/transport/jump.ts";
import { at, failureIn, Home, later, server, sh } from "./fleet.ts";
import { host } from "./host.ts";

describe("jump hosts", () => {
  test("a chain of two, every machine under its own key, shared by all hosts behind it", async () => {
    const [first, second, one, two] = await Promise.all([server(), server(), server(), server()]);
    const home = new Home().knows(first, second, one, two);
    const jump = `ops@127.0.0.1:${first.port},127.0.0.1:${second.port}`;
    const ssh = home.transport();
    const results = await Promise.all([one, two].map((s) => ssh.run(at(s, { jump }), sh("echo there"))));
    expect(results).toMatchObject([{ stdout: "there\n" }, { stdout: "there\n" }]);
    expect([first.logins(), second.logins(), one.logins(), two.logins()]).toEqual([1, 1, 1, 1]);
    expect(first.execLog).toEqual([]);
  });

  test("a jump host nobody knows", async () => {
    const [jump, s] = await Promise.all([server(), server()]);
    const ssh = new Home().knows(s).transport();
    const failure = failureIn(await ssh.run(at(s, { jump: `127.0.0.1:${jump.port}` }), sh("true")));
    expect(failure).toMatchObject({
      kind: "jump",
      message: expect.stringContaining(`me@127.0.0.1:${jump.port} cannot be used`),
    });
    expect(failure.message).toContain(jump.fingerprint);
    expect(failure.hint).toContain(jump.hostKeyLine);
  });

  test("a host behind it that nobody knows", async () => {
    const [jump, s] = await Promise.all([server(), server()]);
    const ssh = new Home().knows(jump).transport();
    const failure = failureIn(await ssh.run(at(s, { jump: `127.0.0.1:${jump.port}` }), sh("true")));
    expect(failure).toMatchObject({ kind: "host-key", message: expect.stringContaining(s.fingerprint) });
  });

  test("a jump host that does not forward", async () => {
    const [jump, s] = await Promise.all([server({ refuseForwarding: true }), server()]);
    const ssh = new Home().knows(jump, s).transport();
    const failure = failureIn(await ssh.run(at(s, { jump: `127.0.0.1:${jump.port}` }), sh("true")));
    expect(failure.kind).toBe("jump");
    expect(failure.message).toContain(`127.0.0.1:${jump.port}`);
  });

  test("a host that hangs behind it", async () => {
    const [jump, s] = await Promise.all([server(), server({ hangAfterConnect: true })]);
    const ssh = new Home().knows(jump).transport({ connectTimeoutS: 0.5 });
    const failure = failureIn(await ssh.run(at(s, { jump: `127.0.0.1:${jump.port}` }), sh("true")));
    expect(failure).toMatchObject({ kind: "timeout", message: expect.stringContaining("said nothing") });
  });

  test("a jump host that is lost takes the hosts behind it with it; both come back", async () => {
    const [jump, s] = await Promise.all([server(), server()]);
    const ssh = new Home().knows(jump, s).transport();
    const behind = at(s, { jump: `127.0.0.1:${jump.port}` });
    const lost = await ssh.run(behind, sh("echo on; sleep 5"), { onStdout: () => jump.drop() });
    expect(lost).toMatchObject({ kind: "lost" });
    expect(await ssh.run(behind, sh("echo back"))).toMatchObject({ stdout: "back\n" });
  });

  test("more hosts behind one jump host than may connect at a time", async () => {
    const [jump, ...behind] = await Promise.all([server(), server(), server(), server(), server()]);
    const ssh = new Home().knows(jump, ...behind).transport({ parallel: 1 });
    const results = await Promise.all(
      behind.map((s) => ssh.run(at(s, { jump: `127.0.0.1:${jump.port}` }), sh("true"))),
    );
    expect(results.map((result) => result.kind)).toEqual(Array(4).fill("exited"));
  });

  test("a jump host given for all hosts is reached directly itself", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    expect(await ssh.run(at(s, { jump: `127.0.0.1:${s.port}` }), sh("true"))).toMatchObject({
      kind: "exited",
    });
    expect(s.logins()).toBe(1);
  });

  test("the written form", () => {
    expect(parseJump("a")).toEqual([{ address: "a" }]);
    expect(parseJump("u@a:2222, ssh://b ,v@[2001:db8::1]:22")).toEqual([
      { address: "a", user: "u", port: 2222 },
      { address: "b" },
      { address: "2001:db8::1", user: "v", port: 22 },
    ]);
    for (const bad of ["", "a b", "a:0", "a:99999", "u@", "a,,b", "a:b"])
      expect(() => parseJump(bad)).toThrow(/no jump host/);
  });
});

test("only so many connections are set up at a time, and eight begin at once", async () => {
  let now = 0;
  let most = 0;
  const silent = createServer((socket) => {
    now += 1;
    most = Math.max(most, now);
    socket
      .resume()
      .on("error", () => {})
      .once("close", () => {
        now -= 1;
      });
  }).listen(0, "127.0.0.1");
  later(() => void silent.close());
  await new Promise((resolve) => silent.once("listening", resolve));
  const { port } = silent.address() as { port: number };
  const ask = async (parallel: number | undefined) => {
    most = 0;
    const ssh = new Home().transport({ connectTimeoutS: 0.3, ...(parallel !== undefined && { parallel }) });
    const users = Array.from({ length: 8 }, (_, i) => `u${i}`);
    await Promise.all(users.map((user) => ssh.run(host({ address: "127.0.0.1", port, user }), sh("true"))));
    return most;
  };
  expect(await ask(3)).toBe(3);
  expect(await ask(undefined)).toBe(8);
});
