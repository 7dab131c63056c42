import { describe, expect, test } from "vitest";
import { readOnly } from "../../src/transport/read-only.ts";
import { type Traced, traced } from "../../src/transport/trace.ts";
import { openTransport } from "../../src/transport/transport.ts";
import { at, Home, later, server, sh } from "./fleet.ts";
import { host } from "./host.ts";

describe("the door to all hosts", () => {
  test("this machine and others through the same door", async () => {
    const s = await server();
    const home = new Home().knows(s);
    const transport = openTransport({
      surroundings: { home: home.path, user: "me", agent: undefined, configFiles: [], globalKnownHosts: [] },
    });
    later(() => transport.close());
    expect(await transport.run(host({ address: "local" }), sh("echo here"))).toMatchObject({
      stdout: "here\n",
    });
    expect(s.logins()).toBe(0);
    expect(await transport.run(at(s), sh("echo there"))).toMatchObject({ stdout: "there\n" });
  });

  test("the sudo password is asked for once, for all hosts", async () => {
    const servers = await Promise.all([1, 2, 3].map(() => server({ sudo: { password: "p" } })));
    const home = new Home().knows(...servers);
    let asked = 0;
    const transport = openTransport({
      surroundings: { home: home.path, user: "me", agent: undefined, configFiles: [], globalKnownHosts: [] },
      sudoPassword: async () => {
        asked += 1;
        return "p";
      },
    });
    later(() => transport.close());
    const results = await Promise.all(servers.map((s) => transport.run(at(s, { sudo: true }), sh("true"))));
    expect(results.map((result) => result.kind)).toEqual(["exited", "exited", "exited"]);
    expect(asked).toBe(1);
  });

  test("a read-only transport throws on what would change a host, and runs nothing", async () => {
    const ran: string[] = [];
    const inner = {
      run: async () => {
        ran.push("x");
        return { kind: "exited", code: 0, stdout: "", stderr: "" } as const;
      },
      close: async () => {},
    };
    const transport = readOnly(inner);
    expect(() => transport.run(host({}), sh("true", { mutates: true }))).toThrow(/read-only/);
    expect(ran).toEqual([]);
    expect(await transport.run(host({}), sh("true"))).toMatchObject({ kind: "exited" });
  });

  test("a trace tells what ran where and how it went, and neither input nor output", async () => {
    const seen: Traced[] = [];
    const transport = traced(openTransport(), (entry) => seen.push(entry));
    await transport.run(host({ name: "me", address: "local" }), sh("cat", { stdin: "secret" }));
    await transport.run(host({ address: "local" }), sh("sleep 5", { timeoutS: 0.1 }));
    expect(seen).toMatchObject([
      { host: "me", argv: ["sh", "-c", "cat"], mutates: false, outcome: "exited 0", stdout: 6 },
      { outcome: "killed: took longer than 0.1 s" },
    ]);
    expect(JSON.stringify(seen)).not.toContain("secret");
  });
});
