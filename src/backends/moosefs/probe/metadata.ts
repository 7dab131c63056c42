import type { HostDaemons, MetaFile, Span } from "./daemons.ts";

/** What one lot of metadata files and changelogs amounts to. */
export interface Store {
  /** The newest whole metadata; an empty one where all changes from the first on are still there; else none. */
  readonly base: MetaFile | null;
  /** The change that follows the base: metadata of version 7 has the changes up to 6. */
  readonly next: number;
  /** Last change that base and changelogs lead to without a gap. */
  readonly lastChange: number;
  /** Last change that any of them speaks of. */
  readonly newest: number;
  /** Namespaces these files are of. */
  readonly instances: readonly string[];
  readonly files: readonly MetaFile[];
  readonly spans: readonly Span[];
}

/** Bytes of `MFSM NEW`, which means an empty namespace. */
export const EMPTY = 8;

const ofLogger = (name: string) => /^(metadata|changelog)_ml/.test(name);

/** What packages put there, and what only sums up others. */
const idle = new Set(["metadata.mfs.empty", "metadata.crc"]);

function storeOf(
  files: readonly MetaFile[],
  spans: readonly Span[],
  born: HostDaemons["born"],
): Store | null {
  if (files.length === 0 && spans.length === 0) return null;
  const saved = files.filter(({ size, version }) => size > EMPTY && version > 0);
  const best = saved.reduce<MetaFile | null>(
    (one, other) => (one && one.version >= other.version ? one : other),
    null,
  );
  const base = best ?? files.find(({ size }) => size === EMPTY) ?? null;
  const next = best?.version ?? 1;
  const lastChange = [...spans]
    .sort((a, b) => a.first - b.first)
    .reduce((upTo, { first, last }) => (first <= upTo + 1 ? Math.max(upTo, last) : upTo), next - 1);
  const saying = saved.flatMap(({ instance }) => instance ?? []);
  const instances = saying.length === 0 && born ? [born.instance] : saying;
  return {
    base,
    next,
    lastChange,
    newest: Math.max(next - 1, ...spans.map(({ last }) => last)),
    instances: [...new Set(instances)],
    files,
    spans,
  };
}

/** What a master left on a host. Empty metadata without any change is no more than the beginning of a first start. */
export function ownStore(daemons: HostDaemons): Store | null {
  const files = daemons.metadata.filter(
    ({ name }) => !ofLogger(name) && !idle.has(name) && !name.startsWith("/"),
  );
  const spans = daemons.spans.filter(({ name }) => !ofLogger(name));
  // logs of a running master are not read: that there are some says enough
  const logs = daemons.logs.some(({ name, size }) => !ofLogger(name) && size > 0);
  const begun = files.every(({ size }) => size <= EMPTY) && !logs;
  return begun ? null : storeOf(files, spans, daemons.born);
}

/** Everything on a host that a namespace could be restored from. */
export const wholeStore = (daemons: HostDaemons): Store | null =>
  storeOf(
    daemons.metadata.filter(({ name }) => !idle.has(name) && !name.startsWith("/")),
    daemons.spans,
    daemons.born,
  );

/** What a metalogger keeps on a host. */
export const loggedStore = (daemons: HostDaemons): Store | null =>
  storeOf(
    daemons.metadata.filter(({ name }) => ofLogger(name)),
    daemons.spans.filter(({ name }) => ofLogger(name)),
    daemons.born,
  );

/** Metadata a failing master put outside its own folder, as a last resort. */
export const emergencies = (daemons: HostDaemons): readonly string[] =>
  daemons.metadata.flatMap(({ name }) => (name.startsWith("/") ? [name] : []));

/** The file a master loads when it starts, where that is not a whole one although others say there was a namespace. */
export const emptyMetadataFile = (daemons: HostDaemons): MetaFile | undefined =>
  daemons.metadata.find(({ name, size }) => name === "metadata.mfs" && size <= EMPTY);

/** Whether a plain start loads all there is: the daemon takes `metadata.mfs` as it is, and never looks into changelogs. */
export function startable(store: Store): boolean {
  const [current] = store.files.filter(({ name }) => name === "metadata.mfs");
  const crashed = store.files.some(({ name }) => name === "metadata.mfs.back");
  return current !== undefined && current.size > EMPTY && !crashed && store.newest < current.version;
}
