import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApplyEvent, applying, planned } from "../applying.ts";
import { dice, SEED } from "../dice.ts";
import { labGate } from "../gate.ts";
import { wholeFiles } from "../half-written.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { KILLED, nameOf, untilItEnds } from "../killing.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { agreeing, planOf } from "../witness.ts";

const HOSTS = ["s1", "c1", "c2"];
const share = (path: string, clients: readonly string[]) => ({
  links: [HOSTS],
  shares: { web: { host: "s1", path, mountpoint: "/mnt/web", options: ["no_root_squash"], clients } },
});

/**
 * Kills a run up to 1.5 s after one of its steps has begun: while it looks, works, or confirms. Each run gets a little
 * longer than the one before: on a slow machine a step that takes more than that would never be done.
 */
function anyMoment() {
  const roll = dice(SEED);
  say(`LAB_SEED=${SEED}`);
  let longest = 1500;
  return () => {
    longest *= 1.1;
    let timer: NodeJS.Timeout | undefined;
    return ({ type }: ApplyEvent, kill: () => void) => {
      if (type !== "started" || (timer && roll() < 0.5)) return;
      clearTimeout(timer);
      timer = setTimeout(kill, roll() * longest);
    };
  };
}

describe.skipIf(!(await labGate()))("a run that is killed", { timeout: 900_000 }, () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let whole: Awaited<ReturnType<typeof wholeFiles>>;
  beforeAll(async () => {
    lab = await openLab({ name: "crash", subnet: 41, hosts: { s1: "vm", c1: "vm", c2: "vm" } });
    holdfast = holdfastFor(lab);
    whole = await wholeFiles(lab);
  });
  afterAll(() => lab?.close());

  /** Applies again and again, killed whenever `deadly` says so, until a run ends by itself; no file is ever half written. */
  const untilWhole = (
    args: readonly string[],
    deadly: () => (events: ApplyEvent, kill: () => void) => void,
    afterKill = async () => {},
  ) =>
    untilItEnds(
      async (cuts) => {
        const { done, events } = applying(holdfast, { args, onEvent: deadly() });
        const ended = await done;
        if (ended.code === KILLED) await afterKill();
        whole.expects(events);
        expect(await whole.wrong(), `after ${cuts.length + 1} runs: ${cuts.join(", ")}`).toEqual([]);
        return { ...ended, events };
      },
      (events) => `${events.at(-1)?.type} ${nameOf(events.at(-1)?.step)}`,
    );

  /** The share works for these clients and nobody else, by the hosts' own account. */
  async function witness(path: string, clients: readonly string[]) {
    const table = await lab.must("s1", "cat /var/lib/nfs/etab");
    const exported = table.split("\n").filter(Boolean);
    expect(exported.map((line) => line.split(/[\t(]/).slice(0, 2).join(" ")).sort()).toEqual(
      clients.map((name) => `${path} ${lab.host(name).address}`).sort(),
    );
    for (const name of clients) {
      const seen = await lab.must(name, "findmnt -n -o SOURCE,FSTYPE /mnt/web");
      expect(seen.trim().split(/\s+/)).toEqual([`${lab.host("s1").address}:${path}`, "nfs4"]);
      expect(await lab.must(name, "systemctl is-enabled mnt-web.mount")).toBe("enabled\n");
      await lab.must(name, `head -c 200000 /dev/urandom >/mnt/web/${name}; sync`);
      const sum = (host: string, folder: string) => lab.must(host, `sha256sum <${folder}/${name}`);
      expect(await sum("s1", path)).toBe(await sum(name, "/mnt/web"));
    }
    for (const name of HOSTS) {
      const { address } = lab.host("s1");
      expect(await lab.must(name, "getent ahostsv4 s1 | head -n 1")).toContain(`${address} `);
      expect(await lab.must(name, "dpkg --audit")).toBe("");
    }
  }

  async function inSync() {
    const { code, plan } = await planned(holdfast, ["--detailed-exitcode"]);
    expect({ code, changes: plan.changes, unknown: plan.unknown }).toEqual({
      code: 0,
      changes: [],
      unknown: [],
    });
  }

  it("at every cut point of a bring-up goes on from there and ends in sync", async () => {
    holdfast.write(share("/srv/web", ["c1", "c2"]));
    const { plan } = await planned(holdfast);
    // one action at a time: so what a kill lets run on is one action at most, and no cut point is passed by
    const { cuts, ended } = await untilWhole(["--parallel", "1"], () => (events, kill) => {
      if (events.type === "done") kill();
    });
    say(`bring-up: ${plan.actions.length} actions, killed ${cuts.length} times: ${cuts.join(", ")}`);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(ended.events.at(-1)).toMatchObject({ type: "result", outcome: "done", inSync: true });
    expect(cuts.length).toBeGreaterThanOrEqual(plan.actions.length / 2);
    expect(cuts.length).toBeLessThanOrEqual(plan.actions.length);
    await witness("/srv/web", ["c1", "c2"]);
    await inSync();
  });

  it("at any moment of a move to another path and the end of a client", async () => {
    holdfast.write(share("/srv/web", ["c1", "c2"]));
    await holdfast.must(["apply", "--yes"]);
    await whole.learn();
    holdfast.write(share("/srv/moved", ["c1"]));
    const agreed = agreeing(await planOf(holdfast));
    const { cuts, ended } = await untilWhole(agreed, anyMoment());
    say(`move: killed ${cuts.length} times: ${cuts.join(", ")}`);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(cuts.length).toBeGreaterThanOrEqual(3);
    await witness("/srv/moved", ["c1"]);
    expect((await lab.exec("c2", "findmnt /mnt/web")).code).toBe(1);
    expect(
      await lab.must("c2", "ls -a /etc/systemd/system /etc/systemd/system/remote-fs.target.wants"),
    ).not.toMatch(/mnt-web|holdfast/);
    await inSync();
  });

  it("at any moment of a bring-up, that of packages included", async () => {
    await Promise.all(HOSTS.map((name) => lab.reset(name)));
    await whole.learn();
    holdfast.write(share("/srv/web", ["c1", "c2"]));
    let installing = 0;
    const { cuts, ended } = await untilWhole([], anyMoment(), async () => {
      const seen = await Promise.all(HOSTS.map((name) => lab.exec(name, "pgrep -x apt-get")));
      installing += seen.filter(({ code }) => code === 0).length;
    });
    say(`bring-up: killed ${cuts.length} times, ${installing} installations went on: ${cuts.join(", ")}`);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(installing).toBeGreaterThanOrEqual(1);
    await witness("/srv/web", ["c1", "c2"]);
    await inSync();
  });
});
