import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Applying, applying, begins } from "./applying.ts";
import { labGate } from "./gate.ts";
import { type Holdfast, holdfastFor } from "./holdfast.ts";
import { type Lab, openLab } from "./lab.ts";

/** Seconds until a lock without a sign of life from its holder ends by itself. */
const TTL_S = 30;

/** Takes the package manager's lock as another package manager would, so that an installation waits. */
const HOLD = `systemd-run -q --unit=hold-dpkg perl -MFcntl -e '
  open(F, ">>", "/var/lib/dpkg/lock-frontend") or die; $$l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0);
  fcntl(F, F_SETLKW, $$l) or die; open(G, ">", "/run/held"); sleep 3600'
for i in $(seq 100); do [ -e /run/held ] && exit; sleep 0.1; done; exit 1`;
const LET_GO = "systemctl stop hold-dpkg";

/** Only packages, so that containers do: one host each for a share's server and client. */
const PACKAGES = ["--only", "host.packages/*"];

describe.skipIf(!(await labGate()))("the lock of a host", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let first: Applying;
  beforeAll(async () => {
    lab = await openLab({ name: "locks", subnet: 41, hosts: { n1: "container", n2: "container" } });
    holdfast = holdfastFor(lab);
    holdfast.write({ shares: { web: { host: "n1", path: "/srv/web", clients: ["n2"] } } });
  });
  afterAll(() => lab?.close());
  beforeEach(async () => {
    await Promise.all(["n1", "n2"].map((name) => lab.reset(name)));
    await lab.must("n1", HOLD);
  });
  afterEach(() => first?.running.kill("SIGKILL"));

  /** A run that is installing on n1, and cannot end because another package manager is at work there. */
  async function installing(args: readonly string[] = []) {
    first = applying(holdfast, { args: [...PACKAGES, ...args] });
    await first.until(begins("host.packages.install", "n1"));
    await expect.poll(() => busy(), { timeout: 20_000, interval: 200 }).toBe(true);
    return first;
  }
  const busy = async () => (await lab.exec("n1", "pgrep -x apt-get")).code === 0;
  const apply = () => applying(holdfast, { args: PACKAGES });
  const installed = async (name: string, wanted: string) => {
    expect(await lab.must(name, `dpkg-query -W -f '\${db:Status-Status}' ${wanted}; dpkg --audit`)).toBe(
      "installed",
    );
  };
  const installations = async () =>
    (await lab.must("n1", "journalctl -t holdfast -o cat | grep -c 'host.packages.install' || true")).trim();

  it("refuses a second run, saying who holds it, and is free when the first has ended", async () => {
    await installing();
    const began = first.of("begin")[0] as unknown as { run: string };
    const second = await holdfast.run(["apply", "--yes", ...PACKAGES]);
    expect(second.code, second.stdout + second.stderr).toBe(7);
    expect(second.stdout).toMatch(
      /Not started: n1 is locked by run \S+ of fleet studio, started by \w+ on \S+ at 20/,
    );
    expect(second.stdout).toContain(began.run);
    expect(await installations()).toBe("1");
    await lab.must("n1", LET_GO);
    expect((await first.done).code).toBe(0);
    await installed("n1", "nfs-kernel-server");
    await installed("n2", "nfs-common");
    expect((await apply().done).code).toBe(0);
    expect(await lab.must("n1", "flock -n /run/holdfast/lease ls /run/holdfast")).not.toContain("holder");
  });

  it("goes with a killed holder; what that one left running is waited for, not done twice", async () => {
    await installing();
    first.running.kill("SIGKILL");
    await first.done;
    const second = apply();
    const said = () => second.running.stderr;
    await expect.poll(said, { timeout: 20_000 }).toMatch(/^n1.*: a command of an earlier run has not ended/m);
    await pause(3000);
    expect(await busy()).toBe(true);
    expect(second.events, "nothing is planned from what is half done").toEqual([]);
    await lab.must("n1", LET_GO);
    const ended = await second.done;
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(second.of("plan")[0]?.plan?.actions.map(({ host }) => host)).not.toContain("n1");
    expect(await installations()).toBe("1");
    await installed("n1", "nfs-kernel-server");
  });

  it("frees itself on a host that is cut off for longer than it lasts", async () => {
    await installing();
    const watch = "until flock -n /run/holdfast/lease true; do sleep 0.2; done; date +%s >/run/freed";
    await lab.must("n1", `date +%s >/run/cut; systemd-run -q sh -c '${watch}'`);
    lab.cut("n1");
    const ended = await first.done;
    expect([4, 8], ended.stdout + ended.stderr).toContain(ended.code);
    expect(first.of("failed")[0]?.why).toContain("n1 went away while it ran");
    await pause(10_000);
    lab.mend("n1");
    await lab.waitSsh("n1");
    const [cut = 0, freed = 0] = (await lab.must("n1", "cat /run/cut /run/freed")).split("\n").map(Number);
    expect(freed - cut).toBeGreaterThan(TTL_S - 7);
    expect(freed - cut).toBeLessThanOrEqual(TTL_S + 5);
    await lab.must("n1", LET_GO);
    const later = await apply().done;
    expect(later.code, later.stdout + later.stderr).toBe(0);
    await installed("n1", "nfs-kernel-server");
  });

  it("is lost by a holder that was stopped for longer than it lasts, and that one starts nothing more", async () => {
    await installing(["--parallel", "1"]);
    first.running.kill("SIGSTOP");
    await pause((TTL_S + 3) * 1000);
    await lab.must("n1", LET_GO);
    const second = await apply().done;
    expect(second.code, second.stdout + second.stderr).toBe(0);
    first.running.kill("SIGCONT");
    const ended = await first.done;
    expect([4, 8], ended.stdout + ended.stderr).toContain(ended.code);
    expect(first.of("started").map(({ step }) => step?.host)).not.toContain("n2");
    expect(await installations()).toBe("1");
  });

  it("after a first Ctrl-C what runs ends and nothing else begins", async () => {
    await installing(["--parallel", "1"]);
    first.running.kill("SIGINT");
    await expect
      .poll(() => first.running.stderr)
      .toContain("Finishing 1 running action; nothing new is started");
    await pause(2000);
    expect(await busy()).toBe(true);
    await lab.must("n1", LET_GO);
    const ended = await first.done;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    expect(first.of("done").map(({ step }) => step?.host)).toEqual(["n1"]);
    expect(first.of("started")).toHaveLength(1);
    expect(first.of("skipped")).toMatchObject([{ step: { host: "n2" }, why: "the run was stopped" }]);
    expect((await apply().done).code).toBe(0);
    await installed("n2", "nfs-common");
  });

  it("after a second Ctrl-C it stops now, says what was in flight and leaves nothing running", async () => {
    await installing();
    first.running.kill("SIGINT");
    await expect.poll(() => first.running.stderr).toContain("Ctrl-C again");
    const from = Date.now();
    first.running.kill("SIGINT");
    const ended = await first.done;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    expect(Date.now() - from).toBeLessThan(12_000);
    expect(ended.stderr).toMatch(/In flight:\n(.*\n)?\s+n1 host\.packages\.install/);
    expect(await busy()).toBe(false);
    await lab.must("n1", LET_GO);
    const later = await apply().done;
    expect(later.code, later.stdout + later.stderr).toBe(0);
    await installed("n1", "nfs-kernel-server");
    await installed("n2", "nfs-common");
  });
});
