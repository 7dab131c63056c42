import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { holdfast as main } from "../../src/cli/program.ts";
import type { Io } from "../../src/cli/run.ts";

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** How the program ended and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Settings of one start; `running` is called once it runs. */
export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly running?: (child: ChildProcessByStdio<null, Readable, Readable>) => void;
}

/** The variables a test starts with: none of ours, whatever the machine has set. */
const bareEnv = (): Record<string, string> => {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(HOLDFAST_|NO_COLOR|FORCE_COLOR|CI$)/.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
};

/** Runs a program to its end, without a terminal and with nothing on standard input. */
export const runProgram = (argv: readonly string[], start: Start = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const [command = "", ...args] = argv;
    const child = spawn(command, args, {
      cwd: start.cwd,
      env: { ...bareEnv(), ...start.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    start.running?.(child);
  });

/** Runs the real program: what `npm run build` made. */
export function holdfast(args: readonly string[], start: Start = {}): Promise<Ended> {
  if (!existsSync(program)) throw new Error("there is no dist/cli.js: run `npm run build` first");
  return runProgram([process.execPath, program, ...args], start);
}

/** The same without a process of its own: for what needs none, since starting one takes its time. */
export async function inProcess(args: readonly string[]): Promise<Ended> {
  const said = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (text: string) => {
      said[name] += text;
      return true;
    },
  });
  const io = { env: {}, stdin: {}, stdout: stream("out"), stderr: stream("err"), now: () => new Date(0) };
  const code = await main(args, io as unknown as Io);
  return { code, ...said };
}

/** Argument list that starts the real program. */
export const holdfastArgv = [process.execPath, program];

/** A folder with these files in it, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A small valid file; no host in it exists (RFC 5737). */
export const storage = `version: 1
fleet: studio
hosts:
  s1: 192.0.2.11
  s2: 192.0.2.12
shares:
  web:
    host: s1
    path: /srv/web
    clients: [s2]
`;
