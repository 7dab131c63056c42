import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { allConsents, bareWorld, configOf, planFor, run } from "../support/fleet.ts";
import type { World, WorldHost } from "../support/world.ts";

const hosts = {
  s1: "192.0.2.11",
  s2: "192.0.2.12",
  s3: "192.0.2.13",
  c1: "192.0.2.21",
  c2: "192.0.2.22",
};
const share = (more: object = {}) => ({
  host: "s1",
  path: "/srv/web",
  mountpoint: "/data",
  clients: ["c1"],
  ...more,
});
const file = (more: object) => ({ version: 1, fleet: "studio", hosts, ...more });
const shares = (web: object = share(), more: object = {}) => file({ shares: { web }, ...more });
const volume = (more: object = {}) => ({
  type: "gluster",
  peers: ["s1", "s2", "s3"],
  replica: 3,
  mountpoint: "/data",
  clients: ["c1"],
  ...more,
});
const filesystem = (more: object = {}) => ({
  type: "moosefs",
  master: "s1",
  chunkservers: ["s2", "s3"],
  mountpoint: "/data",
  clients: ["c1"],
  ...more,
});

/** The fleet of a file, brought up. */
function fleetOf(source: object): World {
  const config = configOf(source);
  const world = bareWorld(config);
  run(config, world);
  expect(planFor(config, world).actions).toEqual([]);
  return world;
}

const consentsOf = (plan: Plan) => [
  ...new Set(allConsents(plan).map((token) => token.slice(0, token.indexOf("@")))),
];
const acting = (plan: Plan) => [...new Set(plan.actions.map(({ address }) => address))].sort();

/** What is asked, and what is done all the same, when `after` takes the place of `before`. */
function edited(before: object, after: object) {
  const world = fleetOf(before);
  const config = configOf(after);
  const plan = planFor(config, world);
  const agreed = planFor(config, world, allConsents(plan));
  return { plan, asks: consentsOf(plan), does: acting(plan), agreed: acting(agreed), world, config };
}

describe("a mount point leads to other data only when somebody agrees", () => {
  test("a share's path changes by one letter: nothing is made for the empty folder either", () => {
    const { asks, does, agreed } = edited(shares(), shares(share({ path: "/srv/wbe" })));
    expect(asks).toEqual(["repoint:host.mount/c1:/data"]);
    expect(does).toEqual([]);
    expect(agreed).toEqual(["host.directory/s1:/srv/wbe", "host.mount/c1:/data", "nfs.export/s1:web"]);
  });

  test("a share's host changes", () => {
    const { asks, does } = edited(shares(), shares(share({ host: "s2" })));
    expect(asks).toContain("repoint:host.mount/c1:/data");
    expect(does).toEqual([]);
  });

  test("the addresses of two hosts are exchanged", () => {
    const exchanged = { ...hosts, s1: hosts.s2, s2: hosts.s1 };
    const two = { web: share(), b: share({ host: "s2", mountpoint: "/b", path: "/srv/b" }) };
    const world = fleetOf(file({ shares: two }));
    const plan = planFor(configOf(file({ hosts: exchanged, shares: two })), world);
    expect(consentsOf(plan)).toEqual(["repoint:host.mount/c1:/b", "repoint:host.mount/c1:/data"]);
    expect(plan.actions.filter(({ type }) => type.startsWith("host.mount"))).toEqual([]);
  });

  test("the paths of two shares are exchanged", () => {
    const two = (web: string, b: string) =>
      file({
        shares: { web: share({ path: web }), b: share({ path: b, mountpoint: "/b", clients: ["c2"] }) },
      });
    const { asks, does } = edited(two("/srv/web", "/srv/b"), two("/srv/b", "/srv/web"));
    expect(asks).toEqual(["repoint:host.mount/c1:/data", "repoint:host.mount/c2:/b"]);
    expect(does).toEqual([]);
  });

  test("a Gluster pool gets another name: the old one, and its name in the file, are pointed to", () => {
    const { asks, does, plan } = edited(
      file({ pools: { vol1: volume() } }),
      file({ pools: { vol2: volume() } }),
    );
    expect(asks).toContain("repoint:host.mount/c1:/data");
    expect(asks).toContain("beside:gluster.volume/vol2");
    expect(does).toEqual([]);
    const why = plan.blocked.find(({ change }) => change.address === "gluster.volume/vol2")?.why;
    expect(why).toContain("put vol1 back in the file");
  });

  test("a Gluster pool gets another name, and its mount point with it: the mount stays where it is", () => {
    const pool = volume({ mountpoint: undefined });
    const { asks, does } = edited(file({ pools: { vol1: pool } }), file({ pools: { vol2: pool } }));
    expect(asks).toEqual(["beside:gluster.volume/vol2"]);
    expect(does.filter((address) => !address.startsWith("host.links/"))).toEqual([]);
  });

  test("a Gluster pool gets another name and has no clients: the new one is asked about by itself", () => {
    const { asks, does } = edited(
      file({ pools: { vol1: volume({ clients: [] }) } }),
      file({ pools: { vol2: volume({ clients: [] }) } }),
    );
    expect(asks).toEqual(["beside:gluster.volume/vol2"]);
    expect(does.filter((address) => address.startsWith("gluster.volume/"))).toEqual([]);
  });

  test("a MooseFS client gets another folder, and the other clients go on", () => {
    const { asks, does } = edited(
      file({ pools: { mvol: filesystem({ clients: ["c1", "c2"] }) } }),
      file({ pools: { mvol: filesystem({ clients: [{ host: "c1", folder: "/other" }, "c2"] }) } }),
    );
    expect(asks).toEqual(["repoint:host.mount/c1:/data"]);
    expect(does).not.toContain("host.mount/c1:/data");
  });

  test("a pool takes the place of one of another type", () => {
    const { asks, does } = edited(file({ pools: { vol: volume() } }), file({ pools: { vol: filesystem() } }));
    expect(asks).toContain("repoint:host.mount/c1:/data");
    expect(does).not.toContain("moosefs.master/vol");
    expect(does).not.toContain("host.mount/c1:/data");
  });

  test("one that others use besides is made for them", () => {
    const { asks, does } = edited(
      shares(),
      file({ shares: { web: share({ path: "/srv/wbe", clients: ["c1", "c2"] }) } }),
    );
    expect(asks).toEqual(["repoint:host.mount/c1:/data"]);
    expect(does).toContain("host.mount/c2:/data");
    expect(does).not.toContain("host.mount/c1:/data");
  });

  test("a share that only gets another name keeps path and data, and asks nothing", () => {
    const { asks, plan } = edited(
      shares(share(), { links: [["s1", "s2"]] }),
      file({ shares: { site: share() }, links: [["s1", "s2"]] }),
    );
    expect(asks.filter((token) => token.startsWith("repoint:"))).toEqual([]);
    expect(plan.actions.some(({ type }) => type === "host.mount.remount")).toBe(false);
  });

  test("another address of the same server is no other data", () => {
    const before = file({ shares: { web: share() } });
    const after = file({
      hosts: { ...hosts, s1: { address: hosts.s1, storageAddress: "198.51.100.11" } },
      shares: { web: share() },
    });
    const { asks, does } = edited(before, after);
    expect(asks).toEqual([]);
    expect(does).toContain("host.mount/c1:/data");
  });

  test("a mount that somebody exchanged by hand goes back unasked", () => {
    const config = configOf(shares());
    const world = fleetOf(shares());
    const c1 = world.get("c1") as WorldHost;
    const elsewhere = (mount: WorldHost["mounts"][number]) => ({ ...mount, source: "192.0.2.99:/x" });
    Object.assign(c1, { mounts: c1.mounts.map((one) => (one.where === "/data" ? elsewhere(one) : one)) });
    const plan = planFor(config, world);
    expect(plan.blocked).toEqual([]);
    expect(acting(plan)).toEqual(["host.mount/c1:/data"]);
  });
});

