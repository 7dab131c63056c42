import type { World } from "../../../support/world.ts";
import {
  hostOf,
  type Instance,
  instancesOf,
  mastersIn,
  meet,
  mfsOf,
  record,
  serversOf,
  spaceOf,
  unsafe,
} from "./index.ts";

/** Looks for which all chunks of a marked disk must have had copies elsewhere until it says that it is ready. */
const CALM = 2;

/** Copies that are made between two looks. */
const PACE = 1;

/** Looks whose copies a master tells of. */
const CHARTED = 10;

/** What each copy asks of its server: `2A,*` is A, A, and anything. */
export const termsOf = (keep: string): readonly string[] =>
  keep.split(",").flatMap((term) => {
    const [, times, label = "*"] = /^(\d?)(.*)$/.exec(term.trim()) ?? [];
    return Array.from({ length: Number(times || 1) }, () => label || "*");
  });

const fits = (labels: readonly string[], term: string) => term === "*" || labels.includes(term);

/** Servers of `names` as they are counted for the terms; the strictest terms choose first. */
function matched(world: World, terms: readonly string[], names: readonly string[]) {
  const left = new Set(names);
  const open: string[] = [];
  for (const term of [...terms].sort((a) => (a === "*" ? 1 : -1))) {
    const name = [...left].find((one) => fits(mfsOf(world, one).labels, term));
    if (name === undefined) open.push(term);
    else left.delete(name);
  }
  return { open, spare: [...left] };
}

/** What a file's class asks for. */
export const wantedFor = (instance: Instance, file: string): readonly string[] => {
  const { files, classes } = spaceOf(instance);
  return termsOf(classes.get(files.get(file) ?? "")?.keep ?? "2*");
};

/** Disks a chunkserver uses; those marked, or the others. */
export const disksOf = (world: World, name: string, marked: boolean) => {
  const own = mfsOf(world, name);
  return [...own.using].flatMap(([path, disk]) => {
    const folder = own.folders.get(path);
    return disk.marked === marked && !disk.damaged && folder ? [{ path, disk, folder }] : [];
  });
};

/** Servers of a master that have a copy on a disk in use, or on a marked one. */
export const holders = (world: World, master: string, file: string, marked = false) =>
  serversOf(world, master).filter((name) =>
    disksOf(world, name, marked).some(({ folder }) => folder.chunks.has(file)),
  );

/** Servers that take new copies. */
export const takers = (world: World, master: string) =>
  serversOf(world, master).filter((name) => disksOf(world, name, false).length > 0);

const put = (world: World, name: string, file: string) =>
  disksOf(world, name, false)[0]?.folder.chunks.add(file);

/** Writes files through a master, each on as many servers as its class asks for. */
export function write(world: World, master: string, files: readonly string[]): void {
  const { serves } = mfsOf(world, master);
  if (!serves || takers(world, master).length === 0) return;
  for (const [index, file] of files.entries()) {
    record(world, master, (space) => space.files.set(file, space.root));
    const all = takers(world, master);
    const turned = [...all.slice(index % all.length), ...all.slice(0, index % all.length)];
    const terms = wantedFor(serves, file);
    const chosen = new Set<string>();
    for (const term of [...terms].sort((a) => (a === "*" ? 1 : -1))) {
      const free = turned.filter((name) => !chosen.has(name));
      const name = free.find((one) => fits(mfsOf(world, one).labels, term)) ?? free[0];
      if (name !== undefined) chosen.add(name);
    }
    for (const name of chosen) put(world, name, file);
  }
}

/** Whether a file has too few copies on disks in use. */
export const isShort = (world: World, master: string, instance: Instance, file: string) =>
  holders(world, master, file).length < wantedFor(instance, file).length;

/** Makes the copies there is time for, and tells how many. */
function mend(world: World, master: string, instance: Instance): number {
  let made = 0;
  for (const file of spaceOf(instance).files.keys()) {
    const on = holders(world, master, file);
    const terms = wantedFor(instance, file);
    const { open, spare } = matched(world, terms, on);
    const free = takers(world, master).filter((name) => !on.includes(name));
    const fit = free.find((name) => open.some((term) => fits(mfsOf(world, name).labels, term)));
    const source = on[0] ?? holders(world, master, file, true)[0];
    if (source && made < PACE && (fit || (on.length < terms.length && free[0]))) {
      put(world, (fit ?? free[0]) as string, file);
      made += 1;
    } else if (on.length > terms.length) {
      const name = spare[0] ?? on[0];
      for (const { folder } of name ? disksOf(world, name, false) : []) folder.chunks.delete(file);
    }
  }
  return made;
}

/** Some time goes by: copies are made and too many deleted, and disks that are emptied get on. */
export function tick(world: World): void {
  meet(world);
  for (const master of mastersIn(world)) {
    const own = mfsOf(world, master);
    const instance = own.serves as Instance;
    own.copied = [mend(world, master, instance), ...own.copied].slice(0, CHARTED);
    const { files } = spaceOf(instance);
    for (const name of serversOf(world, master))
      for (const { disk, folder } of disksOf(world, name, true)) {
        const short = [...folder.chunks].some(
          (file) => files.has(file) && isShort(world, master, instance, file),
        );
        disk.calm = short ? 0 : disk.calm + 1;
      }
  }
}

/** Whether a marked disk says that it is ready. */
export const isReady = ({ calm }: { readonly calm: number }) => calm >= CALM;

/** Every file there ever was has to lie somewhere, on a disk that is in a list of some chunkserver or was. */
export function checkChunks(world: World): void {
  for (const instance of instancesOf(world))
    for (const file of spaceOf(instance).files.keys()) {
      const there = [...world.keys()].some((name) =>
        [...mfsOf(world, name).folders.values()].some(
          (folder) => folder.id === instance.id && folder.chunks.has(file),
        ),
      );
      if (!there) unsafe(`the last copy of ${file} of ${instance.id} is gone`);
    }
}

/** What a master could not give any more without a server, or some of its disks. */
export const needed = (world: World, master: string, name: string, paths?: readonly string[]) => {
  const instance = mfsOf(world, master).serves as Instance;
  const others = takers(world, master).filter((one) => one !== name).length;
  return [...spaceOf(instance).files.keys()].filter((file) => {
    const own = mfsOf(world, name);
    const here = [...own.using.keys()].filter((path) => own.folders.get(path)?.chunks.has(file));
    const going = here.filter((path) => paths === undefined || paths.includes(path));
    if (going.length === 0) return false;
    const rest = holders(world, master, file).filter((one) => one !== name).length;
    const kept = here.some((path) => !going.includes(path) && own.using.get(path)?.marked === false) ? 1 : 0;
    return rest + kept < Math.min(wantedFor(instance, file).length, Math.max(2, others));
  });
};

/** The address of a host. */
export const addressOf = (world: World, name: string) => hostOf(world, name).address;
