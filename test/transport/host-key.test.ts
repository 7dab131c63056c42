import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeKey } from "../support/ssh-server.ts";
import { at, failureIn, Home, server, sh } from "./fleet.ts";

const known = (home: Home) => readFileSync(join(home.path, ".ssh/known_hosts"), "utf8");

describe("host keys", () => {
  test("an unknown key is refused, with the fingerprint and the line that makes it known", async () => {
    const s = await server();
    const home = new Home();
    const failure = failureIn(await home.transport().run(at(s), sh("true")));
    expect(failure.kind).toBe("host-key");
    expect(failure.message).toContain(
      `[127.0.0.1]:${s.port} is not known: it presents ssh-ed25519 ${s.fingerprint}`,
    );
    expect(failure.hint?.split("\n").at(-1)).toBe(s.hostKeyLine);
    expect(s.attempts).toEqual([]);
    home.write(".ssh/known_hosts", `${failure.hint?.split("\n").at(-1)}\n`);
    expect(await home.transport().run(at(s), sh("true"))).toMatchObject({ kind: "exited" });
  });

  test("a line added while we run counts for the next try", async () => {
    const s = await server();
    const home = new Home();
    home.write(".ssh/known_hosts", "# nobody yet\n");
    const ssh = home.transport();
    expect(failureIn(await ssh.run(at(s), sh("true"))).kind).toBe("host-key");
    home.knows(s);
    expect(await ssh.run(at(s), sh("true"))).toMatchObject({ kind: "exited" });
  });

  test("a changed key is refused, naming the old line, also when new keys are accepted", async () => {
    const [s, other] = [await server(), await server()];
    const home = new Home();
    home.write(".ssh/known_hosts", `# mine\n${s.hostKeyLine.replace(/ssh-ed25519 .*/, other.hostKey)}\n`);
    const before = known(home);
    for (const acceptNewHostKeys of [false, true]) {
      const failure = failureIn(await home.transport({ acceptNewHostKeys }).run(at(s), sh("true")));
      expect(failure).toMatchObject({ kind: "host-key", message: expect.stringContaining("has changed") });
      expect(failure.message).toContain(s.fingerprint);
      expect(failure.message).toContain(`known_hosts:2 has ${other.fingerprint}`);
      expect(failure.hint).toContain(s.hostKeyLine);
    }
    expect(known(home)).toBe(before);
    expect(s.attempts).toEqual([]);
  });

  test("a revoked key is refused, also when it is known and new keys are accepted", async () => {
    const s = await server();
    const home = new Home();
    home.write(".ssh/known_hosts", `${s.hostKeyLine}\n@revoked * ${s.hostKey}\n`);
    const failure = failureIn(await home.transport({ acceptNewHostKeys: true }).run(at(s), sh("true")));
    expect(failure).toMatchObject({ kind: "host-key", message: expect.stringContaining("is revoked") });
  });

  test("new keys are accepted on request, each written once, privately, after an unfinished line", async () => {
    const [one, two] = [await server(), await server()];
    const home = new Home();
    home.write(".ssh/known_hosts", "# no newline at the end");
    const ssh = home.transport({ acceptNewHostKeys: true });
    for (const s of [one, two, one])
      expect(await ssh.run(at(s), sh("true"))).toMatchObject({ kind: "exited" });
    expect(known(home)).toBe(`# no newline at the end\n${one.hostKeyLine}\n${two.hostKeyLine}\n`);
  });

  test("many new hosts at once leave whole lines in a file that was not there", async () => {
    const servers = await Promise.all([server(), server(), server(), server()]);
    const home = new Home();
    const ssh = home.transport({ acceptNewHostKeys: true });
    await Promise.all(servers.map((s) => ssh.run(at(s), sh("true"))));
    const file = join(home.path, ".ssh/known_hosts");
    expect(known(home).split("\n").filter(Boolean).sort()).toEqual(servers.map((s) => s.hostKeyLine).sort());
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("of several keys, the host is asked for the one that is known", async () => {
    const s = await server({
      hostKeys: [makeKey().private, makeKey({ type: "rsa" }).private, makeKey({ type: "ecdsa" }).private],
    });
    const [, rsa, ecdsa] = s.hostKeyLine.split("\n");
    for (const line of [rsa, ecdsa]) {
      const home = new Home();
      home.write(".ssh/known_hosts", `${line}\n`);
      expect(await home.transport().run(at(s), sh("true"))).toMatchObject({ kind: "exited" });
    }
  });

  test("a host known by a key of another type only is no new host", async () => {
    const s = await server();
    const rsa = await server({ hostKeys: [makeKey({ type: "rsa" }).private] });
    const home = new Home();
    home.write(".ssh/known_hosts", `[127.0.0.1]:${s.port} ${rsa.hostKey}\n`);
    const failure = failureIn(await home.transport({ acceptNewHostKeys: true }).run(at(s), sh("true")));
    expect(failure).toMatchObject({
      kind: "host-key",
      message: expect.stringContaining("known is only its ssh-rsa key"),
    });
  });

  test("a pinned key stands for known_hosts, and nothing else does", async () => {
    const [s, other] = [await server(), await server()];
    expect(
      await new Home().transport().run(at(s, { hostKey: `${s.hostKey} root@s1` }), sh("true")),
    ).toMatchObject({
      kind: "exited",
    });
    const home = new Home().knows(s);
    const failure = failureIn(
      await home.transport({ acceptNewHostKeys: true }).run(at(s, { hostKey: other.hostKey }), sh("true")),
    );
    expect(failure).toMatchObject({
      kind: "host-key",
      message: expect.stringContaining("hostKey in storage.yaml"),
    });
    expect(failureIn(await home.transport().run(at(s, { hostKey: "rubbish" }), sh("true"))).kind).toBe(
      "setup",
    );
  });

  test("a known_hosts that cannot be read lets nobody in", async () => {
    const s = await server();
    const home = new Home();
    mkdirSync(join(home.path, ".ssh/known_hosts"));
    const failure = failureIn(await home.transport({ acceptNewHostKeys: true }).run(at(s), sh("true")));
    expect(failure).toMatchObject({ kind: "host-key", message: expect.stringContaining("cannot read") });
    expect(s.attempts).toEqual([]);
  });

  test("another file is used when the host names one", async () => {
    const s = await server();
    const home = new Home();
    const knownHosts = home.write("elsewhere", `${s.hostKeyLine}\n`);
    chmodSync(knownHosts, 0o644);
    expect(await home.transport().run(at(s, { knownHosts }), sh("true"))).toMatchObject({ kind: "exited" });
    expect(await home.transport().run(at(s, { knownHosts: "~/elsewhere" }), sh("true"))).toMatchObject({
      kind: "exited",
    });
    expect(existsSync(join(home.path, ".ssh/known_hosts"))).toBe(false);
  });
});
