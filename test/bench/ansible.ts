import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Holdfast } from "../lab/holdfast.ts";
import type { Lab } from "../lab/lab.ts";
import { installPrograms } from "../lab/machine.ts";
import { run, tell, time } from "./measure.ts";

const RUNS = 5;

/** What Ansible's `apt` needs on the hosts; put there before anything is measured. */
export const PYTHON = "python3-apt";

/** Ansible as fast as its manual says it gets: pipelining, shared connections, all hosts at once, nothing to discover. */
const SETTINGS = `[defaults]
forks = 20
host_key_checking = true
interpreter_python = /usr/bin/python3
retry_files_enabled = false
[ssh_connection]
pipelining = true
`;

/** A fleet as a playbook sees it. */
export interface Playing {
  readonly what: string;
  /** Name of the playbook beside this file. */
  readonly playbook: string;
  /** Groups of the inventory: their hosts, and the packages they shall have. */
  readonly groups: Readonly<
    Record<string, { readonly hosts: readonly string[]; readonly packages: readonly string[] }>
  >;
}

function inventory(lab: Lab, groups: Playing["groups"]) {
  const reached = (name: string) => ({ ansible_host: lab.hosts.find((host) => host.name === name)?.address });
  const children = Object.entries(groups).map(([group, { hosts, packages }]) => [
    group,
    { hosts: Object.fromEntries(hosts.map((name) => [name, reached(name)])), vars: { packages } },
  ]);
  return {
    all: {
      children: Object.fromEntries(children),
      vars: {
        ansible_user: "root",
        ansible_ssh_private_key_file: lab.key,
        ansible_ssh_common_args: `-F none -o UserKnownHostsFile=${lab.knownHosts} -o BatchMode=yes`,
      },
    },
  };
}

/** What Ansible says at the end, host by host; throws unless it found everything as its playbook says. */
function mustBeInSync(lab: Lab, said: string): void {
  const recap = [
    ...said.matchAll(/^(\S+)\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)/gm),
  ];
  const clean = recap.filter((row) => row.slice(3).every((count) => count === "0"));
  if (recap.length !== lab.hosts.length || clean.length !== recap.length)
    throw new Error(`Ansible did not find the fleet as its playbook describes it:\n${said}`);
}

/** A fleet in sync: `holdfast plan` and Ansible, each finding nothing to do, in turns. */
export async function againstAnsible(
  lab: Lab,
  holdfast: Holdfast,
  { what, playbook, groups }: Playing,
): Promise<void> {
  await installPrograms({ "ansible-playbook": "ansible", python3: "python3" });
  await Promise.all(lab.hosts.map(({ name }) => lab.must(name, `apt-get -qq -y install ${PYTHON}`)));
  writeFileSync(join(lab.dir, "inventory.yml"), stringify(inventory(lab, groups)));
  writeFileSync(join(lab.dir, "ansible.cfg"), SETTINGS);
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const ours = [process.execPath, cli, "plan", "--detailed-exitcode", "-f", holdfast.file];
  const theirs = [
    "ansible-playbook",
    "-i",
    "inventory.yml",
    fileURLToPath(new URL(playbook, import.meta.url)),
  ];
  const times = { ansible: [] as number[], holdfast: [] as number[] };
  mustBeInSync(lab, (await run(lab, theirs, lab.dir)).stdout);
  await time(lab, ours);
  for (let turn = 0; turn < RUNS; turn++) {
    const began = performance.now();
    const { stdout } = await run(lab, theirs, lab.dir);
    times.ansible.push(performance.now() - began);
    mustBeInSync(lab, stdout);
    times.holdfast.push(await time(lab, ours));
  }
  tell(what, "ansible-playbook", times.ansible, times.holdfast, 0.1);
}
