import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import {
  agreeing,
  askedBy,
  eventually,
  inSync,
  layersAt,
  outline,
  planOf,
  sumOf,
  writeFile,
} from "../witness.ts";
import { asked, mooseAt, serversOf } from "./support.ts";

const AT = "/mnt/mvol";
const ROOT = "/srv/chunks/mvol/d0";
const D1 = "/data/d1/chunks";
const D2 = "/data/d2/chunks";
let size = "2GiB";

const S2 = { host: "s2", disks: [{ path: D1 }] };

/** The base file with some of its pool changed, and further pools. */
const mvol = (change: object = {}, others: object = {}): Sections => ({
  pools: {
    mvol: {
      ...{ type: "moosefs", master: "m1", chunkservers: ["s1", S2], metaloggers: ["m2"] },
      ...{ folder: "/srv/chunks", size, gui: "m2", clients: ["c1"] },
      ...{ options: { CHUNKS_LOOP_MIN_TIME: "60" } },
      ...change,
    },
    ...others,
  },
});

const SERVER = (host: string) => `~ moosefs.chunkserver/${host}`;
const CFG = (host: string, name: string) => `~ host.file/${host}:/etc/mfs/${name}.cfg`;
const EXPORTS = "~ moosefs.exports/mvol";
const GOAL = "~ moosefs.goal/mvol";

