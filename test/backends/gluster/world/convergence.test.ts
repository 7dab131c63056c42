import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { glusterPools } from "../../../../src/backends/gluster/pool/index.ts";
import { decodeText } from "../../../../src/config/decode.ts";
import type { Config } from "../../../../src/model/config.ts";
import { checkConfig } from "../../../../src/reconcile.ts";
import { bareWorld, configOf, type planFor } from "../../../support/fleet.ts";
import { times } from "../../../support/property.ts";
import type { World } from "../../../support/world.ts";
import { checkWorld } from "./act.ts";
import { edited, fileOf, glusterPool } from "./arbitrary.ts";
import { giveNames, mountersOf } from "./daemon.ts";
import { folderOf, glusterOf, setsIn, tick, volumesIn, type WorldVolume, write } from "./index.ts";
import { applyTo, type Course, settle } from "./run.ts";

const files = ["f1", "f2", "f3", "f4", "f5", "f6", "f7"];

/** The file as read; nothing when the rules have something against it. */
function sound(file: object): Config | undefined {
  const { config } = decodeText(stringify(file), "storage.yaml");
  if (!config || checkConfig(config).some(({ severity }) => severity === "error")) return undefined;
  return config;
}

/** Bare hosts brought to the file, with files in every volume. */
function settled(config: Config): World {
  const world = bareWorld(config);
  giveNames(world);
  const { trouble } = settle(config, world);
  expect(trouble).toEqual([]);
  expect(judge(config, world)).toEqual([]);
  for (const volume of volumesIn(world)) write(world, volume, files);
  return world;
}

const volumeIn = (world: World, name = "gvol") => volumesIn(world).find((volume) => volume.name === name);

/** A second judge, from what the file means: everything about the world that is not as declared. */
function judge(config: Config, world: World): string[] {
  const wrong: string[] = [];
  for (const pool of glusterPools(config)) {
    const volume = volumeIn(world, pool.name);
    if (pool.state === "absent") {
      if (volume) wrong.push(`${pool.name} is still there`);
      continue;
    }
    if (!volume) {
      wrong.push(`${pool.name} is not there`);
      continue;
    }
    const wanted = pool.sets.flat().map(({ name }) => name);
    if ([...volume.bricks].sort().join() !== [...wanted].sort().join())
      wrong.push(`bricks ${volume.bricks}, not ${wanted}`);
    if (volume.size !== pool.setSize || volume.arbiter !== pool.arbiter) wrong.push("another kind");
    if ((volume.status === 1) !== (pool.state === "started")) wrong.push(`status ${volume.status}`);
    for (const [key, value] of Object.entries(pool.options))
      if (volume.options.get(key) !== value) wrong.push(`${key} is not ${value}`);
    const users = pool.state === "started" ? pool.clients.map(({ host }) => host) : [];
    if (mountersOf(world, pool.name).join() !== [...users].sort().join())
      wrong.push(`mounted by ${mountersOf(world, pool.name)}`);
    const members = [...glusterOf(world, pool.peers[0] ?? "").cluster.members].sort();
    if (members.join() !== [...pool.peers].sort().join()) wrong.push(`members ${members}`);
  }
  return wrong;
}

/** Either everything is as the file says, or an error finding says why not. */
function arrived(config: Config, world: World, { plan }: Course): void {
  const errors = plan.findings.filter(({ severity }) => severity === "error");
  expect(plan.actions.map(({ id, type, waits }) => ({ id, type, waits }))).toEqual([]);
  if (errors.length > 0) return;
  expect([plan.changes, plan.blocked, plan.unknown]).toEqual([[], [], []]);
  expect(judge(config, world)).toEqual([]);
}

const twoSets = {
  type: "gluster",
  size: "4GB",
  how: { replica: 2 },
  peers: ["s6", "s4", "s2", "s5"],
  bricks: { perPeer: 1 },
  options: {},
  clients: ["s4", "s5"],
  state: "started",
};

/** Cut off between an add-brick and the setting of auth.allow that makes the members' copies alike again. */
const betweenTheTwo = [[twoSets, { ...twoSets, peers: [...twoSets.peers, "s1", "s3"] }], 23] as const;

