import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, inSync, journals, sumOf, writeFile } from "../witness.ts";
import { bricksDown, peersOf, poolAt, sizeInBrick, sumInBrick, volumeOn } from "./support.ts";

const SERVERS = ["g1", "g2", "g3", "g4", "g5", "g6"];
const clients = ["c1", { host: "c2", readOnly: true }];
const from = (count: number) => SERVERS.slice(0, count);

/** Every kind there is an example of; all share hosts, so all are in one trusted pool. Sizes are the smallest XFS takes. */
const KINDS: Record<string, { declared: object; sets: readonly (readonly string[])[]; type: string }> = {
  two: {
    declared: { peers: from(2), replica: 2, size: "300MiB" },
    sets: [["g1", "g2"]],
    type: "Replicate",
  },
  three: {
    declared: {
      peers: from(3),
      replica: 3,
      size: "300MiB",
      options: { "network.ping-timeout": "20", "performance.cache-size": "64MB" },
    },
    sets: [["g1", "g2", "g3"]],
    type: "Replicate",
  },
  arbiter: {
    declared: { peers: from(3), arbiter: true, size: "300MiB" },
    sets: [["g1", "g2", "g3"]],
    type: "Replicate",
  },
  spread: {
    declared: { peers: from(2), replica: 1, size: "600MiB" },
    sets: [["g1"], ["g2"]],
    type: "Distribute",
  },
  coded: {
    declared: { peers: from(6), disperse: { data: 4, redundancy: 2 }, size: "1200MiB" },
    sets: [SERVERS],
    type: "Disperse",
  },
  sets: {
    declared: { peers: ["g3", "g4", "g5", "g6"], replica: 2, bricks: { backing: "directory" } },
    sets: [
      ["g3", "g4"],
      ["g5", "g6"],
    ],
    type: "Distributed-Replicate",
  },
};
const POOLS = Object.keys(KINDS);
const FOLDER = "/srv/gluster";

const FILE = {
  pools: Object.fromEntries(
    POOLS.map((name) => {
      const declared = KINDS[name]?.declared as { bricks?: object };
      return [
        name,
        { type: "gluster", ...declared, bricks: { folder: FOLDER, ...declared.bricks }, clients },
      ];
    }),
  ),
};

const brickOf = (host: string, pool: string) => `${host}:${FOLDER}/${pool}/b0/brick`;
const FILES = Array.from({ length: 12 }, (_, i) => `file-${i}`);
/** Warnings about the file itself: two pools have two copies. */
const SPLITS = ["GLU112", "GLU112"];
const BYTES = 262_144;

