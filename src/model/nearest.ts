/** Case, dashes and underscores are what people get wrong most; they do not count as a difference. */
const bare = (word: string): string => word.slice(0, 64).toLowerCase().replaceAll(/[-_ ]/g, "");

/** Damerau-Levenshtein distance: insertions, deletions, replacements, swapped neighbours. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = [Number(above[j]) + 1, Number(row[j - 1]) + 1, Number(above[j - 1]) + (same ? 0 : 1)];
      row.push(Math.min(...steps, ...(swapped ? [Number(before[j - 2]) + 1] : [])));
    }
    [before, above] = [above, row];
  }
  return Number(above[b.length]);
};

/**
 * The candidate most likely meant by a misspelt word, or nothing when none is close (a third of its letters,
 * one at least). The first of equally near ones.
 */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(bare(word).length / 3)) + 1;
  for (const candidate of candidates) {
    const steps = distance(bare(word), bare(candidate));
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
};
