/**
 * What a daemon said last, each thing once: it writes everything twice (4.x with its weight in brackets), and what
 * follows its reason to end is of no use.
 */
const LAST_WORDS = `last_words() {
  journalctl -u "$1" -o cat --no-pager -n 60 |
    sed -E 's/^mfs[a-z]*\\[[0-9]*\\]: //; s/^\\[[a-z]*\\] //' |
    grep -vE '\\.service: |^(St(art|opp)|Reload)ed |terminat|freeing data|closing chunks|process exited|^exiting' |
    awk '!seen[$0]++' | tail -n 8 >&2
}`;

/** Whether the host has a connection to a master's port, in hex: 24CC for a chunkserver's 9420, 24CB for a metalogger's 9419. */
const REACHED = `at=
reached() {
  [ "$at" ] || at=$(getent ahostsv4 "$(sed -n 's/^MASTER_HOST *= *//p' "$2")" | awk 'NR == 1 { split($1, n, "."); printf "%02X%02X%02X%02X", n[4], n[3], n[2], n[1] }')
  awk -v at="$at:$1" '$4 == "01" && $3 == at { found = 1 } END { exit !found }' /proc/net/tcp
}`;

/**
 * Shell: `enable UNIT`, for every boot from now on. Reading all units anew takes systemd long on a busy host, and is done only
 * where it would not see what changed.
 */
export const ENABLE = `enable() {
  systemctl -q --no-reload enable -- "$1"
  [ "$(systemctl show -p UnitFileState --value -- "$1")" = enabled ] || systemctl daemon-reload
}`;

/**
 * Enables and starts (or restarts) a daemon and sees whether it stays: `systemctl start` is content with one that ends
 * a second later. One that has reached its master and keeps to it is up; for the others three seconds tell.
 */
export const startScript = (
  verb: "start" | "restart",
  port: "24CC" | "24CB",
): string => `# ${verb}, and see whether it stays
set -eu
${LAST_WORDS}
${REACHED}
${ENABLE}
enable "$1"
systemctl reset-failed -- "$1" 2>/dev/null || :
systemctl ${verb} -- "$1"
n=0 kept=0
while [ $n -lt 30 ] && [ $kept -lt 3 ]; do
  sleep 0.1; n=$((n + 1))
  if reached ${port} "$2"; then kept=$((kept + 1)); else kept=0; fi
done
[ "$(systemctl is-active -- "$1")" = active ] || { last_words "$1"; exit 1; }`;

/** Waits until a chunkserver has reached its master. */
export const JOIN = `# wait until it is connected to its master
${LAST_WORDS}
${REACHED}
n=0
while [ $n -lt 240 ]; do
  ! reached 24CC "$2" || exit 0
  n=$((n + 1)); sleep 0.25
done
last_words "$1"
echo "it did not reach its master within 60 s" >&2
exit 1`;
