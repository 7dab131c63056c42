/** What the dice of this run start from: `LAB_SEED` repeats an earlier one. */
export const SEED = Number(process.env.LAB_SEED) || Date.now() % 1e6;

/** Numbers between 0 and 1 that are the same at every run with the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
