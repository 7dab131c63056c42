import { holdfastFor } from "../lab/holdfast.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { againstAnsible, PYTHON } from "./ansible.ts";
import { bringUp } from "./bring-up.ts";

/** The pool that `gluster-bring-up.sh` and `gluster.yml` speak of too. */
const pools = {
  gvol: {
    type: "gluster",
    peers: ["s1", "s2", "s3"],
    replica: 3,
    size: "1GiB",
    bricks: { folder: "/srv/bricks" }, // a container's own root cannot carry a loop image's attributes
    options: { "network.ping-timeout": "20" },
    clients: ["c1", "c2"],
  },
};

/** What one client writes the other reads. */
async function whole(lab: Lab): Promise<void> {
  await lab.must("c1", "echo whole >/mnt/gvol/file");
  await lab.must("c2", "grep -q whole /mnt/gvol/file");
}

/** How long holdfast takes for a Gluster pool: to bring it up, and to find nothing to do. */
export async function glusterRatios(): Promise<void> {
  const servers = ["s1", "s2", "s3"];
  const clients = ["c1", "c2"];
  const hosts = Object.fromEntries([...servers, ...clients].map((name) => [name, "container" as const]));
  const lab = await openLab({ name: "gbn", subnet: 91, hosts, packages: ["gluster", PYTHON] });
  try {
    const holdfast = holdfastFor(lab);
    holdfast.write({ pools });
    const what = "a replica 3 pool with two clients, from bare hosts";
    await bringUp(lab, holdfast, { what, script: "gluster-bring-up.sh", whole });
    await againstAnsible(lab, holdfast, {
      what: "the same Gluster fleet, in sync",
      playbook: "gluster.yml",
      groups: {
        servers: { hosts: servers, packages: ["attr", "glusterfs-server", "xfsprogs"] },
        clients: { hosts: clients, packages: ["glusterfs-client"] },
      },
    });
  } finally {
    await lab.close();
  }
}
