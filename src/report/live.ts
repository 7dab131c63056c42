import type { Event } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import { clean } from "./clean.ts";
import { stepText } from "./events.ts";
import type { Palette } from "./palette.ts";
import { table, width } from "./table.ts";
import { waves } from "./waves.ts";
import { duration } from "./words.ts";

/** What an apply looks like at one moment; times in milliseconds since the epoch. */
export interface Live {
  readonly steps: readonly Step[];
  /** Step id to its wave, from 1. */
  readonly wave: ReadonlyMap<string, number>;
  readonly waves: number;
  readonly begun: number;
  readonly running: ReadonlyMap<
    string,
    { readonly step: Step; readonly since: number; readonly text?: string }
  >;
  /** Ids by how they ended. */
  readonly ended: ReadonlyMap<string, "done" | "already" | "failed" | "stale" | "waiting" | "skipped">;
}

/** Before the first event. */
export const nothingYet: Live = {
  steps: [],
  wave: new Map(),
  waves: 0,
  begun: 0,
  running: new Map(),
  ended: new Map(),
};

function begin(steps: readonly Step[], begun: number): Live {
  const all = waves(steps);
  const wave = new Map(all.flatMap((some, i) => some.map(({ id }) => [id, i + 1] as const)));
  return { ...nothingYet, steps, wave, waves: all.length, begun };
}

/** The moment after `event`. */
export function advance(live: Live, event: Event): Live {
  const at = Date.parse(event.at);
  if (event.type === "begin") return begin(event.steps, at);
  if (event.type === "end") return { ...live, running: new Map() };
  const { step } = event;
  const running = new Map(live.running);
  if (event.type === "started") return { ...live, running: running.set(step.id, { step, since: at }) };
  if (event.type === "progress") {
    const since = running.get(step.id)?.since ?? at;
    return {
      ...live,
      running: running.set(step.id, { step, since, text: event.text }),
    };
  }
  running.delete(step.id);
  return {
    ...live,
    running,
    ended: new Map(live.ended).set(step.id, event.type),
  };
}

/** Steps that are running right now, `s1 nfs.export.write web`. */
export const inFlight = ({ running }: Live): readonly string[] =>
  [...running.values()].map(({ step }) => `${clean(step.host)} ${stepText(step)}`);

function hostRow(live: Live, host: string, now: number, paint: Palette): readonly string[] {
  const own = live.steps.filter((step) => step.host === host);
  const endings = own.map(({ id }) => live.ended.get(id)).filter((it) => it !== undefined);
  const tally = `${endings.length}/${own.length}`;
  const current = [...live.running.values()].find(({ step }) => step.host === host);
  if (current) {
    const text = current.text ? `: ${clean(current.text)}` : "";
    return [
      host,
      paint.cyan("running"),
      tally,
      `${stepText(current.step)}${text}  ${duration(now - current.since)}`,
    ];
  }
  if (endings.some((it) => it === "failed" || it === "stale")) return [host, paint.red("failed"), tally];
  if (endings.some((it) => it === "waiting")) return [host, paint.yellow("goes on"), tally];
  if (endings.length === own.length) return [host, paint.green("done"), tally];
  return [host, paint.dim("waiting"), tally];
}

/** Cut to the terminal, so that redrawing in place counts lines rightly; colours survive a cut only at its end. */
const cut = (line: string, columns: number): string => {
  if (width(line) <= columns) return line;
  const bare = line.replace(/\u001b\[\d+m/g, "");
  return `${[...bare].slice(0, Math.max(0, Math.floor(columns) - 1)).join("")}…`;
};

/** One line per host that still has something to do (running ones first), and a total; never more than fits. */
export function liveLines(
  live: Live,
  view: {
    readonly now: number;
    readonly columns: number;
    readonly rows: number;
    readonly paint: Palette;
  },
): readonly string[] {
  const busy = new Set([...live.running.values()].map(({ step }) => step.host));
  const open = new Set(live.steps.filter(({ id }) => !live.ended.has(id)).map(({ host }) => host));
  const hosts = [...busy, ...[...open].filter((host) => !busy.has(host))];
  const room = Math.max(1, view.rows - 3);
  const rows = hosts.slice(0, room).map((host) => hostRow(live, host, view.now, view.paint));
  const wave = Math.max(0, ...[...live.running.keys()].map((id) => live.wave.get(id) ?? 0));
  const total = [
    ...(wave > 0 ? [`wave ${wave}/${live.waves}`] : []),
    `${live.ended.size} of ${live.steps.length} actions`,
    ...(live.begun > 0 ? [duration(view.now - live.begun)] : []),
    ...(hosts.length > room ? [`${hosts.length - room} more hosts`] : []),
  ].join(" · ");
  return [...table(rows, "  "), view.paint.dim(total)].map((line) => cut(line, view.columns - 1));
}
