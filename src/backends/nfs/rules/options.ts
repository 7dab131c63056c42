import type { Share } from "../../../generated/schema-types.ts";
import type { Config } from "../../../model/config.ts";
import type { Finding } from "../../../model/finding.ts";
import type { JsonPath } from "../../../model/json.ts";
import { fstabOnly } from "../../host/rules/mount-options.ts";
import { clientsOf } from "../expand.ts";
import { canonical, overridden } from "../export/options.ts";
import { draft } from "../findings/index.ts";

/** A list of export options in the file, with its path. */
interface Listed {
  readonly path: JsonPath;
  readonly options: readonly string[];
}

/** Mount options that have a key of their own. */
const ownKeys = new Map([
  ["vers", "version"],
  ["nfsvers", "version"],
  ["minorversion", "version"],
  ["ro", "readOnly"],
  ["rw", "readOnly"],
]);

/** What export and mount options say against each other. */
export function optionRules(config: Config, name: string, share: Share): Finding[] {
  const at = (path: JsonPath) => config.at(["shares", name, ...path]);
  const lists = listsOf(share);
  return [
    ...lists.flatMap((list) => contradictions(list, at)),
    ...lists.flatMap((list) => rootful(list, at)),
    ...clientsOf(share).flatMap(({ index, readOnly, options, mountOptions }) => [
      ...(readOnly ? writable(options, ["clients", index, "options"], at) : []),
      ...mountOptions.flatMap((option, i) => mounting(option, ["clients", index, "mountOptions", i], at)),
    ]),
  ];
}

function listsOf(share: Share): readonly Listed[] {
  const below = (key: "clients" | "allow") =>
    (share[key] ?? []).map((entry, index): Listed => {
      const options = typeof entry === "string" ? [] : (entry.options ?? []);
      return { path: [key, index, "options"], options };
    });
  return [{ path: ["options"], options: share.options ?? [] }, ...below("clients"), ...below("allow")];
}

type At = (path: JsonPath) => Finding["at"] & object;

const contradict = (a: string, b: string): boolean =>
  overridden([a], [b]).length === 1 && JSON.stringify(canonical([a])) !== JSON.stringify(canonical([b]));

function contradictions({ path, options }: Listed, at: At): Finding[] {
  return options.flatMap((option, i) => {
    const against = options.slice(0, i).find((earlier) => contradict(earlier, option));
    if (against === undefined) return [];
    const message = `\`${option}\` contradicts \`${against}\``;
    return [{ ...draft("NFS114", message), at: at([...path, i]) }];
  });
}

function rootful({ path, options }: Listed, at: At): Finding[] {
  const i = options.indexOf("no_root_squash");
  if (i < 0) return [];
  const message = "`no_root_squash`: root on a client is root on these files";
  return [{ ...draft("NFS113", message), at: at([...path, i]) }];
}

function writable(options: readonly string[], path: JsonPath, at: At): Finding[] {
  const i = options.indexOf("rw");
  if (i < 0) return [];
  const message = "`rw` contradicts `readOnly: true` of this client";
  return [{ ...draft("NFS115", message), at: at([...path, i]) }];
}

function mounting(option: string, path: JsonPath, at: At): Finding[] {
  const name = option.split("=")[0] ?? option;
  const key = /^v[34](?:\.\d)?$/.test(name) ? "version" : ownKeys.get(name);
  if (key !== undefined) {
    const message = `mount option \`${option}\`: holdfast sets this itself`;
    return [{ ...draft("NFS121", message, { values: { key } }), at: at(path) }];
  }
  if (option === "soft") {
    const message = "mount option `soft`: when the server is away for a while, writes are lost silently";
    return [{ ...draft("NFS122", message), at: at(path) }];
  }
  if (!fstabOnly.test(name)) return [];
  const message = `mount option \`${option}\` has a meaning in /etc/fstab only; holdfast mounts by a systemd unit`;
  return [{ ...draft("NFS123", message), at: at(path) }];
}
