import type { Fact, FactReply } from "../../../model/snapshot.ts";

/**
 * Asks for whole files matching shell patterns: `@path` opens a file, its lines carry a `|`, `+` tells that a
 * symlink of the same name is in `wants` (so the unit is enabled).
 */
export const filesFact = (key: string, patterns: string, wants = ""): Fact => ({
  key,
  script: `for f in ${patterns}; do
  [ -f "$f" ] || continue
  printf '@%s\\n' "$f"; sed 's/^/|/' "$f" || exit; printf '\\n'
  [ -z "$1" ] || [ ! -L "$1/\${f##*/}" ] || echo '+'
done`,
  args: [wants],
  timeoutS: 5,
});

/** A file as listed. */
export interface ListedFile {
  readonly path: string;
  readonly content: string;
  readonly wanted: boolean;
}

/** Reads the reply to {@link filesFact}. */
export function listedFiles(reply: FactReply): readonly ListedFile[] | { readonly unknown: string } {
  if ("unknown" in reply) return reply;
  if (reply.rc !== 0) return { unknown: "a file could not be read" };
  const files: { path: string; lines: string[]; wanted: boolean }[] = [];
  for (const line of reply.out.split("\n")) {
    const last = files.at(-1);
    if (line.startsWith("@")) files.push({ path: line.slice(1), lines: [], wanted: false });
    else if (line.startsWith("|")) last?.lines.push(`${line.slice(1)}\n`);
    else if (line === "+" && last) last.wanted = true;
  }
  return files.map(({ path, lines, wanted }) => ({ path, content: lines.join(""), wanted }));
}
