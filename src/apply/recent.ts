import type { Fresh } from "./look.ts";

/** Milliseconds after its end for which a look is still one "right before" the next step. */
const STILL_FRESH_MS = 500;

/** The last look at each thing, so that steps that follow each other on one thing do not look twice in a row. */
export interface Recent {
  /** A look that ended just now and was at this `subject`: the same thing, seen from the same hosts. */
  at(address: string, subject: string): Fresh | undefined;
  /** Remembers a look that has ended this moment. */
  keep(address: string, subject: string, now: Fresh): Fresh;
  /** Something is going to be done to it: what was seen before no longer counts. */
  forget(address: string): void;
}

/** Nothing remembered yet. `clock` tells milliseconds. */
export function recentLooks(clock: () => number = () => performance.now()): Recent {
  const ended = new Map<string, { readonly ms: number; readonly subject: string; readonly now: Fresh }>();
  return {
    at(address, subject) {
      const last = ended.get(address);
      return last?.subject === subject && clock() - last.ms < STILL_FRESH_MS ? last.now : undefined;
    },
    keep(address, subject, now) {
      ended.set(address, { ms: clock(), subject, now });
      return now;
    },
    forget: (address) => void ended.delete(address),
  };
}
