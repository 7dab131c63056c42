import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { agreeing, askedBy, eventually, inSync, planOf, sumOf, writeFile } from "../witness.ts";
import { peersOf, poolAt, sumInBrick, unhealed, volumeOn } from "./support.ts";

const SERVERS = ["g1", "g2", "g3"];
const AT = "/mnt/gvol";
const BRICK = "/srv/gluster/gvol/b0/brick";

const gvol = (change: object = {}, name = "gvol"): Sections => ({
  pools: {
    [name]: {
      ...{ type: "gluster", peers: SERVERS, replica: 3, size: "300MiB", bricks: { folder: "/srv/gluster" } },
      ...{ clients: ["c1"], mountpoint: AT, ...change },
    },
  },
});

const releases = [{ release: "bookworm" }, { release: "trixie" }] as const;

describe.skipIf(!(await labGate())).each(releases)(
  "who a member of a gluster pool is, on real hosts of Debian $release",
  ({ release }) => {
    let lab: Lab;
    let holdfast: Holdfast;
    let sums: Record<string, string> = {};
    beforeAll(async () => {
      const hosts = Object.fromEntries([...SERVERS, "c1"].map((name) => [name, "container" as const]));
      lab = await openLab({ name: "gmem", subnet: 71, release, packages: ["gluster"], hosts });
      holdfast = holdfastFor(lab);
      holdfast.write(gvol());
      await holdfast.must(["apply", "--yes"]);
      for (const name of ["one", "two"]) sums[name] = await writeFile(lab, "c1", `${AT}/${name}`);
    });
    afterEach(() => holdfast.write(gvol()));
    afterAll(() => lab?.close());

    /** Every file is whole, through the mount and in the brick of each member, by checksum. */
    async function whole() {
      await eventually(() => unhealed(lab, "g1", "gvol"), 0, 120);
      for (const [name, sum] of Object.entries(sums)) {
        expect(await sumOf(lab, "c1", `${AT}/${name}`)).toBe(sum);
        for (const host of SERVERS) expect(await sumInBrick(lab, `${host}:${BRICK}`, name)).toBe(sum);
      }
    }

    /** The plan asks for the return of g3 and touches no volume; with the agreement all is as before. */
    async function comesBack() {
      const first = await planOf(holdfast);
      expect(askedBy(first)).toEqual(["rejoin:pool/gvol"]);
      const types = first.actions.map(({ type }) => type);
      expect(types.filter((type) => /gluster\.(volume|peers|member)|host\.(unit|mount)/.test(type))).toEqual(
        [],
      );
      await holdfast.must(["apply", "--yes", ...agreeing(first)]);
      await inSync(holdfast);
      await whole();
      for (const host of SERVERS)
        expect(await peersOf(lab, host)).toEqual(
          SERVERS.filter((one) => one !== host).map((one) => `${one} Peer in Cluster (Connected)`),
        );
    }

    it("takes a member back whose machine was reinstalled under its own name, and heals it", async () => {
      await lab.reset("g3");
      sums = { ...sums, meanwhile: await writeFile(lab, "c1", `${AT}/meanwhile`) };
      await comesBack();
    });

    it("does so when glusterd has been started there already, as another", async () => {
      await lab.reset("g3");
      await holdfast.must(["apply", "--yes", "--only", "host.packages/g3", "--only", "host.links/g3"]);
      await lab.must("g3", "systemctl start glusterd");
      await eventually(
        async () => (await lab.exec("g1", "gluster peer status")).stdout.includes("Rejected"),
        true,
        60,
      );
      await comesBack();
    });

    it("refuses to while another copy is not sound", async () => {
      await lab.reset("g3");
      await lab.must("g2", `kill -9 $(cat /run/gluster/vols/gvol/g2-*.pid)`);
      await eventually(async () => (await planOf(holdfast)).findings.map(({ code }) => code), ["GLU221"], 60);
      const plan = await planOf(holdfast);
      const { actions } = await planOf(holdfast, agreeing(plan));
      expect(actions.filter(({ type }) => type === "gluster.volume.rebuild")).toEqual([]);
      await lab.must("g1", "gluster --mode=script volume start gvol force");
      await eventually(async () => (await planOf(holdfast)).findings, [], 60);
      await comesBack();
    });

    it("takes a pool of another name for a rename, and leaves data and mount where they are", async () => {
      holdfast.write(gvol({ mountpoint: "/mnt/other" }, "vol2"));
      const plan = await planOf(holdfast);
      expect(askedBy(plan)).toEqual(["beside:gluster.volume/vol2"]);
      expect(plan.actions).toEqual([]);
      expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
      expect(await volumeOn(lab, "g1", "vol2")).toBeUndefined();
      expect(await poolAt(lab, "c1", AT)).toContain("gvol");
      holdfast.write(gvol({}, "vol2"));
      expect(askedBy(await planOf(holdfast))).toEqual([
        "beside:gluster.volume/vol2",
        `repoint:host.mount/c1:${AT}`,
      ]);
      expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
      await whole();
    });

    it("takes a host of another name and the same address for the member it is", async () => {
      const before = (await volumeOn(lab, "g1", "gvol"))?.bricks;
      const renamed = holdfastFor(lab, "renamed.yaml", ["g1", "g2", "c1"]);
      renamed.write({ ...gvol({ peers: ["g1", "g2", "g9"] }), hosts: { g9: lab.host("g3").address } });
      const plan = await planOf(renamed);
      expect(askedBy(plan)).toEqual([]);
      expect(plan.actions.filter(({ type }) => /brick|probe|detach/.test(type))).toEqual([]);
      await renamed.must(["apply", "--yes"]);
      expect((await planOf(renamed)).actions).toEqual([]);
      expect((await volumeOn(lab, "g1", "gvol"))?.bricks).toEqual(before);
      // the volume still asks for g3, which everybody has to know
      await lab.must("c1", `umount ${AT} && systemctl restart mnt-gvol.mount`);
      await whole();
      holdfast.write(gvol());
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
    });

    it("takes a volume that was made by addresses for what it is", async () => {
      for (const host of SERVERS) await lab.must(host, "mkdir -p /srv/byip");
      const bricks = SERVERS.map((host) => `${lab.host(host).address}:/srv/byip/brick`).join(" ");
      await lab.must("g1", `gluster --mode=script volume create byip replica 3 ${bricks} force`);
      await lab.must("g1", "gluster --mode=script volume start byip");
      const peers = SERVERS.map((host) => ({ host, bricks: ["/srv/byip/brick"] }));
      holdfast.write({
        pools: { ...gvol().pools, byip: { type: "gluster", replica: 3, peers, adopt: true } },
      });
      const plan = await planOf(holdfast);
      expect(plan.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(plan.actions.map(({ type }) => type)).toEqual(["gluster.volume.set"]);
      const before = (await volumeOn(lab, "g1", "byip"))?.bricks;
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect((await volumeOn(lab, "g1", "byip"))?.bricks).toEqual(before);
    });
  },
);
