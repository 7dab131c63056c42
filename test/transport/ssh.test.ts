import { connect, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { at, failureIn, Home, later, server, sh } from "./fleet.ts";
import { host } from "./host.ts";

describe("commands through SSH", () => {
  test("status, output, stdin, words with anything in them", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    expect(await ssh.run(at(s), sh("echo out; echo err >&2; cat; exit 3", { stdin: "in\n" }))).toEqual({
      kind: "exited",
      code: 3,
      stdout: "out\nin\n",
      stderr: "err\n",
    });
    const words = ["a b", "", "'", "$HOME", "\n", "é"];
    const argv = ["printf", "%s|", ...words];
    expect(await ssh.run(at(s), { argv, mutates: false, timeoutS: 5 })).toMatchObject({
      stdout: "a b||'|$HOME|\n|é|",
    });
    expect(s.execLog[1]).toMatchObject({ argv, sudo: false, timeoutS: 5, user: "me" });
  });

  test("one connection and one exec per command, whatever comes at once", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const results = await Promise.all(Array.from({ length: 30 }, (_, i) => ssh.run(at(s), sh(`echo ${i}`))));
    expect(results.map((result) => result.kind === "exited" && result.stdout)).toEqual(
      Array.from({ length: 30 }, (_, i) => `${i}\n`),
    );
    expect(s.logins()).toBe(1);
    expect(s.execLog).toHaveLength(30);
  });

  test("a host that allows few sessions gets few", async () => {
    const s = await server({ maxSessions: 3 });
    const ssh = new Home().knows(s).transport();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ssh.run(at(s), sh(`sleep 0.05; echo ${i}`))),
    );
    expect(results.filter((result) => result.kind !== "exited")).toEqual([]);
  });

  test("a long stream of input keeps its place while others work", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const stop = new AbortController();
    const seen: string[] = [];
    async function* beats() {
      while (!stop.signal.aborted) {
        yield "beat\n";
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    const lease = ssh.run(
      at(s),
      { ...sh("echo held; cat"), stdin: beats() },
      { onStdout: (text) => seen.push(text) },
    );
    await Promise.all(Array.from({ length: 12 }, () => ssh.run(at(s), sh("sleep 0.05"))));
    expect(seen.join("")).toContain("held\nbeat\n");
    stop.abort();
    expect(await lease).toMatchObject({ kind: "exited", code: 0 });
  });

  test("time-out kills on the host", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const mark = `87654.${process.pid}`;
    const result = await ssh.run(at(s), sh(`echo half; sleep ${mark} & sleep ${mark}`, { timeoutS: 1 }));
    expect(result).toEqual({ kind: "killed", why: "took longer than 1 s", stdout: "half\n", stderr: "" });
    expect(await ssh.run(at(s), sh(`ps -eo args | grep -c "[s]leep ${mark}"`))).toMatchObject({
      stdout: "0\n",
    });
  });

  test("a host that no longer kills anything is given up from here", async () => {
    const s = await server({
      intercept: (asked) => (asked.argv[0] === "hang" ? new Promise(() => {}) : undefined),
    });
    const ssh = new Home().knows(s).transport({ graceS: -4.5 });
    const result = await ssh.run(at(s), { argv: ["hang"], mutates: true, timeoutS: 1 });
    expect(result).toMatchObject({ kind: "killed", why: "no end in sight 1 s after it was started" });
    // Its process group is ended all the same, as far as can be.
    await expect.poll(() => s.execLog.at(-1)?.argv.at(-1)).toBe("999999");
  });

  test("cancellation kills on the host, at once", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const mark = `87653.${process.pid}`;
    const stop = new AbortController();
    const begun = Date.now();
    const running = ssh.run(at(s), sh(`echo half; sleep ${mark}`), {
      signal: stop.signal,
      onStdout: () => stop.abort(),
    });
    expect(await running).toMatchObject({ kind: "killed", why: "cancelled", stdout: "half\n" });
    expect(Date.now() - begun).toBeLessThan(3000);
    expect(await ssh.run(at(s), sh(`ps -eo args | grep -c "[s]leep ${mark}"`))).toMatchObject({
      stdout: "0\n",
    });
  });

  test("cancellation while connecting", async () => {
    const s = await server({ hangAfterConnect: true });
    const ssh = new Home().transport();
    const begun = Date.now();
    expect(await ssh.run(at(s), sh("true"), { signal: AbortSignal.timeout(100) })).toMatchObject({
      kind: "killed",
      why: "cancelled before it was started",
    });
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  test("too much output", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport({ outputLimit: 100_000 });
    expect(await ssh.run(at(s), sh("yes"))).toMatchObject({
      kind: "killed",
      why: "printed more than 100000 bytes",
    });
  });

  test("big input and output, whole", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const text = "0123456789abcdé\n".repeat(300_000);
    const result = await ssh.run(at(s), { ...sh("cat"), stdin: text });
    expect(result.kind === "exited" && result.stdout === text).toBe(true);
  });

  test("a daemon that holds on to stdout does not hold up the result", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const begun = Date.now();
    expect(await ssh.run(at(s), sh("setsid sleep 15 & echo started"))).toMatchObject({
      code: 0,
      stdout: "started\n",
    });
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  test("an account that runs nothing", async () => {
    const s = await server({
      intercept: () => ({ code: 1, stdout: "This account is currently not available.\n", neverBegun: true }),
    });
    const ssh = new Home().knows(s).transport();
    expect(failureIn(await ssh.run(at(s), sh("true")))).toMatchObject({
      kind: "setup",
      message: expect.stringContaining("This account is currently not available."),
    });
  });
});

