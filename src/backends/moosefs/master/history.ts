import type { Told } from "../../host/rules/finding.ts";
import { EMPTY, type Store } from "../probe/metadata.ts";
import type { Found } from "./find.ts";

const DATA = "/var/lib/mfs";

/** The folder that files are copied to before change `reach` is the last one that is certain. */
export const asideOf = (reach: number): string => `${DATA}/holdfast-before-${reach + 1}`;

/** Whether base and changelogs make one whole history. */
export function whole(found: Found, store: Store): readonly Told[] {
  const { spec } = found;
  const { base, instances, newest, next, reach } = store;
  const copy = `cp -a ${DATA} /root/mfs-copy`;
  if (instances.length > 1)
    return [
      {
        code: "MFS206",
        message: `${DATA} on ${spec.master} has metadata of several instances: ${instances.join(", ")}`,
        hint: `\`${copy}\` there, move away what is not of ${spec.pool}, and plan again`,
      },
    ];
  if (base === null || (base.size <= EMPTY && reach < 1))
    return [
      {
        code: "MFS211",
        message: `what ${spec.master} has in ${DATA} is no whole history: ${base === null ? "changelogs without metadata" : "empty metadata without the first changes"}`,
        hint: "bring metadata*.mfs* and changelog*.mfs of another host that was its master or metalogger, and plan again",
      },
    ];
  if (reach < newest)
    return [
      {
        code: "MFS203",
        message: `on ${spec.master} the metadata ends before change ${next}, and of the changes up to ${newest} those from ${reach + 1} on are not all there`,
        hint: `look for changelog*.mfs with change ${reach + 1} on old disks and metaloggers and copy it to ${DATA} (owner mfs), then plan again; to give up what came after: \`${copy}\`, move the changelogs beyond the gap away, and plan again`,
      },
    ];
  return [];
}

/** Whether somebody else knows changes that would be lost. */
export function further(found: Found, store: Store): readonly Told[] {
  const { spec, loggers, rivals, way } = found;
  const newer = loggers.filter((one) => (one.store?.newest ?? 0) > store.reach);
  const older = rivals.filter(({ own }) => (own?.newest ?? 0) > store.reach);
  const unseen = way === "start" ? [] : loggers.filter(({ why }) => why !== undefined);
  return [
    ...newer.map(({ host, store: theirs }) => ({
      code: way === "takeover" ? "MFS210" : "MFS204",
      message: `the metalogger on ${host} has changes up to ${theirs?.newest}, ${spec.master} up to ${store.reach}: they would be lost`,
      hint:
        way === "takeover"
          ? `name ${host} \`master\` instead`
          : `copy changelog_ml*.mfs of ${host} from ${DATA} there to ${DATA} on ${spec.master} (owner mfs), and plan again`,
    })),
    ...older.map(({ host, own }) => ({
      code: "MFS209",
      message: `${host}, where the master was, has changes up to ${own?.newest}, ${spec.master} up to ${store.reach}: they would be lost`,
      hint: `name ${host} \`master\` again, apply, let the metalogger catch up, and move it then`,
    })),
    ...unseen.map(({ host, why }) => ({
      code: "MFS205",
      message: `whether the metalogger on ${host} has newer changes is not known: ${why}`,
      hint: `bring ${host} back first, or take it out of \`metaloggers\` if it is lost`,
    })),
  ];
}

/** What is done with the history, for people. */
export function about(found: Found, store: Store): readonly Told[] {
  const { spec, way, rivals } = found;
  if (way === "restore")
    return [
      {
        code: "MFS216",
        severity: "info",
        message: `the master on ${spec.master} ended without saving: its metadata is put together from the changes up to ${store.reach}`,
        hint: `everything it has now is copied to ${asideOf(store.reach)} first`,
      },
    ];
  if (way === "takeover" && !rivals.some(({ running }) => running))
    return [
      {
        code: "MFS218",
        severity: "info",
        message: `${spec.master} takes over with what its metalogger has, up to change ${store.reach}${rivals.length > 0 ? `; ${rivals.map(({ host, own }) => `${host} has up to ${own?.newest}`).join(", ")}` : "; what the old master did after that is lost"}`,
        hint: `everything it has now is copied to ${asideOf(store.reach)} first`,
      },
    ];
  return [];
}
