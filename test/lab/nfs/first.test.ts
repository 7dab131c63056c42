import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaCheck } from "../../report/schema-check.ts";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import {
  eventually,
  exportedTo,
  inSync,
  journals,
  mark,
  mounted,
  outline,
  planOf,
  sumOf,
  touchedOn,
  writeFile,
} from "../witness.ts";

const FILE = {
  links: [["s1", "c1", "c2", "c3"]],
  shares: {
    web: {
      host: "s1",
      path: "/srv/web",
      mountpoint: "/mnt/web",
      options: ["rw", "sync"],
      allow: ["198.18.31.192/26"],
      clients: [
        { host: "c1", version: "3" },
        { host: "c2", version: "4.2" },
        { host: "c3", readOnly: true },
      ],
    },
  },
};

const AT = "/mnt/web";
const MOUNTED = ["s1:/srv/web 3 rw", "s1:/srv/web 4.2 rw", "s1:/srv/web 4.2 ro"];
const CLIENTS = ["c1", "c2", "c3"];

for (const release of ["bookworm", "trixie"] as const)
  describe.skipIf(!(await labGate()))(`NFS on bare hosts with Debian ${release}`, () => {
    let lab: Lab;
    let holdfast: Holdfast;
    let sum = "";
    beforeAll(async () => {
      const hosts = { s1: "vm", c1: "vm", c2: "vm", c3: "vm" } as const;
      lab = await openLab({ name: "nfs", subnet: 31, release, hosts });
      holdfast = holdfastFor(lab);
      holdfast.write(FILE);
    });
    afterAll(() => lab?.close());
    const each = <T>(work: (name: string) => Promise<T>) =>
      Promise.all(lab.hosts.map(({ name }) => work(name)));
    const mounts = () => Promise.all(CLIENTS.map((name) => mounted(lab, name, AT)));
    const sums = () => Promise.all(CLIENTS.map((name) => sumOf(lab, name, `${AT}/data`)));

    it("plans on bare hosts without touching them", async () => {
      await each((name) => mark(lab, name));
      const before = await each((name) => touchedOn(lab, name));
      expect((await holdfast.run(["plan"])).code).toBe(0);
      const { code, stdout } = await holdfast.run(["plan", "--detailed-exitcode"]);
      expect(code).toBe(2);
      expect(stdout).toContain("Plan: ");
      expect(await each((name) => touchedOn(lab, name))).toEqual(before);
      expect(Object.values(await journals(lab))).toEqual([0, 0, 0, 0]);
      await lab.must("s1", "touch /srv/x; rm /srv/x"); // the witness has eyes
      expect(await touchedOn(lab, "s1")).not.toBe(before[0]);
    });

    it("brings everything up in one run", async () => {
      const from = Date.now();
      const said = await holdfast.must(["apply", "--yes"]);
      say(`${release}: apply from bare hosts took ${(Date.now() - from) / 1000} s`);
      expect(said).toContain("In sync: ");
      expect(await mounts()).toEqual(MOUNTED);
      expect(await exportedTo(lab, "s1", "/srv/web")).toEqual(["198.18.31.192/26", ...CLIENTS]);
      const enabled = await Promise.all(
        CLIENTS.map((name) => lab.must(name, "systemctl is-enabled mnt-web.mount")),
      );
      expect(enabled).toEqual(["enabled\n", "enabled\n", "enabled\n"]);
      expect(await lab.must("s1", "systemctl is-enabled nfs-server")).toBe("enabled\n");
    });

    it("shares what one client writes with the others, and lets the read-only one not write", async () => {
      await lab.must("s1", "chmod 777 /srv/web");
      sum = await writeFile(lab, "c1", `${AT}/data`);
      expect(await sums()).toEqual([sum, sum, sum]);
      expect(await sumOf(lab, "s1", "/srv/web/data")).toBe(sum);
      const second = await writeFile(lab, "c2", `${AT}/second`);
      expect(await sumOf(lab, "c3", `${AT}/second`)).toBe(second);
      expect((await lab.exec("c3", `echo x >${AT}/third`)).code).not.toBe(0);
      await lab.must("c3", `mount -o remount,rw ${AT} 2>/dev/null || true`);
      expect((await lab.exec("c3", `echo x >${AT}/third`)).stderr).toContain("Read-only");
      await lab.must("c3", `mount -o remount,ro ${AT}`);
      expect(await lab.must("s1", "ls /srv/web")).toBe("data\nsecond\n");
    });

    it("lets hosts of an allowed network mount, and no others", async () => {
      const { address } = lab.host("s1");
      const attempt = (from: string) =>
        lab.exec(
          "c1",
          `ip addr add 198.18.31.${from}/32 dev vec0 && ip route add ${address}/32 dev vec0 src 198.18.31.${from} && mkdir -p /tmp/m
          timeout 20 mount -t nfs -o vers=4.2,retry=0 ${address}:/srv/web /tmp/m && ls /tmp/m && umount /tmp/m; rc=$?
          ip route del ${address}/32; ip addr del 198.18.31.${from}/32 dev vec0; exit $rc`,
        );
      expect(await attempt("200")).toMatchObject({ code: 0, stdout: "data\nsecond\n" });
      expect((await attempt("100")).stderr).toMatch(/denied|No such file/);
    });

    it("makes the names of linked hosts lead to their addresses everywhere", async () => {
      const wanted = lab.hosts.map(({ address }) => address);
      const names = lab.hosts.map(({ name }) => name).join(" ");
      const found = await each((name) =>
        lab.must(name, `for n in ${names}; do getent ahostsv4 $n | awk 'NR==1{print $1}'; done`),
      );
      expect(found).toEqual(lab.hosts.map(() => `${wanted.join("\n")}\n`));
    });

    it("finds nothing to do the second time, and does nothing", async () => {
      const before = await journals(lab);
      expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
      const line = await inSync(holdfast);
      expect(await inSync(holdfast)).toBe(line);
      expect(await holdfast.must(["apply", "--yes"])).toBe(line);
      expect(await journals(lab)).toEqual(before);
    });

    it.runIf(release === "bookworm")("tells the same in every other way", async () => {
      const plan = await planOf(holdfast);
      expect(schemaCheck("plan")(plan)).toEqual([]);
      expect(outline(plan)).toEqual({ changes: [], actions: [] });
      const status = await holdfast.must(["status"]);
      expect(status).toMatch(/^shares\.web +ok +s1:\/srv\/web +yes +3\/3 /m);
      const doctor = JSON.parse(await holdfast.must(["doctor", "--json"]));
      expect(doctor.checks.length).toBeGreaterThan(20);
      const bad = doctor.checks.filter(({ verdict }: { verdict: string }) => verdict !== "ok");
      expect(bad).toEqual([]);
      const snapshot = join(lab.dir, "snapshot.json");
      await holdfast.must(["probe", "--out", snapshot]);
      expect(await planOf(holdfast, ["--snapshot", snapshot])).toEqual(plan);
      writeFileSync(join(lab.dir, "snapshot.json"), "{}");
      expect((await holdfast.run(["plan", "--snapshot", snapshot])).code).not.toBe(0);
    });

    it("has everything back by itself after each host rebooted", async () => {
      for (const { name } of lab.hosts) await lab.reboot(name);
      const took = await eventually(mounts, MOUNTED, 240);
      say(`${release}: mounts back ${took.toFixed(0)} s after the last of four reboots`);
      expect(await sums()).toEqual([sum, sum, sum]);
      await inSync(holdfast);
    });

    it("has everything back by itself after all of them lost power at once", async () => {
      for (const { name } of lab.hosts) lab.powerOff(name);
      const from = Date.now();
      await each((name) => lab.start(name));
      const booted = (Date.now() - from) / 1000;
      const took = await eventually(mounts, MOUNTED, 240);
      say(`${release}: mounts back ${took.toFixed(0)} s after all booted (${booted.toFixed(0)} s)`);
      expect(await sums()).toEqual([sum, sum, sum]);
      const third = await writeFile(lab, "c1", `${AT}/third`);
      expect(await sumOf(lab, "c2", `${AT}/third`)).toBe(third);
      await inSync(holdfast);
    });
  });
