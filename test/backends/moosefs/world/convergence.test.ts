import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import { decodeText } from "../../../../src/config/decode.ts";
import type { Config } from "../../../../src/model/config.ts";
import { checkConfig } from "../../../../src/reconcile.ts";
import { agreedPlan, type Course } from "../../../support/backend-run.ts";
import { bareWorld, configOf } from "../../../support/fleet.ts";
import { times } from "../../../support/property.ts";
import type { World } from "../../../support/world.ts";
import { edited, fileOf, moosefsPool } from "./arbitrary.ts";
import { holders, takers, tick, write } from "./chunks.ts";
import { checkMfs, crash } from "./daemon.ts";
import { giveRelease, mastersIn, mfsOf, runs, save, serversOf } from "./index.ts";
import { wrongIn } from "./oracle.ts";
import { applyTo, settle } from "./run.ts";

const RUNS = 6 * times;

const files = ["f1", "f2", "f3", "f4", "f5"];

/** The file as read; nothing when the rules have something against it. */
function sound(file: object): Config | undefined {
  const { config } = decodeText(stringify(file), "storage.yaml");
  if (!config || checkConfig(config).some(({ severity }) => severity === "error")) return undefined;
  return config;
}

/** Folders that the file says are there. */
function prepared(config: Config, world: World): void {
  for (const { chunkservers } of moosefsPools(config))
    for (const { host, disks } of chunkservers)
      for (const { root, path } of disks)
        if (root === null) world.get(host)?.directories.add(path.slice(0, path.lastIndexOf("/")));
}

