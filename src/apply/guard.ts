import { commandText } from "../model/command-text.ts";
import type { Step } from "../model/plan.ts";
import type { Command } from "../model/transport.ts";

/** Where leases, the busy mark and outputs live on a host: memory, gone at reboot. */
export const RUN_FOLDER = "/run/holdfast";

/**
 * Every mutation runs inside this: a line in the host's journal before and, when it fails, after; a shared
 * lock on `busy`, so that the next run can wait for one that outlived its client; output to a file, so that
 * a client that goes away does not end it half-way with a broken pipe. When it is to end (its time is over, or
 * somebody stopped the run), the whole process group gets the signal, and this one stays until the command is
 * gone: it is in that group, so nothing here may make another one, and daemons it starts do not get the lock.
 */
const GUARD = `what=$1; shift
[ -d ${RUN_FOLDER} ] || mkdir -p ${RUN_FOLDER}
out=$(mktemp ${RUN_FOLDER}/out.XXXXXX) || exit 125
logger -t holdfast -- "$what"
exec 8>>${RUN_FOLDER}/busy; flock -s 8
trap : TERM
"$@" >"$out" 2>&1 8>&-
rc=$?
[ $rc -eq 0 ] || logger -t holdfast -- "exit status $rc: $what"
cat "$out"; rm -f "$out"; exit $rc`;

/** Longest text written to a journal, in characters. */
const LINE = 400;

/** `command` as it is really run: logged, bounded, marked as busy. */
export function guarded(command: Command, step: Step, run: string): Command {
  const what = `run=${run} ${step.type} ${step.address}: ${commandText(command.argv)}`.slice(0, LINE);
  return {
    ...command,
    argv: ["sh", "-c", GUARD, "holdfast", what.replace(/\s+/g, " "), ...command.argv],
  };
}
