import type { Event } from "../model/event.ts";
import { eventLines } from "../report/events.ts";
import { jsonLine } from "../report/json.ts";
import { advance, type Live, liveLines, nothingYet } from "../report/live.ts";
import { print, type Run } from "./run.ts";

/** Watches an apply and shows it. */
export interface Follower {
  readonly events: readonly Event[];
  onEvent(event: Event): void;
  live(): Live;
  /** Takes what is redrawn off the screen; the lines of finished steps stay. */
  end(): void;
}

/** Milliseconds between two lines about one running step, where every line stays. */
const quiet = 10_000;

/**
 * Which events get a line: on a terminal the redrawn lines show beginnings and progress already, and in a log a
 * step that keeps saying it is not done yet is only heard now and then.
 */
function talk(live: boolean): (event: Event) => boolean {
  const heard = new Map<string, number>();
  return (event) => {
    if (event.type !== "started" && event.type !== "progress") return true;
    const at = Date.parse(event.at);
    const last = heard.get(event.step.id);
    if (last !== undefined && at - last < quiet) return false;
    heard.set(event.step.id, at);
    return !live;
  };
}

/** Milliseconds between two drawings: a big fleet has more events than a terminal, or an eye, can take. */
const pace = 100;

/** JSON lines, or a line per event; on a terminal also a line per host, redrawn in place. */
export function follow(run: Run): Follower {
  const { io, flags, paint, paintErr, screen } = run;
  const events: Event[] = [];
  const worthTelling = talk(screen.live);
  let live = nothingYet;
  let drawn = 0;
  const draw = () => {
    const now = io.now().getTime();
    if (live.begun === 0 || now - drawn < pace) return;
    drawn = now;
    const { columns, rows } = screen;
    screen.draw(liveLines(live, { now, columns, rows, paint: paintErr }));
  };
  const timer = screen.live ? setInterval(draw, 2 * pace) : undefined;
  return {
    events,
    live: () => live,
    onEvent(event) {
      events.push(event);
      live = advance(live, event);
      const lines = flags.json ? [jsonLine(event)] : worthTelling(event) ? eventLines(event, paint) : [];
      if (lines.length > 0) screen.clear();
      print(io.stdout, lines);
      if (screen.live) draw();
    },
    end() {
      clearInterval(timer);
      screen.clear();
    },
  };
}
