import { spawn, spawnSync } from "node:child_process";

/** How a program ended: its exit code (128 + n after signal n, 124 after a timeout) and all it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that may still be running; `stdout` and `stderr` grow while it does. */
export interface Running {
  readonly pid: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Settles when the program has ended and its output is complete; never rejects. */
  readonly done: Promise<Ended>;
  kill(signal?: NodeJS.Signals): void;
}

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** Called once per complete line of output, both streams, while the program runs. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** After this long the program is killed (SIGKILL) and ends with code 124. */
  readonly timeoutMs?: number;
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGTERM: 15,
};

/** Starts a program without a shell and collects what it writes. */
export function start(argv: readonly string[], options: ProgramOptions = {}): Running {
  const [file = "", ...args] = argv;
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  const text = { stdout: "", stderr: "" };
  let timedOut = false;
  const timer = options.timeoutMs
    ? setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, options.timeoutMs)
    : undefined;
  const flushes = (["stdout", "stderr"] as const).map((stream) => {
    let rest = "";
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onLine?.(line, stream);
    });
    return () => {
      if (rest) options.onLine?.(rest, stream);
    };
  });
  child.stdin.on("error", () => {}); // a program may end without reading its input
  child.stdin.end(options.stdin ?? "");
  const done = new Promise<Ended>((resolve) => {
    let ended = false;
    const end = (code: number) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      for (const flush of flushes) flush();
      resolve({ code, ...text });
    };
    child.on("error", (error) => {
      text.stderr += `${error.message}\n`;
      end(127);
    });
    const codeOf = (code: number | null, signal: string | null) =>
      timedOut ? 124 : (code ?? 128 + (SIGNALS[signal ?? ""] ?? 0));
    child.on("close", (code, signal) => end(codeOf(code, signal)));
    // A killed program may have lent its output to another (ssh does, to the shared connection): do not wait for that.
    child.on("exit", (code, signal) => {
      if (signal) setTimeout(() => end(codeOf(code, signal)), 300);
    });
  });
  return {
    pid: child.pid,
    get stdout() {
      return text.stdout;
    },
    get stderr() {
      return text.stderr;
    },
    done,
    kill: (signal = "SIGTERM") => void child.kill(signal),
  };
}

/** Runs a program to its end and returns its stdout; throws with its stderr when it fails. */
export async function output(argv: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const ended = await start(argv, options).done;
  if (ended.code !== 0) throw failed(argv, ended);
  return ended.stdout;
}

/** Like `output`, but blocking: for tearing down, which must also work while the process is exiting. */
export function outputSync(argv: readonly string[]): string {
  const [file = "", ...args] = argv;
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: "utf8",
    maxBuffer: 64e6,
  });
  if (status !== 0)
    throw failed(argv, {
      code: status ?? 127,
      stdout: stdout ?? "",
      stderr: stderr || String(error),
    });
  return stdout;
}

/** Waits without a promise: for tearing down while the process is exiting. */
export function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** One line for people about what the lab is doing; stdout stays free for programs. */
export function say(line: string): void {
  process.stderr.write(`[lab] ${line}\n`);
}

/** Runs `work` and says what it was and how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}

function failed(argv: readonly string[], ended: Ended): Error {
  const tail = (ended.stderr || ended.stdout).trim().split("\n").slice(-8).join("\n");
  return new Error(`${argv.join(" ")} ended with ${ended.code}\n${tail}`);
}
