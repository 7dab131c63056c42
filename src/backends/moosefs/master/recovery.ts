import type { Draft } from "../../../model/finding-table.ts";
import { draft } from "../findings/index.ts";
import { emergencies, type Store, wholeStore } from "../probe/metadata.ts";
import { emptyMetadata, type Found } from "./found.ts";
import { about, further, whole } from "./history.ts";
import { partOf } from "./spec.ts";

const DATA = "/var/lib/mfs";

const list = (words: readonly string[]) => words.join(", ");

/** What a start, a restore or a takeover works with. */
export const storeOfSource = ({ source, daemons, own, logged }: Found): Store | null =>
  source === "takeover" ? logged : source === "restore" && daemons ? wholeStore(daemons) : own;

/** Chunks that belong to another namespace than the master's, and where they are. */
const foreignChunks = ({ chunks, instance }: Found) =>
  Object.entries(chunks).flatMap(([host, ids]) =>
    ids.filter((id) => id !== instance).map((id) => `${host} (${id})`),
  );

function otherInstance(found: Found): readonly Draft[] {
  const foreign = foreignChunks(found);
  const all = Object.values(found.chunks).flat().length;
  const { instance, spec, source } = found;
  if (instance === "" || foreign.length === 0 || (source === "serves" && foreign.length < all)) return [];
  const message = `the metadata on ${spec.master} is of the instance ${instance}, and the chunks on ${list(foreign)} are of another: with it, their files are not to be found, and the chunks would be deleted after a week`;
  return [draft("MFS207", message)];
}

/** Two masters of one namespace. */
function doubles({ spec, otherMasters, view, source }: Found): readonly Draft[] {
  const busy = otherMasters.filter(({ running, servers }) => running && (source !== "serves" || servers > 0));
  if (busy.length > 0 && source === "serves") {
    const own = view?.servers.filter(({ connected }) => connected).length ?? 0;
    return busy.map(({ host, servers }) => {
      const message = `two masters of ${spec.pool} run: ${spec.master} with ${own} chunkservers, ${host} with ${servers}; which of them is to stay is for you to say`;
      return draft("MFS219", message);
    });
  }
  if (busy.length > 0)
    return busy.map(({ host }) => {
      const message = `the master of ${spec.pool} runs on ${host}: ${spec.master} cannot take over from one that runs`;
      return draft("MFS208", message, { values: { host, master: spec.master } });
    });
  if (source !== "serves" && source !== "takeover") return [];
  return otherMasters.map(({ host, enabled, running }) => {
    const is = running ? "runs" : enabled ? "would start" : "could come up as";
    const message = `${host} ${is} a second master of ${spec.pool}: it is switched off there, and its older metadata put aside`;
    return draft("MFS212", message);
  });
}

/** Metadata that nobody may overwrite, or that is not where it would be looked for. */
function traps(found: Found): readonly Draft[] {
  const { spec, daemons, traces, own, logged } = found;
  const file = emptyMetadata(found);
  const outside = daemons ? emergencies(daemons) : [];
  const rest = [
    ...(own ? ["the master's own"] : []),
    ...(logged ? ["a metalogger's"] : []),
    ...(own || logged ? [] : traces),
  ];
  const empty = `${DATA}/metadata.mfs on ${spec.master} is empty, and there was a namespace (${list(rest)}): a start would put an empty one in its place`;
  const saved = `the master on ${spec.master} saved metadata in an emergency as ${list(outside)}`;
  return [
    ...(file ? [draft("MFS202", empty, { values: { master: spec.master } })] : []),
    ...(outside.length > 0 ? [draft("MFS214", saved)] : []),
  ];
}

/** The hosts whose metaloggers got furthest, to whoever looks for metadata. */
const bestLogger = ({ loggers }: Found) =>
  [...loggers]
    .filter(({ store }) => store !== null)
    .sort((a, b) => (b.store?.lastChange ?? 0) - (a.store?.lastChange ?? 0))[0];

function nothingHere(found: Found): readonly Draft[] {
  const { spec, traces, otherMasters } = found;
  const best = bestLogger(found);
  const [otherMaster] = otherMasters;
  const message = `there was a namespace (${list(traces)}), and ${spec.master} has no metadata of it: an empty one is never put in its place`;
  const details = otherMaster
    ? { hint: "master", values: { host: otherMaster.host } }
    : best?.store
      ? { hint: "logger", values: { host: best.host, change: best.store.lastChange } }
      : { hint: "lost", values: { master: spec.master } };
  return [draft("MFS201", message, details)];
}

function stranger({ spec, daemons, source }: Found): readonly Draft[] {
  const marked = daemons?.mark?.fleet === spec.fleet && daemons.mark.parts.includes(partOf(spec.pool));
  if (marked || spec.adopt || source === "takeover" || source === "create") return [];
  const ownershipOf = daemons?.mark ? `that of ${list(daemons.mark.parts)}` : "not holdfast's";
  if (!daemons?.mark && source === "serves") return [];
  const message = `the metadata in ${DATA} on ${spec.master} is ${ownershipOf}`;
  return [draft("MFS200", message, { values: { pool: spec.pool } })];
}

/** Everything that speaks against letting the master serve, or should be known about it. */
export function masterFindings(found: Found): readonly Draft[] {
  const { spec, source } = found;
  if (spec.state !== "started") return [];
  if (source === "serves") return [...doubles(found), ...otherInstance(found), ...stranger(found)];
  const caught = traps(found);
  if (caught.length > 0) return caught;
  const store = storeOfSource(found);
  if (source === "none") return nothingHere(found);
  if (source === "create" || store === null) return [];
  const torn = whole(found, store);
  const against = [...doubles(found), ...torn, ...otherInstance(found), ...stranger(found)];
  return [...against, ...(torn.length > 0 ? [] : [...further(found, store), ...about(found, store)])];
}
