import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hostFailure } from "./failure.ts";

const MAX_DEPTH = 16;

/** Where a relative `Include` starts from: the folder `ssh` uses, `~/.ssh` or `/etc/ssh`. */
interface Place {
  readonly folder: string;
  readonly home: string;
  readonly depth: number;
}

const missing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException | null)?.code ?? "");

/** The files an `Include` names; `*` and `?` work in the last part of the path. */
async function included(pattern: string, { folder, home }: Place): Promise<readonly string[]> {
  const path = pattern.startsWith("~/") ? join(home, pattern.slice(2)) : pattern;
  const full = path.startsWith("/") ? path : join(folder, path);
  const name = full.slice(full.lastIndexOf("/") + 1);
  if (!/[*?]/.test(name)) return [full];
  const source = name.replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === "*" ? ".*" : c === "?" ? "." : `\\${c}`));
  const shown = name.startsWith(".") ? /^/ : /^[^.]/;
  const names = await readdir(dirname(full)).catch(() => []);
  return names
    .filter((entry) => shown.test(entry) && new RegExp(`^${source}$`).test(entry))
    .sort()
    .map((entry) => join(dirname(full), entry));
}

async function expand(text: string, place: Place): Promise<string> {
  // What an included file leaves open must not swallow the lines after the `Include`.
  let section = "Host *";
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(host|match)[\s=]/i.test(line)) section = line;
    const include = /^\s*include(?:\s*=\s*|\s+)(.+)$/i.exec(line);
    if (!include) {
      lines.push(line);
      continue;
    }
    const patterns = (include[1]?.match(/"[^"]+"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
    for (const pattern of patterns) {
      for (const file of await included(pattern, place)) {
        lines.push(await readExpanded(file, { ...place, depth: place.depth + 1 }));
      }
    }
    lines.push(section);
  }
  return lines.join("\n");
}

async function readExpanded(file: string, place: Place): Promise<string> {
  if (place.depth > MAX_DEPTH) throw hostFailure("setup", `${file}: \`Include\` goes round in circles`);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (missing(error)) return "";
    throw hostFailure(
      "setup",
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return expand(text, place);
}

/**
 * The text of an ssh_config file with every `Include` replaced by what it names; empty when there is no such file.
 *
 * Throws a `setup` failure when a file is there and cannot be read.
 */
export const readSshConfigText = (file: string, home: string): Promise<string> =>
  readExpanded(file, { folder: dirname(file), home, depth: 0 });
