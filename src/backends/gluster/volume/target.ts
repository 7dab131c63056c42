import type { volumeFindings } from "../findings/volumes.ts";

/** Bricks in gluster's order, cut into sets: brick names. */
export type Sets = readonly (readonly string[])[];

/** A brick as the file places it, as far as a layout is concerned. */
export interface Place {
  readonly name: string;
  readonly arbiter: boolean;
}

/** The layout to get to; or why there is no way, and which hint of GLU243 helps. */
export type Target =
  | { readonly sets: Sets }
  | { readonly problem: string; readonly hint: keyof typeof volumeFindings.GLU243.hint };

const hostOf = (name: string) => name.slice(0, name.indexOf(":"));

const clashes = (name: string, others: readonly string[]) =>
  others.some((other) => hostOf(other) === hostOf(name));

/** Takes bricks out of a pile, first come first served, never two of one host into one set. */
function pile(free: readonly Place[]) {
  const left = [...free];
  return {
    left: () => left.map(({ name }) => name),
    take(others: readonly string[], arbiter: boolean): string | undefined {
      const fits = (place: Place) => !clashes(place.name, others);
      const best = left.findIndex((place) => fits(place) && place.arbiter === arbiter);
      const index = best >= 0 ? best : left.findIndex(fits);
      return index < 0 ? undefined : left.splice(index, 1)[0]?.name;
    },
  };
}

/**
 * From the layout there is to one with just the bricks the file asks for.
 *
 * What exists is never reordered: sets stay, missing bricks are put where others were, further sets are made of
 * bricks that are new. One edit changes the number of copies or the number of sets, not both.
 */
export function targetOf(live: Sets, wanted: readonly (readonly Place[])[]): Target {
  const size = wanted[0]?.length ?? 1;
  const liveSize = live[0]?.length ?? size;
  if (size === liveSize) return size === 1 ? spread(live, wanted) : sameCopies(live, wanted, size);
  if (wanted.length !== live.length)
    return {
      problem: `it has ${live.length} sets of ${liveSize} bricks, the file asks for ${wanted.length} sets of ${size}`,
      hint: "copiesThenSets",
    };
  return otherCopies(live, wanted.flat(), size, liveSize);
}

/** Without copies every brick is a set: what is to leave is emptied, what is new is added. */
function spread(live: Sets, wanted: readonly (readonly Place[])[]): Target {
  const names = wanted.flat().map(({ name }) => name);
  const there = new Set(live.flat());
  const kept = live.filter(([brick = ""]) => names.includes(brick));
  return { sets: [...kept, ...names.filter((name) => !there.has(name)).map((name) => [name])] };
}

/** As many copies as before: whole sets go, bricks that leave a set are replaced, and new bricks make whole sets. */
function sameCopies(live: Sets, wanted: readonly (readonly Place[])[], size: number): Target {
  const names = new Set(wanted.flat().map(({ name }) => name));
  const staying = stayingSets(live, names, Math.max(0, live.length - wanted.length));
  if ("problem" in staying) return staying;
  const there = new Set(live.flat());
  const free = pile(wanted.flat().filter(({ name }) => !there.has(name)));
  const arbitrated = wanted.flat().some(({ arbiter }) => arbiter);
  const isArbiter = (place: number) => arbitrated && place === size - 1;
  const mended = staying.sets.map((set) => replacedIn(set, names, free, isArbiter));
  if (mended.flat().includes(undefined))
    return {
      problem: "a brick is to leave its set and the file names no other one on another host for its place",
      hint: "replacement",
    };
  const added = newSets(wanted, new Set(free.left()), size, isArbiter);
  return "problem" in added ? added : { sets: [...(mended as string[][]), ...added.sets] };
}

/** The sets that stay when so many have to go: those that keep most of their bricks. A set goes whole or not at all. */
function stayingSets(live: Sets, names: ReadonlySet<string>, leaving: number): Target {
  const keeps = (set: readonly string[]) => set.filter((brick) => names.has(brick)).length;
  const doomed = [...live].sort((a, b) => keeps(a) - keeps(b)).slice(0, leaving);
  const torn = doomed.find((set) => keeps(set) > 0);
  if (!torn) return { sets: live.filter((set) => !doomed.includes(set)) };
  const kept = torn.filter((brick) => names.has(brick)).join(", ");
  return {
    problem: `one whole set has to go, but ${kept} of the set ${torn.join(", ")} is to stay`,
    hint: "wholeSet",
  };
}

