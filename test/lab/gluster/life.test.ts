import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { checkTraffic, startTraffic, stopTraffic } from "../traffic.ts";
import { eventually, journals, planOf } from "../witness.ts";
import { bricksDown, peersOf, volumeOn } from "./support.ts";

const AT = "/mnt/gvol";
const folder = "/srv/gluster";

interface Shape {
  readonly peers: readonly string[];
  readonly replica?: number;
  readonly perPeer?: number;
  readonly size?: string;
  readonly state?: string;
}

const gvol = ({ perPeer = 1, size = "300MiB", ...rest }: Shape) => ({
  type: "gluster",
  ...rest,
  size,
  bricks: { folder, perPeer },
  mountpoint: AT,
  clients: ["c1", "c2"],
});

const arb = (peers: readonly string[], state = "started") => ({
  type: "gluster",
  peers,
  arbiter: true,
  size: "300MiB",
  bricks: { folder },
  mountpoint: "/mnt/arb",
  clients: ["c2"],
  state,
});

describe.skipIf(!(await labGate()))("the life of a pool, with clients at work throughout", () => {
  let lab: Lab;
  let holdfast: Holdfast;

  beforeAll(async () => {
    const hosts = Object.fromEntries(
      ["s1", "s2", "s3", "s4", "c1", "c2"].map((name) => [name, "container" as const]),
    );
    lab = await openLab({ name: "life", subnet: 86, hosts, packages: ["gluster"] });
    holdfast = holdfastFor(lab);
  });
  afterAll(() => lab?.close());

  /** One edit of the file and one apply, with every consent its plan asks for; then a second apply changes nothing. */
  async function become(pools: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    holdfast.write({ pools });
    const plan = await planOf(holdfast);
    const consents = [...new Set(plan.blocked.flatMap(({ consent }) => consent ?? []))];
    const args = consents.flatMap((token) => ["--consent", token]);
    await holdfast.must(["apply", "--yes", ...args]);
    const before = await journals(lab);
    await holdfast.must(["apply", "--yes", ...args]);
    expect(await journals(lab)).toEqual(before);
    return consents.map((token) => token.replace(/@.*/, ""));
  }

  /** Hosts of the bricks as gluster itself lists them, cut into sets. */
  const setsOf = async (volume: string, size: number) => {
    const hosts = ((await volumeOn(lab, "s1", volume))?.bricks ?? []).map((brick) =>
      brick.replace(/:.*/, ""),
    );
    return hosts.flatMap((_host, at) => (at % size === 0 ? [hosts.slice(at, at + size)] : []));
  };
  const members = async () => (await peersOf(lab, "s1")).map((peer) => peer.replace(/ .*/, ""));

  it("starts with two copies on two hosts", async () => {
    expect(await become({ gvol: gvol({ peers: ["s1", "s2"] }) })).toEqual([]);
    expect(await setsOf("gvol", 2)).toEqual([["s1", "s2"]]);
    await startTraffic(lab, ["c1", "c2"], AT);
  });

  it("gets a third copy, which heals", async () => {
    expect(await become({ gvol: gvol({ peers: ["s1", "s2", "s3"], replica: 3 }) })).toEqual([]);
    expect(await setsOf("gvol", 3)).toEqual([["s1", "s2", "s3"]]);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("has a pool with an arbiter put beside it", async () => {
    const peers = ["s1", "s2", "s3"];
    expect(await become({ gvol: gvol({ peers, replica: 3 }), arb: arb(peers) })).toEqual([]);
    expect(await lab.must("s1", "gluster volume info arb")).toContain("1 x (2 + 1) = 3");
    await lab.must("c2", "echo kept >/mnt/arb/kept");
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("grows to two sets, and what is there spreads over both", async () => {
    const peers = ["s1", "s2", "s3"];
    const grown = { gvol: gvol({ peers, replica: 3, perPeer: 2, size: "600MiB" }), arb: arb(peers) };
    expect(await become(grown)).toEqual([]);
    expect(await setsOf("gvol", 3)).toEqual([peers, peers]);
    const [first, second] = await Promise.all(
      ["b0", "b1"].map(async (brick) =>
        Number(
          await lab.must("s1", `find ${folder}/gvol/${brick}/brick -maxdepth 1 -type f -size +0 | wc -l`),
        ),
      ),
    );
    expect(first).toBeGreaterThan(3);
    expect(second).toBeGreaterThan(3);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("has a host replaced, brick by brick, and the old one is let go", async () => {
    const peers = ["s1", "s2", "s4"];
    const consents = await become({
      gvol: gvol({ peers, replica: 3, perPeer: 2, size: "600MiB" }),
      arb: arb(peers),
    });
    expect([...consents].sort()).toEqual(["replace:pool/arb", "replace:pool/gvol"]);
    expect(await setsOf("gvol", 3)).toEqual([peers, peers]);
    expect(await setsOf("arb", 3)).toEqual([peers]);
    expect(await members()).toEqual(["s2", "s4"]);
    expect(await lab.must("c2", "cat /mnt/arb/kept")).toBe("kept\n");
    // what was on the old host is still there: nothing is erased without a consent of its own
    expect(Number(await lab.must("s3", `ls ${folder}/gvol/b0/brick | wc -l`))).toBeGreaterThan(3);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("shrinks back to one set without losing a file", async () => {
    const peers = ["s1", "s2", "s4"];
    expect(await become({ gvol: gvol({ peers, replica: 3 }), arb: arb(peers) })).toEqual([
      "shrink:pool/gvol",
    ]);
    expect(await setsOf("gvol", 3)).toEqual([peers]);
    // clients that still knew the old layout left links there, which say where a file is; no data
    const data = `find ${folder}/gvol/b1/brick -maxdepth 1 -type f ! \\( -perm 1000 -size 0 \\)`;
    for (const host of peers) expect(await lab.must(host, data)).toBe("");
    await eventually(() => bricksDown(lab, "s1", "gvol"), [], 30);
    await checkTraffic(lab, ["c1", "c2"], AT);
  });

  it("ends: unmounted, deleted, peers detached, and every byte still in its bricks", async () => {
    const written = await stopTraffic(lab, ["c1", "c2"], AT);
    expect(written.length).toBeGreaterThan(50);
    const peers = ["s1", "s2", "s4"];
    const consents = await become({
      gvol: gvol({ peers, replica: 3, state: "absent" }),
      arb: arb(peers, "absent"),
    });
    expect([...consents].sort()).toEqual(["destroy:pool/arb", "destroy:pool/gvol"]);
    expect(await lab.must("c1", "findmnt -t fuse.glusterfs || true")).toBe("");
    expect(await lab.must("s1", "gluster volume list 2>&1 || true")).toContain("No volumes present");
    expect(await members()).toEqual([]);
    const kept = (await lab.must("s2", `cd ${folder}/gvol/b0/brick && sha256sum [0-9a-f]*`))
      .trim()
      .split("\n");
    const sound = kept.filter((line) => line.slice(0, 64) === line.slice(66)).map((line) => line.slice(66));
    expect(written.filter((name) => !sound.includes(name))).toEqual([]);
  });
});
