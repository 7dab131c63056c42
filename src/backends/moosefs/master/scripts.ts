import { ENABLE } from "../probe/start-script.ts";

/** Where a master keeps its metadata. */
const DATA = "/var/lib/mfs";

/**
 * `systemctl start` says nothing of a daemon that ends at once: what counts is that it answers. Until it listens on its
 * port for clients, 9421 or 24CD in hex, there is nobody to ask.
 */
const BEGIN = `${ENABLE}
begin() {
  enable moosefs-master.service
  systemctl reset-failed -- moosefs-master.service 2>/dev/null || :
  systemctl start -- moosefs-master.service
  tries=0
  while [ $tries -lt 1200 ]; do
    [ $tries = 0 ] || sleep 0.2
    tries=$((tries + 1))
    systemctl -q is-active moosefs-master.service || {
      journalctl -u moosefs-master.service -o cat -n 40 --no-pager |
        grep -Ev 'background data writer|exit|limit has been|set [gu]id|^moosefs-master|clock|lockfile' | tail -n 6 >&2 || :
      echo "the master ended right after it was started" >&2; exit 1
    }
    grep -qs ':24CD 0*:0000 0A ' /proc/net/tcp /proc/net/tcp6 || continue
    case $(timeout -s KILL 9 mfscli -n -p -s '|' -H 127.0.0.1 -SIM 2>/dev/null || :) in
    *'|0.0.0|'*|*'|UNREACHABLE|'*|*'|DEAD|'*) ;;
    'metadata servers'*'|'*) return 0 ;;
    esac
  done
  echo "the master runs but does not answer yet" >&2; exit 1
}`;

/** Says on the host whose the metadata is: the file's first line is a mark as in all files of ours. */
const NOTE = `note() { printf '%s\\n' "$1" >.holdfast.note; sync .holdfast.note; mv -f -T .holdfast.note holdfast.mark; }
idle() { ! systemctl -q is-active moosefs-master.service || { echo "the master runs already" >&2; exit 1; }; }`;

/** Copies all metadata beside it once, and restores it; the result has to reach the change that is known of. */
const RESTORE = `aside() {
  [ ! -d "$1" ] || return 0
  rm -rf .holdfast.aside; mkdir -m 0700 .holdfast.aside
  for f in metadata* changelog*; do [ ! -f "$f" ] || cp -a -- "$f" .holdfast.aside/; done
  sync -f .; mv -T .holdfast.aside "$1"; sync -f .
}
restore() {
  rm -f metadata.mfs.empty
  said=$(mfsmaster -c /etc/mfs/mfsmaster.cfg restore 2>&1) || {
    printf '%s\\n' "$said" | tail -n 6 >&2
    echo "the metadata could not be restored; as it was, it is in $1" >&2; exit 1
  }
  next=0; [ ! -f metadata.mfs ] || [ "$(stat -c %s metadata.mfs)" -le 8 ] || next=$((0x$(od -An -v -tx1 -j 8 -N 8 metadata.mfs | tr -d ' \\n')))
  [ "$next" -ge "$2" ] || { echo "only the changes before $next could be restored, of $2: nothing was started; as it was, it is in $1" >&2; exit 1; }
}`;

/** Arguments: the mark. */
export const CREATE = `# make an empty namespace and start its master
set -eu
cd ${DATA}
${NOTE}
${BEGIN}
idle
for f in metadata* changelog*; do
  [ -f "$f" ] || continue
  [ "$(stat -c %s -- "$f")" -le 8 ] || { echo "$f is there: a namespace is only made where there never was one" >&2; exit 1; }
done
note "$1"
rm -f metadata.mfs metadata.mfs.back .holdfast.new
printf 'MFSM NEW' >.holdfast.new; chown mfs:mfs .holdfast.new
ln -T .holdfast.new metadata.mfs; rm -f .holdfast.new
# as a whole one it is something that metaloggers can fetch before the hour is over, when the master saves by itself
said=$(mfsmaster -c /etc/mfs/mfsmaster.cfg restore 2>&1) || { printf '%s\\n' "$said" | tail -n 6 >&2; exit 1; }
begin
rm -f metadata.mfs.empty`;

/** Arguments: the mark. */
export const START = `# start the master with the metadata it saved
set -eu
cd ${DATA}
${NOTE}
${BEGIN}
idle
[ -f metadata.mfs ] && [ "$(stat -c %s metadata.mfs)" -gt 8 ] && [ ! -e metadata.mfs.back ] || { echo "the metadata in ${DATA} is not what a clean stop leaves: nothing was started" >&2; exit 1; }
note "$1"
begin
rm -f metadata.mfs.empty`;

/** Arguments: the mark, the folder for the copy, the last change known of. */
export const REVIVE = `# restore the metadata and start the master
set -eu
cd ${DATA}
${NOTE}
${BEGIN}
${RESTORE}
idle
note "$1"
aside "$2"
restore "$2" "$3"
begin`;

/** Arguments: the mark, the folder for the copy, the last change known of. */
export const TAKEOVER = `# let a metalogger's metadata be the master's
set -eu
cd ${DATA}
${NOTE}
${BEGIN}
${RESTORE}
idle
systemctl disable -q --now -- moosefs-metalogger.service
note "$1"
aside "$2"
for f in metadata.mfs* changelog.*.mfs; do [ ! -f "$f" ] || rm -f -- "$f"; done
restore "$2" "$3"
rm -f metadata_ml* changelog_ml*
begin`;

/** No arguments. What is moved stays on the host. */
export const FENCE = `# keep a former master from coming back
set -eu
systemctl disable -q --now -- moosefs-master.service
! systemctl -q is-active moosefs-master.service || { echo "the master did not stop" >&2; exit 1; }
cd ${DATA}
to=superseded-$(date -u +%Y%m%dT%H%M%SZ)
for f in metadata.mfs* changelog.*.mfs; do
  [ -f "$f" ] && [ "$f" != metadata.mfs.empty ] || continue
  mkdir -p "$to"; mv -- "$f" "$to/"
done
rm -f holdfast.mark
sync -f .`;

/** Arguments: the mark. */
export const SETTLE = `# note whose the metadata is, and let the master start at boot
set -eu
cd ${DATA}
${NOTE}
systemctl -q is-active moosefs-master.service || { echo "the master does not run" >&2; exit 1; }
systemctl enable -q -- moosefs-master.service
note "$1"
rm -f metadata.mfs.empty`;

/** No arguments. It saves its metadata first, which can take its time. */
export const STOP = `# stop the master and keep it from starting at boot
set -eu
systemctl disable -q --now -- moosefs-master.service
! systemctl -q is-active moosefs-master.service || { echo "the master did not stop" >&2; exit 1; }`;

/** No arguments. */
export const ERASE = `# erase the metadata of a master that is no longer wanted
set -eu
cd ${DATA}
! systemctl -q is-active moosefs-master.service && ! systemctl -q is-enabled moosefs-master.service || { echo "the master runs, or would at boot: nothing was erased" >&2; exit 1; }
rm -f metadata.mfs* changelog.*.mfs metadata.crc stats.mfs
rm -rf holdfast-before-* superseded-*
rm -f holdfast.mark
sync -f .`;
