import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import { planned } from "../applying.ts";
import { keepBare } from "../bare.ts";
import { killAfterEachStep, killInEachStep } from "../bring-up.ts";
import { SEED } from "../dice.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { KILLED, keyOf, killed, killedAfterEach } from "../killing.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, sumOf, writeFile } from "../witness.ts";
import { copiesOf, mooseAt, SOUND, servedBy, serversOf, troubleOf, undoMoose } from "./support.ts";

const HOSTS = ["m1", "m2", "s1", "s2", "s3", "c1"];
const FOLDER = "/srv/chunks";
const AT = "/mnt/mvol";

const pool = (...servers: readonly object[]) => ({
  type: "moosefs",
  master: "m1",
  chunkservers: servers,
  metaloggers: ["m2"],
  folder: FOLDER,
  size: "2GiB",
  classes: { both: { keep: "A,B" } },
  goal: "both",
  gui: "m2",
  clients: ["c1"],
  // a drain is over after two loops over all chunks
  options: { CHUNKS_LOOP_MIN_TIME: "60", REPLICATIONS_DELAY_INIT: "10" },
});

const S1 = { host: "s1", labels: ["A"] };
const S2 = { host: "s2", labels: ["B"] };
const S3 = { host: "s3", labels: ["A"] };
const PAIR = { pools: { mvol: pool(S1, S2) } };

/** Longest time from the beginning of a step to the kill: long enough to meet a daemon starting, short for most others. */
const LONGEST_MS = 900;

