import type { Command } from "../../../model/transport.ts";
import { folderOf, shell } from "../../host/write/scripts.ts";

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
const LONGEST_S = 820;

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

const IS_IN = `is_in() {
  gluster --mode=script --xml pool list | awk -v RS='<' -v name="$1" '
/^peer>/ { mine = 0; state = "" }
/^hostname>/ { if (substr($0, 10) == name) mine = 1 }
/^state>/ { state = substr($0, 7) + 0 }
/^\\/peer>/ { if (mine && state == 3) found = 1 }
END { exit !found }'
}`;

/** What a member that came back as a bare machine is given. */
export interface Rejoin {
  readonly uuid: string;
  readonly operatingVersion: string;
  /** The other members: `<uuid> <name>`. */
  readonly peers: readonly string[];
  /** Paths of the bricks that volumes have on it. */
  readonly bricks: readonly string[];
}

/**
 * Gives a bare machine the identity of the member it was, and the names of the others: its glusterd greets them as one
 * of theirs, and they tell it of the volumes. (A probe from it works too, but leaves both at `Accepted peer request`, or
 * at `Sent and Received`, one time in three.) A brick's folder has to be there when glusterd reads the volume from what
 * it has stored, or `reset-brick` takes it for a new one: hence the second start. What another glusterd left there is
 * moved aside. Tried on 10.3 and 11.1.
 */
export const rejoinCommand = ({ uuid, operatingVersion, peers, bricks }: Rejoin): Command =>
  shell(
    `# take back the identity that the other members know
set -eu
${IS_IN}
uuid=$1 operating=$2 peers=$3; shift 3
[ -n "$operating" ] || { echo "the operating version of the other members is not known" >&2; exit 1; }
at=/var/lib/glusterd info=/var/lib/glusterd/glusterd.info nl='
'
systemctl stop glusterd
mkdir -p "$at"
if ! grep -qsx "UUID=$uuid" "$info" && [ -e "$info" ]; then
  aside=$at.holdfast.$(date +%s); mkdir "$aside"
  for e in "$at"/*; do
    case \${e##*/} in hooks|groups|secure-access) ;; *) mv -- "$e" "$aside";; esac
  done
fi
mkdir -p "$at/peers"
put() {
  tmp=$(mktemp "$at/.holdfast.XXXXXX"); cat >"$tmp"; sync -- "$tmp"; mv -f -T -- "$tmp" "$1"
}
IFS=$nl
for p in $peers; do
  printf 'uuid=%s\nstate=3\nhostname1=%s\n' "\${p%% *}" "\${p#* }" | put "$at/peers/\${p%% *}"
done
unset IFS
printf 'UUID=%s\noperating-version=%s\n' "$uuid" "$operating" | put "$info"
sync -- "$at" "$at/peers"
for b; do [ ! -d "\${b%/*}" ] || [ -e "$b" ] || mkdir -- "$b"; done
until_true() { n=0; until "$@"; do [ $n -lt 120 ] || return 1; n=$((n + 1)); sleep 0.5; done; }
known() { grep -qsxF "path=$1" "$at"/vols/*/bricks/*; }
any_in() { IFS=$nl; for p in $peers; do if is_in "\${p#* }"; then unset IFS; return 0; fi; done; unset IFS; return 1; }
started() {
  systemctl start glusterd
  until_true any_in || { echo "none of the other members took it in within 60 s" >&2; return 1; }
}
started
[ $# -gt 0 ] || exit 0
for b; do
  until_true known "$b" || { echo "the other members did not tell of the volume of $b within 60 s" >&2; exit 1; }
done
systemctl stop glusterd
started
# a greeting that stops half-way at one of the others is seen as such, or over, before anything else is done
at_peer() {
  gluster --mode=script --remote-host="$1" --xml pool list | awk -v RS='<' -v uuid="$uuid" '
/^uuid>/ { mine = (substr($0, 6) == uuid) }
/^state>/ { if (mine) print substr($0, 7) + 0 }'
}
IFS=$nl
for p in $peers; do
  n=0 same=0 last=
  while [ $n -lt 40 ] && [ $same -lt 12 ]; do
    now=$(at_peer "\${p#* }" || :)
    [ "$now" != 3 ] || break
    if [ "$now" = "$last" ]; then same=$((same + 1)); else same=0; fi
    last=$now n=$((n + 1)); sleep 0.5
  done
done`,
    [uuid, operatingVersion, peers.join("\n"), ...bricks],
    LONGEST_S,
    bricks.map(folderOf),
  );

/**
 * Takes a peer in whose greeting stopped half-way (states 4, 5 and 10 of 10.3): no restart and no probe takes glusterd
 * further, only the state it has stored. Its bricks go on: for this one stop only glusterd itself is ended.
 */
export const befriendCommand = (uuid: string, name: string): Command =>
  shell(
    `# take a peer in whose greeting stopped half-way
set -eu
${IS_IN}
file=/var/lib/glusterd/peers/$1 name=$2
[ -e "$file" ] || { echo "$name is not a peer here" >&2; exit 1; }
dropin=/run/systemd/system/glusterd.service.d
mkdir -p "$dropin"; printf '[Service]\nKillMode=process\n' >"$dropin/holdfast.conf"
tmp=
trap 'rm -f -- "$dropin/holdfast.conf" "$tmp"; rmdir -- "$dropin" 2>/dev/null || :; systemctl daemon-reload' EXIT
systemctl daemon-reload
systemctl stop glusterd
tmp=$(mktemp /var/lib/glusterd/.holdfast.XXXXXX)
sed 's/^state=.*/state=3/' "$file" >"$tmp"; sync -- "$tmp"; mv -f -T -- "$tmp" "$file"
systemctl start glusterd
n=0
while [ $n -lt 120 ]; do ! is_in "$name" || exit 0; n=$((n + 1)); sleep 0.5; done
echo "$name is a peer, but not in the cluster after 60 s" >&2
exit 1`,
    [uuid, name],
    200,
  );

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
