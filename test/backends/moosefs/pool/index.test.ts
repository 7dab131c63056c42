import { describe, expect, test } from "vitest";
import { moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import { poolTopology } from "../../../../src/backends/moosefs/pool/topology.ts";
import { decodeText } from "../../../../src/config/decode.ts";

const configOf = (pool: string) => {
  const hosts = [1, 2, 3, 4, 5, 6].map((n) => `s${n}: 192.0.2.${n}`).join(", ");
  const text = `{ version: 1, fleet: a, hosts: { ${hosts} }, pools: { mvol: { type: moosefs, ${pool} } } }`;
  const { config, findings } = decodeText(text, "storage.yaml");
  if (config === undefined) throw new Error(`no pool in ${text}: ${findings[0]?.message}`);
  return config;
};

const poolOf = (pool: string) => {
  const [only] = moosefsPools(configOf(pool));
  if (only === undefined) throw new Error(`no pool: ${pool}`);
  return only;
};

const MIB = 2 ** 20;

test("a pool of defaults", () => {
  const disk = (host: string) => ({
    host,
    path: "/mnt/mfschunks/mvol/d0/chunks",
    root: "/mnt/mfschunks/mvol/d0",
    backing: "image",
    bytes: 4769 * MIB,
    device: null,
    limit: null,
    draining: false,
  });
  expect(poolOf("master: s1, chunkservers: [s3, s2], clients: [s4]")).toEqual({
    name: "mvol",
    state: "started",
    master: "s1",
    address: "192.0.2.1",
    alias: "mfsmaster-mvol",
    chunkservers: [
      { host: "s3", address: "192.0.2.3", labels: [], disks: [disk("s3")], draining: false, index: 0 },
      { host: "s2", address: "192.0.2.2", labels: [], disks: [disk("s2")], draining: false, index: 1 },
    ],
    metaloggers: [],
    allow: [],
    goal: "2",
    classes: [],
    gui: null,
    clients: [
      {
        host: "s4",
        address: "192.0.2.4",
        mountpoint: "/mnt/mvol",
        folder: "/",
        readOnly: false,
        mountOptions: [],
        index: 0,
      },
    ],
    options: {},
    adopt: false,
  });
});

test("both spellings of the type, and of a host", () => {
  const short = configOf("master: s1, chunkservers: [s2, s3], metaloggers: [s4]");
  const long = decodeText(
    `{ version: 1, fleet: a, hosts: { ${[1, 2, 3, 4, 5, 6].map((n) => `s${n}: 192.0.2.${n}`).join(", ")} },
       pools: { mvol: { type: mfs, master: { host: s1 }, chunkservers: [{ host: s2 }, { host: s3 }], metaloggers: [{ host: s4 }] },
                gvol: { type: gluster, peers: [s1, s2] } } }`,
    "storage.yaml",
  ).config;
  expect(long && moosefsPools(long)).toEqual(moosefsPools(short));
});

const two = "master: s1, chunkservers: [s2, ";

describe("disks", () => {
  const disksOf = (pool: string, index = 1) => poolOf(pool).chunkservers[index]?.disks ?? [];

  test("given ones take the place of the made one", () => {
    const [one, other, ...more] = disksOf(
      `${two}{ host: s3, disks: [{ path: /data/a, limit: 1.5 TiB }, { path: /data/b, state: draining }] }]`,
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({ path: "/data/a", root: null, backing: "given", bytes: 0, limit: "1.5TiB" });
    expect(other).toMatchObject({ path: "/data/b", limit: null, draining: true });
  });

  test("the size of a server goes before that of the pool", () => {
    const sizes = poolOf(`${two}{ host: s3, size: 3GiB }], size: 4GiB`).chunkservers.flatMap(({ disks }) =>
      disks.map(({ bytes }) => bytes / MIB),
    );
    expect(sizes).toEqual([4096, 3072]);
  });

  test.each([
    ["a device has the size it has", "{ host: s3, device: /dev/sdb }], backing: device", 0, "/dev/sdb"],
    [
      "unless the file demands one",
      "{ host: s3, device: /dev/sdb, size: 3GiB }], backing: device",
      3072,
      "/dev/sdb",
    ],
    ["a directory has none", "s3], backing: directory, size: 3GiB", 0, null],
  ])("%s", (_, rest, mib, device) => {
    const [disk] = disksOf(two + rest);
    expect([disk?.bytes, disk?.device]).toEqual([mib * MIB, device]);
  });

  test("a folder of the file", () => {
    expect(disksOf(`${two}s3], folder: /srv/c`)[0]?.path).toBe("/srv/c/mvol/d0/chunks");
  });
});

test.each([
  ["itself", "{ host: s3, state: draining, disks: [{ path: /a }, { path: /b }] }", true, [true, true]],
  ["all its disks", "{ host: s3, disks: [{ path: /a, state: draining }] }", true, [true]],
  [
    "one of its disks only",
    "{ host: s3, disks: [{ path: /a, state: draining }, { path: /b }] }",
    false,
    [true, false],
  ],
])("a server drains: %s", (_, entry, draining, disks) => {
  const server = poolOf(`${two}${entry}]`).chunkservers[1];
  expect([server?.draining, server?.disks.map((disk) => disk.draining)]).toEqual([draining, disks]);
});

test("what is given twice is there once, in order", () => {
  const pool = poolOf(
    `${two}{ host: s3, labels: [B, A, B] }, s2], metaloggers: [s5, s4, s5], allow: [192.0.2.9, 10.0.0.0/8, 192.0.2.9]`,
  );
  expect(pool.chunkservers.map(({ host, labels }) => [host, ...labels])).toEqual([["s2"], ["s3", "A", "B"]]);
  expect([pool.metaloggers, pool.allow]).toEqual([
    ["s5", "s4"],
    ["10.0.0.0/8", "192.0.2.9"],
  ]);
});

test("classes, goal and gui", () => {
  const pool = poolOf(
    `${two}s3], goal: safe, gui: s1, classes: { safe: { keep: "A, B" }, old: { create: 2*, keep: A, archive: B, archiveDelay: 9 } }`,
  );
  expect(pool).toMatchObject({ goal: "safe", gui: { host: "s1", port: 9425 } });
  expect(pool.classes).toEqual([
    { name: "old", create: "2*", keep: "A", archive: "B", archiveDelay: 9 },
    { name: "safe", create: null, keep: "A,B", archive: null, archiveDelay: 0 },
  ]);
});

test("a host may mount it at several places", () => {
  const { clients } = poolOf(
    `${two}s3], mountpoint: /srv/m, clients: [s4, { host: s4, mountpoint: /srv/a, folder: /a, readOnly: true }]`,
  );
  expect(clients.map(({ mountpoint, folder, readOnly }) => [mountpoint, folder, readOnly])).toEqual([
    ["/srv/m", "/", false],
    ["/srv/a", "/a", true],
  ]);
});

test("the graph of a pool", () => {
  const config = configOf(
    `${two}{ host: s3, labels: [B, A], state: draining }], metaloggers: [s4], gui: s1, clients: [{ host: s5, folder: /a, readOnly: true }]`,
  );
  expect(poolTopology(config).map(({ from, to, label }) => `${from} > ${to}: ${label}`)).toEqual([
    "s1 > pool mvol: master of mvol",
    "s2 > pool mvol: 1 disk",
    "s3 > pool mvol: 1 disk, AB, draining",
    "s1 > s4: metadata of mvol",
    "pool mvol > s1: gui, port 9425",
    "pool mvol > s5: mvol/a → /mnt/mvol (MooseFS, read-only)",
  ]);
  expect(poolTopology(configOf(`${two}s3], state: absent`))).toEqual([]);
});