type Pile = ReturnType<typeof pile>;

/** A set with new bricks in the places of those that leave it; a place for which there is none is undefined. */
function replacedIn(
  set: readonly string[],
  names: ReadonlySet<string>,
  free: Pile,
  isArbiter: (place: number) => boolean,
): readonly (string | undefined)[] {
  const kept = set.filter((brick) => names.has(brick));
  const put: string[] = [];
  return set.map((brick, place) => {
    if (names.has(brick)) return brick;
    const taken = free.take([...kept, ...put], isArbiter(place));
    if (taken !== undefined) put.push(taken);
    return taken;
  });
}

/** Sets of bricks that no set has yet: those the file gives as a whole, then what the rest makes on different hosts. */
function newSets(
  wanted: readonly (readonly Place[])[],
  fresh: ReadonlySet<string>,
  size: number,
  isArbiter: (place: number) => boolean,
): Target {
  const whole = wanted
    .map((set) => set.map(({ name }) => name))
    .filter((set) => set.every((name) => fresh.has(name)));
  const used = new Set(whole.flat());
  const rest = pile(wanted.flat().filter(({ name }) => fresh.has(name) && !used.has(name)));
  const made: string[][] = [];
  while (rest.left().length > 0) {
    const set: string[] = [];
    for (let place = 0; place < size; place++) {
      const brick = rest.take(set, isArbiter(place));
      if (brick === undefined)
        return {
          problem: `the new bricks (${rest.left().join(", ")}) do not make whole sets on different hosts`,
          hint: "multiples",
        };
      set.push(brick);
    }
    made.push(set);
  }
  return { sets: [...whole, ...made] };
}

function otherCopies(live: Sets, wanted: readonly Place[], size: number, liveSize: number): Target {
  const names = new Set(wanted.map(({ name }) => name));
  const there = new Set(live.flat());
  const kept = live.map((set) => set.filter((brick) => names.has(brick)));
  const expected = Math.min(size, liveSize);
  const off = kept.find((set) => set.length !== expected);
  if (off)
    return {
      problem: `from ${liveSize} to ${size} bricks per set, every set has to keep ${expected} of its own; one would keep ${off.length}`,
      hint: "copiesThenHosts",
    };
  const free = pile(wanted.filter(({ name }) => !there.has(name)));
  const sets = kept.map((set) => {
    const grown = [...set];
    while (grown.length < size) {
      const brick = free.take(
        grown,
        wanted.some(({ arbiter }) => arbiter),
      );
      if (brick === undefined) break;
      grown.push(brick);
    }
    return grown;
  });
  if (sets.some((set) => set.length !== size) || free.left().length > 0)
    return {
      problem: `the new bricks do not give every set ${size - liveSize} more on a host of its own`,
      hint: "moreHosts",
    };
  return { sets };
}

/** What leads from one layout to another. */
export interface Moves {
  /** Whole sets that come and go. */
  readonly added: Sets;
  readonly removed: Sets;
  readonly replaced: readonly { readonly old: string; readonly new: string }[];
  /** One more, or one less, of every set. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** Compares two layouts of one volume. */
export function movesOf(before: Sets, after: Sets): Moves {
  const partner = (set: readonly string[], others: Sets) =>
    others.find((other) => other.some((brick) => set.includes(brick)));
  const pairs = before.flatMap((set) => {
    const other = partner(set, after);
    return other ? [{ set, other }] : [];
  });
  const same = pairs.filter(({ set, other }) => set.length === other.length);
  const different = pairs.filter(({ set, other }) => set.length !== other.length);
  return {
    added: after.filter((set) => !partner(set, before)),
    removed: before.filter((set) => !partner(set, after)),
    replaced: same.flatMap(({ set, other }) =>
      set.flatMap((old, place) => (other[place] === old ? [] : [{ old, new: other[place] ?? "" }])),
    ),
    gained: different.flatMap(({ set, other }) => other.filter((brick) => !set.includes(brick))),
    lost: different.flatMap(({ set, other }) => set.filter((brick) => !other.includes(brick))),
  };
}

/** Whether bricks with data leave, or their copies change. */
export const movesData = ({ added, removed, replaced, gained, lost }: Moves): boolean =>
  added.length + removed.length + replaced.length + gained.length + lost.length > 0;
