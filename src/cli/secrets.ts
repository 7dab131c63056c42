import { readFile } from "node:fs/promises";
import { exit, Stop } from "./exit.ts";
import type { Run } from "./run.ts";

/** What the transport may ask for; asked at most once per secret, one question at a time. */
export interface Secrets {
  sudoPassword(): Promise<string | undefined>;
  passphrase(file: string): Promise<string | undefined>;
}

/** `NAME`, else the first line of the file named by `NAME_FILE`. */
async function fromEnv({ io }: Run, name: string): Promise<string | undefined> {
  const value = io.env[name];
  if (value !== undefined && value !== "") return value;
  const file = io.env[`${name}_FILE`];
  if (!file) return undefined;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Stop(exit.usage, `${name}_FILE: cannot read ${file} (${error.code ?? error.message}).`);
  });
  return text.split(/\r?\n/)[0];
}

/** One line from the terminal without echo; undefined when the user gives up with Ctrl-C or Ctrl-D. */
function typed({ io }: Run, question: string): Promise<string | undefined> {
  const { stdin, stderr } = io;
  return new Promise((resolve) => {
    let text = "";
    const finish = (answer: string | undefined) => {
      stdin.off("data", heard).setRawMode(false).pause();
      stderr.write("\n");
      resolve(answer);
    };
    const heard = (chunk: Buffer) => {
      for (const char of chunk.toString("utf8")) {
        if (char === "\r" || char === "\n") return finish(text);
        if (char === "\u0003") {
          process.kill(process.pid, "SIGINT");
          return finish(undefined);
        }
        if (char === "\u0004") return finish(undefined);
        if (char === "\u007f" || char === "\b") text = [...text].slice(0, -1).join("");
        else if (char === "\u0015") text = "";
        else if (char >= " ") text += char;
      }
    };
    stderr.write(question);
    stdin.setRawMode(true).resume().on("data", heard);
  });
}

/** Secrets from the environment, from files, or from the user; nothing is asked before it is needed. */
export function openSecrets(run: Run): Secrets {
  const known = new Map<string, Promise<string | undefined>>();
  let queue: Promise<unknown> = Promise.resolve();
  const ask = async (name: string, question: string): Promise<string | undefined> => {
    const given = await fromEnv(run, name);
    if (given !== undefined || !run.io.stdin.isTTY || !run.io.stderr.isTTY) return given;
    return run.screen.aside(() => typed(run, question));
  };
  const once = (name: string, question: string): Promise<string | undefined> => {
    const before = known.get(question);
    if (before) return before;
    const answer = queue.then(() => ask(name, question));
    queue = answer.catch(() => undefined);
    known.set(question, answer);
    return answer;
  };
  return {
    sudoPassword: () => once("HOLDFAST_SUDO_PASSWORD", "sudo password: "),
    passphrase: (file) => once("HOLDFAST_PASSPHRASE", `passphrase for ${file}: `),
  };
}
