import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cacheDir } from "./cache.ts";
import type { HostKind } from "./host.ts";
import { labImages, type Release } from "./image.ts";
import { attachLab, type Lab, openLab } from "./lab.ts";
import { installTools, labReadiness } from "./machine.ts";
import { outputSync, say } from "./program.ts";

const USAGE = `Real Debian hosts on this machine, for work by hand. They run until "down".

  npm run lab -- build                     prepare trees, disks and packages
  npm run lab -- up s1=vm c1=vm n1=container
  npm run lab -- status
  npm run lab -- ssh HOST [COMMAND...]     as root; "--user ops ssh HOST" (sudo password ops-pw), deploy (sudo: none)
  npm run lab -- enter COMMAND...          run a program of this machine inside the hosts' network
  npm run lab -- off|on|reboot|reset|cut|mend|freeze|thaw HOST
  npm run lab -- down
  npm run lab -- clean                     forget everything built

  --name NAME       which lab (default hand)          --release bookworm|trixie
  --packages SETS   what hosts can install: nfs,gluster,moosefs or package names (default nfs)
`;

const FAULTS: Readonly<Record<string, (lab: Lab, host: string) => unknown>> = {
  off: (lab, host) => lab.powerOff(host),
  on: (lab, host) => lab.start(host),
  reboot: (lab, host) => lab.reboot(host),
  reset: (lab, host) => lab.reset(host),
  cut: (lab, host) => lab.cut(host),
  mend: (lab, host) => lab.mend(host),
  freeze: (lab, host) => lab.freeze(host),
  thaw: (lab, host) => lab.thaw(host),
};

/** Options end at the first word after a command that runs another program, so that its own options stay its own. */
function parse(argv: readonly string[]) {
  // what follows an option is its value, so that a lab may be called `ssh`
  const isValue = (at: number) => /^--(?!help$)[a-z]+$/.test(argv[at - 1] ?? "");
  const command = argv.findIndex((word, at) => !word.startsWith("-") && !isValue(at));
  const at = ["ssh", "enter"].includes(argv[command] ?? "") ? command : -1;
  const [own, rest] = at < 0 ? [argv, []] : [argv.slice(0, at + 1), argv.slice(at + 1)];
  const text = { type: "string" } as const;
  const options = {
    name: text,
    release: text,
    packages: text,
    user: text,
    help: { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true });
  const [verb = "help", ...words] = positionals;
  const release = values.release ?? "bookworm";
  if (release !== "bookworm" && release !== "trixie") throw new Error(`no such release: ${release}`);
  const packages = (values.packages ?? "nfs").split(",");
  const { name = "hand", user = "root", help = false } = values;
  return { command: help ? "help" : verb, words: [...words, ...rest], name, user, release, packages };
}

type Call = ReturnType<typeof parse>;

async function main(call: Call): Promise<number> {
  const { command, words, name } = call;
  if (command === "help") return print(USAGE);
  if (command === "up" || command === "build") await prepare(call);
  if (command === "build") return 0;
  if (command === "up") return print(describe(await up(call)));
  if (command === "clean") return clean();
  const lab = await attachLab(name);
  if (command === "down") return lab ? lab.close().then(() => 0) : print(`no lab ${name} is up\n`);
  if (!lab) throw new Error(`no lab ${name} is up; start one with: npm run lab -- up s1=vm c1=vm`);
  if (command === "status") return print(describe(lab));
  const [host = "", ...rest] = words;
  if (command === "enter") return foreground(lab.enterCommand(words));
  if (command === "ssh") return foreground(lab.sshCommand(host, call.user, rest));
  const fault = FAULTS[command];
  if (!fault) throw new Error(`no such command: ${command}\n\n${USAGE}`);
  await fault(lab, host);
  return 0;
}

async function prepare({ release, packages }: Call): Promise<void> {
  await installTools();
  const readiness = labReadiness();
  if (!readiness.ok) {
    const advice = readiness.install ? `\ninstall with: ${readiness.install}` : "";
    throw new Error(`real hosts cannot be booted here:\n  ${readiness.why.join("\n  ")}${advice}`);
  }
  await labImages({ release: release as Release, packages, vms: true });
}

async function up({ name, release, packages, words }: Call): Promise<Lab> {
  if (await attachLab(name)) throw new Error(`lab ${name} is up already: "down" first, or give --name`);
  const hosts: Record<string, HostKind> = {};
  for (const word of words) {
    const [host = "", kind = "vm"] = word.split("=");
    if (kind !== "vm" && kind !== "container") throw new Error(`${word}: a host is a vm or a container`);
    hosts[host] = kind;
  }
  return openLab({ name, release: release as Release, packages, hosts, keep: true });
}

function describe(lab: Lab): string {
  const rows = lab.hosts.map((host) => {
    const state = lab.isRunning(host.name) ? "on" : "off";
    return `  ${host.name.padEnd(12)} ${state.padEnd(4)} ${host.kind.padEnd(10)} ${host.release.padEnd(9)} ${host.address.padEnd(14)} ${host.address6}\n`;
  });
  const files = `  key          ${lab.key}\n  known hosts  ${lab.knownHosts}\n`;
  return `lab ${lab.name}\n${rows.join("")}${files}`;
}

function clean(): number {
  const labs = join(cacheDir(), "labs");
  const up = existsSync(labs) ? readdirSync(labs) : [];
  if (up.length > 0) throw new Error(`labs are still up: ${up.join(" ")}`);
  outputSync(["rm", "-rf", "--one-file-system", cacheDir()]);
  return 0;
}

/** Gives the terminal to a program until it ends; Ctrl-C is the program's. */
function foreground([file = "", ...args]: readonly string[]): Promise<number> {
  process.on("SIGINT", () => {});
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: "inherit" });
    child.on("error", (error) => {
      say(error.message);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 130));
  });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main(parse(process.argv.slice(2)));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
