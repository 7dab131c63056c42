import { addressOf } from "../../host/rules/network.ts";
import { adminClientOf, type Pool } from "../pool/index.ts";
import { rangeOf } from "../pool/range.ts";

/** Lines of mfsexports.cfg: each address and folder once; the most permissive line that fits is the one that counts. */
export function exportLines(pool: Pool): readonly string[] {
  const adminClient = adminClientOf(pool);
  const asked = pool.clients.flatMap(({ address, folder, readOnly, host }) => {
    if (address === "") return [];
    const admin = folder === "/" && !readOnly && host === adminClient?.host ? ["admin"] : [];
    const whole = folder === "/" ? ["alldirs"] : [];
    return [{ address, folder, options: readOnly ? ["ro"] : ["rw", ...whole, ...admin] }];
  });
  const allowed = pool.allow.map((address) => ({ address, folder: "/", options: ["rw", "alldirs"] }));
  const byPlace = new Map<string, Set<string>>();
  for (const { address, folder, options } of [...asked, ...allowed]) {
    const place = `${address} ${folder}`;
    byPlace.set(place, new Set([...(byPlace.get(place) ?? []), ...options]));
  }
  const lines = [...byPlace].map(([place, options]) => {
    const rest = ["alldirs", "admin"].filter((option) => options.has(option) && options.has("rw"));
    return `${place} ${[options.has("rw") ? "rw" : "ro", ...rest, "maproot=0:0"].join(",")}`;
  });
  // a master refuses to start without any line
  return lines.length > 0 ? lines.sort() : [`${pool.address} / ro,maproot=0:0`];
}

/** The parts of a line; nothing for blanks and comments. */
function lineParts(line: string) {
  const [, address, folder, options = ""] = /^\s*([^#\s]\S*)\s+(\S+)\s*(\S*)/.exec(line) ?? [];
  return address && folder
    ? { address, folder, options: options.split(",").filter((one) => one !== "") }
    : undefined;
}

const ids = (text: string | undefined) => (text?.includes(":") ? text : `${text}:${text}`);

/** What a line of mfsexports.cfg comes to, in one spelling; nothing for blanks and comments. */
export function meaningOf(line: string): string | undefined {
  const parts = lineParts(line);
  if (!parts) return undefined;
  const range = rangeOf(parts.address === "*" ? "0.0.0.0/0" : parts.address);
  const between = "message" in range ? parts.address : `${addressOf(range.first)}-${addressOf(range.last)}`;
  const value = (name: string) =>
    parts.options.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const has = (name: string) => parts.options.includes(name);
  // the folder of trashed files knows no mapping and no admin
  const meta = parts.folder === ".";
  const words = [
    has("rw") || has("readwrite") ? "rw" : "ro",
    ...(has("alldirs") && !meta ? ["alldirs"] : []),
    ...(has("admin") && !meta ? ["admin"] : []),
    ...(has("ignoregid") && !meta ? ["ignoregid"] : []),
    ...(has("dynamicip") ? ["dynamicip"] : []),
    ...(value("password") !== undefined || value("md5pass") !== undefined ? ["password"] : []),
    ...(meta ? [] : [`maproot=${ids(value("maproot") ?? "999:999")}`]),
    ...(value("mapall") !== undefined && !meta ? [`mapall=${ids(value("mapall"))}`] : []),
  ];
  return `${between} ${parts.folder} ${words.join(",")}`;
}

/** What a row of the master's own table comes to, in the same spelling; both releases have these columns in one place. */
export function meaningOfRow(row: readonly string[]): string {
  const [from = "", to = "", folder = "", , alldirs, password, access = "", restricted, gid, admin, ...maps] =
    row;
  const [rootUser, rootGroup, user, group] = maps;
  const meta = folder.startsWith(". ");
  const words = [
    access,
    ...(alldirs === "yes" ? ["alldirs"] : []),
    ...(admin === "yes" ? ["admin"] : []),
    ...(gid === "yes" ? ["ignoregid"] : []),
    ...(restricted === "no" ? ["dynamicip"] : []),
    ...(password === "yes" ? ["password"] : []),
    ...(meta ? [] : [`maproot=${rootUser}:${rootGroup}`]),
    ...(user && user !== "-" && !meta ? [`mapall=${user}:${group}`] : []),
  ];
  return `${from}-${to} ${meta ? "." : folder} ${words.join(",")}`;
}

/** What all lines of a file come to, sorted, each once. */
export const meanings = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines.flatMap((line) => meaningOf(line) ?? []))].sort();
