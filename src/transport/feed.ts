import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Command } from "../model/transport.ts";

/**
 * Writes `input` to a program's stdin and closes it; stops at once when `over` aborts.
 *
 * Rejects only when an input stream itself fails.
 */
export async function feed(stdin: Writable, input: Command["stdin"], over: AbortSignal): Promise<void> {
  if (input === undefined || typeof input === "string") {
    stdin.end(input ?? "");
    return;
  }
  const stopped = new Promise<undefined>((resolve) => {
    if (over.aborted) resolve(undefined);
    over.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const chunks = input[Symbol.asyncIterator]();
  for (;;) {
    // When this rejects, stdin stays open: a program must not take half an input for a whole one.
    const next = await Promise.race([chunks.next(), stopped]);
    if (next === undefined || next.done) break;
    // A write to a closed channel is never confirmed, hence the race.
    if (!stdin.write(next.value)) await Promise.race([once(stdin, "drain").catch(() => {}), stopped]);
  }
  stdin.end();
  // Not awaited: a generator that waits for something only returns once that something has come.
  chunks.return?.().catch(() => {});
}
