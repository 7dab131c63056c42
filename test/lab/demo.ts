import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { holdfastFor, type Sections } from "./holdfast.ts";
import { type Lab, openLab } from "./lab.ts";
import { installTools, labReadiness } from "./machine.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const CLI = at("../../dist/cli.js");

const title = (text: string) => console.log(`\n\x1b[1m── ${text}\x1b[0m`);

/** Runs a command in the lab's network with this terminal as its own; throws when it fails. */
function show(lab: Lab, argv: readonly string[]): void {
  const [file = "", ...args] = lab.enterCommand(argv);
  const env = { ...process.env, HOME: lab.dir, SSH_AUTH_SOCK: "" };
  const { status } = spawnSync(file, args, { stdio: "inherit", env });
  if (status !== 0) throw new Error(`it ended with ${status}`);
}

/** One line typed on a host, and what it says. */
async function onHost(lab: Lab, host: string, command: string): Promise<void> {
  const { stdout, stderr } = await lab.exec(host, command);
  console.log([`${host}$ ${command}`, ...(stdout + stderr).trim().split("\n")].filter(Boolean).join("\n"));
}

async function play(lab: Lab): Promise<void> {
  const { file, write } = holdfastFor(lab);
  // the example of the README, with the addresses of these hosts
  const { hosts: _, ssh: __, ...sections } = parse(readFileSync(at("../../examples/nfs.yaml"), "utf8"));
  write(sections as Sections);
  const holdfast = (...args: string[]) => {
    title(`holdfast ${args.join(" ")}`);
    show(lab, [process.execPath, CLI, ...args, "-f", file]);
  };
  title("storage.yaml, for four bare Debian hosts");
  console.log(readFileSync(file, "utf8").trim());
  title("s1 has files already; whoever writes over NFS shall be able to");
  await onHost(
    lab,
    "s1",
    "install -d -o nobody -g nogroup /var/www/sites && echo hello > /var/www/sites/index",
  );
  holdfast("plan");
  holdfast("apply", "--yes");
  holdfast("plan", "--detailed-exitcode");
  holdfast("status");
  title("a file written on c1 is read on c2 and c3, and c3 may only read");
  await onHost(lab, "c1", "echo 'it holds fast' > /var/www/sites/note && sha256sum /var/www/sites/note");
  await onHost(lab, "c2", "cat /var/www/sites/note && sha256sum /var/www/sites/note");
  await onHost(lab, "c3", "sha256sum /srv/sites/note; touch /srv/sites/mine");
}

/** Without a lab: what is missing, and a plan on a snapshot that was recorded from such hosts. */
function offline(why: readonly string[], install: string | undefined): void {
  console.log("Real hosts cannot be booted here:");
  for (const reason of why) console.log(`  - ${reason}`);
  if (install) console.log(`What is missing can be installed with:\n  ${install}`);
  title("a plan on a snapshot recorded from four bare hosts");
  const args = [CLI, "plan", "-f", at("demo/storage.yaml"), "--snapshot", at("demo/snapshot.json")];
  process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
}

const keep = process.argv.includes("--keep");
if (!labReadiness().ok) await installTools().catch(() => {});
const readiness = labReadiness();
if (!readiness.ok) offline(readiness.why, readiness.install);
else {
  const hosts = { s1: "vm", c1: "vm", c2: "vm", c3: "vm" } as const;
  const began = Date.now();
  const lab = await openLab({ name: "demo", subnet: 77, hosts, keep });
  try {
    await play(lab);
    console.log(`\nAll of it took ${Math.round((Date.now() - began) / 1000)} s.`);
  } finally {
    if (!keep) await lab.close();
  }
  if (keep) {
    const file = holdfastFor(lab).file;
    console.log(`\nThe hosts stay up. To go on:
  npm run lab -- --name demo enter node dist/cli.js plan -f ${file}
  npm run lab -- --name demo ssh c1
  npm run lab -- --name demo down`);
  }
}
