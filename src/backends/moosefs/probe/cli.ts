/** A chunkserver as the master lists it. Sizes in bytes. */
export interface ServerRow {
  readonly ip: string;
  readonly port: number;
  readonly csid: number;
  /** `A`, `B`; none is the empty list. */
  readonly labels: readonly string[];
  readonly version: string;
  /** Of disks in use. Both columns of used and total drop to 0 for those marked for removal. */
  readonly chunks: number;
  readonly used: number;
  readonly total: number;
  /**
   * How far the disks marked for removal are: `-` (none, or none with chunks, or not reported yet), `NOT READY`,
   * `READY`, `PENDING`. 4.x says more behind it: `NOT READY (IN PROGRESS)`.
   */
  readonly removal: string;
  readonly removalChunks: number;
  readonly removalUsed: number;
  readonly connected: boolean;
}

/** A disk as a chunkserver tells the master. */
export interface DiskRow {
  readonly ip: string;
  readonly path: string;
  readonly chunks: number;
  /** `no errors`, or when the last one was. */
  readonly error: string;
  /** Words by comma: `ok`, `damaged`, `scanning`, `invalid`, `marked for removal (ready)`. */
  readonly status: string;
  /** 0 while it is scanned. */
  readonly used: number;
  readonly total: number;
}

/** A client's mount as the master lists it. */
export interface MountRow {
  readonly ip: string;
  readonly mountpoint: string;
  /** Folder of the namespace that is mounted; empty for an inactive one. */
  readonly path: string;
  readonly active: boolean;
}

/** A storage class. */
export interface ClassRow {
  readonly name: string;
  readonly files: number;
  readonly folders: number;
  /** Whether the servers there are can hold what it asks for: `YES`, `OVERLOADED`, `NO SPACE`, `NO`. */
  readonly fulfilled: string;
  /** What its create, keep and archive modes ask for, as printed: `* , *` on 3.x, `2*` on 4.x. */
  readonly labelExpressions: Readonly<Record<string, string>>;
  /** Hours until what a file asks for goes from keep to archive; 0 for a class without archive, and maybe others. */
  readonly archiveHours: number;
}

/** Chunks by class, of those that count (regular disks only). */
export type ChunkCounts = Readonly<
  Record<"missing" | "endangered" | "undergoal" | "stable" | "overgoal", number>
>;

/** What a running master tells of its pool. */
export interface MasterView {
  readonly version: string;
  /** Its instance, as hex; 3.x does not report it. */
  readonly instance: string | null;
  /** Changes made to its metadata so far. */
  readonly metaVersion: number;
  /** Keys as printed: `total space`, `avail space`, `last successful store`. */
  readonly info: Readonly<Record<string, string>>;
  readonly chunks: ChunkCounts;
  /** `[copies wanted, copies there, chunks]`; 4.x counts copies beyond the first, which is made equal here. */
  readonly matrix: readonly (readonly [wanted: number, there: number, chunks: number])[];
  /** End of the last whole loop over all chunks, seconds since 1970; `null` before the first. */
  readonly loopEnd: number | null;
  readonly servers: readonly ServerRow[];
  readonly metaloggers: readonly string[];
  /** Columns behind the title, as printed. */
  readonly exports: readonly (readonly string[])[];
  readonly mounts: readonly MountRow[];
  readonly classes: readonly ClassRow[];
  /** Copies of chunks made per minute of late; `null` when none are, or that is not known. */
  readonly copied: number | null;
}

type Row = readonly string[];

const rowsOf = (text: string): readonly Row[] => text.split("\n").map((line) => line.split("|"));

/** Rows with one of these titles, without it. */
const titled = (rows: readonly Row[], ...titles: readonly string[]): readonly Row[] =>
  rows.flatMap(([title = "", ...columns]) => (titles.includes(title) ? [columns] : []));

const number = (text: string | undefined) => Number(text ?? "") || 0;

const listed = (text: string | undefined) =>
  !text || text === "-" ? [] : text.split(",").map((one) => one.trim());

/** Without the state of load that 4.x puts between. */
const even = (row: Row): Row => (row.length > 14 ? [...row.slice(0, 6), ...row.slice(7)] : row);

const serverOf = (columns: Row): ServerRow => {
  const [ip = "", port, csid, labels, version = "", , , chunks, used, total, removal = "-", ...left] =
    even(columns);
  return {
    ip,
    port: number(port),
    csid: number(csid),
    labels: listed(labels),
    version,
    chunks: number(chunks),
    used: number(used),
    total: number(total),
    removal,
    removalChunks: number(left[0]),
    removalUsed: number(left[1]),
    connected: true,
  };
};

const goneOf = ([ip = "", port, csid]: Row): ServerRow => ({
  ...serverOf([]),
  ip,
  port: number(port),
  csid: number(csid),
  connected: false,
});

/** `30d`, `1d 6h`, `-`, in hours. */
const hoursOf = (text = "") =>
  [...text.matchAll(/(\d+)([wdh])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unit === "w" ? 168 : unit === "d" ? 24 : 1),
    0,
  );

