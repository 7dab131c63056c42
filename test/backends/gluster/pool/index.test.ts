import { describe, expect, test } from "vitest";
import { brickSpec } from "../../../../src/backends/gluster/brick/state.ts";
import { expandPools } from "../../../../src/backends/gluster/expand.ts";
import { glusterPools } from "../../../../src/backends/gluster/pool/index.ts";
import { bytesOf, MIB, sizeText } from "../../../../src/backends/host/text/size.ts";
import { decodeText } from "../../../../src/config/decode.ts";

const configOf = (pool: string) => {
  const hosts = [1, 2, 3, 4, 5, 6].map((n) => `s${n}: 192.0.2.${n}`).join(", ");
  const text = `{ version: 1, fleet: a, hosts: { ${hosts} }, pools: { gvol: { type: gluster, ${pool} } } }`;
  const { config } = decodeText(text, "storage.yaml");
  if (config === undefined) throw new Error(`no pool in ${text}`);
  return config;
};

const poolOf = (pool: string) => {
  const [only] = glusterPools(configOf(pool));
  if (only === undefined) throw new Error(`no pool: ${pool}`);
  return only;
};

/** `s1/0` is the first brick of s1; `*` marks the arbiter. */
const layout = (pool: string) =>
  poolOf(pool).sets.map((set) =>
    set.map(({ host, root, arbiter }) => `${host}/${root?.at(-1)}${arbiter ? "*" : ""}`).join(" "),
  );

describe("sets", () => {
  test.each([
    ["replica 2 on 2 hosts", "peers: [s1, s2]", ["s1/0 s2/0"]],
    ["replica 2 on 4 hosts", "peers: [s1, s2, s3, s4]", ["s1/0 s2/0", "s3/0 s4/0"]],
    [
      "replica 2 on 3 hosts with 2 bricks each",
      "peers: [s1, s2, s3], bricks: { perPeer: 2 }",
      ["s1/0 s2/0", "s3/0 s1/1", "s2/1 s3/1"],
    ],
    ["file order", "peers: [s3, s1], replica: 2", ["s3/0 s1/0"]],
    ["distribute", "peers: [s1, s2, s3], replica: 1", ["s1/0", "s2/0", "s3/0"]],
    ["replica 3", "peers: [s1, s2, s3], replica: 3", ["s1/0 s2/0 s3/0"]],
    [
      "disperse 4+2",
      "peers: [s1, s2, s3, s4, s5, s6], disperse: { data: 4, redundancy: 2 }",
      ["s1/0 s2/0 s3/0 s4/0 s5/0 s6/0"],
    ],
    ["arbiter", "peers: [s1, s2, s3], arbiter: true", ["s1/0 s2/0 s3/0*"]],
    ["arbiter with replica 2", "peers: [s1, s2, s3], arbiter: true, replica: 2", ["s1/0 s2/0 s3/0*"]],
    [
      "arbiters take turns when every round begins at the same host",
      "peers: [s1, s2, s3], arbiter: true, bricks: { perPeer: 3 }",
      ["s1/0 s2/0 s3/0*", "s2/1 s3/1 s1/1*", "s3/2 s1/2 s2/2*"],
    ],
    [
      "arbiters spread by themselves otherwise",
      "peers: [s1, s2, s3, s4], arbiter: true, bricks: { perPeer: 3 }",
      ["s1/0 s2/0 s3/0*", "s4/0 s1/1 s2/1*", "s3/1 s4/1 s1/2*", "s2/2 s3/2 s4/2*"],
    ],
    ["replicas do not", "peers: [s1, s2], bricks: { perPeer: 2 }", ["s1/0 s2/0", "s1/1 s2/1"]],
    ["a short last set", "peers: [s1, s2, s3]", ["s1/0 s2/0", "s3/0"]],
    ["a host given twice counts once", "peers: [s1, s2, s1]", ["s1/0 s2/0"]],
  ])("%s", (_, pool, sets) => expect(layout(pool)).toEqual(sets));
});

test("a pool of defaults", () => {
  const brick = (host: string) => ({
    host,
    name: `${host}:/mnt/gluster/gvol/b0/brick`,
    path: "/mnt/gluster/gvol/b0/brick",
    root: "/mnt/gluster/gvol/b0",
    arbiter: false,
    bytes: 1908 * MIB,
    device: null,
  });
  expect(poolOf("peers: [s2, s1], clients: [s3]")).toEqual({
    name: "gvol",
    state: "started",
    peers: ["s2", "s1"],
    replica: 2,
    arbiter: false,
    disperse: 0,
    redundancy: 0,
    setSize: 2,
    dataBricks: 1,
    sets: [[brick("s2"), brick("s1")]],
    backing: "image",
    size: 2e9,
    options: {},
    allow: ["127.0.0.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"],
    clients: [{ host: "s3", mountpoint: "/mnt/gvol", readOnly: false, mountOptions: [], index: 0 }],
    adopt: false,
  });
});

