/** A line of `mfshdd.cfg`. */
export interface HddLine {
  /** `*`, `<`, `>`, `~`, or several; empty for a disk in normal use. */
  readonly prefix: string;
  readonly path: string;
  /** `500GiB`, `-5GiB`, or empty. */
  readonly limit: string;
}

/** Reads a line of `mfshdd.cfg` as its parser does; nothing for blanks and comments. */
export function hddLine(line: string): HddLine | undefined {
  const [, prefix = "", rest = ""] = /^\s*([*<>~]*)\s*(\/.*?)\s*$/.exec(line) ?? [];
  if (rest === "") return undefined;
  const [, path = rest, limit = ""] = /^(.*\S)\s+(-?[0-9.]\S*)$/.exec(rest) ?? [];
  return { prefix, path: path.replace(/(.)\/+$/, "$1"), limit };
}

/** The list of a chunkserver's disks. */
export const HDD_PATH = "/etc/mfs/mfshdd.cfg";

/** Where it is kept when the host is no chunkserver any more, so that old chunks do not come back by accident. */
export const RETIRED_PATH = `${HDD_PATH}.retired`;

/** A disk of a chunkserver, as its line in `mfshdd.cfg` says. */
export type DiskLine = {
  /** `*`: everything on it is copied to others, and nothing new is put there. */
  readonly marked: boolean;
  /** Other signs in front of the path, `<`, `>` or `~`: never holdfast's. */
  readonly signs: string;
  /** `500GiB`, `-5GiB`; empty for all of it. */
  readonly limit: string;
};

/** Disks by chunk folder, in the order of the file. */
export type DiskLines = Readonly<Record<string, DiskLine>>;

const lineOf = ({ prefix, limit }: HddLine): DiskLine => ({
  marked: prefix.includes("*"),
  signs: prefix.replaceAll("*", ""),
  limit,
});

/** Reads the disks out of a `mfshdd.cfg`. */
export const diskLines = (content: string): DiskLines =>
  Object.fromEntries(
    content.split("\n").flatMap((text) => {
      const line = hddLine(text);
      return line ? [[line.path, lineOf(line)]] : [];
    }),
  );

/** A `mfshdd.cfg` with these disks below its first line. */
export const hddText = (header: string, disks: DiskLines): string =>
  [
    header,
    ...Object.entries(disks).map(
      ([path, { marked, signs, limit }]) =>
        `${marked ? "*" : ""}${signs}${path}${limit === "" ? "" : ` ${limit}`}`,
    ),
    "",
  ].join("\n");

const mapped = (disks: DiskLines, change: (line: DiskLine, path: string) => DiskLine): DiskLines =>
  Object.fromEntries(Object.entries(disks).map(([path, line]) => [path, change(line, path)]));

/** The list at each of its stages, see {@link waypoints}. */
export type Waypoints = Readonly<Record<"settled" | "marked" | "done", DiskLines>>;

/**
 * The way from the disks there are to those wanted. First everything that costs nothing: new lines, limits, marks taken
 * off; lines nobody wants stay as they are. Then the marks, of wanted ones and of all that are to leave. Last, once
 * their chunks are elsewhere, the lines of those that leave. Each is a fixed point of its own step, so that any run finds its place.
 */
export function waypoints(now: DiskLines, wanted: DiskLines): Waypoints {
  const leaving = Object.fromEntries(Object.entries(now).filter(([path]) => !(path in wanted)));
  const settled = mapped(wanted, (line, path) => ({
    ...line,
    marked: line.marked && now[path]?.marked === true,
  }));
  return {
    settled: { ...settled, ...leaving },
    marked: { ...wanted, ...mapped(leaving, (line) => ({ ...line, marked: true })) },
    done: wanted,
  };
}