describe("what is gone while something uses it is not made anew unasked", () => {
  test("the folder of a share", () => {
    const world = fleetOf(shares());
    (world.get("s1") as WorldHost).directories.delete("/srv/web");
    const config = configOf(shares());
    const plan = planFor(config, world);
    expect(consentsOf(plan)).toEqual(["renew:host.directory/s1:/srv/web"]);
    expect(acting(plan)).toEqual([]);
    expect(plan.blocked[0]?.why).toContain("host.mount/c1:/data");
    expect(acting(planFor(config, world, allConsents(plan)))).toContain("host.directory/s1:/srv/web");
  });

  test("the folder of a share, with mounts that have to be renewed as well: they wait for it", () => {
    const world = fleetOf(shares());
    (world.get("s1") as WorldHost).directories.delete("/srv/web");
    const c1 = world.get("c1") as WorldHost;
    Object.assign(c1, { mounts: c1.mounts.filter(({ where }) => where !== "/data") });
    const plan = planFor(configOf(shares()), world);
    expect(acting(plan)).toEqual([]);
    expect(plan.blocked.map(({ change }) => change.address).sort()).toEqual([
      "host.directory/s1:/srv/web",
      "host.mount/c1:/data",
    ]);
    const agreed = planFor(configOf(shares()), world, allConsents(plan));
    expect(acting(agreed)).toEqual(["host.directory/s1:/srv/web", "host.mount/c1:/data"]);
  });

  test("a server that is bare again: its clients still have the share mounted", () => {
    const config = configOf(shares());
    const world = fleetOf(shares());
    world.set("s1", bareWorld(config).get("s1") as WorldHost);
    const plan = planFor(config, world);
    expect(consentsOf(plan)).toEqual(["renew:host.directory/s1:/srv/web"]);
    expect(acting(plan)).not.toContain("nfs.export/s1:web");
  });

  test("but a client that is bare again is set up", () => {
    const config = configOf(shares());
    const world = fleetOf(shares());
    world.set("c1", bareWorld(config).get("c1") as WorldHost);
    const plan = planFor(config, world);
    expect(plan.blocked).toEqual([]);
    expect(acting(plan)).toContain("host.mount/c1:/data");
  });
});

describe("another file of the same fleet", () => {
  test("takes nothing away unasked, however little there is", () => {
    const one = shares(share({ clients: ["c1"] }), { links: [["s1", "c1"]] });
    const other = file({
      shares: { docs: share({ path: "/srv/docs", mountpoint: "/docs", clients: ["c2"] }) },
      links: [["s1", "c1"]],
    });
    const { asks, plan } = edited(one, other);
    expect(asks).toContain("remove:fleet/studio");
    expect(plan.actions.filter(({ phase }) => phase === "teardown")).toEqual([]);
    expect(plan.blocked.some(({ why }) => why.includes("another file"))).toBe(true);
  });

  test("one client of two goes as before", () => {
    const { asks, does } = edited(shares(share({ clients: ["c1", "c2"] })), shares());
    expect(asks).toEqual([]);
    expect(does).toContain("host.mount/c2:/data");
  });
});
