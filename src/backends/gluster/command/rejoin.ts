import type { Command } from "../../../model/transport.ts";
import { folderOf, shell } from "../../host/write/scripts.ts";
import { IS_IN, LONGEST_S } from "./index.ts";

/** What a member that came back as a bare machine is given. */
export interface Rejoin {
  readonly uuid: string;
  readonly operatingVersion: string;
  /** The other members: `<uuid> <name>`. */
  readonly peers: readonly string[];
  /** Paths of the bricks that volumes have on it. */
  readonly bricks: readonly string[];
}

const REJOIN = `# take back the identity that the other members know
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
done`;

/**
 * Gives a bare machine the identity of the member it was, and the names of the others: its glusterd greets them as one
 * of theirs, and they tell it of the volumes. (A probe from it works too, but leaves both at `Accepted peer request`, or
 * at `Sent and Received`, one time in three.) A brick's folder has to be there when glusterd reads the volume from what
 * it has stored, or `reset-brick` takes it for a new one: hence the second start. What another glusterd left there is
 * moved aside. Tried on 10.3 and 11.1.
 */
export const rejoinCommand = ({ uuid, operatingVersion, peers, bricks }: Rejoin): Command =>
  shell(REJOIN, [uuid, operatingVersion, peers.join("\n"), ...bricks], LONGEST_S, bricks.map(folderOf));

const BEFRIEND = `# take a peer in whose greeting stopped half-way
set -eu
${IS_IN}
file=/var/lib/glusterd/peers/$1 name=$2
[ -e "$file" ] || { echo "$name is not a peer here" >&2; exit 1; }
dropin=/run/systemd/system/glusterd.service.d
mkdir -p "$dropin"; printf '[Service]\nKillMode=process\n' >"$dropin/holdfast.conf"
tmp=
trap 'rm -f -- "$dropin/holdfast.conf" "$tmp"; rmdir -- "$dropin" 2>/dev/null || :; systemctl daemon-reload' EXIT
systemctl daemon-reload
# the greeting begins anew, and may stop half-way once more
for try in 1 2 3; do
  systemctl stop glusterd
  tmp=$(mktemp /var/lib/glusterd/.holdfast.XXXXXX)
  sed 's/^state=.*/state=3/' "$file" >"$tmp"; sync -- "$tmp"; mv -f -T -- "$tmp" "$file"
  systemctl start glusterd
  n=0 good=0
  while [ $n -lt 40 ] && [ $good -lt 6 ]; do
    if is_in "$name"; then good=$((good + 1)); else good=0; fi
    n=$((n + 1)); sleep 0.5
  done
  [ $good -lt 6 ] || exit 0
done
echo "$name is a peer, but not in the cluster after $try starts of glusterd" >&2
exit 1`;

/**
 * Takes a peer in whose greeting stopped half-way (states 4, 5 and 10 of 10.3): no restart and no probe takes glusterd
 * further, only the state it has stored. Its bricks go on: for this one stop only glusterd itself is ended.
 */
export const befriendCommand = (uuid: string, name: string): Command => shell(BEFRIEND, [uuid, name], 200);
