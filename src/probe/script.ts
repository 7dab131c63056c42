import { randomBytes } from "node:crypto";
import type { Fact, FactReply } from "../model/snapshot.ts";
import { quote } from "../transport/shell.ts";

/**
 * The frame around the parts: a line of the fence and a number opens a part, one of the fence, `=` and its exit status
 * closes it. The fence is new in every probe, so no content can forge a frame or a status.
 */
const opened = (fence: string, number: string) => `printf '\\n${fence} %s\\n' ${number}`;
const closed = (fence: string) => `printf '\\n${fence} =%s\\n' $?`;

const preamble = (fence: string) => `LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin; export LC_ALL PATH
part() {
  ${opened(fence, '"$1"')}; t=$2; s=$3; shift 3
  timeout -s KILL "$t" sh -c "$s" fact "$@" </dev/null 2>/dev/null
  ${closed(fence)}
}
`;

/** What a shell reports for a program ended by SIGKILL, as `timeout -s KILL` does. */
const KILLED = 137;

/** Longest script that goes to one program as an argument, in characters: Linux takes 128 KiB. */
const LONGEST = 60_000;

/** Facts in the order they run: those that may hang come last, so that they can only spoil themselves. */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter((fact) => !fact.mayHang),
  ...facts.filter((fact) => fact.mayHang),
];

/** What marks the frame of one probe: 24 characters nobody can guess. */
export const newFence = (): string => randomBytes(12).toString("hex");

interface Part {
  readonly fact: Fact;
  readonly index: number;
}

const alone = ({ fact, index }: Part): string =>
  ["part", String(index), String(fact.timeoutS), quote(fact.script), ...fact.args.map(quote)].join(" ");

/** A part as a piece of a longer script. */
const piece = ({ fact: { script, args }, index }: Part, fence: string): string =>
  [
    opened(fence, String(index)),
    `( set -- ${args.map(quote).join(" ")}\n${script}\n) </dev/null 2>/dev/null`,
    closed(fence),
  ].join("\n");

/** Cut into lots whose pieces are short enough to be one argument. */
function lots(parts: readonly Part[], fence: string): readonly (readonly Part[])[] {
  const all: Part[][] = [[]];
  let length = 0;
  for (const part of parts) {
    length += piece(part, fence).length;
    if (length > LONGEST) {
      all.push([]);
      length = piece(part, fence).length;
    }
    all.at(-1)?.push(part);
  }
  return all;
}

/**
 * Parts that do not hang, one after the other under one limit, as starting programs is most of what they take. Should
 * one hang all the same, each is asked once more, by itself and with its own limit.
 */
function together(parts: readonly Part[], fence: string): string {
  if (parts.length < 2) return parts.map(alone).join("\n");
  const all = quote(parts.map((part) => piece(part, fence)).join("\n"));
  const least = Math.min(...parts.map(({ fact }) => fact.timeoutS));
  return `timeout -s KILL ${least} sh -c ${all} fact 2>/dev/null || [ $? -ne ${KILLED} ] || {
${parts.map(alone).join("\n")}
}`;
}

/** The one POSIX-sh script that answers `facts`; its output is read by {@link readReplies} with the same list and fence. */
export function probeScript(facts: readonly Fact[], fence: string): string {
  const parts = inOrder(facts).map((fact, index) => ({ fact, index }));
  const quick = parts.filter(({ fact }) => !fact.mayHang);
  const slow = parts.filter(({ fact }) => fact.mayHang);
  return `${preamble(fence)}${[...lots(quick, fence).map((lot) => together(lot, fence)), ...slow.map(alone)].join("\n")}\n`;
}

/** What is between the fences: `0`, a line break and what the part printed; `=` and the status that closed it. */
const framed = (output: string, fence: string): readonly string[] => output.split(`\n${fence} `).slice(1);

function reply(fact: Fact, index: number, frames: readonly string[]): FactReply {
  const open = `${index}\n`;
  // of one that was asked once more, the second answer counts
  const at = frames.findLastIndex((frame) => frame.startsWith(open));
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
