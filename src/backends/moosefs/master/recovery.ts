import type { Told } from "../../host/rules/finding.ts";
import { emergencies, type Store, wholeStore } from "../probe/metadata.ts";
import { type Found, trap } from "./find.ts";
import { about, further, whole } from "./history.ts";
import { partOf } from "./spec.ts";

const DATA = "/var/lib/mfs";

const list = (words: readonly string[]) => words.join(", ");

/** What a start, a restore or a takeover works with. */
export const storeOfWay = ({ way, site, own, logged }: Found): Store | null =>
  way === "takeover" ? logged : way === "restore" && site ? wholeStore(site) : own;

/** Chunks that belong to another namespace than the master's, and where they are. */
const foreignChunks = ({ chunks, instance }: Found) =>
  Object.entries(chunks).flatMap(([host, ids]) =>
    ids.filter((id) => id !== instance).map((id) => `${host} (${id})`),
  );

function otherInstance(found: Found): readonly Told[] {
  const foreign = foreignChunks(found);
  const all = Object.values(found.chunks).flat().length;
  const { instance, spec, way } = found;
  if (instance === "" || foreign.length === 0 || (way === "serves" && foreign.length < all)) return [];
  return [
    {
      code: "MFS207",
      message: `the metadata on ${spec.master} is of the instance ${instance}, and the chunks on ${list(foreign)} are of another: with it, their files are not to be found, and the chunks would be deleted after a week`,
      hint: "name the host that has their metadata `master`, or bring it here; never delete `.metaid` or `chunkserverid.mfs` to make them fit",
    },
  ];
}

/** Two masters of one namespace. */
function doubles({ spec, rivals, view, way }: Found): readonly Told[] {
  const busy = rivals.filter(({ running, servers }) => running && (way !== "serves" || servers > 0));
  if (busy.length > 0 && way === "serves")
    return busy.map(({ host, servers }) => ({
      code: "MFS219",
      message: `two masters of ${spec.pool} run: ${spec.master} with ${view?.servers.filter(({ connected }) => connected).length ?? 0} chunkservers, ${host} with ${servers}; which of them is to stay is for you to say`,
      hint: `on the one that is to go: \`systemctl disable --now moosefs-master\`, and plan again`,
    }));
  if (busy.length > 0)
    return busy.map(({ host }) => ({
      code: "MFS208",
      message: `the master of ${spec.pool} runs on ${host}: ${spec.master} cannot take over from one that runs`,
      hint: `let the metalogger on ${spec.master} catch up, then on ${host} \`systemctl disable --now moosefs-master\`, and plan again; or name ${host} \`master\``,
    }));
  return rivals
    .filter(() => way === "serves" || way === "takeover")
    .map(({ host, enabled, running }) => ({
      code: "MFS212",
      severity: "warning" as const,
      message: `${host} ${running ? "runs" : enabled ? "would start" : "could come up as"} a second master of ${spec.pool}: it is switched off there, and its older metadata put aside`,
      hint: `it is kept in ${DATA}/superseded-…`,
    }));
}

/** Metadata that nobody may overwrite, or that is not where it would be looked for. */
function traps(found: Found): readonly Told[] {
  const { spec, site, traces, own, logged } = found;
  const file = trap(found);
  const outside = site ? emergencies(site) : [];
  const rest = [
    ...(own ? ["the master's own"] : []),
    ...(logged ? ["a metalogger's"] : []),
    ...(own || logged ? [] : traces),
  ];
  return [
    ...(file
      ? [
          {
            code: "MFS202",
            message: `${DATA}/metadata.mfs on ${spec.master} is empty, and there was a namespace (${list(rest)}): a start would put an empty one in its place`,
            hint: `somebody put it there: \`mv ${DATA}/metadata.mfs /root/empty-metadata.mfs\` on ${spec.master}, and plan again`,
          },
        ]
      : []),
    ...(outside.length > 0
      ? [
          {
            code: "MFS214",
            message: `the master on ${spec.master} saved metadata in an emergency as ${list(outside)}`,
            hint: `with the master stopped, copy it to ${DATA}/metadata.mfs.emergency (owner mfs) if it is the newest, move it away in any case, and plan again`,
          },
        ]
      : []),
  ];
}

/** The hosts whose metaloggers got furthest, to whoever looks for metadata. */
const bestLogger = ({ loggers }: Found) =>
  [...loggers]
    .filter(({ store }) => store !== null)
    .sort((a, b) => (b.store?.reach ?? 0) - (a.store?.reach ?? 0))[0];

function nothingHere(found: Found): readonly Told[] {
  const { spec, traces, rivals } = found;
  const best = bestLogger(found);
  const [rival] = rivals;
  return [
    {
      code: "MFS201",
      message: `there was a namespace (${list(traces)}), and ${spec.master} has no metadata of it: an empty one is never put in its place`,
      hint: rival
        ? `${rival.host} has its metadata: name it \`master\``
        : best
          ? `the metalogger on ${best.host} has it up to change ${best.store?.reach}: name ${best.host} \`master\``
          : `bring a copy of the master's ${DATA} to ${spec.master} (owner mfs) and plan again; without one the files are lost, and new disks and hosts make a new pool`,
    },
  ];
}

function stranger({ spec, site, way }: Found): readonly Told[] {
  const marked = site?.mark?.fleet === spec.fleet && site.mark.parts.includes(partOf(spec.pool));
  if (marked || spec.adopt || way === "takeover" || way === "create") return [];
  const whose = site?.mark ? `that of ${list(site.mark.parts)}` : "not holdfast's";
  if (!site?.mark && way === "serves") return [];
  return [
    {
      code: "MFS200",
      message: `the metadata in ${DATA} on ${spec.master} is ${whose}`,
      hint: `write \`adopt: true\` if it is the namespace of ${spec.pool}, or move it away`,
    },
  ];
}

/** Everything that speaks against letting the master serve, or should be known about it. */
export function judged(found: Found): readonly Told[] {
  const { spec, way } = found;
  if (spec.state !== "started") return [];
  if (way === "serves") return [...doubles(found), ...otherInstance(found), ...stranger(found)];
  const caught = traps(found);
  if (caught.length > 0) return caught;
  const store = storeOfWay(found);
  if (way === "none") return nothingHere(found);
  if (way === "create" || store === null) return [];
  const torn = whole(found, store);
  const against = [...doubles(found), ...torn, ...otherInstance(found), ...stranger(found)];
  return [...against, ...(torn.length > 0 ? [] : [...further(found, store), ...about(found, store)])];
}
