import type { Fact, FactReply } from "../model/snapshot.ts";
import { quote } from "../transport/shell.ts";

/**
 * The frame around the parts. `>N` opens part N, `<` closes it, `.` ends the script. Every line a part
 * prints is prefixed with `|`, and its exit status is appended as the last such line by the script itself:
 * no content can forge a frame or a status.
 */
const preamble = `LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin; export LC_ALL PATH
part() {
  printf '>%s\\n' "$1"; t=$2; s=$3; shift 3
  { timeout -s KILL "$t" sh -c "$s" fact "$@" </dev/null 2>/dev/null; printf '\\n%s' "$?"; } | sed 's/^/|/'
  printf '\\n<\\n'
}
`;

/** What a shell reports for a program ended by SIGKILL, as `timeout -s KILL` does. */
const KILLED = 137;

/** Facts in the order they run: those that may hang come last, so that they can only spoil themselves. */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter((fact) => !fact.mayHang),
  ...facts.filter((fact) => fact.mayHang),
];

/** The one POSIX-sh script that answers `facts`; its output is read by {@link readReplies} with the same list. */
export function probeScript(facts: readonly Fact[]): string {
  const parts = inOrder(facts).map((fact, index) =>
    ["part", String(index), String(fact.timeoutS), quote(fact.script), ...fact.args.map(quote)].join(" "),
  );
  return `${preamble}${parts.join("\n")}\nprintf '.\\n'\n`;
}

/** The lines of each part by its number; a part that never closed is not in the map. */
function framed(output: string): Map<number, readonly string[]> {
  const parts = new Map<number, readonly string[]>();
  let open: { index: number; lines: string[] } | undefined;
  for (const line of output.split("\n")) {
    if (line.startsWith(">")) open = { index: Number(line.slice(1)), lines: [] };
    else if (line.startsWith("|")) open?.lines.push(line.slice(1));
    else if (line === "<" && open) {
      parts.set(open.index, open.lines);
      open = undefined;
    }
  }
  return parts;
}

function reply(fact: Fact, lines: readonly string[] | undefined): FactReply {
  if (lines === undefined) return { unknown: "the host did not answer this before the probe ended" };
  const status = lines.at(-1) ?? "";
  if (!/^\d+$/.test(status)) return { unknown: "the answer was cut short" };
  const rc = Number(status);
  if (rc === KILLED) return { unknown: `no answer within ${fact.timeoutS} s` };
  return { rc, out: lines.slice(0, -1).join("\n") };
}

/** The replies in `output`, by fact key; complete, as far as the output goes, also when it was cut off. */
export function readReplies(facts: readonly Fact[], output: string): Record<string, FactReply> {
  const parts = framed(output);
  return Object.fromEntries(inOrder(facts).map((fact, index) => [fact.key, reply(fact, parts.get(index))]));
}
