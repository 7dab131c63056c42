import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { say } from "../program.ts";
import { checkTraffic, forgiveOutage, startTraffic, stopTraffic } from "../traffic.ts";
import { eventually, journals, planOf } from "../witness.ts";
import { copiesOf, mooseAt, SOUND, serversOf, troubleOf } from "./support.ts";

const AT = "/mnt/mvol";

interface Shape {
  readonly master?: string;
  readonly chunkservers: readonly unknown[];
  readonly metaloggers?: readonly string[];
  readonly goal?: number;
  readonly clients?: readonly string[];
  readonly state?: string;
}

const mvol = (shape: Shape) => ({
  type: "moosefs",
  master: "m1",
  metaloggers: ["m2"],
  folder: "/srv/chunks",
  size: "2GiB",
  clients: ["c1"],
  // a loop over all chunks takes at least five minutes otherwise, and a drain is over after two of them
  options: { CHUNKS_LOOP_MIN_TIME: "60", REPLICATIONS_DELAY_INIT: "10" },
  ...shape,
});

describe.skipIf(!(await labGate()))("the life of a MooseFS pool, with clients at work throughout", () => {
  let lab: Lab;
  let holdfast: Holdfast;

  beforeAll(async () => {
    const names = ["m1", "m2", "s1", "s2", "s3", "c1", "c2"];
    const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "molf", subnet: 93, hosts, packages: ["moosefs"] });
    holdfast = holdfastFor(lab);
  });
  afterAll(() => lab?.close());

  const consentsOf = async () => {
    const plan = await planOf(holdfast);
    return [...new Set(plan.blocked.flatMap(({ consent }) => consent ?? []))];
  };

  /** One edit of the file and one apply, with every consent its plan asks for; then a second apply changes nothing. */
  async function become(pool: object): Promise<readonly string[]> {
    holdfast.write({ pools: { mvol: pool } });
    const consents = await consentsOf();
    const args = consents.flatMap((token) => ["--consent", token]);
    await holdfast.must(["apply", "--yes", ...args]);
    await quiet(args);
    return consents.map((token) => token.replace(/@.*/, ""));
  }

  async function quiet(args: readonly string[] = []): Promise<void> {
    const before = await journals(lab);
    await holdfast.must(["apply", "--yes", ...args]);
    expect(await journals(lab)).toEqual(before);
  }

  const sound = (master = "m1") => eventually(() => troubleOf(lab, master), SOUND, 180);

  it("starts with two chunkservers", async () => {
    expect(await become(mvol({ chunkservers: ["s1", "s2"] }))).toEqual([]);
    expect(await serversOf(lab, "m1")).toEqual(["s1", "s2"]);
    await startTraffic(lab, ["c1"], AT);
  });

  it("gets a third", async () => {
    expect(await become(mvol({ chunkservers: ["s1", "s2", "s3"] }))).toEqual([]);
    expect(await serversOf(lab, "m1")).toEqual(["s1", "s2", "s3"]);
    await checkTraffic(lab, ["c1"], AT);
  });

  it("has the first one drained to its end, over as many runs as it takes", {
    timeout: 900_000,
  }, async () => {
    await lab.must("c1", `dd if=/dev/urandom of=${AT}/large bs=1M count=200 conv=fsync status=none`);
    const sum = (await lab.must("c1", `sha256sum <${AT}/large`)).slice(0, 64);
    holdfast.write({ pools: { mvol: mvol({ chunkservers: ["s2", "s3"] }) } });
    const first = await holdfast.run(["apply", "--yes", "--wait", "1"]);
    expect({ code: first.code, said: first.stdout + first.stderr }).toMatchObject({ code: 9 });
    // it is still there, and still read from
    expect(await serversOf(lab, "m1")).toEqual(["s1", "s2", "s3"]);
    expect(await holdfast.must(["status"])).toMatch(/s1: \d+ of \d+ chunks still to copy/);
    await checkTraffic(lab, ["c1"], AT);
    const begun = Date.now();
    await holdfast.must(["apply", "--yes", "--wait", "600"]);
    say(`drained in ${Math.round((Date.now() - begun) / 1000)} s`);
    expect(await serversOf(lab, "m1")).toEqual(["s2", "s3"]);
    expect(await lab.must("m1", "mfscli -n -p -s '|' -H 127.0.0.1 -SCS")).not.toContain(
      lab.host("s1").address,
    );
    expect((await lab.exec("s1", "systemctl is-active moosefs-chunkserver")).stdout).toBe("inactive\n");
    await sound();
    for (const copies of await copiesOf(lab, "c1", `${AT}/large`)) expect(copies).toEqual(["s2", "s3"]);
    expect((await lab.must("c1", `sha256sum <${AT}/large`)).slice(0, 64)).toBe(sum);
    // what it held is still on its disk
    expect(Number(await lab.must("s1", "find /srv/chunks -name 'chunk_*.mfs' | wc -l"))).toBeGreaterThan(3);
    await checkTraffic(lab, ["c1"], AT);
    await quiet();
  });

  it("has it added again", async () => {
    expect(await become(mvol({ chunkservers: ["s1", "s2", "s3"] }))).toEqual([]);
    expect(await serversOf(lab, "m1")).toEqual(["s1", "s2", "s3"]);
    await checkTraffic(lab, ["c1"], AT);
  });

  it("keeps three copies when asked to, and two again", async () => {
    expect(await become(mvol({ chunkservers: ["s1", "s2", "s3"], goal: 3 }))).toEqual([]);
    const copies = async () => (await copiesOf(lab, "c1", `${AT}/large`)).map((each) => each.length);
    await eventually(copies, [3, 3, 3, 3], 180);
    await sound();
    expect(await become(mvol({ chunkservers: ["s1", "s2", "s3"], goal: 2 }))).toEqual(["reduce:pool/mvol"]);
    await checkTraffic(lab, ["c1"], AT);
  });

  it("gets a client, and loses it", async () => {
    const chunkservers = ["s1", "s2", "s3"];
    await become(mvol({ chunkservers, clients: ["c1", "c2"] }));
    expect(await mooseAt(lab, "c2", AT)).toBe("mfsmaster-mvol rw");
    expect((await lab.must("c2", `sha256sum <${AT}/large`)).slice(0, 64)).toBe(
      (await lab.must("c1", `sha256sum <${AT}/large`)).slice(0, 64),
    );
    await become(mvol({ chunkservers }));
    expect(await mooseAt(lab, "c2", AT)).toBe("nothing");
    const refused = await lab.exec("c2", `mkdir -p /root/x && mfsmount -H ${lab.host("m1").address} /root/x`);
    expect(refused.code).not.toBe(0);
    await checkTraffic(lab, ["c1"], AT);
  });

  it("has its metalogger take over after the master's host is destroyed", { timeout: 900_000 }, async () => {
    const before = (await lab.must("c1", `ls ${AT} | wc -l`)).trim();
    lab.powerOff("m1");
    const moved = mvol({ chunkservers: ["s1", "s2", "s3"], master: "m2", metaloggers: ["s1"] });
    holdfast.write({ pools: { mvol: moved } });
    const consents = await consentsOf();
    expect(consents.map((token) => token.replace(/@.*/, ""))).toEqual(["takeover:pool/mvol"]);
    const args = consents.flatMap((token) => ["--consent", token]);
    // the destroyed host is still in the file, and not reachable
    const { code, stdout, stderr } = await holdfast.run(["apply", "--yes", ...args]);
    expect([0, 4, 8], stdout + stderr).toContain(code);
    await eventually(() => serversOf(lab, "m2"), ["s1", "s2", "s3"], 120);
    // for as long as there was no master, mfsmount tried again and again, and in the end said so
    await lab.must(
      "c1",
      "n=$(wc -l </root/written); for i in $(seq 240); do [ $(wc -l </root/written) -le $n ] || exit 0; sleep 0.5; done; exit 1",
      { timeoutMs: 150_000 },
    );
    await forgiveOutage(lab, "c1");
    await checkTraffic(lab, ["c1"], AT);
    expect(Number((await lab.must("c1", `ls ${AT} | wc -l`)).trim())).toBeGreaterThanOrEqual(Number(before));
    await sound("m2");
    // the old master comes back, and is not let be one
    await lab.start("m1");
    await holdfast.must(["apply", "--yes", ...args]);
    expect((await lab.exec("m1", "systemctl is-active moosefs-master")).stdout).not.toBe("active\n");
    expect((await lab.exec("m1", "systemctl is-enabled moosefs-master")).stdout).not.toBe("enabled\n");
    await checkTraffic(lab, ["c1"], AT);
    await quiet();
  });

  it("has lost nothing", async () => {
    const written = await stopTraffic(lab, ["c1"], AT);
    expect(written.length).toBeGreaterThan(100);
  });

  it("ends: unmounted, stopped, and every chunk still on its disk", async () => {
    // copies beyond the goal may still go, and missing ones come: what may not change is which chunks there are
    const chunks = async () => {
      const ids = "find /srv/chunks -name 'chunk_*.mfs' | sed 's/.*chunk_\\([0-9A-F]*\\)_.*/\\1/'";
      const said = await Promise.all(["s1", "s2", "s3"].map((host) => lab.must(host, ids)));
      return [...new Set(said.join("").split("\n").filter(Boolean))].sort();
    };
    const before = await chunks();
    expect(before.length).toBeGreaterThan(100);
    const gone = mvol({
      chunkservers: ["s1", "s2", "s3"],
      master: "m2",
      metaloggers: ["s1"],
      state: "absent",
    });
    expect(await become(gone)).toEqual(["destroy:pool/mvol"]);
    expect(await mooseAt(lab, "c1", AT)).toBe("nothing");
    for (const [host, unit] of [
      ["m2", "master"],
      ["s1", "chunkserver"],
      ["s1", "metalogger"],
      ["s2", "chunkserver"],
    ]) {
      const { stdout } = await lab.exec(host ?? "", `systemctl is-active moosefs-${unit}`);
      expect(`${host} ${unit} ${stdout}`).toBe(`${host} ${unit} inactive\n`);
    }
    expect(await chunks()).toEqual(before);
    expect(await lab.must("m2", "ls /var/lib/mfs")).toContain("metadata.mfs");
  });
});
