import fc from "fast-check";

/** How many times as many cases as usual every property is tried with: `PROPERTY_TIMES=50`. */
export const times = Number(process.env.PROPERTY_TIMES ?? 1);

// the same cases in every run, so that a change is judged by what it changes; others with `PROPERTY_SEED=3`
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 7), numRuns: 100 * times });
