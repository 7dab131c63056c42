import type { Fact } from "../../../model/snapshot.ts";
import { LOOK_AT_FILE_SYSTEM } from "../../host/filesystem/state.ts";

/**
 * Every question starts so: a host without gluster says `none`.
 *
 * `gluster` begins by starting Python, only to learn from gsyncd's `--version` whether there is geo-replication; that
 * takes four fifths of its time. gsyncd runs what `PYTHON` names, and a question needs no geo-replication.
 */
const IF_THERE = `command -v gluster >/dev/null || { echo none; exit 0; }
PYTHON=/bin/true; export PYTHON`;

/**
 * Asks a host whom it is in a trusted pool with, and which volumes it knows: two answers of one process, as starting
 * `gluster` takes longer than any answer. Takes no cluster lock. Where no glusterd listens, `gluster` would wait two
 * minutes for one before it reads its commands, and is asked so that it says so at once.
 */
export const clusterFact: Fact = {
  key: "gluster-cluster",
  script: `${IF_THERE}
g='gluster --mode=script --xml'
if grep -q '/glusterd\\.socket$' /proc/net/unix; then printf 'pool list\\nvolume info\\n' | $g
else $g pool list && $g volume info; fi`,
  args: [],
  timeoutS: 10,
};

/**
 * Asks what glusterd has stored (version, identity, quorum, each volume's checksum), which bricks run here, and what of
 * TLS is there; where its files belong is built into gluster. Needs neither glusterd nor any other member.
 */
export const storeFact: Fact = {
  key: "gluster-store",
  script: `cd /var/lib/glusterd 2>/dev/null || exit 0
[ ! -e secure-access ] || echo secure
nl='
'
t=$(grep -aohs '/[a-z/]*/glusterfs\\.pem' /usr/lib/*/glusterfs/*/rpc-transport/socket.so)
t=\${t%%"$nl"*}
for e in \${t:+pem key ca}; do [ -e "\${t%pem}$e" ] || echo "lacks \${t%pem}$e"; done
# reads the value of a key out of a file of glusterd's; starts no program
value() {
  v=; [ -r "$2" ] || return
  while IFS='=' read -r k w || [ -n "$k" ]; do [ "$k" != "$1" ] || v=$w; done <"$2"
}
value UUID glusterd.info; [ -z "$v" ] || echo "uuid $v"
value operating-version glusterd.info; [ -z "$v" ] || echo "op $v"
value cluster.server-quorum-ratio options; [ -z "$v" ] || echo "quorum $v"
for d in vols/*/; do
  [ -d "$d" ] || continue
  n=\${d%/}; value info "$d/cksum"; printf 'volume %s %s\\n' "\${n#vols/}" "$v"
done
for f in /run/gluster/vols/*/*.pid; do
  [ -e "$f" ] && read -r p <"$f" && [ -r "/proc/$p/cmdline" ] || continue
  v=\${f#/run/gluster/vols/}; v=\${v%%/*}
  c=$(tr '\\0' '\\n' <"/proc/$p/cmdline")
  b=\${c#*"$nl--brick-name$nl"}; [ "$b" != "$c" ] || continue
  b=\${b%%"$nl"*}
  [ -n "$b" ] || continue
  echo "running $v $b"
  echo "room $v $(stat -f -c '%S %b %a' -- "$b") $(stat -c %d -- "$b") $b"
done
if command -v glusterd >/dev/null; then
  v=$(glusterd --version); v=\${v%%"$nl"*}; echo "version \${v#glusterfs }"
fi`,
  args: [],
  timeoutS: 5,
};

/** Names of connected peers, from `pool list`. */
const CONNECTED = `awk -v RS='<' '
/^peer>/ { names = ""; up = 0 }
/^hostname>/ { names = names " " substr($0, 10) }
/^connected>1/ { up = 1 }
/^\\/peer>/ { if (up) print names }'`;

