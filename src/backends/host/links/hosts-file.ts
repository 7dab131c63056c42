/**
 * Edits `/etc/hosts` as text. Pure: takes the file, gives the file.
 *
 * Debian writes `127.0.1.1 <own name>`; a member that resolves its own name to loopback tells the others to
 * find it there. Such lines are kept as a comment that {@link withoutBlock} turns back into what it was.
 */

const begin = (fleet: string) => `# BEGIN holdfast fleet=${fleet} (edit storage.yaml, not this block)`;
const end = (fleet: string) => `# END holdfast fleet=${fleet}`;
const kept = (fleet: string) => `# holdfast fleet=${fleet} keeps: `;
const rest = (fleet: string) => ` # holdfast fleet=${fleet} rest`;

/** Name → address of every linked host. */
export type Names = Readonly<Record<string, string>>;

/** Name of a linked host → names it had before: they stand behind it on its line. */
export type Earlier = Readonly<Record<string, readonly string[]>>;

/** A line of a hosts file. */
export interface Entry {
  readonly address: string;
  readonly names: readonly string[];
}

function entryOf(line: string): Entry | undefined {
  const [address, ...names] = (line.split("#")[0] ?? "").trim().split(/\s+/);
  return address && names.length > 0 ? { address, names } : undefined;
}

const isLoopback = (address: string) => address.startsWith("127.") || address === "::1";

/** Where this fleet's block is: line numbers from 0; `undefined` without one; `damaged` when its markers do not pair. */
export function blockOf(
  text: string,
  fleet: string,
): { first: number; last: number } | "damaged" | undefined {
  const lines = text.split("\n");
  const firsts = lines.flatMap((line, index) => (line === begin(fleet) ? [index] : []));
  const lasts = lines.flatMap((line, index) => (line === end(fleet) ? [index] : []));
  if (firsts.length === 0 && lasts.length === 0) return undefined;
  const [first, last] = [firsts[0], lasts[0]];
  if (firsts.length !== 1 || lasts.length !== 1 || first === undefined || last === undefined || last < first)
    return "damaged";
  return { first, last };
}

/** The lines of this fleet's block. */
export function entriesIn(text: string, fleet: string): readonly Entry[] {
  const block = blockOf(text, fleet);
  if (block === undefined || block === "damaged") return [];
  const lines = text.split("\n").slice(block.first + 1, block.last);
  return lines.flatMap((line) => entryOf(line) ?? []);
}

/** Names and addresses in this fleet's block, earlier names among them. */
export const namesIn = (text: string, fleet: string): Names =>
  Object.fromEntries(
    entriesIn(text, fleet).flatMap(({ address, names }) => names.map((name) => [name, address] as const)),
  );

/** Earlier names in this fleet's block. */
export const earlierIn = (text: string, fleet: string): Earlier =>
  Object.fromEntries(
    entriesIn(text, fleet).flatMap(({ names: [name = "", ...others] }) =>
      others.length > 0 ? [[name, others] as const] : [],
    ),
  );

/** The file without this fleet's block, and with the loopback lines it had set aside put back. */
export function withoutBlock(text: string, fleet: string): string {
  const block = blockOf(text, fleet);
  if (block === "damaged") return text;
  const lines = text.split("\n");
  if (block) lines.splice(block.first, block.last - block.first + 1);
  return lines
    .filter((line) => !line.endsWith(rest(fleet)))
    .map((line) => (line.startsWith(kept(fleet)) ? line.slice(kept(fleet).length) : line))
    .join("\n");
}

function freeOfLoopback(line: string, fleet: string, names: Names): readonly string[] {
  const entry = entryOf(line);
  if (!entry || !isLoopback(entry.address) || !entry.names.some((name) => name in names)) return [line];
  const others = entry.names.filter((name) => !(name in names));
  const set = kept(fleet) + line;
  return others.length === 0 ? [set] : [set, `${entry.address}\t${others.join(" ")}${rest(fleet)}`];
}

/** The file with this fleet's block naming exactly `names`, where the old block was or at the end. */
export function withBlock(text: string, fleet: string, names: Names, earlier: Earlier = {}): string {
  const old = blockOf(text, fleet);
  if (old === "damaged") return text;
  const entries = Object.keys(names)
    .sort()
    .map((name) => `${names[name]}\t${[name, ...(earlier[name] ?? [])].join(" ")}`);
  const block = [begin(fleet), ...entries, end(fleet)];
  const before = text.split("\n");
  const place = old ? old.first : before.at(-1) === "" ? before.length - 1 : before.length;
  const head = old ? before.slice(0, old.first) : before.slice(0, place);
  const tail = old ? before.slice(old.last + 1) : before.slice(place);
  const restored = (lines: readonly string[]) =>
    lines.length === 0 ? [] : withoutBlock(lines.join("\n"), fleet).split("\n");
  const freed = (lines: readonly string[]) =>
    restored(lines).flatMap((line) => freeOfLoopback(line, fleet, names));
  const all = [...freed(head), ...block, ...freed(tail)];
  return all.at(-1) === "" ? all.join("\n") : `${all.join("\n")}\n`;
}

/** Addresses a hosts file gives a name, in its order, each once. */
export const addressesIn = (text: string, name: string): readonly string[] => [
  ...new Set(
    text.split("\n").flatMap((line) => {
      const entry = entryOf(line);
      return entry?.names.includes(name) ? [entry.address] : [];
    }),
  ),
];

/** Lines of others, outside this fleet's block, that give a linked name another address: the lookup would be a matter of luck. */
export function conflicts(
  text: string,
  fleet: string,
  names: Names,
): readonly { line: number; name: string; address: string }[] {
  const block = blockOf(text, fleet);
  if (block === "damaged") return [];
  return text.split("\n").flatMap((line, index) => {
    const entry = entryOf(line);
    if (!entry || (block && index >= block.first && index <= block.last) || isLoopback(entry.address))
      return [];
    return entry.names
      .filter((name) => name in names && names[name] !== entry.address)
      .map((name) => ({ line: index + 1, name, address: entry.address }));
  });
}
