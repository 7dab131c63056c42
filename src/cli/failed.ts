import { clean } from "../report/clean.ts";
import { findingLines } from "../report/findings.ts";
import { formatVersion, jsonLine } from "../report/json.ts";
import type { Palette } from "../report/palette.ts";
import { exit, Stop } from "./exit.ts";
import { print, type Run } from "./run.ts";

/** Why a command ended early, and what to do, for a terminal. */
export const stopLines = (stop: Stop, paint: Palette): readonly string[] => [
  ...stop.findings.flatMap((finding) => findingLines(finding, paint, stop.texts)),
  `${paint.red("error")}: ${clean(stop.message)}`,
  ...(stop.hint ? [`  hint: ${stop.hint}`] : []),
];

const asStop = (error: unknown): Stop => {
  if (error instanceof Stop) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Stop(exit.error, `unexpected: ${clean(message) || "no message"}`, {
    hint: "This is a defect in holdfast. Run it again with --log-level debug and report what it prints.",
  });
};

/** Tells the user why a command ended early; the answer is the exit code. Stacks only go to the debug log. */
export function failed(run: Run, error: unknown): number {
  const stop = asStop(error);
  run.screen.clear();
  if (!(error instanceof Stop)) {
    const stack = error instanceof Error ? error.stack : undefined;
    run.log.debug({ stack }, "unexpected error");
  }
  if (run.flags.json) {
    const { exit: code, message, hint, findings } = stop;
    const more = {
      ...(hint ? { hint } : {}),
      ...(findings.length > 0 ? { findings } : {}),
    };
    print(run.io.stdout, [jsonLine({ formatVersion, type: "error", exit: code, message, ...more })]);
  }
  print(run.io.stderr, stopLines(stop, run.paintErr));
  return stop.exit;
}