/** From two sets with an arbiter each to three of two copies: not to be had in one step, and it has to be said. */
const otherSets = [
  { ...twoSets, how: { arbiter: true }, peers: [...twoSets.peers, "s1", "s3"] },
  { ...twoSets, peers: [...twoSets.peers, "s1", "s3"] },
] as const;

const pair = glusterPool.chain((pool) => fc.tuple(fc.constant(pool), edited(pool)));

test("any file can be had from bare hosts, and any other from it; cut off anywhere, and no file is ever lost", () => {
  let sure = 0;
  fc.assert(
    fc.property(pair, fc.option(fc.nat(40), { nil: undefined, freq: 2 }), ([from, to], cut) => {
      const [one, other] = [from, to].map((pool) => sound(fileOf({ gvol: pool })));
      fc.pre(one !== undefined && other !== undefined);
      const world = settled(one as Config);
      if (cut !== undefined) applyTo(other as Config, world, cut);
      const course = settle(other as Config, world);
      expect(course.trouble).toEqual([]);
      arrived(other as Config, world, course);
      checkWorld(world);
      sure += 1;
    }),
    { numRuns: 15 * times, examples: [betweenTheTwo as never, [otherSets, undefined] as never] },
  );
  expect(sure).toBeGreaterThan(10);
});

const base = { type: "gluster", size: "2GB", clients: ["s6"], peers: ["s1", "s2"], how: { replica: 2 } };

/** Edits that have to work, each with what they are known by. */
const edits: Readonly<Record<string, readonly [from: object, to: object, steps: readonly string[]]>> = {
  "a third copy": [{}, { how: { replica: 3 }, peers: ["s1", "s2", "s3"] }, ["add-copies"]],
  "a copy of each of two sets": [
    { peers: ["s1", "s2", "s3", "s4"] },
    { how: { replica: 3 }, peers: ["s1", "s2", "s5", "s3", "s4", "s6"], clients: [] },
    ["add-copies"],
  ],
  "an arbiter": [{}, { how: { arbiter: true }, peers: ["s1", "s2", "s3"] }, ["add-copies"]],
  "one copy less": [{ how: { replica: 3 }, peers: ["s1", "s2", "s3"] }, {}, ["drop-copies"]],
  "no arbiter": [{ how: { arbiter: true }, peers: ["s1", "s2", "s3"] }, {}, ["drop-copies"]],
  "another host": [{}, { peers: ["s1", "s3"] }, ["replace-brick"]],
  "two other hosts, one after the other": [
    { how: { replica: 3 }, peers: ["s1", "s2", "s3"] },
    { how: { replica: 3 }, peers: ["s1", "s4", "s5"] },
    ["replace-brick", "replace-brick"],
  ],
  "another host of a dispersed set": [
    { how: { disperse: { data: 2, redundancy: 1 } }, peers: ["s1", "s2", "s3"] },
    { how: { disperse: { data: 2, redundancy: 1 } }, peers: ["s1", "s2", "s4"] },
    ["replace-brick"],
  ],
  "two sets more": [
    {},
    { peers: ["s1", "s2", "s3", "s4"], bricks: { perPeer: 1 } },
    ["add-bricks", "rebalance", "balanced"],
  ],
  "a second brick on every host": [{}, { bricks: { perPeer: 2 } }, ["add-bricks", "rebalance", "balanced"]],
  "a set less": [{ peers: ["s1", "s2", "s3", "s4"] }, {}, ["drain", "commit"]],
  "other hosts without copies": [
    { how: { replica: 1 } },
    { how: { replica: 1 }, peers: ["s2", "s3"] },
    ["add-bricks", "rebalance", "balanced", "drain", "commit"],
  ],
};

