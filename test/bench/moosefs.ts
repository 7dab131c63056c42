import { holdfastFor } from "../lab/holdfast.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { copiesOf, serversOf } from "../lab/moosefs/support.ts";
import { eventually } from "../lab/witness.ts";
import { againstAnsible, PYTHON } from "./ansible.ts";
import { bringUp } from "./bring-up.ts";

const SERVERS = ["s1", "s2", "s3"];
const CLIENTS = ["c1", "c2"];

/** The pool that `moosefs-bring-up.sh` and `moosefs.yml` speak of too. */
const pools = {
  mvol: {
    type: "moosefs",
    master: "m1",
    chunkservers: SERVERS,
    metaloggers: ["l1"],
    folder: "/srv/chunks",
    size: "2GiB",
    goal: 2,
    clients: CLIENTS,
  },
};

/** All servers are connected, the metalogger has metadata it could take over with, and what one client writes is there twice and read by the other. */
async function whole(lab: Lab): Promise<void> {
  const there = await serversOf(lab, "m1");
  if (there.join() !== SERVERS.join()) throw new Error(`only ${there.join()} are connected to the master`);
  await lab.must("l1", "systemctl is-active moosefs-metalogger.service");
  const size = async () =>
    Number(await lab.must("l1", "stat -c %s /var/lib/mfs/metadata_ml.mfs.back || echo 0"));
  await eventually(async () => (await size()) > 8, true, 30);
  await lab.must("c1", "echo whole >/mnt/mvol/file");
  await lab.must("c2", "grep -q whole /mnt/mvol/file");
  await eventually(async () => (await copiesOf(lab, "c1", "/mnt/mvol/file"))[0]?.length, 2, 30);
}

/** How long holdfast takes for a MooseFS pool: to bring it up, and to find nothing to do. */
export async function moosefsRatios(): Promise<void> {
  const names = ["m1", ...SERVERS, "l1", ...CLIENTS];
  const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
  const lab = await openLab({ name: "mbn", subnet: 61, hosts, packages: ["moosefs", PYTHON] });
  try {
    const holdfast = holdfastFor(lab);
    holdfast.write({ pools });
    const what = "a MooseFS pool of three chunkservers with two clients, from bare hosts";
    await bringUp(lab, holdfast, { what, script: "moosefs-bring-up.sh", whole });
    await againstAnsible(lab, holdfast, {
      what: "the same MooseFS fleet, in sync",
      playbook: "moosefs.yml",
      groups: {
        masters: { hosts: ["m1"], packages: ["moosefs-cli", "moosefs-master"] },
        servers: { hosts: SERVERS, packages: ["moosefs-chunkserver", "xfsprogs"] },
        metaloggers: { hosts: ["l1"], packages: ["moosefs-metalogger"] },
        clients: { hosts: CLIENTS, packages: ["moosefs-client"] },
      },
    });
  } finally {
    await lab.close();
  }
}
