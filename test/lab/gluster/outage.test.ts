import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { checkTraffic, startTraffic, stopTraffic } from "../traffic.ts";
import { eventually, inSync, outline, planOf } from "../witness.ts";
import { peersOf, unhealed, volumeOn } from "./support.ts";

const AT = "/mnt/gvol";

const file = (peers: readonly string[], more: object = {}) => ({
  pools: {
    gvol: {
      type: "gluster",
      peers,
      replica: peers.length,
      size: "300MiB",
      folder: "/srv/gluster",
      mountpoint: AT,
      // how long clients wait for a server that is gone: 42 s unless said otherwise; on a busy machine a server that
      // is there can be silent for some seconds, and with two of three given up a client rightly refuses to work
      options: { "network.ping-timeout": "20" },
      clients: ["c1", "c2"],
      ...more,
    },
  },
});

describe.skipIf(!(await labGate()))("a server of a pool goes away while clients work", () => {
  let lab: Lab;
  let holdfast: Holdfast;

  beforeAll(async () => {
    const names = ["s1", "s2", "s3", "s4", "c1", "c2"];
    const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "gout", subnet: 87, hosts, packages: ["gluster"] });
    holdfast = holdfastFor(lab);
    holdfast.write(file(["s1", "s2", "s3"]));
    await holdfast.must(["apply", "--yes"]);
    await startTraffic(lab, ["c1", "c2"], AT);
  });
  afterAll(() => lab?.close());

  const status = async () => {
    const { stdout } = await holdfast.run(["status", "--json"]);
    const [row] = JSON.parse(stdout).parts as { part: string; health: string; notes: string[] }[];
    return row;
  };
  const refusals = async () => {
    const plan = await planOf(holdfast);
    return {
      codes: plan.findings.filter(({ severity }) => severity === "error").map(({ code }) => code),
      actions: plan.actions.filter(({ type }) => type.startsWith("gluster.volume")).map(({ type }) => type),
    };
  };

  /** Gluster waits for a member that is gone before it gives it up; until then its own commands hang. */
  const givenUp = (name: string) =>
    eventually(
      async () =>
        (await peersOf(lab, "s1")).some((peer) => peer.startsWith(name) && peer.includes("Disconnected")),
      true,
      300,
    );

  it("is healthy to begin with", async () => {
    expect(await status()).toMatchObject({ part: "pools.gvol", health: "ok" });
    await inSync(holdfast);
  });

  it("goes on for the clients when one server is cut off; status says what is missing", async () => {
    await lab.cut("s2");
    await checkTraffic(lab, ["c1", "c2"], AT);
    const row = await status();
    expect(row?.health).toBe("degraded");
    expect(row?.notes.join("\n")).toContain("s2");
  });

  it("refuses what would take another copy away, and names the proof that fails", async () => {
    holdfast.write(file(["s1", "s3"]));
    const { codes, actions } = await refusals();
    expect(codes).toContain("GLU221");
    expect(actions).toEqual([]);
    const { code } = await holdfast.run(["apply", "--yes"]);
    expect([4, 5]).toContain(code);
    // with the server that is away among those to stay, nothing is known for sure
    holdfast.write(file(["s1", "s2"]));
    expect((await refusals()).actions).toEqual([]);
    expect((await volumeOn(lab, "s1", "gvol"))?.bricks.length).toBe(3);
  });
  afterEach(() => holdfast.write(file(["s1", "s2", "s3"])));

  it("heals to zero when the server is back, and is in sync without an apply", async () => {
    await lab.mend("s2");
    await eventually(() => unhealed(lab, "s1", "gvol"), 0, 120);
    await eventually(async () => (await status())?.health, "ok", 60);
    // each of the others sees by itself that the one that was away is back
    await eventually(async () => outline(await planOf(holdfast)).changes, [], 60);
    await inSync(holdfast);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("survives the loss of power of another, which comes back by itself", async () => {
    await lab.powerOff("s3");
    await checkTraffic(lab, ["c1", "c2"], AT);
    expect((await status())?.health).toBe("degraded");
    await lab.start("s3");
    await lab.waitSsh("s3");
    await eventually(() => unhealed(lab, "s1", "gvol"), 0, 180);
    await eventually(async () => (await status())?.health, "ok", 60);
    await inSync(holdfast);
  });

  it("has a server that is gone for good replaced, from the copies that are left", async () => {
    await lab.cut("s2");
    await checkTraffic(lab, ["c1", "c2"], AT);
    await givenUp("s2");
    holdfast.write(file(["s1", "s4", "s3"]));
    const plan = await planOf(holdfast);
    const consents = [...new Set(plan.blocked.flatMap(({ consent }) => consent ?? []))];
    expect(consents.map((token) => token.replace(/@.*/, ""))).toEqual(["replace:pool/gvol"]);
    const args = consents.flatMap((token) => ["--consent", token]);
    await holdfast.run(["apply", "--yes", ...args]);
    const bricks = (await volumeOn(lab, "s1", "gvol"))?.bricks.map((brick) => brick.replace(/:.*/, ""));
    expect(bricks).toEqual(["s1", "s4", "s3"]);
    await eventually(() => unhealed(lab, "s1", "gvol"), 0, 180);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("lets the lost one go once it is back", async () => {
    await lab.mend("s2");
    holdfast.write(file(["s1", "s4", "s3"]));
    await eventually(
      async () => (await peersOf(lab, "s1")).filter((peer) => /^s2 .*Connected/.test(peer)).length,
      1,
      60,
    );
    await holdfast.must(["apply", "--yes"]);
    expect((await peersOf(lab, "s1")).map((peer) => peer.replace(/ .*/, ""))).toEqual(["s3", "s4"]);
    const written = await stopTraffic(lab, ["c1", "c2"], AT);
    expect(written.length).toBeGreaterThan(50);
  });
});
