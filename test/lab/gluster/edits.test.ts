import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { eventually, inSync, outline, planOf, sumOf, writeFile } from "../witness.ts";
import {
  bricksDown,
  optionOf,
  peersOf,
  poolAt,
  sizeAt,
  sumInBrick,
  unhealed,
  type VolumeSeen,
  volumeOn,
} from "./support.ts";

const SERVERS = ["g1", "g2", "g3"];
const CACHE = "performance.cache-size";
const VOLUME = ["~ gluster.volume/gvol"];
const BRICK = "/srv/gluster/gvol/b0/brick";
let size = "300MiB";

/** The base file with some of its pool changed, and further pools. */
const gvol = (change: object = {}, others: object = {}): Sections => ({
  pools: {
    gvol: {
      ...{ type: "gluster", peers: SERVERS, replica: 3, size, bricks: { folder: "/srv/gluster" } },
      ...{ clients: ["c1"], ...change },
    },
    ...others,
  },
});

/** A pool on given paths, as somebody would declare a volume that is there already. */
const given = (path: string, change: object = {}) => ({
  ...{ type: "gluster", replica: 3, peers: SERVERS.map((host) => ({ host, bricks: [path] })) },
  ...change,
});

describe.skipIf(!(await labGate()))("edits and drift of a gluster pool, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  beforeAll(async () => {
    const hosts = Object.fromEntries([...SERVERS, "c1", "c2"].map((name) => [name, "container" as const]));
    lab = await openLab({ name: "gled", subnet: 83, packages: ["gluster"], hosts });
    holdfast = holdfastFor(lab);
    holdfast.write(gvol());
    await holdfast.must(["apply", "--yes"]);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    holdfast.write(gvol()); // one failure is enough: the next edit starts from the base again
    await holdfast.run(["apply", "--yes"]);
  });
  afterAll(() => lab?.close());

  const by = (command: string, host = "g1") => lab.must(host, `gluster --mode=script ${command}`);
  const value = (key: string) => optionOf(lab, "g2", "gvol", key);
  const set = async (host = "g1") => (await volumeOn(lab, host, "gvol"))?.options ?? {};
  const allowed = async () => (await set())["auth.allow"]?.split(",") ?? [];
  const clientPid = () => lab.must("c1", "pgrep -f '^/usr/sbin/glusterfs .*/mnt/gvol'");

  /** Checks what is planned for what is there and declared, applies it, and that it is in sync then. */
  async function mend(changes: readonly string[], actions: readonly string[]) {
    const plan = await planOf(holdfast);
    expect(outline(plan)).toEqual({ changes: [...changes].sort(), actions: [...actions].sort() });
    await holdfast.must(["apply", "--yes"]);
    await inSync(holdfast);
  }

  async function turn(file: Sections, changes: readonly string[], actions: readonly string[]) {
    holdfast.write(file);
    await mend(changes, actions);
  }

  describe("options", () => {
    it("sets, changes and takes back an option", async () => {
      const own = await value(CACHE);
      expect(own).not.toBe("64MB");
      await turn(gvol({ options: { [CACHE]: "64MB" } }), VOLUME, ["g1 gluster.volume.set"]);
      expect(await value(CACHE)).toBe("64MB");
      await turn(gvol({ options: { [CACHE]: "96MB" } }), VOLUME, ["g1 gluster.volume.set"]);
      expect(await value(CACHE)).toBe("96MB");
      await turn(gvol(), VOLUME, ["g1 gluster.volume.set"]);
      expect(await value(CACHE)).toBe(own);
      for (const host of SERVERS) expect(await set(host)).not.toHaveProperty([CACHE]);
    });

    it("leaves an option alone that somebody set and nobody declares", async () => {
      await by("volume set gvol performance.write-behind off");
      await inSync(holdfast);
      await turn(gvol({ options: { [CACHE]: "64MB" } }), VOLUME, ["g1 gluster.volume.set"]);
      await turn(gvol(), VOLUME, ["g1 gluster.volume.set"]);
      expect(await value("performance.write-behind")).toBe("off");
      await by("volume reset gvol performance.write-behind");
    });

    it("puts a declared option back that somebody changed", async () => {
      await turn(gvol({ options: { [CACHE]: "64MB" } }), VOLUME, ["g1 gluster.volume.set"]);
      await by(`volume set gvol ${CACHE} 16MB`, "g3");
      await mend(VOLUME, ["g1 gluster.volume.set"]);
      expect(await value(CACHE)).toBe("64MB");
      await by(`volume reset gvol ${CACHE}`);
      await mend(VOLUME, ["g1 gluster.volume.set"]);
      expect(await value(CACHE)).toBe("64MB");
      await turn(gvol(), VOLUME, ["g1 gluster.volume.set"]);
    });
  });

  describe("clients", () => {
    const retry = "host.file/c2:/etc/systemd/system/holdfast-retry@.service";

    it("adds one: it is let in before it mounts", async () => {
      const sum = await writeFile(lab, "c1", "/mnt/gvol/shared");
      await turn(
        gvol({ clients: ["c1", "c2"] }),
        [...VOLUME, "~ host.links/c2", "~ host.packages/c2", `+ ${retry}`, "+ host.mount/c2:/mnt/gvol"],
        [
          "c2 host.packages.install",
          "c2 host.links.write",
          "c2 host.file.write",
          "c2 host.mount.mount",
          "g1 gluster.volume.set",
        ],
      );
      expect(await sumOf(lab, "c2", "/mnt/gvol/shared")).toBe(sum);
      expect(await allowed()).toContain(lab.host("c2").address);
    });

    it("moves it to another mountpoint", async () => {
      await turn(
        gvol({ clients: ["c1", { host: "c2", mountpoint: "/srv/pool" }] }),
        ["+ host.mount/c2:/srv/pool", "- host.mount/c2:/mnt/gvol"],
        ["c2 host.mount.mount", "c2 host.mount.remove"],
      );
      expect(await poolAt(lab, "c2", "/srv/pool")).toBe("gvol rw");
      expect(await poolAt(lab, "c2", "/mnt/gvol")).toBe("nothing");
    });

    it("makes it read-only, and lets it write again", async () => {
      const client = { host: "c2", mountpoint: "/srv/pool" };
      const remount = ["c2 host.mount.remount"];
      await turn(
        gvol({ clients: ["c1", { ...client, readOnly: true }] }),
        ["~ host.mount/c2:/srv/pool"],
        remount,
      );
      expect(await poolAt(lab, "c2", "/srv/pool")).toBe("gvol ro");
      expect((await lab.exec("c2", "echo x >/srv/pool/x")).stderr).toContain("Read-only");
      await turn(gvol({ clients: ["c1", client] }), ["~ host.mount/c2:/srv/pool"], remount);
      expect(await sumOf(lab, "c1", "/mnt/gvol/new")).toBe("");
      const sum = await writeFile(lab, "c2", "/srv/pool/new");
      expect(await sumOf(lab, "c1", "/mnt/gvol/new")).toBe(sum);
    });

    it("takes it away, and its right to mount", async () => {
      const pid = await clientPid();
      await turn(
        gvol(),
        [...VOLUME, "- host.links/c2", "- host.mount/c2:/srv/pool"],
        ["c2 host.links.remove", "c2 host.mount.remove", "g1 gluster.volume.narrow"],
      );
      expect(await poolAt(lab, "c2", "/srv/pool")).toBe("nothing");
      // the template that tries mounts again stays: no unit refers to it any more
      expect(await lab.must("c2", "ls /etc/systemd/system")).not.toMatch(/srv-pool/);
      expect(await allowed()).not.toContain(lab.host("c2").address);
      expect(await clientPid()).toBe(pid);
    });
  });

  it("lets others mount, and takes that back", async () => {
    const before = await allowed();
    const try2 = async () => {
      const { address } = lab.host("g1");
      // gluster's own helper ends with 0 when it was not let in
      const { stdout } = await lab.exec(
        "c2",
        `mkdir -p /tmp/m; timeout 20 mount -t glusterfs ${address}:/gvol /tmp/m; mountpoint -q /tmp/m && ls /tmp/m >/dev/null 2>&1 && echo yes; umount /tmp/m; true`,
      );
      return stdout.includes("yes");
    };
    await lab.must(
      "c2",
      `echo '${SERVERS.map((name) => `${lab.host(name).address} ${name}`).join("\n")}' >>/etc/hosts`,
    );
    expect(await try2()).toBe(false);
    await turn(gvol({ allow: ["198.18.83.0/24"] }), VOLUME, ["g1 gluster.volume.set"]);
    expect(await allowed()).toEqual([...before, "198.18.83.0/24"].sort());
    expect(await try2()).toBe(true);
    await turn(gvol(), VOLUME, ["g1 gluster.volume.narrow"]);
    expect(await allowed()).toEqual(before);
    expect(await try2()).toBe(false);
    await lab.must("c2", "sed -i '/ g[123]$/d' /etc/hosts");
  });

  it("grows while it is in use", async () => {
    const sum = await writeFile(lab, "c1", "/mnt/gvol/before");
    const [bytes, pid] = [await sizeAt(lab, "c1", "/mnt/gvol"), await clientPid()];
    expect(bytes).toBeGreaterThan(300 * 2 ** 20);
    size = "450MiB";
    await turn(
      gvol(),
      SERVERS.map((name) => `~ gluster.brick/${name}:/srv/gluster/gvol/b0`),
      SERVERS.map((name) => `${name} gluster.brick.make`),
    );
    expect(await sizeAt(lab, "c1", "/mnt/gvol")).toBeGreaterThan(
      Math.max(450 * 2 ** 20, bytes + 120 * 2 ** 20),
    );
    expect(await sumOf(lab, "c1", "/mnt/gvol/before")).toBe(sum);
    expect(await clientPid()).toBe(pid);
  });

  describe("what broke", () => {
    const whole = async () => ({
      down: await bricksDown(lab, "g1", "gvol"),
      unhealed: await unhealed(lab, "g1", "gvol"),
    });
    const WHOLE = { down: [], unhealed: 0 };

    it("a brick whose process was killed comes back and heals", async () => {
      await lab.kill9("g2", "glusterfsd");
      await eventually(() => bricksDown(lab, "g1", "gvol"), [`g2:${BRICK}`], 30);
      const sum = await writeFile(lab, "c1", "/mnt/gvol/meanwhile");
      await mend(VOLUME, ["g1 gluster.volume.revive"]);
      await eventually(whole, WHOLE, 120);
      expect(await sumInBrick(lab, `g2:${BRICK}`, "meanwhile")).toBe(sum);
    });

    it("glusterd that was stopped is started again", async () => {
      await lab.must("g2", "systemctl stop glusterd");
      const plan = await planOf(holdfast);
      expect(outline(plan).changes).toContain("~ host.unit/g2:glusterd.service");
      // a daemon that does not run is known not to run; it does not leave the pool unknown
      expect(plan.unknown).toEqual([]);
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await lab.must("g2", "systemctl is-active glusterd")).toBe("active\n");
      expect(await peersOf(lab, "g2")).toEqual(
        ["g1", "g3"].map((name) => `${name} Peer in Cluster (Connected)`),
      );
      await eventually(whole, WHOLE, 120);
    });

    it("a volume that was stopped is started again", async () => {
      const sum = await writeFile(lab, "c1", "/mnt/gvol/kept");
      await by("volume stop gvol");
      await mend(VOLUME, ["g1 gluster.volume.start"]);
      await eventually(() => sumOf(lab, "c1", "/mnt/gvol/kept"), sum, 60);
      await eventually(whole, WHOLE, 120);
    });

    it("a client whose mount was undone by hand mounts again", async () => {
      await lab.must("c1", "umount /mnt/gvol");
      await mend(["~ host.mount/c1:/mnt/gvol"], ["c1 host.mount.mount"]);
      expect(await poolAt(lab, "c1", "/mnt/gvol")).toBe("gvol rw");
    });
  });

  describe("volumes that are there already", () => {
    /** Makes a volume by hand, open to the same hosts as the pool of the file would be. */
    async function made(name: string) {
      for (const host of SERVERS) await lab.must(host, `mkdir -p /srv/${name}`);
      await by(
        `volume create ${name} replica 3 ${SERVERS.map((host) => `${host}:/srv/${name}/brick`).join(" ")}`,
      );
      const addresses = SERVERS.map((host) => lab.host(host).address);
      await by(`volume set ${name} auth.allow ${["127.0.0.1", ...addresses, ...SERVERS].sort().join(",")}`);
      await by(`volume start ${name}`);
    }
    async function unmade(name: string) {
      await lab.exec("g1", `gluster --mode=script volume stop ${name}`);
      await lab.exec("g1", `gluster --mode=script volume delete ${name}`);
      for (const host of SERVERS) await lab.must(host, `rm -rf /srv/${name}`);
      holdfast.write(gvol());
      await inSync(holdfast);
    }
    const unmarked = (
      { options, ...rest }: VolumeSeen | Record<"options", undefined> = { options: undefined },
    ) => ({
      ...rest,
      options: Object.fromEntries(
        Object.entries(options ?? {}).filter(([key]) => !key.startsWith("user.holdfast.")),
      ),
    });

    it("takes over one that is as declared, and changes nothing but its marks", async () => {
      await made("byhand");
      const before = await volumeOn(lab, "g1", "byhand");
      await turn(
        gvol({}, { byhand: given("/srv/byhand/brick") }),
        ["~ gluster.volume/byhand"],
        ["g1 gluster.volume.set"],
      );
      const after = await volumeOn(lab, "g1", "byhand");
      expect(after?.options).toMatchObject({
        "user.holdfast.fleet": "studio",
        "user.holdfast.pool": "byhand",
      });
      expect(unmarked(after)).toEqual(before);
      await unmade("byhand");
    });

    it("leaves one alone that differs, until the file says otherwise", async () => {
      await made("theirs");
      await by(`volume set theirs ${CACHE} 16MB`);
      const before = await volumeOn(lab, "g1", "theirs");
      const options = { [CACHE]: "64MB" };
      holdfast.write(gvol({}, { theirs: given("/srv/theirs/brick", { options }) }));
      const plan = await planOf(holdfast);
      expect(plan.actions).toEqual([]);
      const [finding] = plan.findings.filter(({ severity }) => severity === "error");
      expect(finding).toMatchObject({
        code: "GLU240",
        message: expect.stringContaining(`${CACHE} is 16MB, not 64MB`),
      });
      expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
      expect(await volumeOn(lab, "g1", "theirs")).toEqual(before);
      await turn(
        gvol({}, { theirs: given("/srv/theirs/brick", { options, adopt: true }) }),
        ["~ gluster.volume/theirs"],
        ["g1 gluster.volume.set"],
      );
      expect(await optionOf(lab, "g2", "theirs", CACHE)).toBe("64MB");
      await unmade("theirs");
    });

    it("does not take a brick that belongs to another volume, or holds data", async () => {
      await made("other");
      const refused = async (path: string, code: string, says: string) => {
        holdfast.write(gvol({}, { mine: given(path) }));
        const plan = await planOf(holdfast);
        expect(plan.actions).toEqual([]);
        const errors = plan.findings.filter(({ severity }) => severity === "error");
        expect(errors).toContainEqual(
          expect.objectContaining({ code, message: expect.stringContaining(says) }),
        );
        expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
        expect(await volumeOn(lab, "g1", "mine")).toBeUndefined();
      };
      await refused("/srv/other/brick", "GLU212", "g1: /srv/other/brick belongs to the volume other");
      await refused("/srv/other/brick/inside", "GLU212", "g1: /srv/other/brick belongs to the volume other");
      await refused("/srv/nowhere/brick", "GLU208", "g1: /srv/nowhere is not there");
      for (const host of SERVERS) expect((await lab.exec(host, "ls /srv/nowhere")).code).toBe(2);
      const id = "0x0123456789abcdef0123456789abcdef";
      for (const host of SERVERS) await lab.must(host, "mkdir -p /srv/old");
      await lab.must("g2", "mkdir /srv/old/brick; echo precious >/srv/old/brick/data");
      await refused("/srv/old/brick", "GLU214", "g2: /srv/old/brick is not empty");
      await lab.must("g2", `setfattr -n trusted.glusterfs.volume-id -v ${id} /srv/old/brick`);
      await refused("/srv/old/brick", "GLU212", `g2: /srv/old/brick belongs to a volume (id ${id.slice(2)})`);
      expect(await lab.must("g2", "cat /srv/old/brick/data")).toBe("precious\n");
      for (const host of SERVERS) await lab.must(host, "rm -rf /srv/old");
      await unmade("other");
    });

    it("clears what a create that failed left, and makes the volume", async () => {
      // the folder is missing on one host: the others' bricks are marked before that is found out
      for (const host of ["g1", "g2"]) await lab.must(host, "mkdir -p /srv/left/left/b0");
      const bricks = SERVERS.map((host) => `${host}:/srv/left/left/b0/brick`).join(" ");
      expect(
        await lab.must("g1", `gluster --mode=script volume create left replica 3 ${bricks} 2>&1 || true`),
      ).toMatch(/Staging failed on g3/);
      const idOn = (host: string) =>
        lab.must(
          host,
          "getfattr --absolute-names -e hex -n trusted.glusterfs.volume-id --only-values /srv/left/left/b0/brick | od -An -tx1",
        );
      const stale = await idOn("g1");
      const pool = {
        type: "gluster",
        peers: SERVERS,
        replica: 3,
        bricks: { folder: "/srv/left", backing: "directory" },
      };
      holdfast.write(gvol({}, { left: pool }));
      const { actions } = outline(await planOf(holdfast));
      expect(actions).toContain("g1 gluster.brick.clean");
      expect(actions).toContain("g2 gluster.brick.clean");
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await volumeOn(lab, "g3", "left")).toMatchObject({ status: "Started" });
      expect(await idOn("g1")).not.toBe(stale);
      expect(await idOn("g1")).toBe(await idOn("g3"));
      await unmade("left");
    });
  });
});
