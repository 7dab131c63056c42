import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { applying, begins, planned } from "../applying.ts";
import { labGate } from "../gate.ts";
import { wholeFiles } from "../half-written.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";

const web = (clients: readonly string[]): Sections => ({
  links: [["s1", "c1", "c2", "n1"]],
  shares: { web: { host: "s1", path: "/srv/web", mountpoint: "/mnt/web", clients } },
});

const alsoDocs = (clients: readonly string[]): Sections => ({
  ...web(clients),
  shares: {
    ...web(clients).shares,
    docs: { host: "s1", path: "/srv/docs", mountpoint: "/mnt/docs", clients: ["c1"] },
  },
});

describe.skipIf(!(await labGate()))("a host that goes away", { timeout: 900_000 }, () => {
  let lab: Lab;
  let holdfast: Holdfast;
  beforeAll(async () => {
    const hosts = { s1: "vm", c1: "vm", c2: "vm", n1: "container" } as const;
    lab = await openLab({ name: "outage", subnet: 42, hosts });
    holdfast = holdfastFor(lab);
    // what a power cut leaves of packages is to be what a real host leaves, whose dpkg syncs
    for (const { name, kind } of lab.hosts)
      if (kind === "vm") await lab.must(name, "rm /etc/dpkg/dpkg.cfg.d/lab; sync");
  });
  afterAll(() => lab?.close());
  afterEach(async () => {
    for (const { name } of lab.hosts) if (!lab.isRunning(name)) await lab.start(name);
  });

  const mounted = async (name: string, where = "/mnt/web") =>
    (await lab.exec(name, `findmnt -n -o SOURCE ${where}`)).stdout.trim();
  const source = (path = "/srv/web") => `${lab.host("s1").address}:${path}`;
  const exportedTo = async (path = "/srv/web") =>
    (await lab.must("s1", "cat /var/lib/nfs/etab"))
      .split("\n")
      .filter((line) => line.startsWith(`${path}\t`))
      .map((line) => lab.hosts.find(({ address }) => line.includes(`\t${address}(`))?.name)
      .sort();

  /** A run of everything ends well, and so does a look afterwards. */
  async function finishes() {
    await holdfast.must(["apply", "--yes"]);
    const { code, plan } = await planned(holdfast, ["--detailed-exitcode"]);
    expect({ code, changes: plan.changes.map(({ address }) => address) }).toEqual({ code: 0, changes: [] });
    for (const { name } of lab.hosts) expect(await lab.must(name, "dpkg --audit")).toBe("");
  }

  /** Nothing is planned there, and everything declared there is said to be unknown. */
  async function isUnknown(name: string, why: RegExp, args: readonly string[] = []) {
    const { code, plan } = await planned(holdfast, args);
    expect(code).toBe(4);
    expect(plan.hosts[name]).toMatchObject({ reachable: false, why: expect.stringMatching(why) });
    expect(plan.actions.filter(({ host }) => host === name)).toEqual([]);
    expect(plan.changes.filter(({ address }) => address.includes(`/${name}`))).toEqual([]);
    expect(plan.unknown.some(({ host }) => host === name)).toBe(true);
    return plan;
  }

  it("before the plan, a client: the rest is done, its part later", async () => {
    holdfast.write(web(["c1", "c2"]));
    lab.powerOff("c2");
    await isUnknown("c2", /no answer from|no route to/, ["--timeout", "4"]);
    const first = await holdfast.run(["apply", "--yes", "--timeout", "4"]);
    expect(first.code, first.stdout + first.stderr).toBe(4);
    expect(first.stdout).toContain("when c2 can be used again");
    expect(await mounted("c1")).toBe(source());
    expect(await exportedTo()).toEqual(["c1", "c2"]);
    await lab.start("c2");
    await finishes();
    expect(await mounted("c2")).toBe(source());
  });

  it("before the plan, the server: its clients are left as they are", async () => {
    holdfast.write(alsoDocs(["c1", "c2"]));
    lab.powerOff("s1");
    const plan = await isUnknown("s1", /no answer from|no route to/, ["--timeout", "4"]);
    expect(plan.actions.map(({ address }) => address)).toEqual([]);
    expect(plan.unknown.find(({ address }) => address === "host.mount/c1:/mnt/docs")?.why).toContain(
      "nfs.export/s1:docs",
    );
    const run = await holdfast.run(["apply", "--yes", "--timeout", "4"]);
    expect(run.code, run.stdout + run.stderr).toBe(4);
    expect(await lab.must("c1", "ls /etc/systemd/system/*.mount")).not.toContain("docs");
    await lab.start("s1");
    await finishes();
    expect(await mounted("c1", "/mnt/docs")).toBe(source("/srv/docs"));
    holdfast.write(web(["c1", "c2"]));
    await finishes();
  });

  for (const [what, away, back] of [
    ["loses power", "powerOff", "start"],
    ["is cut off", "cut", "mend"],
  ] as const)
    it(`in the middle, a client that ${what} while it installs: exit 8, the others are served`, async () => {
      await lab.reset("c2");
      await lab.must("c2", "rm /etc/dpkg/dpkg.cfg.d/lab; sync");
      holdfast.write(alsoDocs(["c1", "c2"]));
      const run = applying(holdfast, { args: ["--timeout", "4"] });
      await run.until(begins("host.packages.install", "c2"));
      await expect
        .poll(async () => (await lab.exec("c2", "pgrep -x dpkg")).code, { timeout: 60_000, interval: 100 })
        .toBe(0);
      lab[away]("c2");
      const from = Date.now();
      const ended = await run.done;
      expect(ended.code, ended.stdout + ended.stderr).toBe(8);
      expect(Date.now() - from).toBeLessThan(90_000);
      const [failed] = run.of("failed");
      expect(failed).toMatchObject({
        step: { type: "host.packages.install", host: "c2" },
        why: expect.stringContaining("c2 went away while it ran"),
      });
      expect(
        run.events.filter(({ type, step }) => type === "started" && step?.host === "c2").length,
      ).toBeLessThan(3);
      expect(await mounted("c1", "/mnt/docs")).toBe(source("/srv/docs"));
      await lab[back]("c2");
      await lab.waitSsh("c2");
      await finishes();
      expect(await mounted("c2")).toBe(source());
      holdfast.write(web(["c1", "c2"]));
      await finishes();
    });

  it("in the middle, the server: what depends on it is not begun, a later run finishes", async () => {
    holdfast.write(alsoDocs(["c1", "c2"]));
    const run = applying(holdfast, { args: ["--timeout", "4"] });
    await run.until(begins("nfs.export.write", "s1"));
    lab.powerOff("s1");
    const ended = await run.done;
    expect([4, 8], ended.stdout + ended.stderr).toContain(ended.code);
    expect(run.events.filter(begins("host.mount.mount"))).toEqual([]);
    expect(run.of("skipped").map(({ step }) => step?.address)).toContain("host.mount/c1:/mnt/docs");
    await lab.start("s1");
    await finishes();
    expect(await mounted("c1", "/mnt/docs")).toBe(source("/srv/docs"));
    holdfast.write(web(["c1", "c2"]));
    await finishes();
  });

  it("frozen: the connection times out with a message that says how far it came", async () => {
    holdfast.write(web(["c1", "c2"]));
    for (const [name, why] of [
      ["n1", /accepted the connection, then said nothing within 3 s/],
      ["c2", /no answer from 198\.18\.42\.\d+:22 within 3 s|no route to/],
    ] as const) {
      lab.freeze(name);
      try {
        const from = Date.now();
        await isUnknown(name, why, ["--timeout", "3"]);
        expect(Date.now() - from).toBeLessThan(15_000);
      } finally {
        lab.thaw(name);
      }
    }
    await finishes();
  });

  it("a full disk: said in the failing command's words, nothing half-written, finished when there is room", async () => {
    const whole = await wholeFiles(lab);
    holdfast.write(alsoDocs(["c1", "c2"]));
    await lab.fillDisk("s1", "/");
    const run = applying(holdfast);
    const ended = await run.done;
    expect(ended.code, ended.stdout + ended.stderr).toBe(8);
    expect(run.of("failed").map(({ why }) => why)).toEqual([
      expect.stringContaining("No space left on device"),
    ]);
    expect(await whole.wrong()).toEqual([]);
    expect(await lab.must("s1", "find /etc -name '.holdfast.*'")).toBe("");
    expect(await exportedTo()).toEqual(["c1", "c2"]);
    await lab.freeDisk("s1", "/");
    await finishes();
    expect(await mounted("c1", "/mnt/docs")).toBe(source("/srv/docs"));
  });

  it("a broken package source: apt's own words, the others are served", async () => {
    await lab.reset("c2");
    await lab.must(
      "c2",
      "mv /etc/apt/sources.list /root; echo 'deb [trusted=yes] file:/nowhere ./' >/etc/apt/sources.list",
    );
    await lab.exec("c1", "systemctl stop mnt-web.mount"); // something to do for c1 as well
    holdfast.write(web(["c1", "c2"]));
    const run = applying(holdfast);
    const ended = await run.done;
    expect(ended.code, ended.stdout + ended.stderr).toBe(8);
    expect(run.of("failed")).toHaveLength(1);
    expect(run.of("failed")[0]).toMatchObject({
      step: { address: "host.packages/c2" },
      why: expect.stringMatching(/E: (Unable to locate package nfs-common|Package 'nfs-common' has no inst)/),
    });
    const said = run.of("failed")[0]?.why ?? "";
    expect(said).toMatch(/apt-get update failed:\nE: .*file:\/nowhere/);
    expect(await mounted("c1")).toBe(source());
    await lab.must("c2", "mv /root/sources.list /etc/apt/");
    await finishes();
    expect(await mounted("c2")).toBe(source());
  });

  it("off while it is removed: its entry stays until it is known that it has let go", async () => {
    holdfast.write(web(["c1", "c2"]));
    await finishes();
    lab.powerOff("c2");
    holdfast.write(web(["c1"]));
    const { plan } = await planned(holdfast, ["--timeout", "4"]);
    expect(plan.actions).toEqual([]);
    expect(JSON.stringify(plan)).toMatch(/c2 may still use it: no (answer|route)/);
    const run = await holdfast.run(["apply", "--yes", "--timeout", "4"]);
    expect(run.code, run.stdout + run.stderr).toBe(4);
    expect(run.stdout).toContain("c2 may still use it");
    expect(await exportedTo()).toEqual(["c1", "c2"]);
    await lab.start("c2");
    await expect.poll(() => mounted("c2"), { timeout: 60_000, interval: 500 }).toBe(source());
    await finishes();
    expect(await mounted("c2")).toBe("");
    expect(await lab.must("c2", "ls /etc/systemd/system")).not.toContain("mnt-web.mount");
    expect(await exportedTo()).toEqual(["c1"]);
  });
});
