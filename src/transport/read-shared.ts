import { readFile } from "node:fs/promises";

/** Milliseconds an answer stays good: long enough for the hosts of one run, too short to miss a new key. */
const FRESH_MS = 1_000;

/** The text of a file, or the error of the system. */
export type ReadShared = (path: string) => Promise<string | NodeJS.ErrnoException>;

/** Reads files once for all hosts that ask at about the same time. */
export function sharedReader(): ReadShared {
  const reading = new Map<string, { readonly since: number; readonly text: ReturnType<ReadShared> }>();
  return (path) => {
    const before = reading.get(path);
    if (before && performance.now() - before.since < FRESH_MS) return before.text;
    const text = readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
    reading.set(path, { since: performance.now(), text });
    return text;
  };
}
