import type { Holdfast } from "./holdfast.ts";
import type { Ended, ProgramOptions, Running } from "./program.ts";

/** One line of `apply --json`: the plan, an event, or the result. */
export interface ApplyEvent {
  readonly type: string;
  readonly step?: Step;
  readonly steps?: readonly Step[];
  readonly plan?: Planned;
  readonly why?: string;
  readonly hint?: string;
  readonly exit?: number;
  readonly outcome?: string;
  readonly inSync?: boolean;
  readonly tally?: Readonly<Record<string, number>>;
}

/** An action of a plan, as far as these suites look at it. */
export interface Step {
  readonly id: string;
  readonly type: string;
  readonly address: string;
  readonly host: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A plan document, as far as these suites look at it. */
export interface Planned {
  readonly actions: readonly Step[];
  readonly changes: readonly { readonly address: string; readonly op: string; readonly why: string }[];
  readonly blocked: readonly { readonly change: { readonly address: string }; readonly why: string }[];
  readonly unknown: readonly { readonly address: string; readonly host: string; readonly why: string }[];
  readonly hosts: Readonly<
    Record<string, { readonly reachable: boolean; readonly why?: string; readonly hint?: string }>
  >;
}

/** An `apply --yes --json` that may still run. */
export interface Applying {
  readonly running: Running;
  readonly events: readonly ApplyEvent[];
  /** Events of one type. */
  of(type: string): readonly ApplyEvent[];
  /** Resolves when a line satisfies `test`; rejects when the program ends without one. */
  until(test: (event: ApplyEvent) => boolean): Promise<ApplyEvent>;
  readonly done: Promise<Ended>;
}

/** Starts `apply --yes --json` and hands every line to `onEvent` the moment it is printed. */
export function applying(
  holdfast: Holdfast,
  options: ProgramOptions & {
    readonly args?: readonly string[];
    readonly onEvent?: (event: ApplyEvent, kill: (signal?: NodeJS.Signals) => void) => void;
  } = {},
): Applying {
  const { args = [], onEvent, ...rest } = options;
  const events: ApplyEvent[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const kill = (signal: NodeJS.Signals = "SIGKILL") => running.kill(signal);
  const running = holdfast.start(["apply", "--yes", "--json", ...args], {
    ...rest,
    onLine(line, stream) {
      // a killed program may leave half a line
      if (stream !== "stdout" || !line.startsWith("{") || !line.endsWith("}")) return;
      const one = JSON.parse(line) as ApplyEvent;
      events.push(one);
      onEvent?.(one, kill);
      for (const wake of waiting) wake();
    },
  });
  void running.done.then(() => {
    over = true;
    for (const wake of waiting) wake();
  });
  const until: Applying["until"] = (test) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = events.find(test);
        if (!found && !over) return;
        waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`it never came to that:\n${running.stdout}${running.stderr}`));
      };
      waiting.add(look);
      look();
    });
  return {
    running,
    events,
    of: (type) => events.filter((one) => one.type === type),
    until,
    done: running.done,
  };
}

/** The beginning of a step of this type, on this host when one is given. */
export const begins = (type: string, host?: string) => (event: ApplyEvent) =>
  event.type === "started" && event.step?.type === type && (host === undefined || event.step.host === host);

/** The plan that `plan --json` prints, and how the program ended. */
export async function planned(
  holdfast: Holdfast,
  args: readonly string[] = [],
  options?: ProgramOptions,
): Promise<Ended & { readonly plan: Planned }> {
  const ended = await holdfast.run(["plan", "--json", ...args], options);
  if (!ended.stdout.startsWith("{")) throw new Error(`no plan (${ended.code}): ${ended.stderr}`);
  return { ...ended, plan: JSON.parse(ended.stdout) as Planned };
}