/**
 * Asks for what takes the cluster's lock or is costly: bricks, running tasks, heal. Only one member answers, so that
 * they never stand in each other's way: the first in the file's order that the others are connected to. The rest
 * says `elsewhere`. Sections are opened by `#name volume`, their lines carry a `|`.
 *
 * `earlier` are the names and addresses of the members before this one.
 */
export const liveFact = (earlier: readonly string[]): Fact => ({
  key: "gluster-live",
  script: `${IF_THERE}
if [ $# -gt 0 ]; then
  list=$(gluster --mode=script --xml pool list) || { echo down; exit 0; }
  up=" $(printf '%s' "$list" | ${CONNECTED} | tr -s ' \\n' '  ') "
  for name in "$@"; do case $up in *" $name "*) echo elsewhere; exit 0;; esac; done
fi
echo here
say() { printf '#%s %s\\n' "$1" "$2"; shift 2; timeout 20 gluster --mode=script --xml "$@" | sed 's/^/|/'; echo; }
for d in /var/lib/glusterd/vols/*/; do
  grep -qs '^status=1$' "$d/info" || continue
  v=\${d%/}; v=\${v##*/}
  # while a member that is gone is not given up yet, this waits for it
  status=$(timeout 12 gluster --mode=script --xml volume status "$v")
  printf '#status %s\\n' "$v"; printf '%s\\n' "$status" | sed 's/^/|/'
  ! grep -Eq '^(replica_count=([2-9]|[1-9][0-9])|disperse_count=[1-9])' "$d/info" || say heal "$v" volume heal "$v" info summary
  case $status in
  *'<type>Remove brick<'*)
    set --; IFS='
'
    for b in $(printf '%s' "$status" | awk -v RS='<' '/^brick>/ { print substr($0, 7) }'); do set -- "$@" "$b"; done
    unset IFS
    say drain "$v" volume remove-brick "$v" "$@" status;;
  *'<type>Rebalance<'*) say balance "$v" volume rebalance "$v" status;;
  esac
done`,
  args: [...earlier],
  timeoutS: 45,
  mayHang: true,
});

/** Where a brick is: the folder of its file system, its own path, and what carries it. */
export interface BrickPlace {
  readonly root: string | null;
  readonly path: string;
  readonly image: string | null;
  readonly device: string | null;
}

/** Names the question about a brick. */
export const brickKey = (path: string): string => `gluster-brick ${path}`;

/** What is where a brick is, or is to be, and on which file system. */
export const brickFact = (brick: BrickPlace): Fact => ({
  key: brickKey(brick.path),
  script: `brick=$1 root=$2 image=$3 device=$4
${LOOK_AT_FILE_SYSTEM}
standing "$brick"
stat -f -c 'on %T %S %b %a' -- "$a"
if [ -e "$brick" ]; then
  if [ -d "$brick" ]; then echo 'brick directory'; else echo 'brick other'; fi
  [ -z "$(find "$brick" -mindepth 1 -maxdepth 1 ! -name .glusterfs -print -quit)" ] || echo 'content yes'
  [ -z "$(find "$brick/.glusterfs" -type f -path '*/.glusterfs/[0-9a-f][0-9a-f]/*' -print -quit 2>/dev/null)" ] || echo 'content yes'
fi
if ! command -v getfattr >/dev/null; then echo 'no getfattr'; exit 0; fi
set --
while :; do
  set -- "$@" "$a"
  [ "$a" != / ] || break
  a=\${a%/*}; a=\${a:-/}
done
getfattr --absolute-names -d -m '^trusted\\.' -e hex -- "$@" 2>/dev/null | awk '
/^# file: / { at = substr($0, 9) }
/^trusted\\.(glusterfs\\.)?(volume-id|gfid)=/ { split($0, w, "="); sub(/^trusted\\.(glusterfs\\.)?/, "", w[1]); print w[1], w[2], at }'`,
  args: [brick.path, brick.root ?? "", brick.image ?? "", brick.device ?? ""],
  timeoutS: 8,
  mayHang: true,
});
