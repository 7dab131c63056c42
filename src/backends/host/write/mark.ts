import type { Mark } from "../../../model/observation.ts";

/** What the first line of everything holdfast writes says: the fleet it belongs to, the parts of the file it serves, what it depends on. */
export interface MarkLine {
  readonly fleet: string;
  readonly parts: readonly string[];
  readonly needs: readonly string[];
}

const list = (words: readonly string[]) => (words.length === 0 ? "-" : words.join(","));

const unlist = (text: string | undefined) => (!text || text === "-" ? [] : text.split(","));

/** The marked first line of a file, a comment in every format holdfast writes. */
export const markLine = ({ fleet, parts, needs }: MarkLine): string =>
  `# holdfast fleet=${fleet} parts=${list(parts)} needs=${list(needs)} (edit storage.yaml, not this file)`;

/** Reads the mark from a file's first line; `undefined` when it carries none. */
export function readMark(content: string): MarkLine | undefined {
  const found = /^# holdfast fleet=(\S+) parts=(\S+) needs=(\S+) /.exec(content);
  return found?.[1] ? { fleet: found[1], parts: unlist(found[2]), needs: unlist(found[3]) } : undefined;
}

/** Whose a thing is that is marked for the fleet `owner`, or not at all, seen from `fleet`. */
export function ownershipOf(owner: string | undefined, fleet: string): Mark {
  if (!owner) return "unmarked";
  return owner === fleet ? "ours" : { fleet: owner };
}

/** Whose a file is, seen from `fleet`. */
export const ownerOf = (content: string, fleet: string): Mark => ownershipOf(readMark(content)?.fleet, fleet);
