import { count, type Told } from "../../host/rules/finding.ts";
import { bytes } from "../../host/text/bytes.ts";
import type { DiskLines } from "../probe/mfshdd.ts";
import {
  drainingElsewhere,
  drainText,
  isServerReady,
  lacking,
  roomFor,
  stayingServers,
  unserved,
} from "./drain.ts";
import type { Found } from "./find.ts";

/** Servers that stay, and whether they can hold what is asked for: never below two, never below the copies wanted. */
function enough({ spec, host, ip, ruler }: Found, whole: boolean): readonly Told[] {
  const view = ruler?.view;
  if (!view) return [];
  const ips = spec.keeping
    .filter((name) => !whole || name !== host)
    .map((name) => spec.addresses[name] ?? "");
  const staying = stayingServers(view, ips);
  const back = "name it again, add another chunkserver, or bring one back that is away";
  if (staying.length < 2)
    return [
      {
        code: "MFS233",
        message: `without ${whole ? host : `those disks of ${host}`} only ${count(staying.length, "chunkserver")} of ${spec.pool} would be in use; two are the least`,
        hint: back,
      },
    ];
  return unserved(view, spec.asks, staying).map(({ ask, wanted, placed }) => ({
    code: "MFS234",
    message: `\`${ask}\` asks for ${count(wanted, "copy", "copies")}, and without ${whole ? host : ip} the chunkservers left can hold only ${placed} of them`,
    hint: `${back}; or lower the goal, or change the class, first`,
  }));
}

function healthy({ spec, ruler }: Found): readonly Told[] {
  const view = ruler?.view;
  if (!view || lacking(view.chunks) === 0) return [];
  const { missing, endangered, undergoal } = view.chunks;
  // a drain that runs already makes chunks short of copies by itself
  if (view.servers.some((row) => row.connected && /^(NOT READY|PENDING)/.test(row.removal))) return [];
  const hint =
    missing > 0
      ? `\`mfscli -SMF\` on ${spec.master} lists the files: bring the chunkserver back that has them, or delete them`
      : "wait until they have been copied (`holdfast status` shows it), then plan again";
  const parts = [
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(endangered > 0 ? [`${endangered} with one copy left`] : []),
    ...(undergoal > 0 ? [`${undergoal} with too few copies`] : []),
  ];
  return [
    {
      code: "MFS236",
      message: `chunks of ${spec.pool} are at risk already (${parts.join(", ")}): nothing is taken away now`,
      hint,
    },
  ];
}

function room({ spec, host, ip, ruler }: Found, paths: readonly string[], whole: boolean): readonly Told[] {
  if (!ruler?.view) return [];
  const others = spec.keeping.filter((name) => name !== host).map((name) => spec.addresses[name] ?? "");
  const found = roomFor(ruler.view, ruler.disks, { ip, paths, whole }, stayingServers(ruler.view, others));
  if (!found)
    return [
      {
        code: "MFS237",
        message: `how much is on the disks of ${host} is not known: ${"unknown" in ruler.disks ? ruler.disks.unknown : ""}`,
        hint: "plan again when all chunkservers answer",
      },
    ];
  if (found.need <= found.free) return [];
  return [
    {
      code: "MFS235",
      message: `what is to leave ${host} holds ${bytes(found.need)}, and the others have ${bytes(found.free)} free`,
      hint: "free some room, or add a disk or a chunkserver first",
    },
  ];
}

/** What a drain is judged by. */
export const drainProofs = {
  /**
   * What speaks against emptying these disks. Health and room are asked before it begins: once it has, chunks are
   * short of copies by design, and the room goes to them.
   */
  check(found: Found, paths: readonly string[], whole: boolean): readonly Told[] {
    const { ruler, row, seat, host } = found;
    if (paths.length === 0) return [];
    const fresh = paths.filter((path) => !seat.file.disks[path]?.marked);
    if (!ruler?.view)
      return fresh.length === 0
        ? []
        : [
            {
              code: "MFS237",
              message: `disks of ${host} are to be emptied, and its master does not run`,
              hint: "bring the master back first",
            },
          ];
    // one that is still to come has nothing that anybody could need; where chunks are short of copies because another
    // is drained, one that is forgotten already was empty, and one that is stopped waits until they are not
    const blank = paths.every((path) => !seat.site?.disks[path]?.instance);
    const another = drainingElsewhere(ruler.view, found.ip).length > 0;
    const over = row ? fresh.length === 0 && another : blank || another;
    if (!row?.connected)
      return over || lacking(ruler.view.chunks) === 0
        ? []
        : [
            {
              code: "MFS242",
              message: `${host} is not connected, and ${count(lacking(ruler.view.chunks), "chunk")} may need what is on it`,
              hint: "bring it back, or wait until the others have made new copies, then plan again",
            },
          ];
    return [
      ...enough(found, whole),
      ...(fresh.length > 0 ? [...healthy(found), ...room(found, fresh, whole)] : []),
    ];
  },
  /** How far the drain of marked disks is; empty when it is over. */
  text({ ruler, row, spec }: Found, marked: DiskLines): string {
    if (!ruler?.view) return "the pool does not run";
    const text = drainText(ruler.view, ruler.disks, row, marked);
    const all = Object.keys(marked).length === spec.lines.length;
    return text === "" && all && !isServerReady(row) ? "draining: the master has yet to confirm it" : text;
  },
};
