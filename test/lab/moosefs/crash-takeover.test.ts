import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planned } from "../applying.ts";
import { dice, SEED } from "../dice.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { begunLast, KILLED, killedAfterEach, killedIn, nameOf } from "../killing.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, inSync, planOf, sumOf, writeFile } from "../witness.ts";
import { copiesOf, mooseAt, SOUND, serversOf, troubleOf } from "./support.ts";

const AT = "/mnt/mvol";

/** Longest time from the beginning of a step to the kill. */
const REACH_MS = 1500;

const other = (master: string) => (master === "m1" ? "m2" : "m1");

/** The two that take over from each other; m3 is a metalogger all along. */
const fileOf = (master: string, ...metaloggers: readonly string[]) => ({
  pools: {
    mvol: {
      type: "moosefs",
      master,
      chunkservers: ["s1", "s2"],
      metaloggers: ["m3", ...metaloggers],
      folder: "/srv/chunks",
      size: "2GiB",
      clients: ["c1"],
      options: { CHUNKS_LOOP_MIN_TIME: "60", REPLICATIONS_DELAY_INIT: "10" },
    },
  },
});

describe.skipIf(!(await labGate()))("a takeover that is killed", { timeout: 1_800_000 }, () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let master = "m1";
  const sums: Record<string, string> = {};
  beforeAll(async () => {
    const names = ["m1", "m2", "m3", "s1", "s2", "c1"];
    const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "moct", subnet: 98, packages: ["moosefs"], hosts });
    holdfast = holdfastFor(lab);
  });
  afterAll(() => lab?.close());

  const write = async (name: string) => {
    sums[`${AT}/${name}`] = await writeFile(lab, "c1", `${AT}/${name}`);
  };
  /** Every file there ever was is there, in both copies, and can be written. */
  async function whole(name: string) {
    await eventually(() => serversOf(lab, master), ["s1", "s2"], 60);
    expect(await mooseAt(lab, "c1", AT)).toBe("mfsmaster-mvol rw");
    // mfsmount tries again after some seconds
    await eventually(async () => (await lab.exec("c1", `ls ${AT}`, { timeoutMs: 20_000 })).code, 0, 60);
    await write(name);
    for (const [path, sum] of Object.entries(sums)) {
      expect(await sumOf(lab, "c1", path), path).toBe(sum);
      await eventually(() => copiesOf(lab, "c1", path), [["s1", "s2"]], 60);
    }
    await eventually(() => troubleOf(lab, master), SOUND, 60);
  }

  /** How an apply ended, after it had been killed at these. */
  interface Ending {
    readonly cuts: readonly string[];
    readonly code: number;
    readonly said: string;
  }

  async function untilItEnds(args: readonly string[]): Promise<Ending> {
    const { cuts, ended } = await killedAfterEach(holdfast, args);
    return { cuts, code: ended.code, said: ended.stdout + ended.stderr };
  }

  /** Applies, killed at some moment in the midst of one step; then once more, to its end. */
  async function inTheMidst(step: string, afterMs: number, args: readonly string[]): Promise<Ending> {
    const { code, events } = await killedIn(holdfast, (one) => nameOf(one) === step, afterMs, args);
    const next = await holdfast.run(["apply", "--yes", ...args]);
    const cuts = code === KILLED ? [begunLast(events)] : [];
    return { cuts, code: next.code, said: next.stdout + next.stderr };
  }

  type Way = (args: readonly string[], phase: "takeover" | "return") => Promise<Ending>;

  /** The master's host dies, its metalogger's takes over, the old one comes back; `way` applies, and is killed on it. */
  async function takeover(way: Way, name: string): Promise<readonly string[]> {
    const old = master;
    lab.powerOff(old);
    master = other(old);
    holdfast.write(fileOf(master));
    const { blocked } = await planOf(holdfast);
    const tokens = [...new Set(blocked.flatMap(({ consent }) => consent ?? []))];
    expect(tokens.map((token) => token.replace(/@.*/, ""))).toEqual(["takeover:pool/mvol"]);
    // the same command all along: what was agreed to is not asked for again
    const args = tokens.flatMap((token) => ["--consent", token]);
    const first = await way(args, "takeover");
    // all was done but what is to be done on the host that is dead
    expect(first.code, first.said).toBe(4);
    await whole(`${name}-taken-over`);

    await lab.start(old);
    holdfast.write(fileOf(master, old));
    const second = await way(args, "return");
    expect(second.code, second.said).toBe(0);
    const is = (what: string) => lab.exec(old, `systemctl ${what} moosefs-master`);
    // one that lost its power cannot start at boot: it has no whole metadata
    expect((await is("is-active")).stdout).toMatch(/^(inactive|failed)\n$/);
    expect((await is("is-enabled")).stdout).toBe("disabled\n");
    // what it had is put aside, not lost; and it keeps the new master's metadata now
    expect(await lab.must(old, "ls /var/lib/mfs/superseded-*")).toMatch(/^metadata\.mfs/m);
    expect(await lab.must(old, "ls /var/lib/mfs")).toMatch(/^metadata_ml\.mfs\.back$/m);
    await whole(`${name}-returned`);
    await inSync(holdfast);
    return [...first.cuts, ...second.cuts];
  }

  it("first, undisturbed", async () => {
    holdfast.write(fileOf(master, "m2"));
    await holdfast.must(["apply", "--yes"]);
    await whole("first");
  });

  let own: { readonly takeover: readonly string[]; readonly return: readonly string[] };

  it("after each of its steps, goes on from there, and so does the fencing of the old master", async () => {
    const steps = { takeover: [] as string[], return: [] as string[] };
    const cuts = await takeover(async (args, phase) => {
      const { plan } = await planned(holdfast, args);
      steps[phase] = plan.actions.map(nameOf);
      return untilItEnds(args);
    }, "each");
    say(`takeover and return: killed after each step: ${cuts.join(", ")}`);
    own = steps;
    expect(cuts).toContain("moosefs.master.takeover@m2");
    expect(cuts).toContain("moosefs.master.fence@m1");
    expect(cuts.length).toBeGreaterThanOrEqual((own.takeover.length + own.return.length) / 2);
  });

  it("in the midst of what it does to MooseFS, comes to the same at the next run", async () => {
    const roll = dice(SEED);
    say(`LAB_SEED=${SEED}`);
    const midst: string[] = [];
    // the other way round each time, so the two masters' names are exchanged every other time
    const swap = (step: string) => (master === "m2" ? step : step.replace(/m[12]$/, (host) => other(host)));
    const mfs = (phase: "takeover" | "return") => own[phase].filter((step) => step.startsWith("moosefs."));
    const [out, back] = [mfs("takeover"), mfs("return")];
    expect(out).toContain("moosefs.master.takeover@m2");
    expect(back).toContain("moosefs.master.fence@m1");
    const always = (step: string) => /takeover|fence/.test(step);
    const chosen = (steps: readonly string[]) =>
      steps.filter((step, at) => process.env.LAB_CUTS === "all" || always(step) || at % 3 === SEED % 3);
    const [one, two] = [chosen(out), chosen(back)];
    for (let round = 0; round < Math.max(one.length, two.length); round++) {
      const step = { takeover: one[round % one.length] ?? "", return: two[round % two.length] ?? "" };
      midst.push(
        ...(await takeover(
          (args, phase) => inTheMidst(swap(step[phase]), roll() * REACH_MS, args),
          `round-${round}`,
        )),
      );
    }
    say(`takeover and return: killed in the midst of a step: ${midst.join(", ")}`);
    expect(midst.join()).toMatch(/moosefs\.master\.takeover/);
  });
});