describe("layouts are changed in place", () => {
  for (const [what, [from, to, steps]] of Object.entries(edits))
    test(what, () => {
      const [one, other] = [from, to].map((change) => configOf(fileOf({ gvol: { ...base, ...change } })));
      const world = settled(one as Config);
      const course = settle(other as Config, world);
      expect(course.trouble).toEqual([]);
      arrived(other as Config, world, course);
      expect(course.plan.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      const layout = course.ran.filter((type) =>
        /\.(add|drop|replace|rebalance|balanced|drain|commit)/.test(type),
      );
      expect(layout).toEqual(steps.map((step) => `gluster.volume.${step}`));
      for (let looks = 0; looks < 3; looks++) tick(world);
      // every file is on a whole set again, and on that one only
      const volume = volumeIn(world) as WorldVolume;
      for (const file of files) {
        const on = setsIn(volume).filter((set) =>
          set.some((brick) => folderOf(world, brick).files.has(file)),
        );
        expect(on.map((set) => set.every((brick) => folderOf(world, brick).files.has(file)))).toEqual([true]);
      }
    });
});

describe("while something is wrong", () => {
  /** What moves data or ends a copy, unless a brick that is lost has got another in its place before. */
  const moving = (plan: ReturnType<typeof planFor>, lost: string) => {
    const [first, ...rest] = plan.actions.filter(
      ({ risk }) => risk === "data-moving" || risk === "destructive",
    );
    const mends = first?.type === "gluster.volume.replace-brick" && first.about?.startsWith(`${lost}:`);
    return first === undefined || mends ? [] : [first, ...rest].map(({ type }) => type);
  };

  test("nothing is planned on a host that does not answer, and no data moves", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom("s1", "s2", "s3", "s4", "s5", "s6"), ([from, to], away) => {
        const [one, other] = [from, to].map((pool) => sound(fileOf({ gvol: pool })));
        fc.pre(one !== undefined && other !== undefined && from.peers.includes(away as "s1"));
        const world = settled(one as Config);
        Object.assign(world.get(away) ?? {}, { up: false });
        const { plan, trouble } = applyTo(other as Config, world);
        // who leaves may have to wait for the one that is away
        expect(trouble.filter((text) => !/ (waiting: |comes after )/.test(text))).toEqual([]);
        expect(plan.actions.filter(({ host }) => host === away)).toEqual([]);
        expect(moving(plan, away)).toEqual([]);
        checkWorld(world);
      }),
      { numRuns: 6 * times },
    );
  });

  const wide = { ...base, how: { replica: 3 }, peers: ["s1", "s2", "s3"] };
  const [three, two] = [wide, base].map((pool) => configOf(fileOf({ gvol: pool }))) as [Config, Config];

  test("a brick that is down is started again, and no copy goes before it has healed", () => {
    const world = settled(three);
    const volume = volumeIn(world) as WorldVolume;
    volume.killed.add(volume.bricks[0] ?? "");
    write(world, volume, ["late"]);
    const blocked = settle(two, world);
    expect(blocked.plan.findings.map(({ code }) => code)).toContain("GLU221");
    expect(volume.bricks.length).toBe(3);
    expect(settle(three, world).ran).toEqual(["gluster.volume.revive"]);
    arrived(two, world, settle(two, world));
    expect(volume.bricks.length).toBe(2);
  });

  test("of two bricks to be replaced the one that is down goes first, and the other only when that has healed", () => {
    const how = { disperse: { data: 2, redundancy: 1 } };
    const [one, other] = [
      ["s5", "s1", "s2"],
      ["s4", "s6", "s2"],
    ].map((peers) => configOf(fileOf({ gvol: { ...base, how, peers, clients: [] } }))) as [Config, Config];
    const world = settled(one);
    Object.assign(world.get("s1") ?? {}, { up: false });
    const { plan, trouble } = applyTo(other, world);
    const replaced = plan.actions.filter(({ type }) => type === "gluster.volume.replace-brick");
    expect(replaced.map(({ about }) => about?.slice(0, 3))).toEqual(["s1:", "s5:"]);
    expect(trouble).toEqual([]);
    // when the file does not know the lost host any more
    const { s1: _, ...hosts } = fileOf({}).hosts;
    const forgotten = configOf({
      ...fileOf({ gvol: { ...base, how, peers: ["s4", "s6", "s2"], clients: [] } }),
      hosts,
    });
    expect(applyTo(forgotten, world).trouble.filter((text) => !text.includes("comes after"))).toEqual([
      expect.stringContaining("gluster lets no peer go while s1 is away"),
    ]);
    Object.assign(world.get("s1") ?? {}, { up: true });
    arrived(other, world, settle(other, world));
  });

  test("a client that does not answer keeps its access", () => {
    const world = settled(two);
    Object.assign(world.get("s6") ?? {}, { up: false });
    const less = configOf(fileOf({ gvol: { ...base, clients: [] } }));
    const { plan } = applyTo(less, world);
    expect(plan.unknown.map(({ address }) => address)).toContain("gluster.volume/gvol");
    expect(volumeIn(world)?.options.get("auth.allow")).toContain(world.get("s6")?.address);
    Object.assign(world.get("s6") ?? {}, { up: true });
    arrived(less, world, settle(less, world));
    expect(volumeIn(world)?.options.get("auth.allow")).not.toContain(world.get("s6")?.address);
  });

  test("while entries wait for healing a copy is not dropped, but waited for", () => {
    const world = settled(three);
    const volume = volumeIn(world) as WorldVolume;
    folderOf(world, volume.bricks[0] ?? "").files.clear();
    const { plan } = applyTo(two, world, 0);
    const drop = plan.actions.find(({ type }) => type === "gluster.volume.drop-copies");
    expect(drop?.waits).toMatch(/^healing: 7 entries/);
    expect(settle(two, world).trouble).toEqual([]);
  });

  test("a drain that could not move everything is not committed", () => {
    const four = configOf(fileOf({ gvol: { ...base, peers: ["s1", "s2", "s3", "s4"] } }));
    const world = settled(four);
    const volume = volumeIn(world) as WorldVolume;
    const bricks = volume.bricks.slice(2);
    volume.task = { type: "remove-brick", id: "t", bricks, left: 0, failures: 9 };
    const { plan } = settle(two, world);
    expect(plan.findings.map(({ code }) => code)).toContain("GLU226");
    expect(volume.bricks.length).toBe(4);
  });
});

