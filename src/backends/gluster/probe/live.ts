import type { FactReply, ReadOf } from "../../../model/snapshot.ts";
import { type Answer, answerOf, child, children, type Element, textOf } from "./xml.ts";

/** A long-running task of a volume: a rebalance, or bricks that are being emptied. */
export interface Task {
  readonly type: "rebalance" | "remove-brick";
  readonly id: string;
  readonly state: "running" | "completed" | "failed" | "stopped";
  /** The bricks being emptied; none for a rebalance. */
  readonly bricks: readonly string[];
  readonly files: number;
  readonly failures: number;
  /** Bytes moved so far, and the seconds that took. */
  readonly moved: number;
  readonly seconds: number;
  /** How far it is, for people. */
  readonly text: string;
}

/** What is going on in a started volume. */
export interface Live {
  /** Brick name to whether its process is up; those of hosts whose glusterd is away are not listed. */
  readonly online: Readonly<Record<string, boolean>>;
  /** Brick name to the TCP port it listens on, of those that are up. */
  readonly ports: Readonly<Record<string, number>>;
  /** Brick name to bytes of its file system, and the device that one is on. */
  readonly room: Readonly<
    Record<string, { readonly total: number; readonly free: number; readonly device: string }>
  >;
  /** Brick name to the entries it lists for healing, those in split-brain among them; only of bricks that answered. */
  readonly entries: Readonly<Record<string, { readonly all: number; readonly splitBrain: number }>>;
  /** Entries that wait for healing over all bricks; `null` when any brick did not answer. Always 0 without copies. */
  readonly pending: number | null;
  readonly splitBrain: number | null;
  readonly task: Task | null;
  /** Set when gluster itself did not answer, and this is only what each member sees of its own processes. */
  readonly partial?: true;
}

/** `#name volume` and the lines below it. */
function sections(text: string): readonly { name: string; volume: string; xml: string }[] {
  const found: { name: string; volume: string; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, name = "", volume = ""] = /^#(\S+) (.*)$/.exec(line) ?? [];
    if (name) found.push({ name, volume, lines: [] });
    else if (line.startsWith("|")) found.at(-1)?.lines.push(line.slice(1));
  }
  return found.map(({ name, volume, lines }) => ({ name, volume, xml: lines.join("\n") }));
}

const bodyOf = (answer: Answer): Element | undefined =>
  "ok" in answer && answer.ok ? answer.body : undefined;

const nodes = (body: Element | undefined) =>
  children(child(child(body, "volStatus"), "volumes"), "volume").flatMap((volume) =>
    children(volume, "node"),
  );

const brickName = (node: Element) => `${textOf(node, "hostname")}:${textOf(node, "path")}`;

const isBrick = (node: Element) => textOf(node, "path").startsWith("/");

const states: Readonly<Record<string, Task["state"]>> = { "1": "running", "3": "completed", "4": "failed" };

/** Progress of a task, from its own status. */
function progress(body: Element | undefined, name: string) {
  const all = child(child(body, name), "aggregate");
  const files = Number(textOf(all, "files")) || 0;
  // `skipped` is no failure: of a rebalance they are files in use or better where they are; a drain counts them as failures itself
  const failures = Number(textOf(all, "failures")) || 0;
  const [moved, seconds] = [Number(textOf(all, "size")) || 0, Number(textOf(all, "runtime")) || 0];
  return { files, failures, scanned: Number(textOf(all, "lookups")) || 0, moved, seconds };
}

function taskOf(status: Element | undefined, reported: Element | undefined): Task | null {
  const volumes = children(child(child(status, "volStatus"), "volumes"), "volume");
  const [task] = volumes.flatMap((volume) => children(child(volume, "tasks"), "task"));
  if (task === undefined) return null;
  const type = textOf(task, "type") === "Rebalance" ? "rebalance" : "remove-brick";
  const state = states[textOf(task, "status")] ?? "stopped";
  const { files, failures, scanned, moved, seconds } = progress(
    reported,
    type === "rebalance" ? "volRebalance" : "volRemoveBrick",
  );
  const bricks = children(child(task, "params"), "brick").map(String);
  const text = `${files} of ${scanned} files looked at moved${failures > 0 ? `, ${failures} failed` : ""}`;
  return { type, id: textOf(task, "id"), state, bricks, files, failures, moved, seconds, text };
}

