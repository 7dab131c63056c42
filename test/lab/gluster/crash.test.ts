import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planned } from "../applying.ts";
import { keepBare } from "../bare.ts";
import { killAfterEachStep, killInEachStep } from "../bring-up.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { keyOf, killedAfterEach } from "../killing.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, inSync, sumOf, writeFile } from "../witness.ts";
import { bricksDown, peersOf, poolAt, sumInBrick, undoGluster, unhealed, volumeOn } from "./support.ts";

const SERVERS = ["g1", "g2", "g3"];
const HOSTS = [...SERVERS, "c1"];
const FOLDER = "/srv/gluster";

const THREE = {
  type: "gluster",
  peers: SERVERS,
  replica: 3,
  size: "300MiB",
  bricks: { folder: FOLDER },
  options: { "performance.cache-size": "64MB" },
  clients: ["c1"],
};

/** Two copies on two hosts, with so many bricks on each. */
const pairs = (perPeer: number) => ({
  type: "gluster",
  peers: ["g1", "g2"],
  replica: 2,
  size: `${300 * perPeer}MiB`,
  bricks: { folder: FOLDER, perPeer },
  clients: ["c1"],
});

/** Longest time from the beginning of a step to the kill: long enough to meet gluster at work, short for most others. */
const LONGEST_MS = 700;

describe.skipIf(!(await labGate()))("a run on a gluster pool that is killed", { timeout: 1_800_000 }, () => {
  let lab: Lab;
  let holdfast: Holdfast;
  beforeAll(async () => {
    const hosts = Object.fromEntries(HOSTS.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "glcr", subnet: 84, packages: ["gluster"], hosts });
    holdfast = holdfastFor(lab);
    for (const name of HOSTS) await keepBare(lab, name);
  });
  afterAll(() => lab?.close());

  /** Hosts with the packages and nothing else. */
  const bare = () => Promise.all(HOSTS.map((name) => undoGluster(lab, name, FOLDER)));

  /** Everything of the fleet that a pool is made of, without what differs from one bring-up to the next. */
  async function picture() {
    const hosts = await Promise.all(
      HOSTS.map(async (host) => {
        const files = await lab.must(
          host,
          `cd /etc/systemd/system && sha256sum *.mount holdfast* 2>/dev/null; ls *.wants; ls -a /etc/systemd/system /etc | grep holdfast; sha256sum /etc/hosts
          find ${FOLDER} -maxdepth 4 ! -path '*/brick/*' 2>/dev/null | sort; findmnt -n -r -o TARGET,FSTYPE | grep -e gluster | sort`,
        );
        return [host, files] as const;
      }),
    );
    const members = await Promise.all(
      SERVERS.map(async (host) => {
        if ((await lab.exec(host, "systemctl is-active -q glusterd")).code !== 0)
          return [host, "away"] as const;
        return [
          host,
          { peers: await peersOf(lab, host), volume: await volumeOn(lab, host, "gvol") },
        ] as const;
      }),
    );
    return { hosts: Object.fromEntries(hosts), members: Object.fromEntries(members) };
  }

  /** The pool works: what the client writes is on all bricks of one set. */
  async function works(bricks: readonly string[]) {
    expect(await poolAt(lab, "c1", "/mnt/gvol")).toBe("gvol rw");
    await eventually(() => bricksDown(lab, "g1", "gvol"), [], 60);
    const sum = await writeFile(lab, "c1", "/mnt/gvol/proof");
    await eventually(() => unhealed(lab, "g1", "gvol"), 0, 60);
    for (const brick of bricks) expect(await sumInBrick(lab, brick, "proof")).toBe(sum);
  }

  const onAll = SERVERS.map((host) => `${host}:${FOLDER}/gvol/b0/brick`);
  let wanted: Awaited<ReturnType<typeof picture>>;
  let steps = 0;
  /** Steps that do something to gluster itself, or mount it: to be killed in their midst. */
  let own: readonly string[] = [];

  it("first, undisturbed: what it is to come to", async () => {
    holdfast.write({ pools: { gvol: THREE } });
    await holdfast.must(["apply", "--yes"]);
    await works(onAll);
    const first = await picture();
    await bare();
    const { plan } = await planned(holdfast);
    steps = plan.actions.length;
    own = plan.actions.filter(({ type }) => /^gluster\.|^host\.(unit|mount)\./.test(type)).map(keyOf);
    expect(plan.actions.filter(({ type }) => type === "host.packages.install")).toEqual([]);
    expect(plan.changes.every(({ op }) => op === "create" || op === "update")).toBe(true);
    await holdfast.must(["apply", "--yes"]);
    await works(onAll);
    wanted = await picture();
    expect(wanted).toEqual(first);
    expect(wanted.members.g3).toMatchObject({ volume: { status: "Started", bricks: onAll } });
  });

  it("after each of its steps, goes on from there", async () => {
    await killAfterEachStep({ holdfast, bare, picture, wanted }, steps);
    await works(onAll);
  });

  it("while it grows by a set, keeps every file and ends balanced", async () => {
    await bare();
    holdfast.write({ pools: { gvol: pairs(1) } });
    await holdfast.must(["apply", "--yes"]);
    const names = Array.from({ length: 40 }, (_, i) => `file-${i}`);
    const sums: Record<string, string> = {};
    for (const name of names) sums[name] = await writeFile(lab, "c1", `/mnt/gvol/${name}`);
    holdfast.write({ pools: { gvol: pairs(2) } });
    const { plan } = await planned(holdfast);
    const types = plan.actions.map(({ type }) => type);
    expect(types).toContain("gluster.volume.add-bricks");
    expect(types).toContain("gluster.volume.rebalance");
    const { cuts, ended } = await killedAfterEach(holdfast);
    say(`growth: killed after each step: ${cuts.join(", ")}`);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(cuts.length).toBeGreaterThanOrEqual(3);
    await inSync(holdfast, "GLU112");
    const volume = await volumeOn(lab, "g2", "gvol");
    const sets = ["b0", "b1"].map((b) => ["g1", "g2"].map((host) => `${host}:${FOLDER}/gvol/${b}/brick`));
    expect(volume?.bricks).toEqual(sets.flat());
    expect(volume?.options["user.holdfast.rebalance"]).toBe("none");
    // files really went over: the second set holds some, and each file is readable and on one set only
    const list = async (brick: string) => {
      const [host = "", path = ""] = brick.split(":");
      const text = await lab.must(
        host,
        `find ${path} -maxdepth 1 -type f -name 'file-*' ! -perm 1000 -printf '%f\\n'`,
      );
      return text.split("\n").filter(Boolean).sort();
    };
    const held = await Promise.all(sets.map((set) => Promise.all(set.map(list))));
    for (const copies of held) expect(copies[0]).toEqual(copies[1]);
    expect(held.flatMap((copies) => copies[0] ?? []).sort()).toEqual([...names].sort());
    expect(held[1]?.[0]?.length).toBeGreaterThan(5);
    for (const name of names) expect(await sumOf(lab, "c1", `/mnt/gvol/${name}`)).toBe(sums[name]);
  });

  it("in the midst of what it does to gluster, comes to the same at the next run", async () => {
    holdfast.write({ pools: { gvol: THREE } });
    const cuts = await killInEachStep({ holdfast, bare, picture, wanted }, own, LONGEST_MS, own.at(-1));
    await works(onAll);
    expect(cuts.length).toBeGreaterThanOrEqual(9);
  });
});
