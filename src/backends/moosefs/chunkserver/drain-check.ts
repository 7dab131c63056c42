import type { Draft } from "../../../model/finding-table.ts";
import { count } from "../../host/rules/finding.ts";
import { bytes } from "../../host/text/bytes.ts";
import { draft } from "../findings/index.ts";
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
function enough({ spec, host, ip, poolView }: Found, whole: boolean): readonly Draft[] {
  const view = poolView?.view;
  if (!view) return [];
  const ips = spec.keeping
    .filter((name) => !whole || name !== host)
    .map((name) => spec.addresses[name] ?? "");
  const staying = stayingServers(view, ips);
  if (staying.length < 2) {
    const what = whole ? host : `those disks of ${host}`;
    const message = `without ${what} only ${count(staying.length, "chunkserver")} of ${spec.pool} would be in use; two are the least`;
    return [draft("MFS233", message)];
  }
  return unserved(view, spec.labelExpressions, staying).map(({ ask, wanted, placed }) => {
    const message = `\`${ask}\` asks for ${count(wanted, "copy", "copies")}, and without ${whole ? host : ip} the chunkservers left can hold only ${placed} of them`;
    return draft("MFS234", message);
  });
}

function healthy({ spec, poolView }: Found): readonly Draft[] {
  const view = poolView?.view;
  if (!view || lacking(view.chunks) === 0) return [];
  const { missing, endangered, undergoal } = view.chunks;
  // a drain that runs already makes chunks short of copies by itself
  if (view.servers.some((row) => row.connected && /^(NOT READY|PENDING)/.test(row.removal))) return [];
  const parts = [
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(endangered > 0 ? [`${endangered} with one copy left`] : []),
    ...(undergoal > 0 ? [`${undergoal} with too few copies`] : []),
  ];
  const message = `chunks of ${spec.pool} are at risk already (${parts.join(", ")}): nothing is taken away now`;
  const hint = missing > 0 ? "missing" : "few";
  return [draft("MFS236", message, { hint, values: { master: spec.master } })];
}

function room(
  { spec, host, ip, poolView }: Found,
  paths: readonly string[],
  whole: boolean,
): readonly Draft[] {
  if (!poolView?.view) return [];
  const others = spec.keeping.filter((name) => name !== host).map((name) => spec.addresses[name] ?? "");
  const found = roomFor(
    poolView.view,
    poolView.disks,
    { ip, paths, whole },
    stayingServers(poolView.view, others),
  );
  if (!found) {
    const why = "unknown" in poolView.disks ? poolView.disks.unknown : "";
    const message = `how much is on the disks of ${host} is not known: ${why}`;
    return [draft("MFS237", message, { hint: "disks" })];
  }
  if (found.need <= found.free) return [];
  const message = `what is to leave ${host} holds ${bytes(found.need)}, and the others have ${bytes(found.free)} free`;
  return [draft("MFS235", message)];
}

/** What a drain is judged by. */
export const drainProofs = {
  /**
   * What speaks against emptying these disks. Health and room are asked before it begins: once it has, chunks are
   * short of copies by design, and the room goes to them.
   */
  check(found: Found, paths: readonly string[], whole: boolean): readonly Draft[] {
    const { poolView, row, hostView, host } = found;
    if (paths.length === 0) return [];
    const fresh = paths.filter((path) => !hostView.file.disks[path]?.marked);
    if (!poolView?.view)
      return fresh.length === 0
        ? []
        : [
            draft("MFS237", `disks of ${host} are to be emptied, and its master does not run`, {
              hint: "master",
            }),
          ];
    // one that is still to come has nothing that anybody could need; where chunks are short of copies because another
    // is drained, one that is forgotten already was empty, and one that is stopped waits until they are not
    const blank = paths.every((path) => !hostView.daemons?.disks[path]?.instance);
    const another = drainingElsewhere(poolView.view, found.ip).length > 0;
    const over = row ? fresh.length === 0 && another : blank || another;
    const short = lacking(poolView.view.chunks);
    if (!row?.connected)
      return over || short === 0
        ? []
        : [draft("MFS242", `${host} is not connected, and ${count(short, "chunk")} may need what is on it`)];
    return [
      ...enough(found, whole),
      ...(fresh.length > 0 ? [...healthy(found), ...room(found, fresh, whole)] : []),
    ];
  },
  /** How far the drain of marked disks is; empty when it is over. */
  text({ poolView, row, spec }: Found, marked: DiskLines): string {
    if (!poolView?.view) return "the pool does not run";
    const text = drainText(poolView.view, poolView.disks, row, marked);
    const all = Object.keys(marked).length === spec.lines.length;
    return text === "" && all && !isServerReady(row) ? "draining: the master has yet to confirm it" : text;
  },
};
