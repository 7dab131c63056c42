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
 *
 * What it did is on the disk before it has succeeded: `systemctl enable`, package managers and daemons leave that to
 * the kernel, which takes seconds, and a host that loses its power in between would come back without it.
 *
 * A run that was frozen, or cut off, may not know yet that its lease has ended: before anything is done the lease has to
 * be held, and by this run. That is asked under `busy`, for which the next holder waits.
 */
const guard = (folder: string) => `what=$1 run=$2 settles=$3; shift 3
[ -d ${folder} ] || mkdir -p ${folder}
exec 8>>${folder}/busy; flock -s 8
holder=; [ ! -r ${folder}/holder ] || read -r holder <${folder}/holder
case $holder in
"run $run "*) ! flock -n -s ${folder}/lease true 8>&- || holder=;;
esac
case $holder in
"run $run "*) ;;
*)
  logger -t holdfast -- "refused, without the lock of this host: $what"
  echo "this run does not hold the lock of this host any more\${holder:+: it is held by $holder}; nothing was done"
  exit 125;;
esac
out=$(mktemp ${folder}/out.XXXXXX) || exit 125
logger -t holdfast -- "$what"
trap : TERM
"$@" >"$out" 2>&1 8>&-
rc=$?
if [ $rc -eq 0 ]; then
  IFS='
'
  set -f; set --
  for p in /etc /var/lib $settles; do [ ! -e "$p" ] || set -- "$@" "$p"; done
  sync -f -- "$@" >>"$out" 2>&1 || { rc=74; echo "what it did could not be brought to the disk" >>"$out"; }
fi
[ $rc -eq 0 ] || logger -t holdfast -- "exit status $rc: $what"
cat "$out"; rm -f "$out"; exit $rc`;

/** Longest text written to a journal, in characters. */
const LINE = 400;

/** `command` as it is really run: by whoever holds the lock of the host, logged, bounded, marked as busy. */
export function guarded(command: Command, step: Step, run: string, folder = RUN_FOLDER): Command {
  const what = `run=${run} ${step.type} ${step.address}: ${commandText(command.argv)}`.slice(0, LINE);
  const settles = (command.settles ?? []).join("\n");
  return {
    ...command,
    argv: ["sh", "-c", guard(folder), "holdfast", what.replace(/\s+/g, " "), run, settles, ...command.argv],
  };
}