function classesOf(rows: readonly Row[]): readonly ClassRow[] {
  const all = titled(rows, "storage classes:");
  const common = all.filter(([first]) => first === "COMMON");
  if (common.length === 0)
    return all.map((row) => ({
      name: row[1] ?? "",
      files: number(row[4]),
      folders: number(row[5]),
      fulfilled: row[15] ?? "",
      labelExpressions: { CREATE: row[14] ?? "", KEEP: row[17] ?? "", ARCH: row[20] ?? "" },
      archiveHours: hoursOf(row[21]),
    }));
  return common.map((row) => {
    const own = all.filter(([mode, id]) => mode !== "COMMON" && id === row[1]);
    const keep = own.find(([mode]) => mode === "KEEP");
    return {
      name: row[2] ?? "",
      files: number(row.at(-2)),
      folders: number(row.at(-1)),
      fulfilled: keep?.[8] ?? "",
      labelExpressions: Object.fromEntries(
        own.map((one) => [one[0] ?? "", one.slice(11, -1).join("|") || (one[10] ?? "")]),
      ),
      archiveHours: own.some(([mode]) => mode === "ARCH") ? hoursOf(row[8]) : 0,
    };
  });
}

/** What is behind the last `|` of a 3.x loop: `start:` and `end:` have seconds since 1970. */
function loopEndOf(rows: readonly Row[]): number | null {
  const end = titled(rows, "chunk loop").find(([what]) => what === "end:");
  return end ? number(end[1]) || null : null;
}

/**
 * The middle one of the last minutes that have copies, back to the first without; of these the oldest is left out, as
 * copying may have begun at its end. The chart has whole minutes, newest first.
 */
function copiedOf(rows: readonly Row[]): number | null {
  const minutes = titled(rows, "Master chart data:").map(([, copies]) => number(copies));
  const end = minutes.indexOf(0);
  const whole = end < 0 ? minutes : minutes.slice(0, Math.max(0, end - 1));
  return whole.toSorted((a, b) => a - b)[Math.floor(whole.length / 2)] ?? null;
}

/**
 * Reads the master's own answer. The answer is one only when it shows a living master:
 * `mfscli` ends with 0 whatever happens, and leaves out titles of empty sections.
 */
export function masterView(out: string): MasterView | { readonly unknown: string } {
  const rows = rowsOf(out);
  const [self] = titled(rows, "metadata servers:", "metadata servers (masters):");
  const [, version = "", state = ""] = self ?? [];
  if (!self || version === "" || version === "0.0.0" || state === "DEAD" || state === "UNREACHABLE")
    return { unknown: "mfscli could not ask the master" };
  const matrix = titled(rows, "regular chunks matrix:");
  if (!matrix.some(([what]) => what === "chunkclass missing:"))
    return { unknown: "the master did not report the state of its chunks" };
  const fourth = titled(rows, "metadata servers (masters):").length > 0;
  const info = titled(rows, "master info:", "cluster summary:");
  return {
    version,
    instance: fourth ? (self[5] ?? "").toLowerCase() : null,
    // `28 020`: the only number that is printed so
    metaVersion: number(self[4]?.replaceAll(" ", "")),
    info: Object.fromEntries(info.map(([key = "", value = ""]) => [key, value])),
    ...chunksOf(matrix, fourth),
    loopEnd: loopEndOf(rows),
    servers: [
      ...titled(rows, "chunk servers:").map(serverOf),
      ...titled(rows, "Disconnected chunk servers:", "disconnected chunk servers:").map(goneOf),
    ],
    metaloggers: titled(rows, "metadata backup loggers:").map(([ip = ""]) => ip),
    exports: titled(rows, "exports:"),
    mounts: mountsOf(rows),
    classes: classesOf(rows),
    copied: copiedOf(rows),
  };
}

/** How many chunks are how well off, and how many have how many copies. `fourth`: as 4.x prints it. */
function chunksOf(matrix: readonly Row[], fourth: boolean): Pick<MasterView, "chunks" | "matrix"> {
  const count = (name: string) => number(matrix.find(([what]) => what === `chunkclass ${name}:`)?.[1]);
  // 4.x tells how many copies could be lost, and a chunk without any as a word
  const copies = (cell: string | undefined) =>
    fourth && /^\d/.test(cell ?? "") ? number(cell) + 1 : number(cell);
  return {
    chunks: {
      missing: count("missing"),
      endangered: count("endangered"),
      undergoal: count("undergoal"),
      stable: count("stable"),
      overgoal: count("overgoal"),
    },
    matrix: matrix
      .filter(([what]) => what?.endsWith("/chunks:"))
      .map(([, wanted, there, chunks]) => [copies(wanted), copies(there), number(chunks)]),
  };
}

const mountsOf = (rows: readonly Row[]): MasterView["mounts"] => [
  ...titled(rows, "active mounts, parameters:").map(([, ip = "", mountpoint = "", , , , path = ""]) => ({
    ip,
    mountpoint,
    path,
    active: true,
  })),
  ...titled(rows, "inactive mounts, parameters:").map(([, ip = "", mountpoint = ""]) => ({
    ip,
    mountpoint,
    path: "",
    active: false,
  })),
];

/** Reads the answer about all disks; without a living master, or when a hung server spoiled it, there is none. */
export function disksOf(out: string): readonly DiskRow[] | { readonly unknown: string } {
  const rows = rowsOf(out);
  const [self] = titled(rows, "metadata servers:", "metadata servers (masters):");
  if (/Traceback|communication error/.test(out)) return { unknown: "a chunkserver did not answer" };
  if (!self || self[1] === "0.0.0") return { unknown: "mfscli could not ask the master" };
  return titled(rows, "disks:").map(([place = "", chunks, error = "", status = "", ...rest]) => {
    const [, ip = "", path = ""] = /^([^:]+):\d+:(.*?)\/?$/.exec(place) ?? [];
    const known = rest.at(-2) !== "progress:";
    return {
      ip,
      path,
      chunks: number(chunks),
      error,
      status,
      used: known ? number(rest.at(-2)) : 0,
      total: known ? number(rest.at(-1)) : 0,
    };
  });
}
