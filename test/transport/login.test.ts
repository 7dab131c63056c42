import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeKey } from "../support/ssh-server.ts";
import { at, failureIn, Home, later, server, sh } from "./fleet.ts";

/** An `ssh-agent` of the test's own, holding these private key files. */
async function agent(home: Home, ...files: string[]): Promise<string> {
  const socket = join(home.path, "agent.sock");
  const child = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
  later(() => void child.kill());
  await expect.poll(() => existsSync(socket)).toBe(true);
  for (const file of files)
    execFileSync("ssh-add", ["-q", file], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "pipe" });
  return socket;
}
const haveAgent = existsSync("/usr/bin/ssh-agent");

describe("logging in", () => {
  test("refused: who, where, and what was tried", async () => {
    const s = await server({ refuseAuth: true });
    const home = new Home().knows(s);
    const failure = failureIn(await home.transport().run(at(s, { user: "deploy" }), sh("true")));
    expect(failure).toMatchObject({
      kind: "auth",
      message: `deploy@127.0.0.1:${s.port} refused the login; tried ${home.path}/.ssh/id_ed25519`,
    });
    expect(failure.hint).toContain("authorized_keys of deploy");
  });

  test("a key file that is not there, or is no key, is reported when somebody named it", async () => {
    const s = await server({ refuseAuth: true });
    const home = new Home().knows(s);
    const rubbish = home.write("rubbish", "not a key\n");
    expect(
      failureIn(await home.transport().run(at(s, { identityFile: "~/gone" }), sh("true"))).message,
    ).toContain(`tried ${home.path}/gone (not there)`);
    expect(
      failureIn(await home.transport().run(at(s, { identityFile: rubbish }), sh("true"))).message,
    ).toContain(`tried ${rubbish} (`);
  });

  test.each(["ed25519", "ecdsa", "rsa"] as const)("with an %s key file", async (type) => {
    const key = makeKey({ type });
    const s = await server({ authorizedKeys: [key.public] });
    const home = new Home().knows(s);
    const identityFile = home.write("id", key.private);
    expect(await home.transport().run(at(s, { identityFile }), sh("true"))).toMatchObject({ kind: "exited" });
  });

  test("an encrypted key asks once, for all hosts together", async () => {
    const key = makeKey({ passphrase: "open sesame" });
    const servers = await Promise.all([1, 2, 3].map(() => server({ authorizedKeys: [key.public] })));
    const home = new Home().knows(...servers);
    const identityFile = home.write("id", key.private);
    const asked: string[] = [];
    const passphrase = async (file: string) => {
      asked.push(file);
      await new Promise((resolve) => setTimeout(resolve, 4000));
      return "open sesame";
    };
    // People may take longer than a connection may.
    const ssh = home.transport({ passphrase, connectTimeoutS: 3 });
    const results = await Promise.all(servers.map((s) => ssh.run(at(s, { identityFile }), sh("true"))));
    expect(results.map((result) => result.kind)).toEqual(["exited", "exited", "exited"]);
    expect(asked).toEqual([identityFile]);
  });

  test("an encrypted key nobody would take is not asked for", async () => {
    const key = makeKey({ passphrase: "x" });
    const s = await server({ refuseAuth: true });
    const home = new Home().knows(s);
    const identityFile = home.write("id", key.private);
    let asked = 0;
    const passphrase = async () => {
      asked += 1;
      return "x";
    };
    const failure = failureIn(await home.transport({ passphrase }).run(at(s, { identityFile }), sh("true")));
    expect(failure.kind).toBe("auth");
    expect(asked).toBe(0);
  });

  test.each([
    ["no passphrase", undefined, "is encrypted, and no passphrase was given"],
    ["a wrong one", "wrong", "the passphrase for"],
  ])("an encrypted key and %s", async (_, answer, text) => {
    const key = makeKey({ passphrase: "right" });
    const s = await server();
    const home = new Home().knows(s);
    const identityFile = home.write("id", key.private);
    const ssh = home.transport(answer === undefined ? {} : { passphrase: async () => answer });
    const failure = failureIn(await ssh.run(at(s, { identityFile }), sh("true")));
    expect(failure).toMatchObject({ kind: "auth", message: expect.stringContaining(text) });
    expect(failure.message).not.toContain("right");
  });

  test.skipIf(!haveAgent)(
    "with an agent; a key it holds is not asked for, though its file is encrypted",
    async () => {
      const key = makeKey();
      const s = await server({ authorizedKeys: [key.public] });
      const home = new Home().knows(s);
      const plain = home.write("plain", key.private);
      const socket = await agent(home, plain, home.write("other", makeKey().private));
      // The same key once more, locked.
      execFileSync("ssh-keygen", ["-q", "-p", "-N", "secret", "-f", plain]);
      const passphrase = async () => {
        throw new Error("asked");
      };
      const result = await home
        .transport({ passphrase }, socket)
        .run(at(s, { identityFile: plain }), sh("true"));
      expect(result).toMatchObject({ kind: "exited" });
    },
  );

  test.skipIf(!haveAgent)("an agent key that was named is offered first", async () => {
    const keys = [1, 2, 3, 4].map(() => makeKey());
    const [, , , right = makeKey()] = keys;
    const s = await server({ authorizedKeys: [right.public] });
    const home = new Home().knows(s);
    const files = keys.map((key, i) => home.write(`id${i}`, key.private));
    const socket = await agent(home, ...files);
    expect(await home.transport({}, socket).run(at(s, { identityFile: "~/id3" }), sh("true"))).toMatchObject({
      kind: "exited",
    });
    // A question whether the key would do, and the signature.
    expect(s.attempts).toEqual(["publickey", "publickey"]);
  });

  test("an agent that is gone is reported and does not stop a key file", async () => {
    const home = new Home();
    const socket = join(home.path, "no-agent");
    const good = await server();
    const bad = await server({ refuseAuth: true });
    home.knows(good, bad);
    expect(await home.transport({}, socket).run(at(good), sh("true"))).toMatchObject({ kind: "exited" });
    expect(failureIn(await home.transport({}, socket).run(at(bad), sh("true"))).message).toContain(
      `the agent at ${socket}`,
    );
  });

  test("a host that says nothing after the greeting", async () => {
    const s = await server({ hangAfterConnect: true });
    const failure = failureIn(await new Home().transport({ connectTimeoutS: 0.3 }).run(at(s), sh("true")));
    expect(failure.kind).toBe("timeout");
  });
});
