import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, inSync, journals, sumOf, writeFile } from "../witness.ts";
import { copiesOf, mooseAt, SOUND, serversOf, troubleOf } from "./support.ts";

const FOLDER = "/srv/chunks";

/** Two pools as the examples have them: the classic four servers, and one with all there is. */
const FILE = {
  pools: {
    plain: {
      type: "moosefs",
      master: "m1",
      chunkservers: ["s1", "s2"],
      folder: FOLDER,
      size: "2GiB",
      clients: ["c1", { host: "c2", readOnly: true }],
    },
    full: {
      type: "mfs",
      master: "m2",
      chunkservers: [
        { host: "s3", labels: ["A"] },
        { host: "s4", labels: ["B"] },
        { host: "m1", labels: ["A"] },
      ],
      metaloggers: ["s1"],
      folder: FOLDER,
      size: "2GiB",
      classes: { both: { keep: "A,B" } },
      goal: "both",
      gui: { host: "m2", port: 9426 },
      clients: ["c1", "c2", { host: "c2", mountpoint: "/srv/part", folder: "/part" }],
    },
  },
};

const FILES = Array.from({ length: 8 }, (_, i) => `file-${i}`);

/** Warnings about the file itself: no metalogger, and roles that share a host. */
const WARNED = [] as readonly string[];

for (const release of ["bookworm", "trixie"] as const)
  describe.skipIf(!(await labGate()))(`MooseFS on bare hosts with Debian ${release}`, () => {
    let lab: Lab;
    let holdfast: Holdfast;
    const sums: Record<string, string> = {};
    beforeAll(async () => {
      const names = ["m1", "m2", "s1", "s2", "s3", "s4", "c1", "c2"];
      const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
      const common = { release, packages: ["moosefs"], hosts };
      lab =
        release === "bookworm"
          ? await openLab({ name: "moob", subnet: 91, ...common })
          : await openLab({ name: "moot", subnet: 92, ...common });
      holdfast = holdfastFor(lab);
      holdfast.write(FILE);
    });
    afterAll(() => lab?.close());

    const MOUNTED = {
      "c1 /mnt/plain": "mfsmaster-plain rw",
      "c1 /mnt/full": "mfsmaster-full rw",
      "c2 /mnt/plain": "mfsmaster-plain ro",
      "c2 /mnt/full": "mfsmaster-full rw",
      "c2 /srv/part": "mfsmaster-full/part rw",
    };
    const mounts = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.keys(MOUNTED).map(async (key) => {
            const [host = "", where = ""] = key.split(" ");
            return [key, await mooseAt(lab, host, where)];
          }),
        ),
      );
    const connected = async () => ({ plain: await serversOf(lab, "m1"), full: await serversOf(lab, "m2") });
    const CONNECTED = { plain: ["s1", "s2"], full: ["m1", "s3", "s4"] };
    const readAll = async (host: string) =>
      Object.fromEntries(
        await Promise.all(Object.keys(sums).map(async (path) => [path, await sumOf(lab, host, path)])),
      );

    it("brings both up in one run", { timeout: 900_000 }, async () => {
      const begun = Date.now();
      const said = await holdfast.must(["apply", "--yes"]);
      say(`${release}: apply of two pools from bare hosts took ${(Date.now() - begun) / 1000} s`);
      expect(said).toContain("In sync: ");
      expect(await mounts()).toEqual(MOUNTED);
      expect(await connected()).toEqual(CONNECTED);
      for (const unit of ["moosefs-master"])
        expect(await lab.must("m1", `systemctl is-enabled ${unit}`)).toBe("enabled\n");
    });

    it("has on one client what another writes, in as many copies as were asked for", async () => {
      for (const pool of ["plain", "full"])
        for (const file of FILES)
          sums[`/mnt/${pool}/${file}`] = await writeFile(lab, "c1", `/mnt/${pool}/${file}`);
      expect(await readAll("c2")).toEqual(sums);
      for (const file of FILES) {
        expect(await copiesOf(lab, "c1", `/mnt/plain/${file}`)).toEqual([["s1", "s2"]]);
        const [copies = []] = await copiesOf(lab, "c1", `/mnt/full/${file}`);
        // one copy on each of the two labels
        expect(copies).toHaveLength(2);
        expect(copies).toContain("s4");
      }
      expect(await troubleOf(lab, "m1")).toEqual(SOUND);
      expect(await troubleOf(lab, "m2")).toEqual(SOUND);
    });

    it("lets only those in who are declared, and the read-only client not write", async () => {
      const { code, stderr } = await lab.exec("c2", "echo x >/mnt/plain/other");
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("Read-only") });
      // the server does not let it either, whatever its mount says
      const again =
        "mkdir -p /root/x && mfsmount -H mfsmaster-plain /root/x && echo x >/root/x/other; s=$?; umount /root/x; exit $s";
      expect((await lab.exec("c2", again)).code).not.toBe(0);
      await lab.must("s4", "apt-get -qq install -y moosefs-client >/dev/null 2>&1");
      const stranger = await lab.exec(
        "s4",
        `mkdir -p /root/x && mfsmount -H ${lab.host("m1").address} /root/x`,
      );
      expect(stranger.code).not.toBe(0);
      await lab.must("c1", "echo below >/mnt/full/part/below");
      expect(await lab.must("c2", "cat /srv/part/below")).toBe("below\n");
    });

    it("shows its web pages on the storage address only", async () => {
      const { address } = lab.host("m2");
      expect(await lab.must("m2", "ss -Hltn sport = :9426")).toContain(`${address}:9426`);
    });

    it("finds nothing to do the second time, and does nothing", async () => {
      const before = await journals(lab);
      expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
      const line = await inSync(holdfast, ...WARNED);
      expect(await holdfast.must(["apply", "--yes"])).toBe(line);
      expect(await journals(lab)).toEqual(before);
    });

    it("has everything back by itself after all hosts rebooted at once", { timeout: 900_000 }, async () => {
      await Promise.all(lab.hosts.map(({ name }) => lab.reboot(name)));
      const took = await eventually(mounts, MOUNTED, 120);
      await eventually(connected, CONNECTED, 120);
      say(`${release}: all mounted ${took.toFixed(0)} s after the reboot of all hosts`);
      await eventually(() => readAll("c1"), sums, 90);
      await eventually(() => readAll("c2"), sums, 90);
      const more = await writeFile(lab, "c1", "/mnt/plain/after");
      expect(await sumOf(lab, "c2", "/mnt/plain/after")).toBe(more);
      await inSync(holdfast, ...WARNED);
      // a container's journal begins anew with each boot
      expect(Object.values(await journals(lab))).toEqual(lab.hosts.map(() => 0));
    });
  });