test("when the file names other hosts altogether, no second volume of that name is made", () => {
  const [one, other] = [
    ["s1", "s2"],
    ["s3", "s4"],
  ].map((peers) => configOf(fileOf({ gvol: { ...base, peers } })));
  const world = settled(one as Config);
  const { plan } = settle(other as Config, world);
  expect(plan.findings.map(({ code }) => code)).toContain("GLU237");
  expect(volumesIn(world).length).toBe(1);
  expect(glusterOf(world, "s3").cluster.members.size).toBe(1);
});

test("volumes of others in the same trusted pool stay as they are", () => {
  const [one, other] = [base, { ...base, peers: ["s1", "s3"] }].map((pool) =>
    configOf(fileOf({ gvol: pool })),
  );
  const world = settled(one as Config);
  const foreign: WorldVolume = {
    ...(volumeIn(world) as WorldVolume),
    name: "theirs",
    id: "00000000-0000-4000-8000-000000000001",
    bricks: ["s1:/data/theirs", "s2:/data/theirs"],
    options: new Map([["nfs.disable", "on"]]),
  };
  for (const host of ["s1", "s2"])
    glusterOf(world, host).folders.set("/data/theirs", { id: foreign.id, files: new Set(files) });
  glusterOf(world, "s1").cluster.volumes.set("theirs", foreign);
  const before = JSON.stringify({ ...foreign, options: [...foreign.options] });
  const { plan } = settle(other as Config, world);
  expect(JSON.stringify({ ...foreign, options: [...foreign.options] })).toBe(before);
  // a host that has one of their bricks stays a peer
  expect([...glusterOf(world, "s1").cluster.members].sort()).toEqual(["s1", "s2", "s3"]);
  expect(plan.actions).toEqual([]);
});

// the hosts of a set that comes do not get the names of those that go, nor the other way round
test("hosts that come and hosts that go know each other while files move", () => {
  const [one, other] = [
    ["s1", "s2"],
    ["s1", "s3"],
  ].map((peers) => configOf(fileOf({ gvol: { ...base, how: { replica: 1 }, peers } })));
  const world = bareWorld(one as Config);
  settle(one as Config, world);
  settle(other as Config, world);
  expect(volumeIn(world)?.bricks.length).toBe(2);
});
