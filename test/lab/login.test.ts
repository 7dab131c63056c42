import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { planned } from "./applying.ts";
import { labGate } from "./gate.ts";
import { holdfastFor } from "./holdfast.ts";
import { makeHome } from "./home.ts";
import { type Lab, openLab } from "./lab.ts";
import { output, type ProgramOptions } from "./program.ts";

/** How a host is reached, and with what around. */
interface Way {
  readonly host?: Readonly<Record<string, unknown>>;
  readonly ssh?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
  readonly env?: ProgramOptions["env"];
}

describe.skipIf(!(await labGate()))("logging in", () => {
  let lab: Lab;
  let home: ReturnType<typeof makeHome>;
  beforeAll(async () => {
    const hosts = { n1: "container", n2: "container", b1: "container" } as const;
    lab = await openLab({ name: "login", subnet: 44, hosts });
    home = makeHome(lab);
  });
  afterAll(() => lab?.close());
  afterEach(() => home.clear());

  const address = (name: string) => lab.host(name).address;

  /** A plan for two hosts that shall know each other: n1 reached in a way of its own, n2 as ever. */
  async function plan({ host = {}, ssh = {}, args = [], env = {} }: Way) {
    const holdfast = holdfastFor(lab, "login.yaml", []);
    holdfast.write({
      ssh: {},
      hosts: {
        n1: { address: address("n1"), user: "root", ...ssh, ...host },
        n2: { address: address("n2"), user: "root", identityFile: lab.key, knownHosts: lab.knownHosts },
      },
      links: [["n1", "n2"]],
    });
    const options = { env: { HOME: home.path, ...env } };
    const json = await planned(holdfast, ["--timeout", "5", ...args], options);
    return { ...json, n1: json.plan.hosts.n1, holdfast, options };
  }

  const usual = () => ({ identityFile: lab.key, knownHosts: home.file("known_hosts") });

  async function reached(way: Way) {
    const { code, n1, plan: made, stderr } = await plan(way);
    expect({ code, n1, stderr }).toEqual({ code: 0, n1: { reachable: true }, stderr: "" });
    expect(made.actions.map(({ host }) => host)).toEqual(["n1", "n2"]);
  }

  /** n1 cannot be used for this reason; n2 is planned all the same. */
  async function refused(way: Way, why: RegExp, hint?: RegExp) {
    const { code, n1, plan: made, holdfast, options } = await plan(way);
    expect(code).toBe(4);
    expect(n1).toMatchObject({ reachable: false, why: expect.stringMatching(why) });
    if (hint) expect(n1?.hint).toMatch(hint);
    expect(made.actions.map(({ host }) => host)).toEqual(["n2"]);
    const text = await holdfast.run(["plan", "--timeout", "5", ...(way.args ?? [])], options);
    expect(text.code).toBe(4);
    return { hint: n1?.hint ?? "", text: text.stdout };
  }

  const fingerprint = async (name: string) => {
    home.write("key.pub", `${lab.hostKey(name)}\n`);
    return (await output(["ssh-keygen", "-lf", home.file("key.pub")])).split(" ")[1] ?? "none";
  };
  const known = (name = "n1", as = address(name)) => `${as} ${lab.hostKey(name)}\n`;

  describe("to a host whose key", () => {
    it("is not known: refused with its fingerprint and the line that lets it in", async () => {
      home.write("known_hosts", "");
      const { hint, text } = await refused({ ssh: usual() }, /host key of 198\.18\.44\.11 is not known/);
      const line = known().trim();
      expect(text).toContain(`ssh-ed25519 ${await fingerprint("n1")}`);
      expect(hint.split("\n").at(-1)).toBe(line);
      expect(text.split("\n").map((row) => row.trim())).toContain(line);
      home.write("known_hosts", `${line}\n`);
      await reached({ ssh: usual() });
    });

    it("has changed: refused, also when new keys are accepted", async () => {
      home.write("known_hosts", known());
      const old = await fingerprint("n1");
      await lab.reset("n1", { newKeys: true });
      for (const args of [[], ["--accept-new-host-keys"]]) {
        const { text } = await refused(
          { ssh: usual(), args },
          /has changed: it presents .* somebody may be listening in/,
        );
        expect(text).toContain(old);
        expect(text).toContain(await fingerprint("n1"));
        expect(text).toContain(known().trim());
      }
    });

    it("is pinned: that one and no other", async () => {
      await reached({ ssh: { identityFile: lab.key }, host: { hostKey: lab.hostKey("n1") } });
      home.write("known_hosts", known());
      await refused({ ssh: usual(), host: { hostKey: lab.hostKey("n2") } }, /hostKey in storage\.yaml/);
    });

    it("is known under a hashed name", async () => {
      home.write("known_hosts", known("n2") + known());
      await output(["ssh-keygen", "-q", "-H", "-f", home.file("known_hosts")]);
      expect(home.read("known_hosts")).not.toContain(address("n1"));
      await reached({ ssh: usual() });
      home.write("known_hosts", known("n2"));
      await output(["ssh-keygen", "-q", "-H", "-f", home.file("known_hosts")]);
      await refused({ ssh: usual() }, /is not known/);
    });

    it("is revoked", async () => {
      home.write("known_hosts", `${known()}@revoked * ${lab.hostKey("n1")}\n`);
      await refused({ ssh: usual(), args: ["--accept-new-host-keys"] }, /host key of \S+ is revoked .*:2/);
    });

    it("is new, when those are accepted: written down once", async () => {
      home.write("known_hosts", "# mine\n");
      for (const _ of [1, 2]) await reached({ ssh: usual(), args: ["--accept-new-host-keys"] });
      expect(home.read("known_hosts")).toBe(`# mine\n${known()}`);
      await reached({ ssh: usual() });
    });
  });

  describe("at another address", () => {
    it("on another port", async () => {
      await lab.must(
        "n1",
        "systemd-run -q /usr/sbin/sshd -D -p 2222; until ss -ltn | grep -q :2222; do sleep 0.1; done",
      );
      const host = { port: 2222 };
      home.write("known_hosts", "");
      const { hint } = await refused(
        { ssh: usual(), host },
        /host key of \[198\.18\.44\.11\]:2222 is not known/,
      );
      expect(hint.split("\n").at(-1)).toBe(known("n1", `[${address("n1")}]:2222`).trim());
      home.write("known_hosts", known("n1", `[${address("n1")}]:2222`));
      await reached({ ssh: usual(), host });
      await refused({ ssh: usual(), host: { port: 2223 } }, /198\.18\.44\.11:2223 refuses connections/);
    });

    it("of IPv6", async () => {
      const { address6 } = lab.host("n1");
      home.write("known_hosts", known("n1", address6));
      await reached({ ssh: usual(), host: { address: address6, storageAddress: address("n1") } });
    });

    it("by a name that nobody knows", async () => {
      await refused(
        { ssh: usual(), host: { address: "nobody.invalid", storageAddress: address("n1") } },
        /name nobody\.invalid (cannot be|was not) resolved/,
      );
    });
  });

  describe("with keys", () => {
    const trusting = () => ({ knownHosts: lab.knownHosts });

    it("nobody lets in, or of a user who is not there", async () => {
      await home.newKey("other");
      await refused(
        { ssh: { ...trusting(), identityFile: home.file("other") } },
        /root@\S+ refused the login; tried .*other/,
        /authorized_keys of root/,
      );
      await refused(
        { ssh: { ...usual(), ...trusting(), user: "nobody-here" } },
        /nobody-here@\S+ refused the login/,
      );
      await refused({ ssh: trusting() }, /there is no key to try: no agent and no identity file/);
    });

    it("in a file with a passphrase: said when nobody can type it", async () => {
      home.write("locked", readFileSync(lab.key, "utf8"));
      await output(["ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", home.file("locked")]);
      const ssh = { ...trusting(), identityFile: home.file("locked") };
      const { text } = await refused(
        { ssh },
        /locked.*(passphrase|encrypted)|(passphrase|encrypted).*locked/,
      );
      expect(text).not.toContain("at Object.");
      await reached({ ssh, env: { HOLDFAST_PASSPHRASE: "open sesame" } });
      await refused({ ssh, env: { HOLDFAST_PASSPHRASE: "wrong" } }, /passphrase/);
    });

    it("of an agent", async () => {
      const env = { SSH_AUTH_SOCK: await home.agent(lab.key) };
      await reached({ ssh: trusting(), env });
      await refused(
        { ssh: trusting(), env: { SSH_AUTH_SOCK: home.file("no-agent") } },
        /refused the login|agent/,
      );
    });
  });

  it("as ~/.ssh/config says", async () => {
    await lab.must("n1", "pgrep -f 'sshd -D -p 2222' || systemd-run -q /usr/sbin/sshd -D -p 2222");
    home.write("hosts_of_mine", known("n1", `[${address("n1")}]:2222`));
    const config = ["Host storage-one", `  HostName ${address("n1")}`, "  User root", "  Port 2222"];
    const rest = [`  IdentityFile ${lab.key}`, "  UserKnownHostsFile ~/hosts_of_mine"];
    home.write(".ssh/config", [...config, ...rest, ""].join("\n"));
    const { n1, code } = await plan({
      host: { address: "storage-one", user: undefined, storageAddress: address("n1") },
    });
    expect({ code, n1 }).toEqual({ code: 0, n1: { reachable: true } });
  });

  describe("through a jump host", () => {
    const wall = (rules: string) => lab.run(["nft", "-f", "-"], { stdin: rules }).done;
    /** From here nothing reaches n1 any more; from b1 it does. */
    const block = () =>
      wall(`table bridge wall { chain out { type filter hook output priority 0; oifname "h1-b" drop; }\n}\n`);
    afterEach(() => wall("add table bridge wall\ndelete table bridge wall\n"));

    for (const [how, way] of [
      ["`jump:`", () => ({ ssh: { ...usual(), jump: `ops@${address("b1")}` } })],
      [
        "ProxyJump",
        () => {
          home.write(".ssh/config", `Host ${address("n1")}\n  ProxyJump ops@${address("b1")}\n`);
          return { ssh: usual() };
        },
      ],
    ] as const)
      it(`given by ${how}: each key under its own name`, async () => {
        expect((await block()).code).toBe(0);
        home.write("known_hosts", known("n1") + known("b1"));
        await refused({ ssh: { ...usual(), jump: "none" } }, /no answer from/);
        await reached(way());
        home.write("known_hosts", known("n1") + known("n1", address("b1")));
        await refused(
          way(),
          /the jump host ops@198\.18\.44\.13:22 cannot be used: the host key of 198\.18\.44\.13 has changed/,
        );
        home.write("known_hosts", known("b1") + known("b1", address("n1")));
        await refused(way(), /^the host key of 198\.18\.44\.11 has changed/);
        await wall("delete table bridge wall\n");
        const log = await lab.must("n1", "journalctl -q -o cat | grep 'Accepted publickey'");
        expect(log).toContain(`from ${address("b1")} port`);
      });

    it("that is not there, or does not let us in", async () => {
      home.write("known_hosts", known("n1") + known("b1"));
      await refused(
        { ssh: { ...usual(), jump: "ops@198.18.44.99" } },
        /jump host ops@198\.18\.44\.99:22 cannot be used: no (route|answer)/,
      );
      await refused(
        { ssh: { ...usual(), jump: `who@${address("b1")}` } },
        /jump host who@\S+ cannot be used: who@\S+ refused the login/,
      );
    });
  });
});
