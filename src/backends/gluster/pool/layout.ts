/** What is known of a brick before sets are made. */
export interface Spot {
  readonly host: string;
  /** Which of its host's bricks, from 0. */
  readonly index: number;
}

/** A host and how many bricks it gives. */
export interface Giver {
  readonly host: string;
  readonly bricks: number;
}

/**
 * Bricks in the order gluster makes sets of: the first brick of every host in file order, then the second of
 * every host, and so on, cut into sets of `setSize`. Neighbours are on different hosts as long as every host
 * gives as many and there are at least `setSize` hosts. The last set is short when the bricks do not come out even.
 *
 * The last brick of a set is the arbiter, if there is one. When every round begins at the same host, that would
 * always be the same one; sets are turned by one more with each round then (`turn`).
 */
export function setsOf(
  givers: readonly Giver[],
  setSize: number,
  turn: boolean,
): readonly (readonly Spot[])[] {
  const rounds = Math.max(0, ...givers.map(({ bricks }) => bricks));
  const spots = Array.from({ length: rounds }, (_, index) =>
    givers.filter(({ bricks }) => bricks > index).map(({ host }): Spot => ({ host, index })),
  ).flat();
  const even = givers.length % setSize === 0;
  return Array.from({ length: Math.ceil(spots.length / setSize) }, (_, i) => {
    const set = spots.slice(i * setSize, (i + 1) * setSize);
    const by = turn && even ? (set[0]?.index ?? 0) % setSize : 0;
    return [...set.slice(by), ...set.slice(0, by)];
  });
}
