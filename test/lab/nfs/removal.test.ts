import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor, type Sections } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { difference, type Picture, pictureOf } from "../picture.ts";
import { say } from "../program.ts";
import { eventually, inSync, journals, outline, planOf, sumOf, writeFile } from "../witness.ts";

const LINKS = [["s1", "c1", "c2"]];
const WEB = { host: "s1", path: "/srv/web", mountpoint: "/mnt/web", clients: ["c1", "c2"] };
const FILE: Sections = { links: LINKS, shares: { web: WEB } };
const UNIT = "/etc/systemd/system/mnt-theirs.mount";

describe.skipIf(!(await labGate()))("what is removed, refused and out of reach, on real hosts", () => {
  let lab: Lab;
  let holdfast: Holdfast;
  let base: Picture;
  let sum: string;
  beforeAll(async () => {
    lab = await openLab({ name: "removal", subnet: 34, hosts: { s1: "vm", c1: "vm", c2: "vm" } });
    holdfast = holdfastFor(lab);
    holdfast.write(FILE);
    await holdfast.must(["apply", "--yes"]);
    await lab.must("s1", "chmod 777 /srv/web");
    sum = await writeFile(lab, "c1", "/mnt/web/data");
    base = await pictureOf(lab);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    // one failure is enough: what it left is taken away, and the next scenario starts from the base
    await Promise.all(lab.hosts.map(({ name }) => lab.isRunning(name) || lab.start(name)));
    await lab.must("s1", ": >/etc/exports; exportfs -ra");
    await lab.must(
      "c1",
      `systemctl disable --now mnt-theirs.mount; rm -rf ${UNIT} /mnt/full/file; systemctl daemon-reload`,
    );
    holdfast.write(FILE);
    await holdfast.run(["apply", "--yes"]);
  });
  afterAll(() => lab?.close());
  const changed = async () => difference(base, await pictureOf(lab));

  /** Back to the base file, and to the hosts as they were with it. */
  async function restore(): Promise<void> {
    holdfast.write(FILE);
    await holdfast.must(["apply", "--yes"]);
    await eventually(changed, {}, 20);
    await inSync(holdfast);
    expect(await sumOf(lab, "c2", "/mnt/web/data")).toBe(sum);
  }

  /** A process that stands in a directory until the returned function ends it. */
  async function occupy(host: string, folder: string) {
    const start = `cd ${folder} && { setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo $!; }`;
    const pid = (await lab.must(host, start)).trim();
    return { pid, leave: () => lab.must(host, `kill ${pid}; sleep 0.5`) };
  }

  it("names who keeps a mount busy, does nothing by halves, and goes on when they left", async () => {
    const { pid, leave } = await occupy("c2", "/mnt/web");
    holdfast.write({ links: LINKS, shares: { web: { ...WEB, clients: ["c1"] } } });
    const { code, stdout } = await holdfast.run(["apply", "--yes"]);
    expect(code).toBe(8);
    expect(stdout).toContain(`pid ${pid} (sleep)`);
    expect(await changed()).toEqual({}); // still mounted, its unit enabled, exported to it
    expect(await sumOf(lab, "c2", "/mnt/web/data")).toBe(sum);
    await leave();
    await holdfast.must(["apply", "--yes"]);
    await inSync(holdfast);
    expect(await changed()).toEqual({
      "s1 exports /srv/web to c2": "gone",
      "c2 mounts /mnt/web": "gone",
      "c2 unit mnt-web.mount": "gone",
    });
    await restore();
  });

  it("does not remount under somebody either", async () => {
    const { pid, leave } = await occupy("c1", "/mnt/web");
    const clients = [{ host: "c1", version: "3" }, "c2"];
    holdfast.write({ links: LINKS, shares: { web: { ...WEB, clients } } });
    const { code, stdout } = await holdfast.run(["apply", "--yes"]);
    expect(code).toBe(8);
    expect(stdout).toContain(`pid ${pid} (sleep)`);
    expect(await changed()).toEqual({});
    expect(await lab.must("c1", "cat /etc/systemd/system/mnt-web.mount")).toContain("vers=4.2");
    await leave();
    await holdfast.must(["apply", "--yes"]);
    expect(await changed()).toEqual({ "c1 mounts /mnt/web": expect.stringContaining("vers=3") });
    await restore();
  });

  it("removes a whole share only with the consent it prints, and leaves the data", async () => {
    holdfast.write({ links: LINKS });
    const before = await journals(lab);
    const refused = await holdfast.run(["apply", "--yes"]);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toContain("removes 3 of the 6 things that are ours (50 %)");
    const token = /--consent (remove:fleet\/studio@[0-9a-f]{8})/.exec(refused.stdout)?.[1] ?? "";
    const wrong = await holdfast.run(["apply", "--yes", "--consent", "remove:fleet/studio@00000000"]);
    expect(wrong.code).toBe(5);
    expect(await changed()).toEqual({});
    expect(await journals(lab)).toEqual(before);
    const { actions } = await planOf(holdfast, ["--consent", token]);
    expect(actions.map(({ type }) => type)).toEqual([
      "host.mount.remove",
      "host.mount.remove",
      "nfs.export.remove",
    ]);
    await holdfast.must(["apply", "--yes", "--consent", token]);
    await inSync(holdfast);
    expect(await changed()).toEqual({
      ...Object.fromEntries(["c1", "c2"].map((name) => [`s1 exports /srv/web to ${name}`, "gone"])),
      ...Object.fromEntries(["c1", "c2"].map((name) => [`${name} mounts /mnt/web`, "gone"])),
      ...Object.fromEntries(["c1", "c2"].map((name) => [`${name} unit mnt-web.mount`, "gone"])),
      "s1 has /etc/exports.d/holdfast-web.exports": "gone",
    });
    expect(await sumOf(lab, "s1", "/srv/web/data")).toBe(sum);
    await restore();
  });

  it("leaves what others exported and mounted as it is", async () => {
    const { address } = lab.host("s1");
    const hand = `${lab.host("c2").address}:/srv/hand`;
    await lab.must(
      "s1",
      `mkdir -p /srv/theirs /srv/hand && echo '/srv/theirs *(ro,no_subtree_check)' >/etc/exports && exportfs -ra
       exportfs -o rw,no_subtree_check ${hand}`,
    );
    const unit = `[Mount]\nWhat=${address}:/srv/theirs\nWhere=/mnt/theirs\nType=nfs\n[Install]\nWantedBy=remote-fs.target\n`;
    await lab.must("c1", `cat >${UNIT} && systemctl enable --now mnt-theirs.mount`, { stdin: unit });
    const theirs = {
      "c1 mounts /mnt/theirs": expect.stringContaining("s1:/srv/theirs"),
      "c1 unit mnt-theirs.mount": "enabled",
      "s1 exports /srv/hand to c2": expect.stringContaining("rw"),
      "s1 exports /srv/theirs to *": expect.stringContaining("ro"),
    };
    expect(await changed()).toEqual(theirs);
    await inSync(holdfast);
    holdfast.write({ links: LINKS, shares: { web: { ...WEB, clients: ["c1"] } } });
    await holdfast.must(["apply", "--yes"]);
    holdfast.write(FILE);
    await holdfast.must(["apply", "--yes"]);
    expect(await changed()).toEqual(theirs);
    expect(await lab.must("c1", `cat ${UNIT}`)).toBe(unit);
    expect(await lab.must("s1", "cat /etc/exports")).toBe("/srv/theirs *(ro,no_subtree_check)\n");
    await lab.must("c1", `systemctl disable --now mnt-theirs.mount; rm ${UNIT}; systemctl daemon-reload`);
    await lab.must("s1", `: >/etc/exports; exportfs -u ${hand}; exportfs -ra`);
    await restore();
  });

  const refuses = async (shares: object, finding: string) => {
    holdfast.write({ links: LINKS, shares: { web: WEB, ...shares } });
    const { code, stdout } = await holdfast.run(["apply", "--yes"]);
    expect(stdout).toContain(finding);
    expect(code).toBe(5);
    return planOf(holdfast);
  };

  it("covers no mount point that holds files", async () => {
    await lab.must("c1", "mkdir -p /mnt/full && echo precious >/mnt/full/file");
    const full = { host: "s1", path: "/srv/full", mountpoint: "/mnt/full", clients: ["c1"] };
    const { changes, blocked } = await refuses({ full }, "HST141");
    expect(outline({ changes, blocked, actions: [] } as never).changes).toEqual([
      "! host.mount/c1:/mnt/full",
    ]);
    expect(await lab.must("c1", "cat /mnt/full/file; findmnt /mnt/full || echo none")).toBe(
      "precious\nnone\n",
    );
    await lab.must("c1", "rm -r /mnt/full");
    await holdfast.must(["apply", "--yes"]);
    expect(await pictureOf(lab)).toMatchObject({ "c1 mounts /mnt/full": expect.stringContaining("s1:") });
    await restore();
  });

  it("refuses a path that somebody else exports to the same client otherwise", async () => {
    const line = `/srv/both ${lab.host("c1").address}(ro,no_subtree_check)`;
    await lab.must("s1", `mkdir -p /srv/both && echo '${line}' >/etc/exports && exportfs -ra`);
    const both = { host: "s1", path: "/srv/both", mountpoint: "/mnt/both", clients: ["c1"] };
    await refuses({ both }, "NFS210");
    expect(await changed()).toEqual({ "s1 exports /srv/both to c1": expect.stringContaining("ro") });
    expect(await lab.must("s1", "cat /etc/exports")).toBe(`${line}\n`);
    await lab.must("s1", ": >/etc/exports; exportfs -ra");
    await restore();
  });

  it("is not held up by a dead server, and touches nothing that depends on it", async () => {
    await lab.must("s1", "sync"); // what came before shall not come back with it
    lab.powerOff("s1");
    await lab.must("c2", "systemctl disable mnt-web.mount");
    const before = await journals({ ...lab, hosts: lab.hosts.filter(({ name }) => name !== "s1") });
    const from = Date.now();
    const { code, stdout } = await holdfast.run(["plan"]);
    const took = (Date.now() - from) / 1000;
    say(`plan with a dead server and two hanging mounts took ${took} s`);
    expect(took).toBeLessThan(25);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^! host s1 cannot be used: /m);
    expect(stdout).toContain("Unknown: not planned");
    const plan = await planOf(holdfast);
    expect(plan.actions.filter(({ host }) => host === "s1")).toEqual([]);
    expect(plan.unknown.map(({ address }) => address)).toContain("nfs.export/s1:web");
    const status = await holdfast.run(["status"]);
    expect(status.code).toBe(4);
    for (const name of ["c1", "c2"])
      expect(status.stdout).toMatch(new RegExp(`${name} has it mounted, but it does not answer`));
    expect(await journals({ ...lab, hosts: lab.hosts.filter(({ name }) => name !== "s1") })).toEqual(before);
    await lab.start("s1");
    await eventually(() => sumOf(lab, "c1", "/mnt/web/data"), sum, 120);
    await restore();
  });
});