describe.skipIf(!(await labGate()))("edits and drift of a MooseFS pool, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  beforeAll(async () => {
    const names = ["m1", "m2", "s1", "s2", "c1", "c2", "h1", "h2", "h3"];
    const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "moed", subnet: 63, packages: ["moosefs"], hosts });
    // disks that are there already: two on one server, and one each for a MooseFS made by hand
    for (const [host, disk] of [
      ["s2", "d1"],
      ["s2", "d2"],
      ["h2", "d1"],
      ["h3", "d1"],
    ])
      await lab.must(host ?? "", `mkdir -p /data/${disk} && mount -t tmpfs -o size=3g disk /data/${disk}`);
    holdfast = holdfastFor(lab);
    holdfast.write(mvol());
    await holdfast.must(["apply", "--yes"]);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    holdfast.write(mvol()); // one failure is enough: the next edit starts from the base again
    await holdfast.run(["apply", "--yes", "--wait", "300"]);
  });
  afterAll(() => lab?.close());

  /** Rows of the master's answer, without their title. */
  const rowsOf = async (question: string, title: string, master = "m1") =>
    (await asked(lab, master, question)).flatMap(([what, ...row]) => (what === title ? [row] : []));
  const serverRow = async (host: string) =>
    (await rowsOf("-SCS", "chunk servers:")).find(([ip]) => ip === lab.host(host).address) ?? [];
  const diskRow = async (host: string, path: string) =>
    (await rowsOf("-SHD", "disks:")).find(([where]) => where === `${lab.host(host).address}:9422:${path}/`) ??
    [];
  const letIn = async () =>
    (await rowsOf("-SEX", "exports:"))
      .map(([from, to, folder, , , , access]) =>
        [
          lab.hosts.find(({ address }) => address === from && from === to)?.name ?? `${from}-${to}`,
          folder,
          access,
        ].join(" "),
      )
      .sort();
  const pidOf = (host: string, unit: string) =>
    lab.must(host, `systemctl show -p MainPID --value moosefs-${unit}`);
  const isOn = async (host: string, unit: string) =>
    (await lab.exec(host, `systemctl is-enabled moosefs-${unit}; systemctl is-active moosefs-${unit}`)).stdout
      .trim()
      .replace("\n", " ");
  /** Whether a host that is no client of the file could mount it. */
  const mayMount = async (host: string) => {
    const { stdout } = await lab.exec(
      host,
      `mkdir -p /root/try; timeout 20 mfsmount -H ${lab.host("m1").address} /root/try >/dev/null 2>&1 && ls /root/try >/dev/null && echo yes; umount /root/try 2>/dev/null; true`,
    );
    return stdout.includes("yes");
  };

  /** Checks what is planned for what is there and declared, applies it, and that it is in sync then. */
  async function mend(changes: readonly string[], actions: readonly string[], ...asks: readonly string[]) {
    const first = await planOf(holdfast);
    expect(askedBy(first)).toEqual(asks);
    const args = agreeing(first);
    const plan = await planOf(holdfast, args);
    expect(outline(plan)).toEqual({ changes: [...changes].sort(), actions: [...actions].sort() });
    await holdfast.must(["apply", "--yes", ...args]);
    // a disk that is looked at anew counts for nothing until it has been
    await eventually(async () => (await planOf(holdfast)).findings.map(({ code }) => code), [], 60);
    await inSync(holdfast);
  }

  /** As declared, beside what is left of pools that are no longer in the file. */
  async function nothingToDo() {
    const { changes, actions, blocked, unknown } = await planOf(holdfast);
    expect({ changes, actions, blocked, unknown }).toEqual({
      changes: [],
      actions: [],
      blocked: [],
      unknown: [],
    });
  }

  async function turn(
    file: Sections,
    changes: readonly string[],
    actions: readonly string[],
    ...asks: readonly string[]
  ) {
    holdfast.write(file);
    await mend(changes, actions, ...asks);
  }

  /** Applies with every consent the plan asks for, and tells which those were. */
  const consented = async (...args: readonly string[]) => {
    const plan = await planOf(holdfast);
    await holdfast.must(["apply", "--yes", ...args, ...agreeing(plan)]);
    return askedBy(plan);
  };

  /** Errors of the plan, which must do nothing about them. */
  async function refused(...addresses: readonly string[]) {
    const { actions, findings } = await planOf(holdfast);
    expect(actions.filter(({ address }) => addresses.includes(address))).toEqual([]);
    return findings
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${code} ${message}`);
  }

  describe("what the daemons go by", () => {
    it("gives a server labels, and takes them back, without a restart", async () => {
      const pid = await pidOf("s1", "chunkserver");
      const changes = [CFG("s1", "mfschunkserver"), SERVER("s1")];
      await turn(mvol({ chunkservers: [{ host: "s1", labels: ["B", "A"] }, S2] }), changes, [
        "s1 host.file.write",
        "s1 moosefs.chunkserver.reload",
      ]);
      expect((await serverRow("s1"))[3]).toBe("A,B");
      await turn(mvol(), changes, ["s1 host.file.write", "s1 moosefs.chunkserver.reload"]);
      expect((await serverRow("s1"))[3]).toBe("-");
      expect(await pidOf("s1", "chunkserver")).toBe(pid);
    });

    it("sets settings of the master and takes them back, without a restart", async () => {
      const pid = await pidOf("m1", "master");
      await turn(
        mvol({ options: { CHUNKS_LOOP_MIN_TIME: "90", BACK_LOGS: "20" } }),
        [CFG("m1", "mfsmaster")],
        ["m1 host.file.write"],
      );
      expect(await lab.must("m1", "grep -c -e '= 90$' -e '= 20$' /etc/mfs/mfsmaster.cfg")).toBe("2\n");
      await turn(mvol(), [CFG("m1", "mfsmaster")], ["m1 host.file.write"]);
      expect(await pidOf("m1", "master")).toBe(pid);
    });

    it("limits a disk that is given, and lets it have all again", async () => {
      const total = async () => Number((await diskRow("s2", D1)).at(-1));
      const limited = { host: "s2", disks: [{ path: D1, limit: "2GiB" }] };
      await turn(mvol({ chunkservers: ["s1", limited] }), [SERVER("s2")], ["s2 moosefs.chunkserver.write"]);
      // disks are measured once a minute
      await eventually(total, 2 ** 31, 100);
      await turn(mvol(), [SERVER("s2")], ["s2 moosefs.chunkserver.write"]);
      expect(await lab.must("s2", "cat /etc/mfs/mfshdd.cfg")).toMatch(new RegExp(`^${D1}$`, "m"));
    });

    it("adds a disk, empties it and drops it", async () => {
      const two = (state?: string) =>
        mvol({
          chunkservers: [
            "s1",
            { host: "s2", disks: [{ path: D1 }, { path: D2, ...(state ? { state } : {}) }] },
          ],
        });
      await turn(
        two(),
        [SERVER("s2"), `+ moosefs.disk/s2:${D2}`],
        ["s2 moosefs.chunkserver.write", "s2 moosefs.disk.folder"],
      );
      expect((await diskRow("s2", D2))[3]).toBe("ok");
      holdfast.write(two("draining"));
      expect(outline(await planOf(holdfast))).toEqual({
        changes: [SERVER("s2")],
        actions: ["s2 moosefs.chunkserver.mark"],
      });
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect((await diskRow("s2", D2))[3]).toContain("marked for removal");
      expect(await lab.must("s2", "cat /etc/mfs/mfshdd.cfg")).toContain(`\n*${D2}\n`);
      await turn(mvol(), [SERVER("s2")], ["s2 moosefs.chunkserver.drop"]);
      expect(await diskRow("s2", D2)).toEqual([]);
      // what it had is left where it is
      expect(await lab.must("s2", `ls -A ${D2}`)).toContain(".metaid");
    });

    it("grows the file system of a server", async () => {
      const total = async () => Number((await diskRow("s1", `${ROOT}/chunks`)).at(-1));
      const before = await total();
      size = "2500MiB";
      await turn(mvol(), [`~ moosefs.disk/s1:${ROOT}`], ["s1 moosefs.disk.make"]);
      await eventually(async () => (await total()) > before + 300 * 2 ** 20, true, 100);
    });
  });

  describe("who may mount, and who does", () => {
    const template = "+ host.file/c2:/etc/systemd/system/holdfast-retry@.service";
    const MOUNT = "host.mount/c2:/mnt/mvol";

    it("adds a client that may only read", async () => {
      const sum = await writeFile(lab, "c1", `${AT}/shared`);
      const other = { host: "c2", readOnly: true };
      holdfast.write(mvol({ clients: ["c1", other] }));
      const { changes, actions } = outline(await planOf(holdfast));
      const all = ["~ host.links/c2", "~ host.packages/c2", `+ ${MOUNT}`, EXPORTS];
      expect(changes.filter((one) => one !== template)).toEqual(all.sort());
      expect(actions).toEqual(expect.arrayContaining(["c2 host.mount.mount", "m1 moosefs.exports.write"]));
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await mooseAt(lab, "c2", AT)).toBe("mfsmaster-mvol ro");
      expect(await letIn()).toEqual(["c1 / rw", "c2 / ro"]);
      expect(await sumOf(lab, "c2", `${AT}/shared`)).toBe(sum);
      expect((await lab.exec("c2", `echo x >${AT}/x`)).stderr).toContain("Read-only");
      // the master itself refuses it too
      expect(
        (
          await lab.exec(
            "c2",
            "mkdir -p /root/try; mfsmount -H mfsmaster-mvol /root/try && echo x >/root/try/x; s=$?; umount /root/try; exit $s",
          )
        ).code,
      ).not.toBe(0);
    });

    it("lets it write", async () => {
      await turn(
        mvol({ clients: ["c1", "c2"] }),
        [`~ ${MOUNT}`, EXPORTS],
        ["c2 host.mount.remount", "m1 moosefs.exports.narrow", "m1 moosefs.exports.write"],
      );
      expect(await mooseAt(lab, "c2", AT)).toBe("mfsmaster-mvol rw");
      const sum = await writeFile(lab, "c2", `${AT}/of-c2`);
      expect(await sumOf(lab, "c1", `${AT}/of-c2`)).toBe(sum);
    });

    it("gives it a folder only, which is made", async () => {
      await turn(
        mvol({ clients: ["c1", { host: "c2", folder: "/part" }] }),
        [`~ ${MOUNT}`, EXPORTS, GOAL],
        [
          "c1 moosefs.goal.folder",
          "c2 host.mount.remount",
          "m1 moosefs.exports.narrow",
          "m1 moosefs.exports.write",
        ],
        `repoint:${MOUNT}`,
      );
      expect(await mooseAt(lab, "c2", AT)).toBe("mfsmaster-mvol/part rw");
      expect(await letIn()).toEqual(["c1 / rw", "c2 /part rw"]);
      const sum = await writeFile(lab, "c2", `${AT}/inside`);
      expect(await sumOf(lab, "c1", `${AT}/part/inside`)).toBe(sum);
      expect(await mayMount("c2")).toBe(false);
    });

    it("moves it to another mountpoint, and takes it away", async () => {
      await turn(
        mvol({ clients: ["c1", { host: "c2", folder: "/part", mountpoint: "/srv/part" }] }),
        ["+ host.mount/c2:/srv/part", `- ${MOUNT}`],
        ["c2 host.mount.mount", "c2 host.mount.remove"],
      );
      expect(await mooseAt(lab, "c2", "/srv/part")).toBe("mfsmaster-mvol/part rw");
      expect(await mooseAt(lab, "c2", AT)).toBe("nothing");
      await turn(
        mvol(),
        ["- host.links/c2", "- host.mount/c2:/srv/part", EXPORTS],
        ["c2 host.links.remove", "c2 host.mount.remove", "m1 moosefs.exports.narrow"],
      );
      expect(await mooseAt(lab, "c2", "/srv/part")).toBe("nothing");
      expect(await lab.must("c2", "ls /etc/systemd/system")).not.toMatch(/srv-part/);
      expect(await letIn()).toEqual(["c1 / rw"]);
      expect(await mayMount("c2")).toBe(false);
      // what it wrote stays
      expect(await lab.must("c1", `ls ${AT}/part`)).toBe("inside\n");
    });

    it("lets others mount, and takes that back", async () => {
      await turn(mvol({ allow: ["198.18.63.0/24"] }), [EXPORTS], ["m1 moosefs.exports.write"]);
      expect(await letIn()).toEqual(["198.18.63.0-198.18.63.255 / rw", "c1 / rw"]);
      expect(await mayMount("c2")).toBe(true);
      await turn(mvol(), [EXPORTS], ["m1 moosefs.exports.narrow"]);
      expect(await mayMount("c2")).toBe(false);
    });
  });

  describe("copies", () => {
    const classOf = async () => (await lab.must("c1", `mfsgetsclass ${AT}`)).trim().replaceAll("'", "");

    it("sets another goal, and the old one", async () => {
      holdfast.write(mvol({ goal: 1 }));
      expect(outline(await planOf(holdfast)).actions).toEqual([]);
      expect(await consented()).toEqual(["reduce:pool/mvol"]);
      await inSync(holdfast, "MFS113");
      expect(await classOf()).toBe(`${AT}: 1`);
      await turn(mvol(), [GOAL], ["c1 moosefs.goal.root"]);
      expect(await classOf()).toBe(`${AT}: 2`);
    });

    it("makes a class, changes it, and goes back to copies anywhere", async () => {
      const asks = async () =>
        (await rowsOf("-SSC", "storage classes:"))
          .find(([, name]) => name === "safe")?.[17]
          ?.replace(/[ [\]]/g, "");
      const safe = (keep: string) => mvol({ classes: { safe: { keep } }, goal: "safe" });
      await turn(safe("2*"), [GOAL], ["c1 moosefs.goal.class", "c1 moosefs.goal.root"]);
      expect(await classOf()).toBe(`${AT}: safe`);
      expect(await asks()).toBe("*,*");
      const labelled = { host: "s1", labels: ["A"] };
      holdfast.write(
        mvol({ classes: { safe: { keep: "A,*" } }, goal: "safe", chunkservers: [labelled, S2] }),
      );
      const { changes } = outline(await planOf(holdfast));
      expect(changes).toEqual([CFG("s1", "mfschunkserver"), SERVER("s1"), GOAL].sort());
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(["A,*", "*,A"]).toContain(await asks());
      await turn(
        mvol(),
        [CFG("s1", "mfschunkserver"), SERVER("s1"), GOAL],
        ["c1 moosefs.goal.root", "s1 host.file.write", "s1 moosefs.chunkserver.reload"],
      );
      expect(await classOf()).toBe(`${AT}: 2`);
    });
  });

  describe("other servers", () => {
    it("moves the web pages to another port", async () => {
      const path = "~ host.file/m2:/etc/systemd/system/moosefs-cgiserv.service.d/holdfast.conf";
      await turn(mvol({ gui: { host: "m2", port: 9500 } }), [path], ["m2 host.file.write"]);
      const ports = () => lab.must("m2", "ss -Hltn | awk '{print $4}' | grep -e :9425 -e :9500");
      expect(await ports()).toBe(`${lab.host("m2").address}:9500\n`);
      await turn(mvol(), [path], ["m2 host.file.write"]);
      expect(await ports()).toBe(`${lab.host("m2").address}:9425\n`);
    });

    it("stops the web pages when nobody declares them any more", async () => {
      await turn(
        mvol({ gui: undefined }),
        ["- moosefs.gui/m2", "~ host.links/m2"],
        ["m2 host.links.narrow", "m2 moosefs.gui.remove"],
      );
      expect(await isOn("m2", "cgiserv")).toBe("disabled inactive");
      expect(await lab.must("m2", "ls /etc/systemd/system")).not.toContain("cgiserv");
      holdfast.write(mvol());
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await isOn("m2", "cgiserv")).toBe("enabled active");
    });

    it("adds a metalogger, and takes it away with its files kept", async () => {
      const loggers = async () =>
        (await rowsOf("-SMB", "metadata backup loggers:"))
          .map(([ip]) => lab.hosts.find(({ address }) => address === ip)?.name)
          .sort();
      holdfast.write(mvol({ metaloggers: ["m2", "c2"] }));
      expect(outline(await planOf(holdfast)).actions).toEqual(
        expect.arrayContaining(["c2 host.packages.install", "c2 moosefs.metalogger.start"]),
      );
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await loggers()).toEqual(["c2", "m2"]);
      await turn(
        mvol(),
        ["- host.links/c2", "- moosefs.metalogger/c2"],
        ["c2 host.links.remove", "c2 moosefs.metalogger.stop"],
      );
      await eventually(loggers, ["m2"], 30);
      expect(await isOn("c2", "metalogger")).toBe("disabled inactive");
      expect(await lab.must("c2", "ls /var/lib/mfs")).toContain("changelog_ml");
    });
  });

  describe("what somebody changed by hand", () => {
    it("in who may mount: said and undone, whether the master knows it yet or not", async () => {
      const add = `echo '198.18.63.0/24 / rw,alldirs,maproot=0:0' >>/etc/mfs/mfsexports.cfg`;
      await lab.must("m1", add);
      await mend([EXPORTS], ["m1 moosefs.exports.write"]);
      await lab.must("m1", `${add}; systemctl reload moosefs-master; sleep 1`);
      expect(await mayMount("c2")).toBe(true);
      await mend([EXPORTS], ["m1 moosefs.exports.narrow", "m1 moosefs.exports.write"]);
      expect(await mayMount("c2")).toBe(false);
      // a client's line gone: its mount stands, and is let in again
      await lab.must(
        "m1",
        "sed -i '/^198/d' /etc/mfs/mfsexports.cfg; echo '127.0.0.1 / ro' >>/etc/mfs/mfsexports.cfg; systemctl reload moosefs-master; sleep 1",
      );
      await mend([EXPORTS], ["m1 moosefs.exports.narrow", "m1 moosefs.exports.write"]);
      expect(await letIn()).toEqual(["c1 / rw"]);
      const sum = await writeFile(lab, "c1", `${AT}/again`);
      expect(await sumOf(lab, "c1", `${AT}/again`)).toBe(sum);
    });

    it("in the list of disks: a mark, a limit, a line that is gone", async () => {
      const cfg = "/etc/mfs/mfshdd.cfg";
      const list = () => lab.must("s2", `cat ${cfg}`);
      const before = await list();
      const tell = "systemctl reload moosefs-chunkserver; sleep 2";
      await lab.must("s2", `sed -i 's|^${D1}|*${D1}|' ${cfg}; ${tell}`);
      expect((await diskRow("s2", D1))[3]).toContain("marked for removal");
      await mend([SERVER("s2")], ["s2 moosefs.chunkserver.write"]);
      expect((await diskRow("s2", D1))[3]).toBe("ok");
      await lab.must("s2", `sed -i 's|^${D1}.*|${D1} 2GiB|' ${cfg}; ${tell}`);
      await mend([SERVER("s2")], ["s2 moosefs.chunkserver.write"]);
      await lab.must("s2", `sed -i '/^.data/d' ${cfg}; ${tell}`);
      await mend([SERVER("s2")], ["s2 moosefs.chunkserver.write"]);
      expect(await list()).toBe(before);
      // marked without a word to the daemon, and unmarked in the file only
      await lab.must("s2", `sed -i 's|^${D1}|*${D1}|' ${cfg}; ${tell}; sed -i 's|^[*]||' ${cfg}`);
      await mend([SERVER("s2")], ["s2 moosefs.chunkserver.reload"]);
      expect((await diskRow("s2", D1))[3]).toBe("ok");
    });

    it("in the settings of the daemons and in the names of the hosts", async () => {
      await lab.must("m1", "echo 'BACK_LOGS = 10' >>/etc/mfs/mfsmaster.cfg");
      await lab.must("c1", "sed -i '/mfsmaster-mvol/d' /etc/hosts");
      await lab.must(
        "s1",
        "sed -i '/mfsmaster-mvol/d' /etc/hosts; sed -i 's/^LABELS.*/LABELS = Z/' /etc/mfs/mfschunkserver.cfg; systemctl reload moosefs-chunkserver; sleep 2",
      );
      expect((await serverRow("s1"))[3]).toBe("Z");
      await mend(
        [
          CFG("m1", "mfsmaster"),
          CFG("s1", "mfschunkserver"),
          SERVER("s1"),
          "~ host.links/c1",
          "~ host.links/s1",
        ],
        [
          "c1 host.links.write",
          "m1 host.file.write",
          "s1 host.file.write",
          "s1 host.links.write",
          "s1 moosefs.chunkserver.reload",
        ],
      );
      expect((await serverRow("s1"))[3]).toBe("-");
      expect(await lab.must("s1", "getent ahostsv4 mfsmaster-mvol | head -n 1")).toContain(
        lab.host("m1").address,
      );
    });

    it("in the units: stopped and disabled ones are started again", async () => {
      await lab.must("s1", "systemctl stop moosefs-chunkserver");
      await lab.must("s2", "systemctl disable moosefs-chunkserver");
      await lab.must("m2", "systemctl disable --now moosefs-metalogger moosefs-cgiserv");
      await lab.must("m1", "systemctl disable moosefs-master");
      const { changes } = outline(await planOf(holdfast));
      expect(changes).toEqual(expect.arrayContaining([SERVER("s1"), SERVER("s2"), "~ moosefs.master/mvol"]));
      expect(changes.join()).toMatch(/[~+] moosefs.metalogger\/m2/);
      expect(changes.join()).toMatch(/[~+] host.unit\/m2:moosefs-cgiserv.service/);
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      for (const [host, unit] of [
        ["s1", "chunkserver"],
        ["s2", "chunkserver"],
        ["m2", "metalogger"],
        ["m2", "cgiserv"],
        ["m1", "master"],
      ])
        expect(`${unit} ${await isOn(host ?? "", unit ?? "")}`).toBe(`${unit} enabled active`);
      expect(await serversOf(lab, "m1")).toEqual(["s1", "s2"]);
    });

    it("a master that was stopped in order is started with what it had", async () => {
      const sum = await sumOf(lab, "c1", `${AT}/again`);
      await lab.must("m1", "systemctl stop moosefs-master");
      const { changes, actions } = outline(await planOf(holdfast));
      expect(changes).toContain("~ moosefs.master/mvol");
      expect(actions).toContain("m1 moosefs.master.start");
      // its metalogger comes back by itself within seconds, which the last look of that run may not see yet
      expect([0, 10]).toContain((await holdfast.run(["apply", "--yes"])).code);
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      await eventually(() => sumOf(lab, "c1", `${AT}/again`), sum, 60);
    });

    it("at a client: its mount undone, its unit gone, the goal changed", async () => {
      await lab.must("c1", `mfssetsclass 3 ${AT}`);
      const { findings } = await planOf(holdfast);
      expect(findings.map(({ code }) => code)).toContain("MFS281");
      expect(await consented()).toEqual(["reduce:pool/mvol"]);
      await inSync(holdfast);
      await lab.must("c1", `umount ${AT}`);
      await mend(["~ host.mount/c1:/mnt/mvol"], ["c1 host.mount.mount"]);
      await lab.must("c1", `umount ${AT}; rm /etc/systemd/system/mnt-mvol.mount; systemctl daemon-reload`);
      const { changes } = outline(await planOf(holdfast));
      expect(changes.join()).toMatch(/[~+] host.mount\/c1:\/mnt\/mvol/);
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await mooseAt(lab, "c1", AT)).toBe("mfsmaster-mvol rw");
    });

    it("but leaves what bears another fleet's mark", async () => {
      const cfg = "/etc/mfs/mfschunkserver.cfg";
      await lab.must("s1", `cp -p ${cfg} /root/cfg; sed -i '1s/fleet=studio/fleet=other/' ${cfg}`);
      const before = await lab.must("s1", `cat ${cfg}`);
      expect((await refused(`host.file/s1:${cfg}`)).join()).toMatch(/other/);
      expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
      expect(await lab.must("s1", `cat ${cfg}`)).toBe(before);
      await lab.must("s1", `cp -p /root/cfg ${cfg}`);
      await inSync(holdfast);
    });
  });

  describe("a MooseFS that was made by hand", () => {
    const byhand = (change: object = {}) => ({
      type: "moosefs",
      master: "h1",
      chunkservers: ["h2", "h3"].map((host) => ({ host, disks: [{ path: D1 }] })),
      clients: ["c2"],
      ...change,
    });
    /** Those that say something else than the file would have them say. */
    const files = async () =>
      (
        await Promise.all(
          ["h1", "h2", "h3"].map((host) =>
            lab.must(host, "cd /etc/mfs; sha256sum $(ls -d mfsmaster.cfg mfschunkserver.cfg 2>/dev/null)"),
          ),
        )
      ).join("");
    let sum = "";

    beforeAll(async () => {
      const [h1, c2] = [lab.host("h1").address, lab.host("c2").address];
      const install = (host: string, ...names: readonly string[]) =>
        lab.must(
          host,
          `export DEBIAN_FRONTEND=noninteractive; apt-get -qq update >/dev/null 2>&1; apt-get -qq install -y ${names.join(" ")} >/dev/null 2>&1`,
        );
      await Promise.all([
        install("h1", "moosefs-master", "moosefs-cli"),
        install("c2", "moosefs-client"),
        ...["h2", "h3"].map((host) => install(host, "moosefs-chunkserver")),
      ]);
      await lab.must(
        "h1",
        `mkdir -p /etc/mfs; echo 'BACK_LOGS = 30' >/etc/mfs/mfsmaster.cfg; echo '${c2} / rw,alldirs,admin,maproot=0:0' >/etc/mfs/mfsexports.cfg
        install -o mfs -g mfs -m 640 /var/lib/mfs/metadata.mfs.empty /var/lib/mfs/metadata.mfs; systemctl enable --now moosefs-master 2>&1; sleep 1`,
      );
      for (const host of ["h2", "h3"])
        await lab.must(
          host,
          `mkdir -p /etc/mfs; install -d -o mfs -g mfs ${D1}; echo 'MASTER_HOST = ${h1}' >/etc/mfs/mfschunkserver.cfg; echo ${D1} >/etc/mfs/mfshdd.cfg
          systemctl enable --now moosefs-chunkserver 2>&1`,
        );
      await eventually(() => serversOf(lab, "h1"), ["h2", "h3"], 60);
      sum = (
        await lab.must(
          "c2",
          `mkdir -p /root/h; mfsmount -H ${h1} /root/h >/dev/null && dd if=/dev/urandom of=/root/h/theirs bs=64k count=4 status=none && sync && sha256sum </root/h/theirs && umount /root/h`,
        )
      ).slice(0, 64);
    });

    it("is left alone as long as the file does not say to take it over", async () => {
      const before = await files();
      const pids = [await pidOf("h1", "master"), await pidOf("h2", "chunkserver")];
      holdfast.write(mvol({}, { byhand: byhand() }));
      const said = (
        await refused(
          "moosefs.master/byhand",
          "moosefs.chunkserver/h2",
          "host.file/h2:/etc/mfs/mfschunkserver.cfg",
        )
      ).join("\n");
      expect(said).toMatch(/mfschunkserver.cfg on h2 exists and is not holdfast's/);
      expect((await holdfast.run(["apply", "--yes"])).code).toBe(5);
      expect(await files()).toBe(before);
      expect([await pidOf("h1", "master"), await pidOf("h2", "chunkserver")]).toEqual(pids);
    });

    it("is taken over when it does, with every file in it", async () => {
      const ids = () => lab.must("h2", `od -An -tx1 ${D1}/.metaid`);
      const [id, pid] = [await ids(), await pidOf("h1", "master")];
      holdfast.write(mvol({}, { byhand: byhand({ adopt: true }) }));
      expect(await refused()).toEqual([]);
      await holdfast.must(["apply", "--yes"]);
      await inSync(holdfast);
      expect(await mooseAt(lab, "c2", "/mnt/byhand")).toBe("mfsmaster-byhand rw");
      expect(await sumOf(lab, "c2", "/mnt/byhand/theirs")).toBe(sum);
      expect(await ids()).toBe(id);
      expect(await pidOf("h1", "master")).toBe(pid);
      expect(await serversOf(lab, "h1")).toEqual(["h2", "h3"]);
      // ours from now on, whatever the file says about it
      holdfast.write(mvol({}, { byhand: byhand() }));
      await inSync(holdfast);
    });
  });

  describe("to its end", () => {
    const chunks = async () => Number(await lab.must("s1", `find ${ROOT} -name 'chunk_*.mfs' | wc -l`));
    const metadata = () => lab.must("m1", "ls /var/lib/mfs");
    const running = async () =>
      Object.fromEntries(
        await Promise.all(
          [
            ["m1", "master"],
            ["m2", "metalogger"],
            ["s1", "chunkserver"],
            ["s2", "chunkserver"],
          ].map(async ([host, unit]) => [`${host} ${unit}`, await isOn(host ?? "", unit ?? "")]),
        ),
      );
    const ALL = (state: string) => ({
      "m1 master": state,
      "m2 metalogger": state,
      "s1 chunkserver": state,
      "s2 chunkserver": state,
    });

    it("is stopped with consent, and started again with every file", async () => {
      const sum = await writeFile(lab, "c1", `${AT}/kept`);
      expect(await chunks()).toBeGreaterThan(0);
      holdfast.write(mvol({ state: "stopped" }));
      expect(await consented()).toEqual(["stop:pool/mvol"]);
      await nothingToDo();
      expect(await running()).toEqual(ALL("disabled inactive"));
      expect(await mooseAt(lab, "c1", AT)).toBe("nothing");
      holdfast.write(mvol());
      await holdfast.must(["apply", "--yes"]);
      await nothingToDo();
      expect(await running()).toEqual(ALL("enabled active"));
      expect(await sumOf(lab, "c1", `${AT}/kept`)).toBe(sum);
    });

    it("taken out of the file, goes on by itself with everything in it", async () => {
      holdfast.write({ pools: {} });
      const args = agreeing(await planOf(holdfast));
      // that something may not be taken away is said again with every run
      expect([0, 10]).toContain((await holdfast.run(["apply", "--yes", ...args])).code);
      const { orphans, actions } = await planOf(holdfast);
      expect(actions).toEqual([]);
      expect(orphans).toEqual(
        expect.arrayContaining([
          "moosefs.master/mvol",
          "moosefs.chunkserver/s1",
          "moosefs.chunkserver/s2",
          `moosefs.disk/s1:${ROOT}`,
        ]),
      );
      expect(await running()).toEqual(ALL("enabled active"));
      expect(await serversOf(lab, "m1")).toEqual(["s1", "s2"]);
      expect(await lab.must("s1", "getent ahostsv4 mfsmaster-mvol | head -n 1")).toContain(
        lab.host("m1").address,
      );
      expect(await mooseAt(lab, "c1", AT)).toBe("nothing");
      // named again, it is as it was
      holdfast.write(mvol());
      await holdfast.must(["apply", "--yes"]);
      await nothingToDo();
      expect(await lab.must("c1", `ls ${AT}`)).toContain("kept");
    });

    it("absent, is stopped with consent and keeps its data, and is erased with further consents only", async () => {
      const before = await chunks();
      holdfast.write(mvol({ state: "absent" }));
      expect((await holdfast.run(["apply", "--yes"])).code).not.toBe(0);
      expect(await running()).toEqual(ALL("enabled active"));
      expect(await consented()).toEqual(["destroy:pool/mvol"]);
      expect(await running()).toEqual(ALL("disabled inactive"));
      expect(await chunks()).toBe(before);
      expect(await metadata()).toContain("metadata.mfs");
      holdfast.write({ pools: {} });
      const plan = await planOf(holdfast);
      expect(plan.orphans).toEqual(
        expect.arrayContaining(["moosefs.master/mvol", `moosefs.disk/s1:${ROOT}`]),
      );
      await holdfast.must(["apply", "--yes"]);
      expect(await chunks()).toBe(before);
      const said = await holdfast.must(["plan"]);
      const tokens = [...said.matchAll(/erase:\S+@[0-9a-f]+/g)].map(([token]) => token);
      expect(tokens.map((token) => token.replace(/@.*/, "")).sort()).toEqual([
        `erase:moosefs.disk/s1:${ROOT}`,
        "erase:moosefs.master/mvol",
      ]);
      await holdfast.must(["apply", "--yes", ...tokens.flatMap((token) => ["--consent", token])]);
      expect(await layersAt(lab, "s1", ROOT)).toEqual([]);
      expect((await lab.exec("s1", "ls -A /srv/chunks/.images")).stdout).toBe("");
      expect(await metadata()).not.toMatch(/^metadata|changelog/m);
      // given disks are nobody's to erase
      expect(await lab.must("s2", `ls -A ${D1}`)).toContain(".metaid");
    });
  });
});