for (const release of ["bookworm", "trixie"] as const)
  describe.skipIf(!(await labGate()))(`GlusterFS on bare hosts with Debian ${release}`, () => {
    let lab: Lab;
    let holdfast: Holdfast;
    const sums: Record<string, string> = {};
    beforeAll(async () => {
      const hosts = Object.fromEntries([...SERVERS, "c1", "c2"].map((name) => [name, "container" as const]));
      const common = { release, packages: ["gluster"], hosts };
      lab =
        release === "bookworm"
          ? await openLab({ name: "glub", subnet: 81, ...common })
          : await openLab({ name: "glut", subnet: 82, ...common });
      holdfast = holdfastFor(lab);
      holdfast.write(FILE);
    });
    afterAll(() => lab?.close());

    const each = <T>(work: (name: string) => Promise<T>) =>
      Promise.all(lab.hosts.map(({ name }) => work(name)));
    const mounts = async () =>
      Object.fromEntries(
        await Promise.all(
          ["c1", "c2"].flatMap((host) =>
            POOLS.map(async (pool) => [`${host} ${pool}`, await poolAt(lab, host, `/mnt/${pool}`)]),
          ),
        ),
      );
    const MOUNTED = Object.fromEntries(
      ["rw", "ro"].flatMap((access, i) => POOLS.map((pool) => [`c${i + 1} ${pool}`, `${pool} ${access}`])),
    );
    const read = async (host: string) => {
      const paths = POOLS.flatMap((pool) => FILES.map((file) => `/mnt/${pool}/${file}`));
      const { stdout } = await lab.exec(host, `sha256sum ${paths.join(" ")} 2>/dev/null`);
      return Object.fromEntries(
        stdout
          .split("\n")
          .filter(Boolean)
          .map((line) => [line.slice(66), line.slice(0, 64)]),
      );
    };
    const bricksAway = async () =>
      Object.fromEntries(
        await Promise.all(POOLS.map(async (pool) => [pool, await bricksDown(lab, "g3", pool)])),
      );

    it("brings every kind up in one run", { timeout: 900_000 }, async () => {
      const begun = Date.now();
      const said = await holdfast.must(["apply", "--yes"]);
      say(`${release}: apply of six pools from bare hosts took ${(Date.now() - begun) / 1000} s`);
      expect(said).toContain("In sync: ");
      expect(await mounts()).toEqual(MOUNTED);
      for (const host of SERVERS) {
        const others = SERVERS.filter((name) => name !== host);
        const wanted = others.map((name) => `${name} Peer in Cluster (Connected)`);
        expect(await peersOf(lab, host), host).toEqual(wanted);
      }
    });

    it("makes the volumes the file asks for, the same on every member", async () => {
      for (const pool of POOLS) {
        const { sets = [], type } = KINDS[pool] ?? {};
        const bricks = sets.flatMap((set) =>
          set.map((host, i) => `${brickOf(host, pool)}${pool === "arbiter" && i === 2 ? " (arbiter)" : ""}`),
        );
        for (const host of SERVERS)
          expect(await volumeOn(lab, host, pool), `${pool} on ${host}`).toMatchObject({
            status: "Started",
            type,
            bricks,
          });
      }
      expect((await volumeOn(lab, "g6", "three"))?.options).toMatchObject({
        "network.ping-timeout": "20",
        "performance.cache-size": "64MB",
      });
      for (const pool of POOLS) {
        const allowed = (await volumeOn(lab, "g1", pool))?.options["auth.allow"]?.split(",");
        expect(allowed).toContain(lab.host("c1").address);
        expect(allowed).not.toContain("*");
      }
    });

    it("gives each brick a file system of its own, but for those that ask for a folder", async () => {
      for (const pool of POOLS)
        for (const host of new Set(KINDS[pool]?.sets.flat())) {
          const kind = await lab.must(host, `stat -f -c %T ${FOLDER}/${pool}/b0`);
          expect(kind, `${pool} on ${host}`).toMatch(pool === "sets" ? /^ext2\/ext3$/m : /^xfs$/m);
        }
    });

    it("has on one client what another writes, and in the right bricks only", async () => {
      for (const pool of POOLS)
        for (const file of FILES)
          sums[`/mnt/${pool}/${file}`] = await writeFile(lab, "c1", `/mnt/${pool}/${file}`);
      expect(await read("c2")).toEqual(sums);
      for (const pool of POOLS) {
        const { sets = [] } = KINDS[pool] ?? {};
        const used = new Set<number>();
        for (const file of FILES) {
          const held = await Promise.all(
            sets.map((set) => Promise.all(set.map((host) => sizeInBrick(lab, brickOf(host, pool), file)))),
          );
          const in1 = held.findIndex((sizes) => sizes.some((size) => size !== undefined));
          used.add(in1);
          const whole = [BYTES, BYTES, pool === "arbiter" ? 0 : BYTES];
          const wanted = pool === "coded" ? Array(6).fill(BYTES / 4) : whole.slice(0, sets[0]?.length);
          const nothing = wanted.map(() => undefined);
          expect(held, `${pool}/${file}`).toEqual(sets.map((_, i) => (i === in1 ? wanted : nothing)));
          for (const host of pool === "coded" || pool === "arbiter" ? [] : (sets[in1] ?? []))
            expect(await sumInBrick(lab, brickOf(host, pool), file)).toBe(sums[`/mnt/${pool}/${file}`]);
        }
        expect(used.size, `sets of ${pool} in use`).toBe(sets.length);
      }
    });

    it("lets the read-only client not write", async () => {
      for (const pool of POOLS) {
        const { code, stderr } = await lab.exec("c2", `echo x >/mnt/${pool}/other`);
        expect({ pool, code, stderr }).toMatchObject({
          code: 1,
          stderr: expect.stringContaining("Read-only"),
        });
      }
      expect(await lab.must("c1", "ls /mnt/two")).not.toContain("other");
    });

    it("finds nothing to do the second time, and does nothing", async () => {
      const before = await journals(lab);
      expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
      const line = await inSync(holdfast, ...SPLITS);
      expect(await holdfast.must(["apply", "--yes"])).toBe(line);
      expect(await journals(lab)).toEqual(before);
    });

    it("has everything back by itself after all hosts rebooted at once", { timeout: 900_000 }, async () => {
      await each((name) => lab.reboot(name));
      const begun = Date.now();
      await eventually(mounts, MOUNTED, 120);
      const mounted = (Date.now() - begun) / 1000;
      await eventually(bricksAway, Object.fromEntries(POOLS.map((pool) => [pool, []])), 120);
      say(`${release}: all mounted ${mounted.toFixed(0)} s after the reboot of all hosts`);
      // a client that was mounted before the bricks were up finds them by itself, every three seconds
      await eventually(() => read("c1"), sums, 60);
      await eventually(() => read("c2"), sums, 60);
      const more = await writeFile(lab, "c1", "/mnt/three/after");
      expect(await sumOf(lab, "c2", "/mnt/three/after")).toBe(more);
      await inSync(holdfast, ...SPLITS);
      // a container's journal begins anew with each boot
      expect(Object.values(await journals(lab))).toEqual(lab.hosts.map(() => 0));
    });

    it("mounts by itself when the servers come back long after the client", async () => {
      for (const { name } of lab.hosts) lab.powerOff(name);
      await lab.start("c1");
      const failed = async () => (await lab.exec("c1", "systemctl is-failed mnt-three.mount")).stdout.trim();
      await eventually(failed, "failed", 120);
      expect(await poolAt(lab, "c1", "/mnt/three")).toBe("nothing");
      await Promise.all([...SERVERS, "c2"].map((name) => lab.start(name)));
      const took = await eventually(mounts, MOUNTED, 120);
      say(`${release}: all mounted ${took.toFixed(0)} s after the servers were back`);
      await eventually(() => read("c1"), sums, 60);
    });
  });