/** Bare hosts brought to the file, with files in its pool. */
function settled(config: Config, release: 3 | 4 = 3): World {
  const world = bareWorld(config);
  giveRelease(world, release);
  prepared(config, world);
  const { trouble, plan } = settle(config, world);
  expect(trouble).toEqual([]);
  expect(plan.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(wrongIn(config, world)).toEqual([]);
  for (const master of mastersIn(world)) if (takers(world, master).length > 0) write(world, master, files);
  for (let passed = 0; passed < 12; passed++) tick(world);
  return world;
}

/** Either everything is as the file says, or an error finding says why not. */
function arrived(config: Config, world: World, { plan }: Course): void {
  const errors = plan.findings.filter(({ severity }) => severity === "error");
  expect(plan.actions.map(({ id, type, waits }) => ({ id, type, waits }))).toEqual([]);
  if (errors.length > 0) return;
  expect([plan.changes, plan.blocked, plan.unknown]).toEqual([[], [], []]);
  for (let passed = 0; passed < 12; passed++) tick(world);
  expect(wrongIn(config, world)).toEqual([]);
}

const pair = moosefsPool.chain((pool) => fc.tuple(fc.constant(pool), edited(pool)));
const release = fc.constantFrom<3 | 4>(3, 4);

test("any file can be had from bare hosts, and any other from it; cut off anywhere, and nothing is ever lost", () => {
  let sure = 0;
  fc.assert(
    fc.property(
      pair,
      release,
      fc.option(fc.nat(60), { nil: undefined, freq: 2 }),
      fc.record({ saved: fc.boolean(), crashed: fc.constantFrom(false, false, true) }),
      ([from, to], kind, cut, { saved, crashed }) => {
        const [one, other] = [from, to].map((pool) => sound(fileOf({ mvol: pool })));
        fc.pre(one !== undefined && other !== undefined);
        const world = settled(one as Config, kind);
        prepared(other as Config, world);
        if (saved) for (const master of mastersIn(world)) save(world, master);
        if (cut !== undefined) applyTo(other as Config, world, cut);
        if (crashed) for (const master of mastersIn(world)) crash(world, master);
        const course = settle(other as Config, world, 8);
        const { trouble } = course;
        // where all servers are only being started, what is to be emptied may have to wait for another run
        const early = from.state === "stopped" || crashed ? /: refused: without |: comes after / : /^$/;
        expect(trouble.filter((text) => !early.test(text))).toEqual([]);
        arrived(other as Config, world, course);
        checkMfs(world);
        sure += 1;
      },
    ),
    { numRuns: RUNS },
  );
  expect(sure).toBeGreaterThan(RUNS / 2);
});

const base = {
  type: "moosefs",
  size: "4GB",
  master: "s1",
  chunkservers: ["s2", "s3", "s4"],
  metaloggers: ["s5"],
  clients: ["s6"],
};

const disks = [{ path: "/srv/a" }, { path: "/srv/b" }];
const twoDisks = { chunkservers: [{ host: "s2", disks }, "s3", "s4"] };

/** Edits that have to work, each with what they are known by. */
const edits: Readonly<Record<string, readonly [from: object, to: object, steps: readonly string[]]>> = {
  "a server more": [{}, { chunkservers: ["s2", "s3", "s4", "s5"] }, ["start"]],
  "a server less": [{}, { chunkservers: ["s2", "s3"] }, ["mark", "stop", "forget", "retire"]],
  "another server": [{}, { chunkservers: ["s2", "s3", "s5"] }, ["start", "mark", "stop", "forget", "retire"]],
  "a server that is emptied and stays": [
    {},
    { chunkservers: ["s2", "s3", { host: "s4", state: "draining" }] },
    ["mark"],
  ],
  "a disk less": [
    twoDisks,
    { chunkservers: [{ host: "s2", disks: disks.slice(0, 1) }, "s3", "s4"] },
    ["mark", "drop"],
  ],
  "a disk more": [
    { chunkservers: [{ host: "s2", disks: disks.slice(0, 1) }, "s3", "s4"] },
    twoDisks,
    ["write"],
  ],
  "a third copy": [{}, { goal: 3 }, ["root"]],
  "a class": [{}, { goal: "safe", classes: { safe: { keep: "*,*" } } }, ["class", "root"]],
  "a larger size": [{}, { size: "8GB" }, ["make", "make", "make"]],
  "another client": [{}, { clients: ["s5"] }, ["write", "narrow"]],
  "no metalogger": [{}, { metaloggers: [] }, ["stop"]],
  stopped: [{}, { state: "stopped", clients: [] }, ["stop", "stop", "stop", "stop", "stop"]],
  "started again": [
    { state: "stopped", clients: [] },
    { clients: [] },
    ["start", "start", "start", "start", "start"],
  ],
};

const both = (from: object, to: object) =>
  [from, to].map((change) => configOf(fileOf({ mvol: { ...base, ...change } }))) as [Config, Config];

describe("pools are changed in place", () => {
  for (const [what, [from, to, steps]] of Object.entries(edits))
    test(what, () => {
      const [one, other] = both(from, to);
      const world = settled(one);
      prepared(other, world);
      const course = settle(other, world);
      expect(course.trouble).toEqual([]);
      arrived(other, world, course);
      expect(course.plan.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      const own = course.ran.filter((type) => /^moosefs\./.test(type) && !/disk\.folder|\.narrow/.test(type));
      expect(own.map((type) => type.split(".")[2])).toEqual(
        expect.arrayContaining(steps.filter((step) => step !== "narrow")),
      );
    });
});

test("several servers leave, one after the other", () => {
  const [one, other] = both({ chunkservers: ["s2", "s3", "s4", "s5"], metaloggers: [] }, { metaloggers: [] });
  const [few] = both({ chunkservers: ["s2", "s4"], metaloggers: [] }, {});
  for (const config of [other, few]) {
    const world = settled(one);
    const course = settle(config, world);
    expect(course.trouble).toEqual([]);
    arrived(config, world, course);
    expect(wrongIn(config, world)).toEqual([]);
  }
});

test("a disk that leaves a pool that is stopped is emptied when it runs again", () => {
  const oneDisk = { chunkservers: [{ host: "s2", disks: disks.slice(0, 1) }, "s3", "s4"], clients: [] };
  const [full, less] = both({ ...twoDisks, clients: [] }, oneDisk);
  const [stopped] = both({ ...oneDisk, state: "stopped" }, {});
  const world = settled(full);
  const still = settle(stopped, world);
  expect([still.trouble, still.plan.actions]).toEqual([[], []]);
  expect(still.plan.findings.map(({ code }) => code)).toContain("MFS243");
  settle(both({ ...twoDisks, clients: [] }, {})[0], world);
  const course = settle(less, world);
  expect(course.trouble).toEqual([]);
  arrived(less, world, course);
});

describe("while something is wrong", () => {
  test("a master that ended before it ever saved is restored, and only then asked about the goal", () => {
    for (const kind of [3, 4] as const) {
      const [config] = both({}, {});
      const world = settled(config, kind);
      crash(world, "s1");
      const course = settle(config, world);
      expect([course.trouble, course.ran]).toEqual([[], ["moosefs.master.restore"]]);
      arrived(config, world, course);
    }
  });

  test("nothing is planned on a host that does not answer, and when it is back, all is done", () => {
    fc.assert(
      fc.property(
        pair,
        release,
        fc.constantFrom("s1", "s2", "s3", "s4", "s5", "s6"),
        ([from, to], kind, away) => {
          const [one, other] = [from, to].map((pool) => sound(fileOf({ mvol: pool })));
          fc.pre(one !== undefined && other !== undefined);
          const world = settled(one as Config, kind);
          prepared(other as Config, world);
          const host = world.get(away);
          Object.assign(host ?? {}, { up: false });
          const { plan, trouble } = applyTo(other as Config, world);
          // what had copies on the one that is away has to get others first
          expect(trouble.filter((text) => !/ (waiting: |comes after )/.test(text))).toEqual([]);
          expect(plan.actions.filter((step) => step.host === away)).toEqual([]);
          checkMfs(world);
          Object.assign(host ?? {}, { up: true });
          const course = settle(other as Config, world, 8);
          expect(course.trouble).toEqual([]);
          arrived(other as Config, world, course);
        },
      ),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  test("a client that does not answer keeps what it may mount", () => {
    const [one, other] = both({ clients: ["s6"] }, { clients: [] });
    const world = settled(one);
    Object.assign(world.get("s6") ?? {}, { up: false });
    expect(applyTo(other, world).plan.unknown.map(({ address }) => address)).toContain(
      "moosefs.exports/mvol",
    );
    checkMfs(world);
    Object.assign(world.get("s6") ?? {}, { up: true });
    arrived(other, world, settle(other, world));
  });

  const moved = { master: "s5", metaloggers: ["s4"] };

  for (const kind of [3, 4] as const)
    test(`a metalogger takes over from a master that is dead, and that one does not come back (${kind}.x)`, () => {
      const [one, other] = both({}, moved);
      const world = settled(one, kind);
      save(world, "s1");
      write(world, "s1", ["late"]);
      settle(one, world);
      crash(world, "s1");
      Object.assign(world.get("s1") ?? {}, { up: false });
      const course = settle(other, world);
      expect(course.trouble).toEqual([]);
      expect(course.ran).toContain("moosefs.master.takeover");
      for (let passed = 0; passed < 4; passed++) tick(world);
      expect([...serversOf(world, "s5")].sort()).toEqual(["s2", "s3", "s4"]);
      expect(holders(world, "s5", "late").length).toBe(2);
      Object.assign(world.get("s1") ?? {}, { up: true });
      const later = settle(other, world);
      expect(later.ran).toContain("moosefs.master.fence");
      arrived(other, world, later);
      expect(
        [...mfsOf(world, "s1").data.keys()].filter((name) => /^metadata\.mfs(\.back)?$/.test(name)),
      ).toEqual([]);
    });

  test("nobody takes over from a master that runs", () => {
    const [one, other] = both({}, moved);
    const world = settled(one);
    const { plan } = settle(other, world);
    expect(plan.findings.map(({ code }) => code)).toContain("MFS208");
    expect(mastersIn(world)).toEqual(["s1"]);
  });

  test("no empty namespace is put in place of metadata that is gone", () => {
    const [one] = both({ metaloggers: [] }, {});
    const config = configOf(fileOf({ mvol: { ...base, metaloggers: [] } }));
    const world = settled(one);
    crash(world, "s1");
    const { data, logs } = mfsOf(world, "s1");
    data.clear();
    logs.clear();
    data.set("metadata.mfs.empty", { instance: null, version: 0 });
    const { plan } = settle(config, world);
    expect(plan.findings.map(({ code }) => code)).toContain("MFS201");
    data.set("metadata.mfs", { instance: null, version: 0 });
    expect(settle(config, world).plan.findings.map(({ code }) => code)).toContain("MFS202");
    expect(runs(world, "s1", "master")).toBe(false);
  });

  test("a metalogger that came before the first save fetches the metadata after it", () => {
    const [config] = both({}, {});
    const world = settled(config);
    // as it is beside a master that somebody started with nothing but `MFSM NEW`
    const { data } = mfsOf(world, "s5");
    data.delete("metadata_ml.mfs.back");
    data.set("metadata_ml.tmp", { instance: null, version: 0 });
    save(world, "s1");
    const course = settle(config, world);
    expect(course.ran).toEqual(["moosefs.metalogger.fetch"]);
    expect(mfsOf(world, "s5").data.get("metadata_ml.mfs.back")?.instance).toBe(mfsOf(world, "s1").serves);
    arrived(config, world, course);
  });
});

/** The same with the keys of every mapping the other way round; lists mean something. */
const turned = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(turned)
    : value !== null && typeof value === "object"
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, turned(inner)]),
        )
      : value;

test("the order of keys changes nothing", () => {
  fc.assert(
    fc.property(pair, ([from, to]) => {
      const [one, other] = [from, to].map((pool) => sound(fileOf({ mvol: pool })));
      const again = sound(turned(fileOf({ mvol: to })) as object);
      fc.pre(one !== undefined && other !== undefined);
      const world = settled(one as Config);
      prepared(other as Config, world);
      const steps = (config: Config | undefined) =>
        agreedPlan(config as Config, world).actions.map(({ type, host, params, after }) => [
          type,
          host,
          params,
          after,
        ]);
      expect(steps(again)).toEqual(steps(other));
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});