test("gluster's own numbers", () => {
  const numbers = (pool: string) => {
    const { replica, arbiter, disperse, redundancy, setSize } = poolOf(pool);
    return { replica, arbiter, disperse, redundancy, setSize };
  };
  expect(numbers("peers: [s1, s2, s3], arbiter: true")).toEqual({
    replica: 3,
    arbiter: true,
    disperse: 0,
    redundancy: 0,
    setSize: 3,
  });
  expect(numbers("peers: [s1, s2, s3], disperse: { data: 2, redundancy: 1 }")).toEqual({
    replica: 1,
    arbiter: false,
    disperse: 3,
    redundancy: 1,
    setSize: 3,
  });
});

const bytes = (pool: string) => poolOf(pool).sets.map((set) => set.map((brick) => brick.bytes / MIB));

test("each set, and of a disperse set each data brick, holds its part of the size", () => {
  expect(bytes("peers: [s1, s2, s3, s4], size: 4GiB")).toEqual([
    [2048, 2048],
    [2048, 2048],
  ]);
  expect(bytes("peers: [s1, s2, s3, s4, s5, s6], disperse: { data: 4, redundancy: 2 }, size: 4GiB")).toEqual([
    [1024, 1024, 1024, 1024, 1024, 1024],
  ]);
  expect(bytes("peers: [s1, s2, s3], replica: 1, size: 1GB")).toEqual([[318], [318], [318]]);
});

test("an arbiter is small", () => {
  expect(bytes("peers: [s1, s2, s3], arbiter: true, size: 2GiB")).toEqual([[2048, 2048, 400]]);
  expect(bytes("peers: [s1, s2, s3], arbiter: true, size: 100GiB")).toEqual([[102400, 102400, 5120]]);
});

test("explicit paths take the place of computed ones, and only there", () => {
  const pool = poolOf("peers: [s1, { host: s2, bricks: [/data/b1, /data/b2] }], replica: 1, folder: /srv/g");
  expect(pool.sets.flat().map(({ name, root, bytes }) => [name, root, bytes > 0])).toEqual([
    ["s1:/srv/g/gvol/b0/brick", "/srv/g/gvol/b0", true],
    ["s2:/data/b1", null, false],
    ["s2:/data/b2", null, false],
  ]);
});

test("devices go to the bricks of their peer in order", () => {
  const pool = poolOf(
    "peers: [s1, s2], bricks: { backing: device, perPeer: 2, devices: { s1: [/dev/a, /dev/b], s2: [/dev/c] } }",
  );
  expect(pool.sets.flat().map(({ host, device }) => [host, device])).toEqual([
    ["s1", "/dev/a"],
    ["s2", "/dev/c"],
    ["s1", "/dev/b"],
    ["s2", null],
  ]);
});

test("directories have no size", () => {
  expect(bytes("peers: [s1, s2], bricks: { backing: directory }")).toEqual([[0, 0]]);
});

test.each([
  ["1KB", 1000],
  ["2GB", 2e9],
  ["1.5 GB", 1.5e9],
  ["500GiB", 500 * 2 ** 30],
  ["1TB", 1e12],
  ["1TiB", 2 ** 40],
  ["2G", 0],
])("%s is %d bytes", (size, count) => expect(bytesOf(size)).toBe(count));

test("sizes as text", () => {
  expect([sizeText(2 ** 31), sizeText(600 * MIB), sizeText(1)]).toEqual(["2GiB", "600MiB", "1MiB"]);
});

test("bricks whose paths are given are things of their own, even in one folder, and stand below it", () => {
  const bricks = "bricks: [/data/b1, /data/b2, /top]";
  const config = configOf(`peers: [{ host: s1, ${bricks} }, { host: s2, ${bricks} }]`);
  const made = expandPools(config).filter(({ type, host }) => type === "gluster.brick" && host === "s1");
  expect(made.map((resource) => [resource.address, brickSpec(resource).root])).toEqual([
    ["gluster.brick/s1:/data/b1", "/data"],
    ["gluster.brick/s1:/data/b2", "/data"],
    ["gluster.brick/s1:/top", "/"],
  ]);
});
