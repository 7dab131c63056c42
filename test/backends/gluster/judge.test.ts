import { describe, expect, test } from "vitest";
import { judge } from "../../../src/backends/gluster/judge.ts";
import { poolTopology } from "../../../src/backends/gluster/pool/topology.ts";
import { needed, serves } from "../../../src/backends/gluster/probe/quorum.ts";
import { entryAdmits } from "../../../src/backends/gluster/rules/allow-match.ts";
import { durationText } from "../../../src/backends/host/text/duration.ts";
import type { Change } from "../../../src/model/change.ts";
import { configOf } from "../../support/fleet.ts";
import { only, recorded, type Scene, snapshotOf } from "./recorded.ts";

const config = configOf({
  version: 1,
  fleet: "studio",
  hosts: { s1: "192.0.2.1", s2: "192.0.2.2", s3: "192.0.2.3", c1: "192.0.2.21", c2: "192.0.2.22" },
  pools: {
    garb: {
      type: "gluster",
      arbiter: true,
      peers: ["s1", "s2", { host: "s3", bricks: ["/x/a", "/x/b"] }],
      clients: ["c1", { host: "c2", readOnly: true, mountpoint: "/data" }],
    },
    gone: { type: "gluster", state: "absent", peers: ["s1", "s2"] },
  },
});

const scene: Scene = {
  release: "bookworm",
  list: recorded("bookworm", "a-pool-list-s2-back"),
  info: only(recorded("bookworm", "a-volume-info-all-types"), "garb"),
  live: "",
};

const change = (type: string, name: string, host: string, before: object, after: object): Change =>
  ({
    op: "update",
    type,
    address: `${type}/${name}`,
    host,
    before,
    after,
    patch: [],
    parts: [],
    why: "",
  }) as unknown as Change;

const allow = (before: readonly string[], after: readonly string[]) =>
  change("gluster.volume", "garb", "s1", { allow: before }, { allow: after });

const said = (changes: readonly Change[], seen = scene) =>
  judge(config, changes, snapshotOf(config, seen)).map(({ code, host }) => `${code} ${host}`);

describe("who loses a volume", () => {
  test("a host that has it mounted and is not let in any more", () => {
    expect(said([allow(["192.0.2.21", "192.0.2.22"], ["192.0.2.22"])])).toEqual(["GLU250 c1"]);
    expect(said([allow([], ["192.0.2.22"])])).toEqual(["GLU250 c1"]);
  });

  test("nobody, when another entry still lets it in, or it never was", () => {
    expect(said([allow(["192.0.2.21"], ["192.0.2.*"])])).toEqual([]);
    expect(said([allow(["192.0.2.1"], ["192.0.2.2"])])).toEqual([]);
  });

  test("nobody, when the plan unmounts it anyway, or it is not mounted", () => {
    const unmount = { ...change("host.mount", "c1:/mnt/garb", "c1", {}, {}), op: "delete" as const };
    expect(said([allow(["192.0.2.21"], ["192.0.2.22"]), unmount])).toEqual([]);
    const bare = { ...scene, replies: { c1: { mounts: { rc: 0, out: "" } } } };
    expect(said([allow(["192.0.2.21"], ["192.0.2.22"])], bare)).toEqual([]);
  });
});

describe("a name that changes below a running glusterd", () => {
  const links = (host: string, before: string, after: string) =>
    change("host.links", host, host, { "/etc/hosts": before }, { "/etc/hosts": after });

  test("is reported when it is the member's own", () => {
    expect(said([links("s1", "127.0.1.1 s1\n", "192.0.2.1 s1\n")])).toEqual(["GLU251 s1"]);
    expect(said([links("s1", "192.0.2.9 s1 s1.lan\n", "192.0.2.1 s1\n")])).toEqual(["GLU251 s1"]);
  });

  test("is not reported for another name, a client, or where no glusterd runs", () => {
    expect(said([links("s1", "192.0.2.1 s1\n", "192.0.2.1 s1\n192.0.2.2 s2\n")])).toEqual([]);
    expect(said([links("c1", "127.0.1.1 c1\n", "192.0.2.21 c1\n")])).toEqual([]);
    const none = { rc: 0, out: "none\n" };
    const fresh = { ...scene, replies: { s1: { "gluster-cluster": none } } };
    expect(said([links("s1", "127.0.1.1 s1\n", "192.0.2.1 s1\n")], fresh)).toEqual([]);
  });
});

test.each([
  ["*", true],
  ["192.0.2.21", true],
  ["c1", true],
  ["192.0.2.2", false],
  ["192.0.2.*", true],
  ["192.0.*", true],
  ["198.*", false],
  ["192.0.2.16/28", true],
  ["192.0.2.32/28", false],
  ["192.0.2.0/32", false],
  ["0.0.0.0/1", false],
  ["128.0.0.0/1", true],
  ["2001:db8::1", false],
])("auth.allow %s lets c1 in: %s", (entry, yes) => {
  expect(entryAdmits(entry, ["c1", "192.0.2.21"])).toBe(yes);
});

const volume = (kind: object) =>
  ({ replica: 1, disperse: 0, redundancy: 0, arbiter: false, options: {}, ...kind }) as Parameters<
    typeof needed
  >[0];
const ups = (text: string) => [...text].map((one) => one === "1");

test.each([
  ["one copy", {}, 1, "1", "0"],
  ["two copies: any one", { replica: 2 }, 1, "01", "00"],
  [
    "two copies, quorum: the first",
    { replica: 2, options: { "cluster.quorum-type": "auto" } },
    2,
    "10",
    "01",
  ],
  ["three copies: two", { replica: 3 }, 2, "011", "100"],
  [
    "three copies without a quorum",
    { replica: 3, options: { "cluster.quorum-type": "none" } },
    1,
    "001",
    "000",
  ],
  ["four copies: half with the first", { replica: 4 }, 3, "1100", "0011"],
  [
    "a fixed quorum",
    { replica: 3, options: { "cluster.quorum-type": "fixed", "cluster.quorum-count": "1" } },
    1,
    "001",
    "000",
  ],
  ["arbiter: with one copy", { replica: 3, arbiter: true }, 2, "011", "001"],
  [
    "an arbiter alone holds no data",
    { replica: 3, arbiter: true, options: { "cluster.quorum-type": "none" } },
    1,
    "010",
    "001",
  ],
  ["4+2: four", { disperse: 6, redundancy: 2 }, 4, "001111", "000111"],
])("quorum: %s", (_name, kind, least, enough, short) => {
  expect(needed(volume(kind))).toBe(least);
  expect(serves(volume(kind), ups(enough))).toBe(true);
  expect(serves(volume(kind), ups(short))).toBe(false);
});

test("durations", () => {
  expect([0.2, 89, 90, 3600, 7800, 200000].map(durationText)).toEqual([
    "1 s",
    "89 s",
    "2 min",
    "60 min",
    "2 h 10 min",
    "2 days",
  ]);
});

test("topology: peers with each other, with their pool, and the pool with its clients", () => {
  expect(poolTopology(config).map(({ from, to, label }) => `${from} | ${to} | ${label}`)).toEqual([
    "s1 | s2 | peers of garb",
    "s1 | s3 | peers of garb",
    "s2 | s3 | peers of garb",
    "s1 | pool garb | 1 brick",
    "s2 | pool garb | 1 brick",
    "s3 | pool garb | 2 bricks",
    "pool garb | c1 | garb → /mnt/garb (GlusterFS)",
    "pool garb | c2 | garb → /data (GlusterFS, read-only)",
  ]);
});