/** Heal counts; a brick that is not exactly `Connected`, or shows no number, makes both unknown. */
export function healOf(body: Element | undefined): { pending: number | null; splitBrain: number | null } {
  const bricks = children(child(child(body, "healInfo"), "bricks"), "brick");
  const unknown = { pending: null, splitBrain: null };
  if (bricks.length === 0) return unknown;
  const number = (brick: Element, name: string) => {
    const text = textOf(brick, name);
    return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  const sum = (name: string) => bricks.reduce((total, brick) => total + number(brick, name), 0);
  const [all, split] = [sum("totalNumberOfEntries"), sum("numberOfEntriesInSplitBrain")];
  const whole = bricks.every((brick) => textOf(brick, "status") === "Connected");
  if (!whole || Number.isNaN(all) || Number.isNaN(split)) return unknown;
  return { pending: all, splitBrain: split };
}

const entriesOf = (body: Element | undefined): Live["entries"] =>
  Object.fromEntries(
    children(child(child(body, "healInfo"), "bricks"), "brick").flatMap((brick) => {
      const all = textOf(brick, "totalNumberOfEntries");
      const splitBrain = Number(textOf(brick, "numberOfEntriesInSplitBrain")) || 0;
      return /^\d+$/.test(all) ? [[textOf(brick, "name"), { all: Number(all), splitBrain }]] : [];
    }),
  );

/** What of one volume the member that answers says; nothing when the volume is not started. */
export function liveOf(text: string, volume: string): Live | undefined {
  const own = sections(text).filter((section) => section.volume === volume);
  const part = (name: string) => {
    const section = own.find((one) => one.name === name);
    return section ? bodyOf(answerOf(section.xml)) : undefined;
  };
  const status = part("status");
  if (status === undefined) return undefined;
  const bricks = nodes(status).filter(isBrick);
  const hasHeal = own.some(({ name }) => name === "heal");
  return {
    online: Object.fromEntries(bricks.map((node) => [brickName(node), textOf(node, "status") === "1"])),
    ports: Object.fromEntries(
      bricks
        .filter((node) => /^[1-9]\d*$/.test(textOf(node, "port")))
        .map((node) => [brickName(node), Number(textOf(node, "port"))]),
    ),
    room: Object.fromEntries(
      nodes(part("detail"))
        .filter((node) => isBrick(node) && /^\d+$/.test(textOf(node, "sizeTotal")))
        .map((node) => [
          brickName(node),
          {
            total: Number(textOf(node, "sizeTotal")),
            free: Number(textOf(node, "sizeFree")),
            device: textOf(node, "device"),
          },
        ]),
    ),
    entries: entriesOf(part("heal")),
    ...(hasHeal ? healOf(part("heal")) : { pending: 0, splitBrain: 0 }),
    task: taskOf(status, part("drain") ?? part("balance")),
  };
}

/** What was read out of replies already, by volume. */
const readBefore = new WeakMap<FactReply, Map<string, Live | undefined>>();

function liveIn(reply: FactReply & { readonly out: string }, volume: string): Live | undefined {
  const known = readBefore.get(reply) ?? new Map<string, Live | undefined>();
  readBefore.set(reply, known);
  if (!known.has(volume)) known.set(volume, liveOf(reply.out, volume));
  return known.get(volume);
}

/** What the one member that answers says of a volume, whichever of `members` that is. */
export function liveFrom(
  members: readonly string[],
  volume: string,
  of: ReadOf,
): { readonly live: Live | undefined } | { readonly unknown: string } {
  const replies = members.map((host) => of(host)("gluster-live"));
  const answered = replies.find((reply) => "out" in reply && /^here$/m.test(reply.out));
  if (answered && "out" in answered) return { live: liveIn(answered, volume) };
  const silent = replies.find((reply) => "unknown" in reply);
  return { unknown: silent && "unknown" in silent ? silent.unknown : "no member tells what goes on in it" };
}
