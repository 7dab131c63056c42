import { setMaxListeners } from "node:events";
import { exit, Stop } from "./exit.ts";
import { print, type Run } from "./run.ts";

/** Ctrl-C, a closed terminal and a polite kill all mean: come to an end. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What the user asked for by signals so far. */
export interface Interrupts {
  /** First one: start nothing more. */
  readonly stop: AbortSignal;
  /** Second one: stop now. */
  readonly abort: AbortSignal;
  /** Ends the command, if it was interrupted. */
  check(message?: string): void;
  /** Lets signals do what they usually do again. */
  end(): void;
}

/** Listens for signals; `lines` gives the lines to print for the first and the second. A third one kills. */
export function interrupts(run: Run, lines: (nth: 1 | 2) => readonly string[] = () => []): Interrupts {
  const stop = new AbortController();
  const abort = new AbortController();
  // every running command listens, as many as there are hosts and lanes
  setMaxListeners(0, stop.signal, abort.signal);
  const end = () => {
    for (const signal of signals) process.off(signal, heard);
  };
  const heard = (): void => {
    const nth = stop.signal.aborted ? 2 : 1;
    run.screen.clear();
    print(run.io.stderr, lines(nth));
    (nth === 1 ? stop : abort).abort();
    if (nth === 2) end();
  };
  for (const signal of signals) process.on(signal, heard);
  return {
    stop: stop.signal,
    abort: abort.signal,
    end,
    check(message = "interrupted; nothing was changed.") {
      if (stop.signal.aborted) throw new Stop(exit.interrupted, message);
    },
  };
}
