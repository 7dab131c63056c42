import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { labGate } from "../gate.ts";
import { holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { eventually, inSync, journals, sumOf, writeFile } from "../witness.ts";
import { asked, copiesOf, mooseAt, SOUND, serversOf, troubleOf } from "./support.ts";

const FOLDER = fileURLToPath(new URL("../../../examples/", import.meta.url));

interface Client {
  readonly host: string;
  readonly mountpoint?: string;
  readonly folder?: string;
  readonly readOnly?: boolean;
}
interface Server {
  readonly host: string;
  readonly labels?: readonly string[];
  readonly disks?: readonly { readonly path: string; readonly limit?: string }[];
  readonly size?: string;
}
interface Pool {
  readonly master: string;
  readonly metaloggers?: readonly string[];
  readonly chunkservers: readonly (string | Server)[];
  readonly clients: readonly (string | Client)[];
  readonly mountpoint?: string;
  readonly goal?: number | string;
  readonly size: string;
  readonly gui?: { readonly host: string; readonly port: number };
  readonly allow?: readonly string[];
}
interface Example {
  readonly hosts: Readonly<Record<string, string>>;
  readonly pools: Readonly<Record<string, Pool>>;
}

const byHost = <One extends { readonly host: string }>(each: string | One) =>
  typeof each === "string" ? ({ host: each } as One) : each;

/** All hosts of a lab lie on one disk of this machine, where an image may be no larger than what is free: none is larger than this. */
const LARGEST = "5GB";
const sized = <One extends { readonly size?: string }>(one: One): One =>
  Number.parseInt(one.size ?? "0", 10) > Number.parseInt(LARGEST, 10) ? { ...one, size: LARGEST } : one;

const EXAMPLES = readdirSync(FOLDER)
  .filter((name) => name.startsWith("moosefs-"))
  .map((name) => [name, parse(readFileSync(FOLDER + name, "utf8")) as Example] as const);

for (const release of ["bookworm", "trixie"] as const)
  describe.skipIf(!(await labGate()))(`the MooseFS examples, on bare hosts with Debian ${release}`, () => {
    let lab: Lab;
    beforeAll(async () => {
      const names = new Set(EXAMPLES.flatMap(([, { hosts }]) => Object.keys(hosts)));
      const hosts = Object.fromEntries([...names].map((name) => [name, "container" as const]));
      const common = { release, packages: ["moosefs", "e2fsprogs"], hosts };
      lab =
        release === "bookworm"
          ? await openLab({ name: "moxb", subnet: 96, ...common })
          : await openLab({ name: "moxt", subnet: 97, ...common });
    });
    afterAll(() => lab?.close());

    const used = new Set<string>();
    /** All hosts that an earlier example had are as before it: its chunkservers would look for their master. */
    const bare = async (names: readonly string[]) => {
      await Promise.all([...used].map((name) => lab.reset(name)));
      used.clear();
      for (const name of names) used.add(name);
      const found = await Promise.all(names.map((name) => lab.must(name, "dpkg --get-selections; ls /etc")));
      expect(found.join("\n")).not.toMatch(/^(moosefs-.*|mfs)$/m);
    };

    it.each(EXAMPLES)("%s comes up in one run", { timeout: 600_000 }, async (name, { hosts, pools }) => {
      await bare(Object.keys(hosts));
      const [[poolName, pool] = ["", undefined]] = Object.entries(pools);
      if (!pool) throw new Error(`${name} has no pool`);
      const servers = pool.chunkservers.map(byHost);
      // disks that are there already are a person's work
      for (const { host, disks = [] } of servers)
        for (const { path } of disks) {
          const disk = path.replace(/\/[^/]+$/, "");
          const image = `/srv${disk.replaceAll("/", "-")}.img`;
          await lab.must(
            host,
            // Debian 13 comes without the program
            `command -v mkfs.ext4 >/dev/null || { apt-get -qq update && apt-get -qq -y --no-install-recommends install e2fsprogs >/dev/null; }
             mkdir -p ${disk} && truncate -s 6G ${image} && mkfs.ext4 -q ${image} && echo '${image} ${disk} ext4 loop 0 0' >>/etc/fstab && mount ${disk}`,
          );
        }
      const chunkservers = pool.chunkservers.map((each) => (typeof each === "string" ? each : sized(each)));
      const holdfast = holdfastFor(lab, "storage.yaml", Object.keys(hosts));
      const sections = { pools: { [poolName]: { ...sized(pool), chunkservers } } };
      holdfast.write(sections as Sections);
      const begun = Date.now();
      const said = await holdfast.must(["apply", "--yes"]);
      say(`${release}: ${name} from bare hosts took ${(Date.now() - begun) / 1000} s`);
      expect(said).toContain("In sync: ");

      const { master, metaloggers = [], gui, mountpoint = `/mnt/${poolName}` } = pool;
      expect(await serversOf(lab, master)).toEqual(
        lab.hosts.map(({ name }) => name).filter((name) => servers.some(({ host }) => host === name)),
      );
      const rows = await asked(lab, master, "-SCS -SMB -SEX");
      const labels = rows.flatMap(([title, ip, , , labels]) =>
        title === "chunk servers:" ? [`${ip} ${labels}`] : [],
      );
      expect(labels.sort()).toEqual(
        servers.map(({ host, labels = ["-"] }) => `${lab.host(host).address} ${labels.join(",")}`).sort(),
      );
      const logging = rows.flatMap(([title, ip]) => (title === "metadata backup loggers:" ? [ip] : []));
      expect(logging).toEqual(metaloggers.map((host) => lab.host(host).address));
      for (const host of metaloggers)
        expect(Number(await lab.must(host, "stat -c %s /var/lib/mfs/metadata_ml.mfs.back"))).toBeGreaterThan(
          8,
        );
      for (const range of pool.allow ?? [])
        expect(rows.map(([title, from]) => `${title} ${from}`)).toContain(
          `exports: ${range.replace(/\/.*/, "")}`,
        );
      for (const { host, disks = [] } of servers)
        for (const { path, limit = "" } of disks)
          expect(await lab.must(host, "cat /etc/mfs/mfshdd.cfg")).toMatch(
            new RegExp(`^${`${path} ${limit}`.trim()}$`, "m"),
          );
      if (gui)
        expect(await lab.must(gui.host, `exec 3<>/dev/tcp/${lab.host(gui.host).address}/${gui.port}`)).toBe(
          "",
        );

      const clients = pool.clients.map(byHost);
      const whole = clients.filter(({ folder }) => !folder);
      for (const client of clients)
        expect(await mooseAt(lab, client.host, client.mountpoint ?? mountpoint)).toBe(
          `mfsmaster-${poolName}${client.folder ?? ""} ${client.readOnly ? "ro" : "rw"}`,
        );
      const [writer = ""] = whole.filter(({ readOnly }) => !readOnly).map(({ host }) => host);
      for (const { host, folder = "", readOnly, mountpoint: own = mountpoint } of clients) {
        const sum = await writeFile(lab, writer, `${mountpoint}${folder}/for-${host}`);
        expect(await sumOf(lab, host, `${own}/for-${host}`)).toBe(sum);
        const [copies = []] = await copiesOf(lab, writer, `${mountpoint}${folder}/for-${host}`);
        // for a while there may be one too many, where a new file was written before its class moved it
        expect(copies.length).toBeGreaterThanOrEqual(2);
        if (readOnly) expect((await lab.exec(host, `echo x >${own}/mine`)).stderr).toContain("Read-only");
      }
      // `2` on 3.x, `2CP` on 4.x, and the names of classes in quotes on the former
      expect(await lab.must(writer, `mfsgetsclass ${mountpoint}`)).toMatch(
        new RegExp(`^${mountpoint}: '?${pool.goal ?? 2}(CP)?'?$`, "m"),
      );
      await eventually(() => troubleOf(lab, master), SOUND, 60);
      const line = await inSync(holdfast);
      const before = await journals(lab);
      expect(await holdfast.must(["apply", "--yes"])).toBe(line);
      expect(await journals(lab)).toEqual(before);

      const readAll = () =>
        Promise.all(
          clients.map(({ host, mountpoint: own = mountpoint }) => sumOf(lab, host, `${own}/for-${host}`)),
        );
      const written = await readAll();
      await Promise.all(Object.keys(hosts).map((host) => lab.reboot(host)));
      await eventually(() => readAll().catch(() => []), written, 120);
      await eventually(() => troubleOf(lab, master).catch(() => ({})), SOUND, 120);
      // metaloggers and chunkservers come back one after the other
      const planned = async () => {
        const { code, stderr } = await holdfast.run(["plan", "--detailed-exitcode"]);
        return { code, stderr };
      };
      await eventually(planned, { code: 0, stderr: "" }, 120);
    });
  });
