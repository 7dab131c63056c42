import { fileURLToPath } from "node:url";
import { type Holdfast, holdfastFor } from "../lab/holdfast.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { againstAnsible, PYTHON } from "./ansible.ts";
import { tell, time } from "./measure.ts";

const ROUNDS = 3;

const SCRIPT = fileURLToPath(new URL("gluster-bring-up.sh", import.meta.url));

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

const bare = (lab: Lab) => Promise.all(lab.hosts.map(({ name }) => lab.reset(name)));

/** From bare hosts to two mounted clients: holdfast and a script, in turns. The last one is holdfast. */
async function bringUp(lab: Lab, holdfast: Holdfast): Promise<void> {
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const script = [
    SCRIPT,
    lab.key,
    lab.knownHosts,
    ...lab.hosts.map((host) => `${host.name}=${host.address}`),
  ];
  const times = { script: [] as number[], holdfast: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    await bare(lab);
    times.script.push(await time(lab, ["sh", ...script]));
    await lab.must("c1", "echo whole >/mnt/gvol/file");
    await lab.must("c2", "grep -q whole /mnt/gvol/file");
    await bare(lab);
    times.holdfast.push(await time(lab, [process.execPath, cli, "apply", "--yes", "-f", holdfast.file]));
  }
  tell(
    "a replica 3 pool with two clients, from bare hosts",
    "script over ssh",
    times.script,
    times.holdfast,
    1.3,
  );
}

/** How long holdfast takes for a Gluster pool: to bring it up, and to find nothing to do. */
export async function glusterRatios(): Promise<void> {
  const names = ["s1", "s2", "s3", "c1", "c2"];
  const hosts = Object.fromEntries(names.map((name) => [name, "container" as const]));
  const lab = await openLab({ name: "gbn", subnet: 91, hosts, packages: ["gluster", PYTHON] });
  try {
    const holdfast = holdfastFor(lab);
    holdfast.write({ pools });
    await bringUp(lab, holdfast);
    await againstAnsible(lab, holdfast);
  } finally {
    await lab.close();
  }
}
