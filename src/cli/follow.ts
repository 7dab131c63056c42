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

/** Beginnings are what the redrawn lines show, so a terminal does not need them as lines of their own. */
const shown = (event: Event, live: boolean): boolean =>
  !live || (event.type !== "started" && event.type !== "progress");

/** JSON lines, or a line per event; on a terminal also a line per host, redrawn in place. */
export function follow(run: Run): Follower {
  const { io, flags, paint, paintErr, screen } = run;
  const events: Event[] = [];
  let live = nothingYet;
  const draw = () => {
    if (live.begun === 0) return;
    const { columns, rows } = screen;
    screen.draw(
      liveLines(live, {
        now: io.now().getTime(),
        columns,
        rows,
        paint: paintErr,
      }),
    );
  };
  const timer = screen.live ? setInterval(draw, 500) : undefined;
  return {
    events,
    live: () => live,
    onEvent(event) {
      events.push(event);
      live = advance(live, event);
      screen.clear();
      if (flags.json) print(io.stdout, [jsonLine(event)]);
      else if (shown(event, screen.live)) print(io.stdout, eventLines(event, paint));
      draw();
    },
    end() {
      clearInterval(timer);
      screen.clear();
    },
  };
}
