import type { Draft } from "../../../model/finding-table.ts";
import { draft } from "../findings/index.ts";
import type { Member } from "../peers/rejections.ts";
import type { MemberView, Volume } from "../probe/members.ts";
import { canonical, marks, type VolumeSpec } from "./spec.ts";

/** The options of a volume that turn TLS on between clients and bricks. */
export const TLS_OPTIONS = ["client.ssl", "server.ssl"] as const;

const isOn = (options: Readonly<Record<string, string>>, key: string) =>
  canonical(options[key] ?? "off") === "on";

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** `s1, s2 (in /usr/lib/ssl)` for those that have not all files of TLS; own places for them are not looked at. */
function lacking(
  memberViews: ReadonlyMap<string, MemberView>,
  options: Readonly<Record<string, string>>,
): string {
  if (Object.keys(options).some((key) => key.startsWith("ssl."))) return "";
  const by = [...memberViews].flatMap(([host, memberView]) =>
    memberView.is === "up" && memberView.lacks.length > 0
      ? [{ host, folder: folderOf(memberView.lacks[0] ?? "") }]
      : [],
  );
  const folders = [...new Set(by.map(({ folder }) => folder))];
  return folders
    .map((folder) => {
      const hosts = by.filter((one) => one.folder === folder).map(({ host }) => host);
      return `${hosts.join(", ")} (in ${folder})`;
    })
    .join(", ");
}

const FILES = "glusterfs.pem, glusterfs.key and glusterfs.ca";

/** Members whose glusterd speaks TLS beside others whose does not: neither understands the other. */
export function tlsAtOdds(members: readonly Member[]): readonly Draft[] {
  const [secure, plain] = [true, false].map((is) =>
    members.filter(({ memberView }) => memberView.secure === is),
  );
  if (!secure?.length || !plain?.length) return [];
  const names = (some: readonly Member[]) => some.map(({ host }) => host).join(", ");
  const lacks = lacking(new Map(members.map(({ host, memberView }) => [host, memberView])), {});
  return [
    draft(
      "GLU238",
      `glusterd of ${names(secure)} speaks TLS and that of ${names(plain)} does not: they do not understand each other${lacks ? `; files for it are missing on ${lacks}` : ""}`,
      {
        values: { secure: names(secure), files: FILES },
        ...(secure.length === 1 && secure[0] ? { host: secure[0].host } : {}),
      },
    ),
  ];
}

/** What speaks against turning TLS on or off as the file says. */
export function tlsFindings(
  spec: VolumeSpec,
  volume: Volume,
  memberViews: ReadonlyMap<string, MemberView>,
): readonly Draft[] {
  const managed = (volume.options[marks.options] ?? "").split(",");
  const after = Object.fromEntries(
    TLS_OPTIONS.map((key) => {
      const kept = managed.includes(key) ? "off" : (volume.options[key] ?? "off");
      return [key, spec.options[key] ?? kept];
    }),
  );
  const changed = TLS_OPTIONS.filter((key) => isOn(volume.options, key) !== isOn(after, key));
  const lacks = TLS_OPTIONS.some((key) => isOn(after, key))
    ? lacking(memberViews, { ...volume.options, ...spec.options })
    : "";
  return [
    ...(changed.length > 0 && volume.status === "started" && spec.state === "started"
      ? [
          draft(
            "GLU244",
            `${changed.join(" and ")} of ${volume.name} would change while it is started: its bricks would go on as before, and nobody could mount it`,
          ),
        ]
      : []),
    ...(lacks
      ? [
          draft(
            "GLU245",
            `${volume.name} uses TLS, and its files are missing on ${lacks}: nobody can mount it, and nothing heals`,
            { severity: changed.length > 0 ? "error" : "warning", values: { files: FILES } },
          ),
        ]
      : []),
  ];
}

/** In one line, for the status of a volume that uses TLS without what that takes. */
export function tlsMissing(volume: Volume, memberViews: ReadonlyMap<string, MemberView>): string {
  if (!TLS_OPTIONS.some((key) => isOn(volume.options, key))) return "";
  const lacks = lacking(memberViews, volume.options);
  return lacks ? `it uses TLS, and files for that are missing on ${lacks}` : "";
}
