import { describe, expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { everything, glob, selects } from "../../src/plan/narrow.ts";
import { obstaclesOf } from "../../src/plan/obstacles.ts";
import { makePlan, questionsOf } from "../../src/reconcile.ts";
import { allConsents, bareWorld, configOf, planFor, run } from "../support/fleet.ts";
import { reload, snapshotOf, type WorldHost } from "../support/world.ts";

const base = (clients: unknown[], more: object = {}) => ({
  version: 1,
  fleet: "studio",
  hosts: { s1: "192.0.2.11", s2: "192.0.2.12", s3: "192.0.2.13" },
  shares: { web: { host: "s1", path: "/srv/web", mountpoint: "/mnt/web", clients, ...more } },
});

const settle = (file: object) => {
  const config = configOf(file);
  const world = bareWorld(config);
  run(config, world);
  return { config, world };
};

/** The plan with every consent given that the first one asks for. */
const agreed = (...[config, world]: Parameters<typeof planFor>) =>
  planFor(config, world, allConsents(planFor(config, world)));

describe("order", () => {
  test("a share comes up from package to mount", () => {
    const config = configOf(base(["s2"]));
    const plan = planFor(config, bareWorld(config));
    const place = (type: string) => plan.actions.findIndex((step) => step.type === type);
    expect(plan.actions.map(({ type, host }) => `${host} ${type}`).sort()).toEqual([
      "s1 host.directory.create",
      "s1 host.packages.install",
      "s1 host.unit.start",
      "s1 nfs.export.write",
      "s2 host.mount.mount",
      "s2 host.packages.install",
    ]);
    expect(place("nfs.export.write")).toBeLessThan(place("host.mount.mount"));
    expect(place("host.directory.create")).toBeLessThan(place("nfs.export.write"));
    const mount = plan.actions.find(({ type }) => type === "host.mount.mount");
    const before = plan.actions
      .filter(({ id }) => mount?.after.includes(id))
      .map(({ type, host }) => `${host} ${type}`);
    expect(before.sort()).toEqual(["s1 nfs.export.write", "s2 host.packages.install"]);
  });

  test("a share goes down from mount to export, and its folder stays", () => {
    const { world } = settle(base(["s2"]));
    const gone = { ...base([]), shares: {} };
    const plan = agreed(configOf(gone), world);
    expect(plan.actions.map(({ type, host, after }) => [type, host, after.length])).toEqual([
      ["host.mount.remove", "s2", 0],
      ["nfs.export.remove", "s1", 1],
    ]);
  });

  test("a share that moves is exported anew, mounted anew, and only then withdrawn from the old place", () => {
    const { world } = settle(base(["s2", "s3"]));
    const plan = agreed(configOf(base(["s2", "s3"], { path: "/srv/new" })), world);
    const types = plan.actions.map(({ type }) => type);
    expect(types).toEqual([
      "host.directory.create",
      "nfs.export.write",
      "host.mount.remount",
      "host.mount.remount",
      "nfs.export.narrow",
    ]);
    expect(plan.actions[1]?.params.content).toContain("/srv/web 192.0.2.12");
    expect(plan.actions[1]?.params.content).toContain("/srv/new 192.0.2.12");
    expect(plan.actions[4]?.params.content).not.toContain("/srv/web");
    expect(plan.findings.map(({ code }) => code)).toContain("NFS221");
  });
});

describe("what is unknown", () => {
  test("is not planned, nor what needs it, and the plan says why", () => {
    const config = configOf(base(["s2", "s3"]));
    const world = bareWorld(config);
    (world.get("s1") as WorldHost).up = false;
    const plan = planFor(config, world);
    expect(plan.actions.map(({ host, type }) => `${host} ${type}`)).toEqual([
      "s2 host.packages.install",
      "s3 host.packages.install",
    ]);
    expect(plan.unknown.find(({ address }) => address === "host.mount/s2:/mnt/web")?.why).toMatch(
      /needs .*no answer/,
    );
    expect(plan.hosts.s1).toEqual({ reachable: false, why: "s1: no answer" });
  });

  test("a client that may still be mounted keeps its export", () => {
    const { world } = settle(base(["s2", "s3"]));
    (world.get("s3") as WorldHost).up = false;
    const plan = planFor(configOf(base(["s2"])), world);
    expect(plan.actions).toEqual([]);
    expect(plan.unknown.map(({ address }) => address)).toEqual(["nfs.export/s1:web"]);
    expect(plan.unknown[0]?.why).toContain("s3 may still use it");
  });

  test("one unanswered question on a host is enough", () => {
    const config = configOf(base(["s2"]));
    const world = bareWorld(config);
    const whole = snapshotOf(world, questionsOf(config));
    const s2 = whole.hosts.s2;
    if (!s2?.reachable) throw new Error("s2 is up");
    const hosts = {
      ...whole.hosts,
      s2: { ...s2, facts: { ...s2.facts, mounts: { unknown: "no answer within 5 s" } } },
    };
    const plan = makePlan(config, { ...whole, hosts } as Snapshot, {});
    expect(plan.actions.some(({ address }) => address.startsWith("host.mount/s2"))).toBe(false);
    expect(plan.unknown[0]).toMatchObject({ address: "host.mount/s2:/mnt/web", why: "no answer within 5 s" });
  });

  test("a host missing from a snapshot is unknown, not in sync", () => {
    const config = configOf(base(["s2"]));
    const snapshot = snapshotOf(bareWorld(config), questionsOf(config).slice(0, 1));
    const plan = makePlan(config, snapshot, {});
    expect(plan.unknown.map(({ why }) => why)).toContain("s2 was not probed");
  });
});

test("a version that the server does not serve is said before anybody waits for it", () => {
  const { world } = settle(base(["s2"]));
  (world.get("s1") as WorldHost).server.versions = "-3 +4 -4.0 +4.1 +4.2";
  const plan = planFor(configOf(base(["s2", { host: "s3", version: "3" }])), world);
  expect(plan.blocked.map(({ change }) => change.address)).toEqual(["host.mount/s3:/mnt/web"]);
  const finding = plan.findings.find(({ code }) => code === "NFS213");
  expect(finding?.message).toContain("version 3, which s1 does not serve: it serves 4, 4.1, 4.2");
  expect(finding?.hint).toContain("nfs.conf");
  const fourth = planFor(configOf(base(["s2", { host: "s3", version: "4.2" }])), world);
  expect(fourth.findings).toEqual([]);
});

describe("what is not ours", () => {
  test("a mount point with content is not covered", () => {
    const config = configOf(base(["s2"]));
    const world = bareWorld(config);
    const s2 = world.get("s2") as WorldHost;
    s2.directories.add("/mnt/web");
    s2.content.set("/mnt/web", ["thesis.tex"]);
    const plan = planFor(config, world);
    expect(plan.blocked.map(({ change }) => change.address)).toEqual(["host.mount/s2:/mnt/web"]);
    expect(plan.findings.find(({ code }) => code === "HST141")?.message).toContain("thesis.tex");
  });

  test("an export by somebody else of the same path to the same client blocks until one of them goes", () => {
    const config = configOf(base(["s2"]));
    const world = bareWorld(config);
    const s1 = world.get("s1") as WorldHost;
    s1.exports.set("/etc/exports", "/srv/web 192.0.2.12(ro)\n");
    reload(s1);
    const plan = planFor(config, world);
    expect(plan.findings.map(({ code }) => code)).toContain("NFS210");
    expect(plan.actions.some(({ type }) => type.startsWith("nfs.") || type.startsWith("host.mount"))).toBe(
      false,
    );
  });

  test("an export by somebody else that is just what is declared is left to them", () => {
    const { config, world } = settle(base(["s2"]));
    const s1 = world.get("s1") as WorldHost;
    s1.exports.clear();
    s1.exports.set("/etc/exports", "/srv/web 192.0.2.12(rw,sync,no_subtree_check)\n");
    reload(s1);
    const plan = planFor(config, world);
    expect(plan.actions).toEqual([]);
    expect(plan.findings.map(({ code }) => code)).toEqual(["NFS211"]);
  });

  test("another fleet's mark is an error", () => {
    const { config, world } = settle(base(["s2"]));
    const s1 = world.get("s1") as WorldHost;
    const path = "/etc/exports.d/holdfast-web.exports";
    s1.exports.set(path, (s1.exports.get(path) ?? "").replace("fleet=studio", "fleet=other"));
    const plan = planFor(config, world);
    expect(plan.findings.find(({ code }) => code === "PLN110")?.message).toContain("fleet other");
    expect(plan.actions).toEqual([]);
  });

  test("an fstab entry whose disk is not mounted stops what would be served from the empty folder", () => {
    const { config, world } = settle(base(["s2"]));
    const s1 = world.get("s1") as WorldHost;
    s1.fstab = "UUID=1234 /srv ext4 defaults 0 2\n";
    s1.etab = [];
    const plan = planFor(config, world);
    expect(plan.findings.map(({ code }) => code)).toContain("HST121");
    expect(plan.actions.some(({ type }) => type.startsWith("nfs."))).toBe(false);
  });
});

describe("many removals at once", () => {
  const four = {
    ...base([]),
    shares: Object.fromEntries(
      ["a", "b", "c", "d"].map((name) => [
        name,
        { host: "s1", path: `/srv/${name}`, mountpoint: `/mnt/${name}`, clients: ["s2"] },
      ]),
    ),
  };

  test("need a consent bound to exactly them", () => {
    const { world } = settle(four);
    const none = configOf({ ...four, shares: {} });
    const plan = planFor(none, world);
    expect(plan.actions).toEqual([]);
    expect(plan.summary.blocked).toBe(8);
    const [token] = allConsents(plan);
    expect(token).toMatch(/^remove:fleet\/studio@[0-9a-f]{8}$/);
    expect(planFor(none, world, [token as string]).actions).toHaveLength(8);
    expect(planFor(none, world, ["remove:fleet/studio@00000000"]).actions).toEqual([]);
  });

  test("leave out what stays with something that keeps its data", () => {
    const at = { host: "s1", parts: ["pools.mvol"] };
    const ours = (address: string, needs: readonly string[] = []) => ({
      ...at,
      ...{ address, needs, observation: { status: "present", mark: "ours", state: {} } as const },
    });
    const things = ["links", "logger", "a", "b", "c", "d"].map((name) => ours(`host.x/${name}`));
    const gone = (address: string): Change => ({
      ...at,
      address,
      op: "delete",
      type: "host.x",
      patch: [],
      why: "",
    });
    const changes = ["links", "logger", "a", "b"].map((name) => gone(`host.x/${name}`));
    const blocked = (needs: readonly string[]) => {
      const observed = [ours("host.x/master", needs), ...things];
      const diff = {
        ...{ unknown: [], erasable: [], inSync: [], findings: [] },
        changes,
        observed,
        orphans: ["host.x/master"],
      };
      const ground = { fleet: "studio", diff, resources: [], findings: [], consents: [] };
      const found = obstaclesOf({ ...ground, kinds: new Map(), narrow: everything });
      return [...found].filter(([, { consent }]) => consent).map(([address]) => address);
    };
    expect(blocked([])).toHaveLength(4);
    // two of seven are left, which go without asking
    expect(blocked(["host.x/links", "host.x/logger"])).toEqual([]);
  });

  test("a few go without", () => {
    const { world } = settle(four);
    const { a, b, c } = four.shares;
    const plan = planFor(configOf({ ...four, shares: { a, b, c } }), world);
    expect(plan.actions.map(({ type }) => type)).toEqual(["host.mount.remove", "nfs.export.remove"]);
  });
});

describe("narrowing", () => {
  test("globs stand for whole texts", () => {
    expect(glob("s*")("s12")).toBe(true);
    expect(glob("s?")("s12")).toBe(false);
    expect(glob("shares.web")("shares_web")).toBe(false);
    expect(selects({ hosts: ["s1"], only: [] }, { address: "a", host: "s2", parts: [] })).toBe(false);
  });

  test("leaves the rest alone, and says that it did", () => {
    const config = configOf(base(["s2", "s3"]));
    const narrow = { hosts: ["s2"], only: [] };
    const world = bareWorld(config);
    const plan = makePlan(config, snapshotOf(world, questionsOf(config, narrow)), { narrow });
    expect(plan.partial).toEqual(["s2"]);
    expect(plan.actions.map(({ host, type }) => `${host} ${type}`)).toEqual(["s2 host.packages.install"]);
    expect(plan.blocked[0]?.why).toContain("this run leaves out");
  });
});

test("the same file and state give the same bytes", () => {
  const config = configOf(base(["s2", "s3"]));
  const [one, other] = [planFor(config, bareWorld(config)), planFor(config, bareWorld(config))];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
