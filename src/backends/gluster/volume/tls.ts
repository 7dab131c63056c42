import type { Told } from "../../host/rules/finding.ts";
import type { Member } from "../peers/rejections.ts";
import type { Seat, Volume } from "../probe/members.ts";
import { canonical, marks, type VolumeSpec } from "./spec.ts";

/** The options of a volume that turn TLS on between clients and bricks. */
export const TLS_OPTIONS = ["client.ssl", "server.ssl"] as const;

const isOn = (options: Readonly<Record<string, string>>, key: string) =>
  canonical(options[key] ?? "off") === "on";

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** `s1, s2 (in /usr/lib/ssl)` for those that have not all files of TLS; own places for them are not looked at. */
function lacking(seats: ReadonlyMap<string, Seat>, options: Readonly<Record<string, string>>): string {
  if (Object.keys(options).some((key) => key.startsWith("ssl."))) return "";
  const by = [...seats].flatMap(([host, seat]) =>
    seat.is === "up" && seat.lacks.length > 0 ? [{ host, folder: folderOf(seat.lacks[0] ?? "") }] : [],
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
export function tlsAtOdds(members: readonly Member[]): readonly Told[] {
  const [secure, plain] = [true, false].map((is) => members.filter(({ seat }) => seat.secure === is));
  if (!secure?.length || !plain?.length) return [];
  const names = (some: readonly Member[]) => some.map(({ host }) => host).join(", ");
  const lacks = lacking(new Map(members.map(({ host, seat }) => [host, seat])), {});
  return [
    {
      code: "GLU238",
      message: `glusterd of ${names(secure)} speaks TLS and that of ${names(plain)} does not: they do not understand each other${lacks ? `; files for it are missing on ${lacks}` : ""}`,
      hint: `on ${names(secure)}, move /var/lib/glusterd/secure-access away and restart glusterd; or bring ${FILES}, and that file, to all peers and clients, and restart glusterd on all`,
      ...(secure.length === 1 && secure[0] ? { host: secure[0].host } : {}),
    },
  ];
}

/** What speaks against turning TLS on or off as the file says. */
export function tlsTold(spec: VolumeSpec, volume: Volume, seats: ReadonlyMap<string, Seat>): readonly Told[] {
  const managed = (volume.options[marks.options] ?? "").split(",");
  const after = Object.fromEntries(
    TLS_OPTIONS.map((key) => {
      const kept = managed.includes(key) ? "off" : (volume.options[key] ?? "off");
      return [key, spec.options[key] ?? kept];
    }),
  );
  const changed = TLS_OPTIONS.filter((key) => isOn(volume.options, key) !== isOn(after, key));
  const lacks = TLS_OPTIONS.some((key) => isOn(after, key))
    ? lacking(seats, { ...volume.options, ...spec.options })
    : "";
  return [
    ...(changed.length > 0 && volume.status === "started" && spec.state === "started"
      ? [
          {
            code: "GLU244",
            message: `${changed.join(" and ")} of ${volume.name} would change while it is started: its bricks would go on as before, and nobody could mount it`,
            hint: "apply first with `state: stopped`, then with `state: started`; clients mount again then",
          },
        ]
      : []),
    ...(lacks
      ? [
          {
            code: "GLU245",
            severity: changed.length > 0 ? ("error" as const) : ("warning" as const),
            message: `${volume.name} uses TLS, and its files are missing on ${lacks}: nobody can mount it, and nothing heals`,
            hint: `bring ${FILES} there, and to all clients; holdfast makes none of them`,
          },
        ]
      : []),
  ];
}

/** In one line, for the status of a volume that uses TLS without what that takes. */
export function tlsMissing(volume: Volume, seats: ReadonlyMap<string, Seat>): string {
  if (!TLS_OPTIONS.some((key) => isOn(volume.options, key))) return "";
  const lacks = lacking(seats, volume.options);
  return lacks ? `it uses TLS, and files for that are missing on ${lacks}` : "";
}
