import type { Command } from "../../../model/transport.ts";
import { shell } from "../../host/write/scripts.ts";

/**
 * Runs gluster and believes only `opRet`: its exit codes are 0 on failure. A lock that another transaction holds is
 * waited for, up to the 200 s after which glusterd gives up a stale one itself; nothing else is tried twice.
 */
const RUN = `gl() {
  pause=1 spent=0
  while :; do
    said=$(gluster --mode=script --xml --timeout=600 "$@" 2>&1) || :
    case $said in
    *'<opRet>0</opRet>'*) return 0;;
    *'Another transaction'*|*'<opErrno>30802</opErrno>'*|*'Locking failed'*)
      [ $spent -lt 200 ] || break
      sleep $pause; spent=$((spent + pause)); pause=$((pause < 15 ? pause * 2 : 15));;
    *) break;;
    esac
  done
  told=$(printf '%s' "$said" | tr '\\n' ' ' | sed -n 's:.*<opErrstr>\\(.*\\)</opErrstr>.*:\\1:p' | sed 's/&#xA;/ /g; s/&apos;/'"'"'/g; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\\&/g')
  [ -n "$told" ] || told=$(printf '%s' "$said" | sed 's/<[^>]*>//g' | tr -s ' \\n' '  ')
  printf 'gluster %s: %s\\n' "$*" "$told" >&2
  return 1
}`;

/** Longest a gluster command may take, seconds: its own limit of 600, and the wait for a lock. */
export const LONGEST_S = 820;

/** One gluster command, its words as arguments. */
export const gluster = (words: readonly string[]): Command =>
  shell(`# gluster\n${RUN}\ngl "$@"`, words, LONGEST_S);

/**
 * A command on bricks of a volume. Whatever becomes of it, `auth.allow` is set to its wanted value afterwards: glusterd
 * adds names to it on the way, and a failure, or a replaced brick, leaves a different value on every member, which
 * splits the pool at the next restart.
 */
export const glusterBricks = (volume: string, allow: string, words: readonly string[]): Command =>
  shell(
    `# gluster, then auth.allow again
${RUN}
volume=$1 allow=$2; shift 2
gl "$@"; rc=$?
[ -z "$allow" ] || gl volume set "$volume" auth.allow "$allow" || rc=1
[ $rc -eq 0 ] || exit $rc
case "$*" in *' replace-brick '*|*' reset-brick '*|*' add-brick '*' replica '*|*' add-brick '*' disperse '*) ;; *) exit 0;; esac
# a new copy is empty: right after, the count of what is to be healed can be 0 although nothing is; what takes
# longer than this is waited for by whoever moves bricks next
n=0 zero=0 end=$(($(date +%s) + 25))
while [ "$(date +%s)" -lt "$end" ] && [ $zero -lt 2 ]; do
  sleep 1; n=$((n + 1))
  [ $n -ne 4 ] || gluster --mode=script volume heal "$volume" >/dev/null 2>&1
  left=$(gluster --mode=script --xml volume heal "$volume" info summary | awk -v RS='<' '
    /^status>/ && $0 !~ /^status>Connected/ { bad = 1 }
    /^totalNumberOfEntries>/ { seen = 1; sum += substr($0, 22) }
    END { print (bad || !seen) ? "?" : sum }')
  if [ "$left" = 0 ]; then zero=$((zero + 1)); else zero=0; fi
done
exit 0`,
    [volume, allow, ...words],
    LONGEST_S,
  );

/** `is_in NAME`: whether a peer of that name is in the cluster, as this host sees it. */
export const IS_IN = `is_in() {
  gluster --mode=script --xml pool list | awk -v RS='<' -v name="$1" '
/^peer>/ { mine = 0; state = "" }
/^hostname>/ { if (substr($0, 10) == name) mine = 1 }
/^state>/ { state = substr($0, 7) + 0 }
/^\\/peer>/ { if (mine && state == 3) found = 1 }
END { exit !found }'
}`;

/** Probes a host and waits until it is in: with volumes in the pool a new member takes over a second. */
export const glusterProbe = (name: string): Command =>
  shell(
    `# gluster peer probe, and wait until it is in
${RUN}
${IS_IN}
gl peer probe "$1" || exit
n=0
while [ $n -lt 120 ]; do ! is_in "$1" || exit 0; n=$((n + 1)); sleep 0.5; done
echo "$1 is a peer, but not in the cluster after 60 s" >&2
exit 1`,
    [name],
    LONGEST_S,
  );