describe.skipIf(!(await labGate()))("a run on a MooseFS pool that is killed", { timeout: 1_800_000 }, () => {
  let lab: Lab;
  let holdfast: Holdfast;
  beforeAll(async () => {
    const hosts = Object.fromEntries(HOSTS.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "mocr", subnet: 62, packages: ["moosefs"], hosts });
    holdfast = holdfastFor(lab);
    for (const name of HOSTS) await keepBare(lab, name);
  });
  afterAll(() => lab?.close());

  /** Hosts with the packages and nothing else. */
  const bare = () => Promise.all(HOSTS.map((name) => undoMoose(lab, name, FOLDER)));

  /** Everything of the fleet that a pool is made of, without what differs from one bring-up to the next. */
  async function picture() {
    const hosts = await Promise.all(
      HOSTS.map(async (host) => {
        const files = await lab.must(
          host,
          `cd /etc/systemd/system && sha256sum *.mount holdfast* *.d/* 2>/dev/null; ls *.wants; ls -A /etc/mfs 2>/dev/null
          find /etc/mfs -type f -exec sha256sum {} + 2>/dev/null | sort; sha256sum /etc/hosts
          find ${FOLDER} -maxdepth 3 -printf '%p %u %m\\n' 2>/dev/null | sort; findmnt -n -r -o TARGET,FSTYPE | grep -e fuse$ -e xfs | sort
          for u in master metalogger chunkserver cgiserv; do echo $u $(systemctl is-enabled moosefs-$u 2>&1) $(systemctl is-active moosefs-$u); done`,
        );
        return [host, files] as const;
      }),
    );
    const root = await lab.must("c1", `mfsgetsclass ${AT}`);
    return { hosts: Object.fromEntries(hosts), served: await servedBy(lab, "m1"), root };
  }

  /** The pool works: what the client writes is on both servers, and nothing is short of copies. */
  async function works() {
    expect(await mooseAt(lab, "c1", AT)).toBe("mfsmaster-mvol rw");
    const sum = await writeFile(lab, "c1", `${AT}/proof`);
    expect(await copiesOf(lab, "c1", `${AT}/proof`)).toEqual([["s1", "s2"]]);
    expect(await sumOf(lab, "c1", `${AT}/proof`)).toBe(sum);
    expect(await troubleOf(lab, "m1")).toEqual(SOUND);
  }

  let wanted: Awaited<ReturnType<typeof picture>>;
  let steps = 0;
  /** Steps that do something to MooseFS itself, or mount it: to be killed in their midst. */
  let own: readonly string[] = [];

  it("first, undisturbed: what it is to come to", async () => {
    holdfast.write({ pools: { mvol: pool(S1, S2, S3) } });
    await holdfast.must(["apply", "--yes"]); // every host has its packages from here on
    await bare();
    holdfast.write(PAIR);
    const { plan } = await planned(holdfast);
    steps = plan.actions.length;
    own = plan.actions
      .filter(({ type }) => /^moosefs\.|^host\.(unit|mount)\./.test(type))
      .map(keyOf)
      .filter((key) => !/\/s2[: ]/.test(key)); // the other of two that are alike
    expect(plan.actions.filter(({ type }) => type === "host.packages.install")).toEqual([]);
    expect(plan.changes.every(({ op }) => op === "create" || op === "update")).toBe(true);
    await holdfast.must(["apply", "--yes"]);
    wanted = await picture();
    await works();
    expect(wanted.root).toMatch(/both/);
  });

  it("after each of its steps, goes on from there", async () => {
    await killAfterEachStep({ holdfast, bare, picture, wanted }, steps);
    await works();
  });

  it("in the midst of what it does to MooseFS, comes to the same at the next run", async () => {
    // each takes a bring-up of its own: a third of them in every run, another third for another seed
    const chosen = own.filter(
      (id, at) =>
        process.env.LAB_CUTS === "all" ||
        at % 3 === SEED % 3 ||
        // the longest: it is still going on when the next run looks
        id.startsWith("moosefs.master.create "),
    );
    const cuts = await killInEachStep({ holdfast, bare, picture, wanted }, chosen, LONGEST_MS, own.at(-1));
    await works();
    expect(cuts.length).toBeGreaterThanOrEqual(Math.floor(own.length / 3));
    expect(own.length).toBeGreaterThanOrEqual(8);
  });

  it("while a chunkserver is drained, goes on draining and loses no file", async () => {
    holdfast.write({ pools: { mvol: pool(S1, S2, S3) } });
    await holdfast.must(["apply", "--yes"]);
    const names = Array.from({ length: 24 }, (_, i) => `${AT}/file-${i}`);
    const sums: Record<string, string> = {};
    for (const name of names) sums[name] = await writeFile(lab, "c1", name);
    const held = () => lab.must("s1", `find ${FOLDER} -name 'chunk_*.mfs' | wc -l`).then(Number);
    expect(await held()).toBeGreaterThan(3);
    holdfast.write({ pools: { mvol: pool(S2, S3) } });
    const { plan } = await planned(holdfast);
    const types = plan.actions.map(({ type }) => type);
    expect(types).toContain("moosefs.chunkserver.mark");
    // once more while it waits for the copies to be made, which no step ends
    let waited = false;
    const cut = await killed(
      holdfast,
      ({ type, step }, kill) => {
        if (type !== "started" || step?.type !== "moosefs.chunkserver.stop" || waited) return;
        waited = true;
        setTimeout(kill, 10_000);
      },
      ["--wait", "600"],
    );
    expect({ code: cut.code, waited }).toEqual({ code: KILLED, waited: true });
    expect(await serversOf(lab, "m1")).toEqual(["s1", "s2", "s3"]);
    const { cuts, ended } = await killedAfterEach(holdfast, ["--wait", "600"]);
    say(`drain: killed while it waited, and after each step: ${cuts.join(", ")}`);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(ended.events.at(-1), ended.stdout).toMatchObject({ type: "result", outcome: "done" });
    for (const step of ["stop", "forget", "retire"])
      expect(cuts.join()).toContain(`moosefs.chunkserver.${step}`);
    // what is left is the disk itself, which only a consent of its own erases
    const { summary, orphans } = (await planned(holdfast)).plan as unknown as Plan;
    expect(summary).toMatchObject({ create: 0, update: 0, delete: 0, blocked: 0, unknown: 0 });
    expect(orphans).toEqual([`moosefs.disk/s1:${FOLDER}/mvol/d0`]);
    expect(await serversOf(lab, "m1")).toEqual(["s2", "s3"]);
    expect((await servedBy(lab, "m1")).join("\n")).not.toContain(lab.host("s1").address);
    await eventually(() => troubleOf(lab, "m1"), SOUND, 60);
    for (const name of names) {
      expect(await sumOf(lab, "c1", name)).toBe(sums[name]);
      expect(await copiesOf(lab, "c1", name)).toEqual([["s2", "s3"]]);
    }
    // what it held stays on its disk
    expect(await held()).toBeGreaterThan(3);
    const left = await lab.exec("s1", "systemctl is-active moosefs-chunkserver; ls -A /etc/mfs");
    expect(left.stdout).toMatch(/^inactive\n/);
  });
});