describe("hosts that cannot be used", () => {
  test("nobody listens", async () => {
    const s = await server();
    await s.close();
    expect(failureIn(await new Home().transport().run(at(s), sh("true")))).toMatchObject({
      kind: "refused",
      message: `127.0.0.1:${s.port} refuses connections`,
    });
  });

  test("a name nobody knows", async () => {
    const result = await new Home().transport().run(host({ address: "no-such-host.invalid" }), sh("true"));
    expect(failureIn(result)).toMatchObject({
      kind: "dns",
      message: expect.stringContaining("no-such-host.invalid"),
    });
  });

  test("no route", async () => {
    // A link-local address without an interface has no route anywhere.
    const result = await new Home()
      .transport({ connectTimeoutS: 2 })
      .run(host({ address: "fe80::1" }), sh("true"));
    expect(failureIn(result).kind).toMatch(/unreachable|timeout/);
  });

  test("a port that accepts and says nothing", async () => {
    const s = await server({ hangAfterConnect: true });
    const begun = Date.now();
    expect(
      failureIn(await new Home().transport({ connectTimeoutS: 0.5 }).run(at(s), sh("true"))),
    ).toMatchObject({
      kind: "timeout",
      message: `127.0.0.1:${s.port} accepted the connection, then said nothing within 0.5 s`,
    });
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  test("a port that hangs up, and one that speaks something else", async () => {
    const odd = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    const web = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(50))).listen(
      0,
      "127.0.0.1",
    );
    later(() => void [odd.close(), web.close()]);
    await new Promise((resolve) => web.once("listening", resolve));
    const ssh = new Home().transport();
    const port = (of: typeof odd) => (of.address() as { port: number }).port;
    expect(
      failureIn(await ssh.run(host({ address: "127.0.0.1", port: port(odd) }), sh("true"))),
    ).toMatchObject({
      kind: "lost",
      message: expect.stringContaining("closed the connection before the login was done"),
    });
    expect(
      failureIn(await ssh.run(host({ address: "127.0.0.1", port: port(web) }), sh("true"))).kind,
    ).toMatch(/setup|lost/);
  });

  test("one bad host among good ones: the others are served", async () => {
    const [good, bad] = await Promise.all([server(), server({ hangAfterConnect: true })]);
    const ssh = new Home().knows(good).transport({ connectTimeoutS: 1 });
    const [one, two, three] = await Promise.all([
      ssh.run(at(bad), sh("echo 1")),
      ssh.run(at(good), sh("echo 2")),
      ssh.run(host({ address: "no-such-host.invalid" }), sh("echo 3")),
    ]);
    expect([one?.kind, two?.kind, three?.kind]).toEqual(["unreachable", "exited", "unreachable"]);
  });

  test("the connection goes away while a command runs; the next command gets a new one", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const running = ssh.run(at(s), sh("echo half; sleep 5"), { onStdout: () => s.drop() });
    expect(await running).toMatchObject({ kind: "lost", stdout: "half\n", failure: { kind: "lost" } });
    expect(await ssh.run(at(s), sh("echo again"))).toMatchObject({ kind: "exited", stdout: "again\n" });
    expect(s.logins()).toBe(2);
  });

  test("a command on a connection that died unseen is run once, on a new one", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    await ssh.run(at(s), sh("true"));
    s.drop();
    const results = await Promise.all([1, 2, 3].map((i) => ssh.run(at(s), sh(`echo ${i}`))));
    expect(results.map((result) => result.kind)).toEqual(["exited", "exited", "exited"]);
    expect(s.logins()).toBe(2);
  });

  test("a host that falls silent is noticed by keepalive", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport({ keepaliveS: 0.1 });
    const proxy = createServer((socket) => {
      const through = connect(s.port, "127.0.0.1");
      socket.pipe(through).pipe(socket);
      for (const end of [socket, through]) end.on("error", () => {});
      setTimeout(() => {
        socket.unpipe(through);
        through.unpipe(socket);
      }, 400);
    }).listen(0, "127.0.0.1");
    later(() => void proxy.close());
    await new Promise((resolve) => proxy.once("listening", resolve));
    const port = (proxy.address() as { port: number }).port;
    const result = await ssh.run(host({ address: "127.0.0.1", port, hostKey: s.hostKey }), sh("sleep 15"));
    expect(failureIn(result)).toMatchObject({
      kind: "lost",
      message: expect.stringContaining("no longer answers"),
    });
  });

  test("closing ends the connections", async () => {
    const s = await server();
    const ssh = new Home().knows(s).transport();
    const running = ssh.run(at(s), sh("echo on; sleep 5"), { onStdout: () => void ssh.close() });
    expect(await running).toMatchObject({ kind: "lost" });
  });
});

describe("addresses", () => {
  test("IPv6", async () => {
    const s = await server({ listen: "::1" });
    const ssh = new Home().knows(s).transport();
    expect(await ssh.run(at(s, { address: "::1" }), sh("echo six"))).toMatchObject({ stdout: "six\n" });
  });

  test("names", async () => {
    const s = await server();
    const ssh = new Home().transport();
    const named = at(s, { address: "localhost", hostKey: s.hostKey });
    expect(await ssh.run(named, sh("echo name"))).toMatchObject({ stdout: "name\n" });
  });
});
