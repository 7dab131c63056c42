import { markLine, readMark } from "../../host/write/mark.ts";

/** One path exported to one client. */
export interface Entry {
  readonly path: string;
  /** Address, network, name pattern or netgroup, as written. */
  readonly client: string;
  readonly options: readonly string[];
}

/** What tells one entry from another: the table has one per path and client. */
export const entryKey = ({ path, client }: Entry): string => `${path} ${client}`;

const escapePath = (path: string) =>
  [...Buffer.from(path)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9/._+@:=,~-]/.test(char) ? char : `\\${byte.toString(8).padStart(3, "0")}`;
    })
    .join("");

const unescapePath = (text: string) =>
  Buffer.from(
    text.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    "latin1",
  ).toString("utf8");

const lineOf = (entry: Entry) => `${escapePath(entry.path)} ${entry.client}(${entry.options.join(",")})`;

/** A whole file of ours for `/etc/exports.d`: the mark, then one line per entry. */
export function exportsText(fleet: string, part: string, entries: readonly Entry[]): string {
  const lines = entries.map(lineOf);
  return `${[markLine({ fleet, parts: [part], needs: [] }), ...lines].join("\n")}\n`;
}

function entriesOf(line: string): readonly Entry[] {
  const quoted = /^"([^"]*)"\s*(.*)$/.exec(line);
  const found = quoted ?? /^(\S+)\s*(.*)$/.exec(line);
  if (!found) return [];
  const path = unescapePath(found[1] ?? "");
  const words = (found[2] ?? "").split(/\s+/).filter((word) => word !== "");
  const common = words.filter((word) => word.startsWith("-")).flatMap((word) => word.slice(1).split(","));
  const clients = words.filter((word) => !word.startsWith("-"));
  return (clients.length === 0 ? ["*"] : clients).map((word) => {
    const parts = /^([^(]*)(?:\((.*)\))?$/.exec(word);
    const own = (parts?.[2] ?? "").split(",").filter((option) => option !== "");
    return { path, client: parts?.[1] || "*", options: [...common, ...own] };
  });
}

/** Reads any exports(5) file or the `etab` table, ours or somebody's. */
export function parseExports(text: string): readonly Entry[] {
  return text
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => entriesOf(line.replace(/\s#.*$/, "")));
}

const FOLDER = "/etc/exports.d";

/** The file of a share. */
export const exportsPath = (share: string): string => `${FOLDER}/holdfast-${share}.exports`;

/** The share a file of this fleet's is for; `undefined` for everybody else's files. */
export function shareOf(path: string, content: string, fleet: string): string | undefined {
  if (readMark(content)?.fleet !== fleet) return undefined;
  return /\/holdfast-(.+)\.exports$/.exec(path)?.[1];
}
