import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planned } from "./applying.ts";
import { labGate } from "./gate.ts";
import { type Holdfast, holdfastFor } from "./holdfast.ts";
import { type Lab, openLab } from "./lab.ts";
import type { Ended, ProgramOptions } from "./program.ts";

const PASSWORD = "ops-pw";

/** Looks for the password, kept in a file, in what every process shows of itself, until it is to end. */
const WATCH = `systemd-run -q --unit=watch-secret sh -c 'while :; do
  grep -aFlf /run/secret /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | while read -r f; do tr "\\\\0" " " <$f; echo; done >>/run/leaks
  echo >>/run/looks; sleep 0.05; done'`;

describe.skipIf(!(await labGate()))("a host where one does not log in as root", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  const said: string[] = [];
  beforeAll(async () => {
    const hosts = { s1: "vm", c1: "vm", n1: "container" } as const;
    lab = await openLab({ name: "access", subnet: 43, hosts });
    holdfast = holdfastFor(lab, "storage.yaml", ["s1", "c1"]);
  });
  afterAll(() => lab?.close());

  const as = (user: string, name: string) => ({ address: lab.host(name).address, user, sudo: true });
  const declare = (user: string) =>
    holdfast.write({
      hosts: { s1: as(user, "s1"), c1: as(user, "c1") },
      links: [["s1", "c1"]],
      shares: { web: { host: "s1", path: "/srv/web", clients: [{ host: "c1", mountpoint: "/mnt/web" }] } },
    });
  const run = async (args: readonly string[], env: ProgramOptions["env"] = {}): Promise<Ended> => {
    const ended = await holdfast.run(args, { env });
    said.push(ended.stdout, ended.stderr);
    return ended;
  };

  it("with a sudo password: a share from nothing, and the password shows nowhere", async () => {
    declare("ops");
    const env = { HOLDFAST_SUDO_PASSWORD: PASSWORD };
    for (const name of ["s1", "c1"])
      await lab.must(name, `cat >/run/secret; chmod 600 /run/secret; ${WATCH}`, { stdin: `${PASSWORD}\n` });
    const plan = await run(["plan", "--json", "--log-level", "trace"], env);
    expect(plan.code, plan.stderr).toBe(0);
    expect(plan.stderr).toContain(`"-s"`); // it does say what it runs
    const applied = await run(["apply", "--yes", "--json", "--log-level", "trace"], env);
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    expect(await lab.must("c1", "findmnt -n -o SOURCE /mnt/web")).toBe(
      `${lab.host("s1").address}:/srv/web\n`,
    );
    await run(["probe"], env);
    await run(["status"], env);
    expect(said.join("\n")).not.toContain(PASSWORD);
    for (const name of ["s1", "c1"]) {
      expect(Number(await lab.must(name, "wc -l </run/looks"))).toBeGreaterThan(20);
      expect(await lab.must(name, "systemctl stop watch-secret; cat /run/leaks")).toBe("");
      expect((await lab.exec(name, "journalctl -a -q --no-pager | grep -Ff /run/secret")).stdout).toBe("");
      expect(
        (await lab.exec(name, "grep -raFlf /run/secret /run/holdfast /etc/hosts /etc/exports.d")).stdout,
      ).toBe("");
      expect(await lab.must(name, "journalctl -t sudo -o cat -q | grep -c 'ops :.*USER=root'")).not.toBe(
        "0\n",
      );
    }
  });

  it("with the password in a file", async () => {
    declare("ops");
    const file = join(lab.dir, "secret");
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    const plan = await run(["plan", "--detailed-exitcode"], { HOLDFAST_SUDO_PASSWORD_FILE: file });
    expect(plan.code, plan.stdout + plan.stderr).toBe(0);
    const none = await run(["plan"], { HOLDFAST_SUDO_PASSWORD_FILE: join(lab.dir, "none") });
    expect(none.code === 0, none.stderr).toBe(false);
    expect(none.stdout + none.stderr).toMatch(/HOLDFAST_SUDO_PASSWORD_FILE: cannot read .*none/);
  });

  it("with a sudo that asks nothing", async () => {
    declare("deploy");
    expect((await run(["plan", "--detailed-exitcode"])).code).toBe(0);
    await lab.must("c1", "systemctl stop mnt-web.mount");
    const applied = await run(["apply", "--yes"]);
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    expect(await lab.must("c1", "findmnt -n -o FSTYPE /mnt/web")).toBe("nfs4\n");
  });

  describe("and sudo does not let us", () => {
    /** Of two hosts, one cannot be used for this reason; the other is planned all the same. */
    async function refused(user: string, env: NonNullable<ProgramOptions["env"]>, why: RegExp, hint: RegExp) {
      const both = holdfastFor(lab, "refused.yaml", ["s1"]);
      both.write({ hosts: { n1: as(user, "n1") }, links: [["s1", "n1"]], shares: {} });
      await lab.must("s1", "cp /etc/hosts /root/hosts; sed -i '/holdfast/d' /etc/hosts");
      const { code, plan, stdout, stderr } = await planned(both, [], { env });
      expect(code).toBe(4);
      expect(plan.hosts.n1).toMatchObject({
        reachable: false,
        why: expect.stringMatching(why),
        hint: expect.stringMatching(hint),
      });
      expect(plan.hosts.s1).toMatchObject({ reachable: true });
      expect(new Set(plan.actions.map(({ host }) => host))).toEqual(new Set(["s1"]));
      expect(stdout + stderr).not.toContain(PASSWORD);
    }

    it("without a password", () =>
      refused("ops", {}, /sudo on ops@198\.18\.43\.13:22 asks for a password/, /HOLDFAST_SUDO_PASSWORD/));

    it("with a wrong one, which is tried once only", async () => {
      const tries = async () =>
        Number(
          await lab.must("n1", "journalctl -q -o cat | grep -c 'authentication failure.*ruser=ops' || true"),
        );
      const before = await tries();
      await refused(
        "ops",
        { HOLDFAST_SUDO_PASSWORD: "wrong" },
        /sudo on ops@\S+ refused the password/,
        /not tried again/,
      );
      expect(await tries()).toBe(before + 1);
    });

    it("as a user who may not", async () => {
      await lab.must(
        "n1",
        "useradd -m plain && echo plain:plain-pw | chpasswd && cp -r /home/ops/.ssh /home/plain && chown -R plain: /home/plain",
      );
      const env = { HOLDFAST_SUDO_PASSWORD: "plain-pw" };
      await refused(
        "plain",
        env,
        /does not allow this user to run commands: plain is not in the sudoers file/,
        /sudo group/,
      );
    });

    it("where there is none", async () => {
      await lab.must("n1", "mv /usr/bin/sudo /root/sudo");
      await refused(
        "ops",
        { HOLDFAST_SUDO_PASSWORD: PASSWORD },
        /sudo is not installed on ops@/,
        /install sudo/,
      );
      await refused("deploy", {}, /sudo is not installed on deploy@/, /install sudo/);
      await lab.must("n1", "mv /root/sudo /usr/bin/sudo");
    });

    it("as a user who did not ask for it", async () => {
      const alone = holdfastFor(lab, "alone.yaml", []);
      alone.write({
        hosts: { n1: { ...as("ops", "n1"), sudo: false } },
        shares: { web: { host: "n1", path: "/srv/w", allow: ["10.0.0.0/8"] } },
      });
      const { code, stdout } = await alone.run(["plan"]);
      expect(code).toBe(5);
      expect(stdout).toContain("n1 cannot be managed: commands run there as user id 1000, not as root");
      expect(stdout).toContain("sudo: true");
    });
  });
});
