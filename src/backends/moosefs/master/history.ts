import type { Draft } from "../../../model/finding-table.ts";
import { draft } from "../findings/index.ts";
import { EMPTY, type Store } from "../probe/metadata.ts";
import type { Found } from "./found.ts";

const DATA = "/var/lib/mfs";

/** The folder that files are copied to before change `lastChange` is the last one that is certain. */
export const asideOf = (lastChange: number): string => `${DATA}/holdfast-before-${lastChange + 1}`;

/** Whether base and changelogs make one whole history. */
export function whole(found: Found, store: Store): readonly Draft[] {
  const { spec } = found;
  const { base, instances, newest, next, lastChange } = store;
  if (instances.length > 1) {
    const message = `${DATA} on ${spec.master} has metadata of several instances: ${instances.join(", ")}`;
    return [draft("MFS206", message, { values: { pool: spec.pool } })];
  }
  if (base === null || (base.size <= EMPTY && lastChange < 1)) {
    const why = base === null ? "changelogs without metadata" : "empty metadata without the first changes";
    return [draft("MFS211", `what ${spec.master} has in ${DATA} is no whole history: ${why}`)];
  }
  if (lastChange >= newest) return [];
  const message = `on ${spec.master} the metadata ends before change ${next}, and of the changes up to ${newest} those from ${lastChange + 1} on are not all there`;
  return [draft("MFS203", message, { values: { next: lastChange + 1 } })];
}

/** Whether somebody else knows changes that would be lost. */
export function further(found: Found, store: Store): readonly Draft[] {
  const { spec, loggers, otherMasters, source } = found;
  const newer = loggers.filter((one) => (one.store?.newest ?? 0) > store.lastChange);
  const older = otherMasters.filter(({ own }) => (own?.newest ?? 0) > store.lastChange);
  const unseen = source === "start" ? [] : loggers.filter(({ why }) => why !== undefined);
  return [
    ...newer.map(({ host, store: theirs }) => {
      const message = `the metalogger on ${host} has changes up to ${theirs?.newest}, ${spec.master} up to ${store.lastChange}: they would be lost`;
      const values = { host, master: spec.master };
      return draft(source === "takeover" ? "MFS210" : "MFS204", message, { values });
    }),
    ...older.map(({ host, own }) => {
      const message = `${host}, where the master was, has changes up to ${own?.newest}, ${spec.master} up to ${store.lastChange}: they would be lost`;
      return draft("MFS209", message, { values: { host } });
    }),
    ...unseen.map(({ host, why }) => {
      const message = `whether the metalogger on ${host} has newer changes is not known: ${why}`;
      return draft("MFS205", message, { values: { host } });
    }),
  ];
}

/** What is done with the history, for people. */
export function about(found: Found, store: Store): readonly Draft[] {
  const { spec, source, otherMasters } = found;
  const values = { aside: asideOf(store.lastChange) };
  if (source === "restore") {
    const message = `the master on ${spec.master} ended without saving: its metadata is put together from the changes up to ${store.lastChange}`;
    return [draft("MFS216", message, { values })];
  }
  if (source !== "takeover" || otherMasters.some(({ running }) => running)) return [];
  const rest =
    otherMasters.length > 0
      ? otherMasters.map(({ host, own }) => `${host} has up to ${own?.newest}`).join(", ")
      : "what the old master did after that is lost";
  const message = `${spec.master} takes over with what its metalogger has, up to change ${store.lastChange}; ${rest}`;
  return [draft("MFS218", message, { values })];
}
