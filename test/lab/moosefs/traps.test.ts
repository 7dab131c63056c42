import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { planned } from "../applying.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { eventually, inSync, sumOf, writeFile } from "../witness.ts";
import { SOUND, serversOf, troubleOf, unmetClasses } from "./support.ts";

const AT = "/mnt/mvol";
const ROOT = "/srv/chunks/mvol/d0";
const FILE = {
  pools: {
    mvol: {
      type: "moosefs",
      master: "m1",
      chunkservers: ["s1", "s2"],
      metaloggers: ["m2"],
      folder: "/srv/chunks",
      size: "2GiB",
      clients: ["c1"],
    },
  },
};
const FILES = Array.from({ length: 6 }, (_, i) => `${AT}/file-${i}`);

/** The older generation has none of the daemon's own guards; `LAB_RELEASES=all` tries the newer one as well. */
const RELEASES =
  process.env.LAB_RELEASES === "all" ? (["bookworm", "trixie"] as const) : (["bookworm"] as const);

for (const release of RELEASES)
  describe.skipIf(!(await labGate()))(
    `what has cost people their MooseFS data, with Debian ${release}`,
    () => {
      let lab: Lab;
      let holdfast: Holdfast;
      const sums: Record<string, string> = {};
      beforeAll(async () => {
        const hosts = Object.fromEntries(
          ["m1", "m2", "s1", "s2", "c1"].map((name) => [name, "container" as const]),
        );
        const common = { release, packages: ["moosefs"], hosts };
        lab =
          release === "bookworm"
            ? await openLab({ name: "motb", subnet: 94, ...common })
            : await openLab({ name: "mott", subnet: 95, ...common });
        holdfast = holdfastFor(lab);
        holdfast.write(FILE);
        await holdfast.must(["apply", "--yes"]);
        for (const path of FILES) sums[path] = await writeFile(lab, "c1", path);
      });
      afterAll(() => lab?.close());

      const read = async () =>
        Object.fromEntries(
          await Promise.all(FILES.map(async (path) => [path, await sumOf(lab, "c1", path)])),
        );

      // whatever was done and undone: every file is there, in all its copies, and the fleet is as declared
      afterEach(async () => {
        await eventually(() => serversOf(lab, "m1"), ["s1", "s2"], 60);
        await eventually(() => troubleOf(lab, "m1"), SOUND, 120);
        await eventually(() => unmetClasses(lab, "m1", ["2"]), [], 60);
        expect(await read()).toEqual(sums);
        await inSync(holdfast);
      });

      /** What a master's return brings about shows only once it is back: a run may end with that. */
      async function repaired(): Promise<void> {
        const { code, stdout, stderr } = await holdfast.run(["apply", "--yes"]);
        expect([0, 10], stdout + stderr).toContain(code);
        await holdfast.must(["apply", "--yes"]);
      }

      /** The plan refuses: an error with this in it, and an apply that leaves `untouched` as it is. */
      async function refuses(reason: RegExp, untouched: () => Promise<string>): Promise<void> {
        const before = await untouched();
        const { plan } = await planned(holdfast);
        const errors = (
          plan as unknown as { findings: { severity: string; code: string; message: string }[] }
        ).findings
          .filter(({ severity }) => severity === "error")
          .map(({ code, message }) => `${code} ${message}`);
        expect(errors.join("\n")).toMatch(reason);
        const { code, stdout, stderr } = await holdfast.run(["apply", "--yes"]);
        expect({ refused: code !== 0, said: stdout + stderr }).toMatchObject({ refused: true });
        expect(await untouched()).toBe(before);
      }
      const metadata = () =>
        lab.must(
          "m1",
          "cd /var/lib/mfs && sha256sum metadata* | sort; systemctl is-active moosefs-master || true",
        );

      it("a master killed: restored from its own files, which are put aside first", async () => {
        await lab.must(
          "m1",
          "systemctl kill -s KILL moosefs-master; sleep 1; ls /var/lib/mfs | sort >/root/before",
        );
        expect((await planned(holdfast)).plan.actions.map(({ type }) => type)).toContain(
          "moosefs.master.restore",
        );
        await repaired();
      });

      it("an empty metadata.mfs beside the real one", async () => {
        await lab.must("m1", "systemctl kill -s KILL moosefs-master; sleep 1");
        await lab.must(
          "m1",
          "cd /var/lib/mfs && printf 'MFSM NEW' >metadata.mfs && chown mfs:mfs metadata.mfs",
        );
        await refuses(/MFS2\d\d .*metadata/, metadata);
        await lab.must("m1", "rm /var/lib/mfs/metadata.mfs");
        await repaired();
      });

      it("a master whose metadata is gone: no empty one is made over the chunks that are left", async () => {
        await lab.must(
          "m1",
          "systemctl stop moosefs-master; mv /var/lib/mfs /var/lib/mfs.away; install -d -o mfs -g mfs /var/lib/mfs",
        );
        await lab.must("m1", "printf 'MFSM NEW' >/var/lib/mfs/metadata.mfs.empty");
        await refuses(/MFS2\d\d/, metadata);
        await lab.must("m1", "rm -r /var/lib/mfs; mv /var/lib/mfs.away /var/lib/mfs");
        await repaired();
      });

      it("a line dropped from mfshdd.cfg by hand: it is put back, and its copies count again", async () => {
        await lab.must(
          "s1",
          "sed -i '/^\\//d' /etc/mfs/mfshdd.cfg; systemctl reload moosefs-chunkserver; sleep 3",
        );
        expect((await troubleOf(lab, "m1")).endangered).toBeGreaterThan(0);
        await holdfast.must(["apply", "--yes"]);
        expect(await lab.must("s1", "cat /etc/mfs/mfshdd.cfg")).toMatch(new RegExp(`^${ROOT}/chunks$`, "m"));
      });

      it("a disk that belongs to another instance", async () => {
        const id = () =>
          lab.must(
            "s1",
            `od -An -tx1 ${ROOT}/chunks/.metaid; systemctl is-active moosefs-chunkserver || true`,
          );
        await lab.must(
          "s1",
          `systemctl stop moosefs-chunkserver; cd ${ROOT}/chunks; cp -a .metaid /root/metaid; printf '12345678' >.metaid`,
        );
        await refuses(/MFS2\d\d .*(instance|belong)/, id);
        await lab.must("s1", `cp -a /root/metaid ${ROOT}/chunks/.metaid`);
        await holdfast.must(["apply", "--yes"]);
      });

      it("a chunkserver pointed at a wrong master", async () => {
        await lab.must(
          "s1",
          `sed -i 's/^MASTER_HOST.*/MASTER_HOST = ${lab.host("m2").address}/' /etc/mfs/mfschunkserver.cfg; systemctl restart moosefs-chunkserver; sleep 2`,
        );
        const { plan } = await planned(holdfast);
        expect(plan.changes.map(({ address }) => address)).toContain(
          "host.file/s1:/etc/mfs/mfschunkserver.cfg",
        );
        await holdfast.must(["apply", "--yes"]);
      });

      it("a disk that is not mounted: mounted again, and no new one is made in its place", async () => {
        const unit = `$(systemd-escape -p --suffix=mount ${ROOT})`;
        await lab.must("s1", `systemctl stop moosefs-chunkserver ${unit}`);
        await holdfast.must(["apply", "--yes"]);
        await eventually(() => serversOf(lab, "m1"), ["s1", "s2"], 60);
        expect(await read()).toEqual(sums);
        // the image itself is lost: that is for a person to decide
        const image = "/srv/chunks/.images/mvol-d0.img";
        await lab.must("s1", `systemctl stop moosefs-chunkserver ${unit}; mv ${image} /root/away.img`);
        await refuses(/MFS2\d\d/, () => lab.must("s1", "ls /srv/chunks/.images /srv/chunks/mvol/d0"));
        await lab.must("s1", `mv /root/away.img ${image}`);
        await holdfast.must(["apply", "--yes"]);
      });

      it("a second master with a copy of the metadata: it is stopped, and its files are kept", async () => {
        await lab.must("m2", "apt-get -qq install -y moosefs-master >/dev/null 2>&1");
        const archive = await lab.must(
          "m1",
          "cd /var/lib/mfs && tar -czf - metadata* changelog* | base64 -w0",
        );
        await lab.must(
          "m2",
          `echo ${archive} | base64 -d | tar -C /var/lib/mfs -xzf - && chown -R mfs:mfs /var/lib/mfs`,
        );
        const exports = await lab.must("m1", "cat /etc/mfs/mfsexports.cfg");
        await lab.must(
          "m2",
          `: >/etc/mfs/mfsmaster.cfg; cat >/etc/mfs/mfsexports.cfg <<'END'\n${exports}END`,
        );
        await lab.must(
          "m2",
          "mfsmaster -c /etc/mfs/mfsmaster.cfg restore; systemctl enable --now moosefs-master; sleep 3",
        );
        expect(await lab.must("m2", "systemctl is-active moosefs-master")).toBe("active\n");
        const { plan } = await planned(holdfast);
        expect(plan.actions.map(({ type, host }) => `${host} ${type}`)).toContain("m2 moosefs.master.fence");
        await repaired();
        expect((await lab.exec("m2", "systemctl is-active moosefs-master")).stdout).not.toBe("active\n");
        expect(await lab.must("m2", "ls /var/lib/mfs")).toContain("metadata.mfs");
      });
    },
  );
