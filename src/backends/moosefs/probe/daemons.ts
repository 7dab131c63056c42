import type { FactReply, Read } from "../../../model/snapshot.ts";
import { type MarkLine, readMark } from "../../host/write/mark.ts";
import { type DiskRow, disksOf, type MasterView, masterView } from "./cli.ts";
import { answersOf, hostDaemonsFact, masterFact } from "./facts.ts";
import { type HddLine, hddLine } from "./mfshdd.ts";

/** One of the three daemons on a host, as systemd has it. */
export interface Unit {
  readonly load: string;
  /** `active`, `inactive`, `failed`, `activating` (also while it fails and is started again). */
  readonly active: string;
  readonly enabled: boolean;
}

/** A file metadata can be read from. */
export interface MetaFile {
  /** Name in `/var/lib/mfs`, or a whole path elsewhere. */
  readonly name: string;
  /** Bytes. The 8 bytes `MFSM NEW` stand for an empty namespace. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly changed: number;
  /** Changes up to when it was written; 0 for an empty namespace. */
  readonly version: number;
  /** The instance it belongs to, 16 hex digits; `null` when it says none. */
  readonly instance: string | null;
}

/** Changes that are in one changelog. */
export interface Span {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** What a host is to MooseFS by itself. */
export interface HostDaemons {
  /** Package to version, of those that are installed. */
  readonly packages: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<"master" | "chunkserver" | "metalogger", Unit>>;
  /** Configuration file to the mark it carries. */
  readonly marks: Readonly<Record<string, MarkLine | null>>;
  readonly hdd: readonly HddLine[];
  /** What the chunkserver and the metalogger know the master by. */
  readonly follows: { readonly chunkserver: string | null; readonly metalogger: string | null };
  /** By chunk path: whether the folder is there, and the instance its chunks belong to. */
  readonly disks: Readonly<Record<string, { readonly there: boolean; readonly instance: string | null }>>;
  /** The instance the host's chunkserver belongs to, 16 hex digits. */
  readonly chunkserver: string | null;
  readonly metadata: readonly MetaFile[];
  readonly logs: readonly { readonly name: string; readonly size: number; readonly changed: number }[];
  /** First and last change of every changelog that has any; empty while a master runs there. */
  readonly spans: readonly Span[];
  /** Whose namespace it is that the master's files on the host are of. */
  readonly mark: MarkLine | null;
  /** First change in the changelog that sets the instance, and that instance; `null` when it is not in it any more. */
  readonly born: { readonly change: number; readonly instance: string } | null;
  /** Last change noted by the master, and by the metalogger. */
  readonly last: { readonly changelog: number | null; readonly changelog_ml: number | null };
}

const hex16 = (decimal: string) => BigInt(decimal).toString(16).padStart(16, "0");

/** What was saved before a master first ran has zeros there. */
const instanceIn = (hex: string | undefined) => (hex && /^(?!0{16})[0-9a-f]{16}$/.test(hex) ? hex : null);

function metaFile([size, changed, head = "-", ...name]: readonly string[]): MetaFile {
  const versioned = head.length === 48;
  return {
    name: name.join(" "),
    size: Number(size) || 0,
    changed: Number(changed) || 0,
    version: versioned ? Number(BigInt(`0x${head.slice(16, 32)}`)) : 0,
    instance: versioned ? instanceIn(head.slice(32, 48)) : null,
  };
}

function unitOf(words: readonly (readonly string[])[], name: string): Unit {
  const own = new Map(
    words
      .filter(([what, unit]) => what === "unit" && unit === name)
      .map(([, , said = ""]) => said.split("=") as [string, string]),
  );
  return {
    load: own.get("LoadState") ?? "not-found",
    active: own.get("ActiveState") ?? "inactive",
    enabled: own.get("UnitFileState") === "enabled",
  };
}

/** Each reply is read once, however many things are judged by it. */
function once<Meaning>(readReply: (reply: FactReply) => Meaning): (reply: FactReply) => Meaning {
  const known = new WeakMap<FactReply, Meaning>();
  return (reply) => {
    const before = known.get(reply);
    if (before !== undefined) return before;
    const meaning = readReply(reply);
    known.set(reply, meaning);
    return meaning;
  };
}

type DaemonsSeen = HostDaemons | { readonly unknown: string } | { readonly absent: true };

/** Reads the reply of a host to `hostDaemonsFact`: `absent` when it has nothing of MooseFS. */
export const daemonsOf = (read: Read): DaemonsSeen => daemonsIn(read(hostDaemonsFact.key));

/** The MooseFS daemons of a host; `null` when there is nothing of MooseFS on it. */
export function daemonsAt(read: Read): HostDaemons | null | { readonly unknown: string } {
  const daemons = daemonsOf(read);
  return "absent" in daemons ? null : daemons;
}

const daemonsIn = once((reply: FactReply): DaemonsSeen => {
  if ("unknown" in reply) return reply;
  const lines = reply.out.split("\n");
  if (lines[0] === "none") return { absent: true };
  if (reply.rc !== 0 || lines[0] !== "here") return { unknown: "what it is to MooseFS could not be read" };
  const words = lines.map((line) => line.split(" "));
  const all: All = (what) => words.filter(([first]) => first === what).map(([, ...rest]) => rest);
  const follows = (who: string) => all("follows").find(([name]) => name === who)?.[1] ?? null;
  return {
    packages: installedIn(all),
    units: {
      master: unitOf(words, "master"),
      chunkserver: unitOf(words, "chunkserver"),
      metalogger: unitOf(words, "metalogger"),
    },
    marks: Object.fromEntries(
      all("config").map(([file = "", ...first]) => [file, readMark(first.join(" ")) ?? null]),
    ),
    hdd: lines.flatMap((line) => (line.startsWith("hdd ") ? (hddLine(line.slice(4)) ?? []) : [])),
    follows: { chunkserver: follows("chunkserver"), metalogger: follows("metalogger") },
    disks: Object.fromEntries(
      all("disk").map(([there, id, ...path]) => [
        path.join(" "),
        { there: there === "there", instance: instanceIn(id) },
      ]),
    ),
    chunkserver: instanceIn(all("chunkserverid")[0]?.[0]?.slice(-16)),
    metadata: all("data").map(metaFile),
    ...historyIn(all),
    mark: readMark((all("mark")[0] ?? []).join(" ")) ?? null,
  };
});

/** The lines of the reply that begin with a word, each without it. */
type All = (what: string) => readonly (readonly string[])[];

const installedIn = (all: All): HostDaemons["packages"] =>
  Object.fromEntries(
    all("package").flatMap(([name = "", status, version = ""]) =>
      status === "installed" ? [[name, version]] : [],
    ),
  );

/** The changelogs of a host: their files, which changes each has, and the last ones. */
function historyIn(all: All): Pick<HostDaemons, "logs" | "spans" | "born" | "last"> {
  const [born] = all("born");
  const spans = all("span").flatMap(([from, to, ...name]) => {
    const first = Number(from) || 0;
    // a last line that was cut off by a power loss does not count
    return first > 0 ? [{ name: name.join(" "), first, last: Math.max(first, Number(to) || 0) }] : [];
  });
  const last = (name: string) => {
    const found = all("last").find(([log]) => log === name);
    // a metalogger that has just come has what it fetched in `changelog_ml_back.N.mfs`
    const kept = spans.filter((span) => span.name.startsWith(name === "changelog" ? "changelog." : name));
    return Math.max(Number(found?.[1]) || 0, ...kept.map((span) => span.last)) || null;
  };
  return {
    logs: all("log").map(([size, changed, ...name]) => ({
      name: name.join(" "),
      size: Number(size) || 0,
      changed: Number(changed) || 0,
    })),
    spans,
    born: born?.[1] ? { change: Number(born[0]) || 0, instance: hex16(born[1]) } : null,
    last: { changelog: last("changelog"), changelog_ml: last("changelog_ml") },
  };
}

type MasterSeen = MasterView | { readonly unknown: string } | { readonly none: true };

/** What the master on a host tells; `none` when none runs there. */
export const masterOn = (read: Read): MasterSeen => masterIn(read(masterFact.key));

const masterIn = once((reply: FactReply): MasterSeen => {
  if ("unknown" in reply) return reply;
  return reply.out.trim() === "none" ? { none: true } : masterView(answersOf(reply.out)[0]);
});

type DisksSeen = readonly DiskRow[] | { readonly unknown: string };

/** The disks of all chunkservers, as the master on a host can ask them. */
export const disksFrom = (read: Read): DisksSeen => disksIn(read(masterFact.key));

const disksIn = once((reply: FactReply): DisksSeen => {
  if ("unknown" in reply) return reply;
  if (reply.out.trim() === "none") return { unknown: "no master runs there" };
  return disksOf(answersOf(reply.out)[1]);
});
