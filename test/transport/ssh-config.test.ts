import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Host } from "../../src/model/host.ts";
import { readSshConfig } from "../../src/transport/ssh-config.ts";
import { targetResolver } from "../../src/transport/target.ts";
import { at, failureIn, Home, server, sh } from "./fleet.ts";
import { host } from "./host.ts";

async function resolve(config: string | Home, fields: Partial<Host>) {
  const home = typeof config === "string" ? new Home() : config;
  if (typeof config === "string") home.write(".ssh/config", config);
  const around = {
    home: home.path,
    user: "me",
    agent: "/agent",
    configFiles: [join(home.path, ".ssh/config"), join(home.path, "system")],
    globalKnownHosts: ["/etc/ssh/ssh_known_hosts"],
  };
  const target = targetResolver(await readSshConfig(around), around)(host(fields));
  return { ...target, home: home.path };
}

describe("where a host is", () => {
  test("without any file: what ssh would do", async () => {
    const target = await resolve(new Home(), { address: "s1" });
    expect(target).toMatchObject({
      host: "s1",
      port: 22,
      user: "me",
      agent: "/agent",
      via: undefined,
      knownHosts: [`${target.home}/.ssh/known_hosts`, "/etc/ssh/ssh_known_hosts"],
      identityFiles: ["id_ed25519", "id_ecdsa", "id_rsa"].map((name) => ({
        path: `${target.home}/.ssh/${name}`,
        named: false,
      })),
    });
  });

  const config = `
Host s*
  hostname %h.example.net
  USER deploy
  Port 2222
  IdentityFile ~/keys/%r@%h
  IdentityFile "~/with space"
  UserKnownHostsFile ~/kh1 ~/kh2
  HostKeyAlias all-s
Host *
  User nobody
  IdentitiesOnly yes
  IdentityAgent none
`;
  test("~/.ssh/config, in any spelling", async () => {
    const target = await resolve(config, { address: "s1" });
    const paths = [`${target.home}/keys/deploy@s1.example.net`, `${target.home}/with space`];
    expect(target).toMatchObject({
      host: "s1.example.net",
      port: 2222,
      user: "deploy",
      alias: "all-s",
      identitiesOnly: true,
      agent: undefined,
      identityFiles: paths.map((path) => ({ path, named: true })),
      knownHosts: [`${target.home}/kh1`, `${target.home}/kh2`, "/etc/ssh/ssh_known_hosts"],
    });
  });

  test("storage.yaml wins", async () => {
    const target = await resolve(config, {
      address: "s1",
      user: "root",
      port: 22,
      identityFile: "~/mine",
      knownHosts: "/kh",
    });
    expect(target).toMatchObject({ host: "s1.example.net", port: 22, user: "root", knownHosts: ["/kh"] });
    expect(target.identityFiles).toEqual([{ path: `${target.home}/mine`, named: true }]);
  });

  test("ProxyJump, each hop by its own lines; storage.yaml's jump wins; none is none", async () => {
    const text =
      "Host inner\n ProxyJump ops@edge:2200,middle\nHost middle\n Port 23\n ProxyJump never\nHost edge\n HostName 192.0.2.1\n";
    expect((await resolve(text, { address: "inner" })).via).toMatchObject({
      host: "middle",
      port: 23,
      via: { host: "192.0.2.1", port: 2200, user: "ops", via: undefined },
    });
    expect((await resolve(text, { address: "inner", jump: "other" })).via).toMatchObject({
      host: "other",
      via: undefined,
    });
    expect((await resolve(text, { address: "inner", jump: "none" })).via).toBeUndefined();
    expect((await resolve("Host *\n ProxyJump none\n", { address: "x" })).via).toBeUndefined();
  });

  test("jump hosts that go round in circles", async () => {
    const text = "Host a\n ProxyJump b\nHost b\n ProxyJump c\nHost c\n ProxyJump b\n";
    await expect(resolve(text, { address: "a" })).rejects.toThrow(/circles/);
    expect((await resolve("Host *\n ProxyJump edge\n", { address: "x" })).via).toMatchObject({
      host: "edge",
      via: undefined,
    });
  });

  test("Include, with patterns, and what it leaves open stays inside it", async () => {
    const home = new Home();
    home.write(".ssh/config", "Include conf.d/*.conf missing\nPort 2022\nHost s2\n  User two\n");
    home.write(".ssh/conf.d/a.conf", "Host s1\n  User one\n");
    home.write(".ssh/conf.d/b.txt", "User wrong\n");
    home.write("system", "Host *\n  User last\n");
    expect(await resolve(home, { address: "s1" })).toMatchObject({ user: "one", port: 2022 });
    expect(await resolve(home, { address: "s2" })).toMatchObject({ user: "two", port: 2022 });
    expect(await resolve(home, { address: "s3" })).toMatchObject({ user: "last", port: 2022 });
    home.write(".ssh/config", "Include config\n");
    await expect(resolve(home, { address: "s1" })).rejects.toThrow(/circles/);
  });

  test("nothing in it is ever run", async () => {
    const home = new Home();
    const mark = join(home.path, "ran");
    home.write(
      ".ssh/config",
      `Match exec "touch ${mark}"\n  User evil\nHost *\n  CanonicalizeHostname yes\n  CanonicalDomains example.net\n  User good\n`,
    );
    expect(await resolve(home, { address: "s1" })).toMatchObject({ user: "good" });
    expect(existsSync(mark)).toBe(false);
  });

  test("ProxyCommand is refused plainly, unless a jump replaces it", async () => {
    const text = "Host s1\n  ProxyCommand touch /tmp/never\n";
    const home = new Home();
    home.write(".ssh/config", text);
    const failure = failureIn(await home.transport().run(host({ address: "s1" }), sh("true")));
    expect(failure).toMatchObject({ kind: "setup", message: expect.stringContaining("ProxyCommand") });
    expect(await resolve(text, { address: "s1", jump: "edge" })).toMatchObject({ via: { host: "edge" } });
    expect(await resolve("ProxyCommand none\n", { address: "s1" })).toMatchObject({ host: "s1" });
  });

  test("a file that makes no sense", async () => {
    await expect(resolve('User x\nHost "s1\n', { address: "s1" })).rejects.toThrow(/cannot understand/);
    await expect(resolve("Port many\n", { address: "s1" })).rejects.toThrow(/which is no port/);
  });

  test("all of it at work", async () => {
    const s = await server({ users: ["deploy"] });
    const home = new Home();
    home.write("kh", `storage ${s.hostKey}\n`);
    home.write(
      ".ssh/config",
      `Host s1\n HostName 127.0.0.1\n Port ${s.port}\n User deploy\n UserKnownHostsFile ~/kh\n HostKeyAlias storage\n`,
    );
    expect(await home.transport().run(host({ address: "s1" }), sh("echo ok"))).toMatchObject({
      stdout: "ok\n",
    });
    expect(failureIn(await home.transport().run(at(s), sh("true"))).kind).toBe("host-key");
  });
});
