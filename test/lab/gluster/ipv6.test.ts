import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labGate } from "../gate.ts";
import { type Holdfast, holdfastFor } from "../holdfast.ts";
import { type Lab, openLab } from "../lab.ts";
import { inSync, sumOf, writeFile } from "../witness.ts";
import { poolAt } from "./support.ts";

describe.skipIf(!(await labGate()))("a pool whose hosts have storage addresses of IPv6 only", () => {
  let lab: Lab;
  let holdfast: Holdfast;

  beforeAll(async () => {
    const names = ["s1", "s2", "s3", "c1", "c2"];
    const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
    lab = await openLab({ name: "gsix", subnet: 88, hosts, packages: ["gluster"] });
    holdfast = holdfastFor(lab);
    const six = ({ address, address6 }: Lab["hosts"][number]) => ({ address, storageAddress: address6 });
    holdfast.write({
      hosts: Object.fromEntries(lab.hosts.map((host) => [host.name, six(host)])),
      pools: {
        gvol: {
          type: "gluster",
          peers: ["s1", "s2", "s3"],
          replica: 3,
          size: "300MiB",
          folder: "/srv/gluster",
          clients: ["c1", "c2"],
        },
      },
    });
  });
  afterAll(() => lab?.close());

  it("comes up, is used over IPv6, and is in sync", async () => {
    await holdfast.must(["apply", "--yes"]);
    expect(await poolAt(lab, "c1", "/mnt/gvol")).toBe("gvol rw");
    const sum = await writeFile(lab, "c1", "/mnt/gvol/data");
    expect(await sumOf(lab, "c2", "/mnt/gvol/data")).toBe(sum);
    const peers = await lab.must("c1", "ss -Htn state established | grep -c '\\[fd' || true");
    expect(Number(peers)).toBeGreaterThan(0);
    await inSync(holdfast);
  });
});
