/** Calls `passed` after `ms` milliseconds, not counting the time spent inside `pausedFor`. */
export function deadline(ms: number, passed: () => void) {
  let left = ms;
  let since = Date.now();
  let timer = setTimeout(passed, left);
  let paused = 0;
  let over = false;
  const halt = () => clearTimeout(timer);
  return {
    stop(): void {
      over = true;
      halt();
    },
    /** Waits for `work` while the clock stands still; afterwards there is always another second left. */
    async pausedFor<T>(work: Promise<T>): Promise<T> {
      paused += 1;
      if (paused === 1) {
        halt();
        left -= Date.now() - since;
      }
      try {
        return await work;
      } finally {
        paused -= 1;
        if (paused === 0 && !over) {
          since = Date.now();
          timer = setTimeout(passed, Math.max(left, 1_000));
        }
      }
    },
  };
}
