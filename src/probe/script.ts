import { randomBytes } from "node:crypto";
import type { Fact, FactReply } from "../model/snapshot.ts";
import { quote } from "../transport/shell.ts";

/**
 * The frame around the parts: a line of the fence and a number opens a part, one of the fence, `=` and its exit status
 * closes it. The fence is new in every probe, so no content can forge a frame or a status.
 */
const preamble = (fence: string) => `LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin; export LC_ALL PATH
part() {
  printf '\\n${fence} %s\\n' "$1"; t=$2; s=$3; shift 3
  timeout -s KILL "$t" sh -c "$s" fact "$@" </dev/null 2>/dev/null
  printf '\\n${fence} =%s\\n' "$?"
}
`;

/** What a shell reports for a program ended by SIGKILL, as `timeout -s KILL` does. */
const KILLED = 137;

/** Facts in the order they run: those that may hang come last, so that they can only spoil themselves. */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter((fact) => !fact.mayHang),
  ...facts.filter((fact) => fact.mayHang),
];

/** What marks the frame of one probe: 24 characters nobody can guess. */
export const newFence = (): string => randomBytes(12).toString("hex");

/** The one POSIX-sh script that answers `facts`; its output is read by {@link readReplies} with the same list and fence. */
export function probeScript(facts: readonly Fact[], fence: string): string {
  const parts = inOrder(facts).map((fact, index) =>
    ["part", String(index), String(fact.timeoutS), quote(fact.script), ...fact.args.map(quote)].join(" "),
  );
  return `${preamble(fence)}${parts.join("\n")}\n`;
}

/** What stands between the fences: `0`, a line break and what the part printed; `=` and the status that closed it. */
const framed = (output: string, fence: string): readonly string[] => output.split(`\n${fence} `).slice(1);

function reply(fact: Fact, index: number, frames: readonly string[]): FactReply {
  const open = `${index}\n`;
  const at = frames.findIndex((frame) => frame.startsWith(open));
  const [, status] = /^=(\d+)\n/.exec(frames[at + 1] ?? "") ?? [];
  if (at < 0 || status === undefined)
    return { unknown: "the host did not answer this before the probe ended" };
  const rc = Number(status);
  if (rc === KILLED) return { unknown: `no answer within ${fact.timeoutS} s` };
  return { rc, out: frames[at]?.slice(open.length) ?? "" };
}

/** The replies in `output`, by fact key; complete, as far as the output goes, also when it was cut off. */
export function readReplies(
  facts: readonly Fact[],
  output: string,
  fence: string,
): Record<string, FactReply> {
  const frames = framed(output, fence);
  return Object.fromEntries(inOrder(facts).map((fact, index) => [fact.key, reply(fact, index, frames)]));
}
