import type { Fact } from "../../../model/snapshot.ts";

/**
 * Asks a host what it is to MooseFS by itself, without any daemon's help: units, versions, first lines of its
 * configuration (which carry the marks), disks with the instance each belongs to, and every file that metadata can be
 * read from. A host without MooseFS says `none`.
 *
 * `head` are the first 24 bytes in hex: signature, metadata version and instance id (`metadata.c`, `meta_loadall`);
 * a master that has not saved yet has the id only in the first line of its changelog. `span` is the first and the last
 * change in a changelog, where no master runs that would be asked instead.
 */
export const hostDaemonsFact: Fact = {
  key: "moosefs-site",
  script: `[ -d /etc/mfs ] || [ -d /var/lib/mfs ] || { echo none; exit 0; }
echo here
dpkg-query -W -f='package \${Package} \${db:Status-Status} \${Version}\\n' moosefs-master moosefs-chunkserver moosefs-metalogger moosefs-client 2>/dev/null
u=master
systemctl show -p LoadState -p ActiveState -p UnitFileState moosefs-master.service moosefs-chunkserver.service moosefs-metalogger.service |
while IFS= read -r l; do
  if [ "$l" ]; then printf 'unit %s %s\\n' "$u" "$l"; else case $u in master) u=chunkserver;; *) u=metalogger;; esac; fi
done
lines() { while IFS= read -r l || [ "$l" ]; do printf '%s %s\\n' "$1" "$l"; done; }
for f in /etc/mfs/mfs*.cfg; do
  [ -f "$f" ] || continue
  IFS= read -r l <"$f" || :
  printf 'config %s %s\\n' "$f" "$l"
done
[ ! -f /etc/mfs/mfshdd.cfg ] || lines hdd </etc/mfs/mfshdd.cfg
[ ! -f /etc/mfs/mfschunkserver.cfg ] || sed -n 's/^ *MASTER_HOST *= */follows chunkserver /p' /etc/mfs/mfschunkserver.cfg
[ ! -f /etc/mfs/mfsmetalogger.cfg ] || sed -n 's/^ *MASTER_HOST *= */follows metalogger /p' /etc/mfs/mfsmetalogger.cfg
hex() { h=; for x in $(od -An -v -tx1 -w24 -N "$1" -- "$2" 2>/dev/null); do h=$h$x; done; }
[ ! -f /etc/mfs/mfshdd.cfg ] || sed -n 's/^[*<>~ ]*\\(\\/[^ ]*\\).*/\\1/p' /etc/mfs/mfshdd.cfg | while read -r p; do
  [ -d "$p" ] && there=there || there=missing
  hex 8 "\${p%/}/.metaid"
  printf 'disk %s %s %s\\n' "$there" "\${h:--}" "\${p%/}"
done
cd /var/lib/mfs 2>/dev/null || exit 0
[ ! -f chunkserverid.mfs ] || { hex 10 chunkserverid.mfs; echo "chunkserverid $h"; }
of() { for f in "$@"; do [ ! -f "$f" ] || set -- "$@" "$f"; shift; done; [ $# = 0 ] || stat -c '%s %Y %n' -- "$@"; }
of metadata* /metadata.mfs.emergency /tmp/metadata.mfs.emergency /var/metadata.mfs.emergency /usr/metadata.mfs.emergency /usr/share/metadata.mfs.emergency |
while read -r size changed f; do hex 24 "$f"; printf 'data %s %s %s %s\\n' "$size" "$changed" "\${h:--}" "$f"; done
of changelog* | lines log
[ ! -f holdfast.mark ] || { IFS= read -r l <holdfast.mark || :; echo "mark $l"; }
active=0; systemctl -q is-active moosefs-master.service && active=1
born=
for f in changelog*; do
  [ -s "$f" ] || continue
  IFS=: read -r first rest <"$f"
  [ $active = 1 ] || { last=$(tail -n 1 -- "$f"); printf 'span %s %s %s\\n' "$first" "\${last%%:*}" "$f"; }
  case $born$rest in *SETMETAID\\(*) [ -n "$born" ] || { born=\${rest#*SETMETAID\\(}; echo "born $first \${born%%\\)*}"; };; esac
done
for f in changelog.0.mfs changelog_ml.0.mfs; do [ ! -s "$f" ] || { last=$(tail -n 1 "$f"); echo "last \${f%.0.mfs} \${last%%: *}"; }; done`,
  args: [],
  timeoutS: 5,
};

/**
 * What \`mfscli\` takes longest for is to be read by Python, so it is read once for both questions. Each is asked by a
 * process of its own, with an end of its own: one chunkserver that hangs spoils the whole answer about disks.
 */
const ASK = `import os, signal, sys
path = sys.argv[1]
with open(path, "rb") as file:
    program = compile(file.read(), path, "exec")
for question in sys.argv[2:]:
    print("asked:", question, flush=True)
    child = os.fork()
    if child == 0:
        signal.alarm(9)
        sys.argv = [path, "-n", "-p", "-s", "|", "-H", "127.0.0.1", *question.split()]
        exec(program, {"__name__": "__main__"})
        sys.exit(0)
    os.waitpid(child, 0)`;

/**
 * What is asked of a master: itself, chunks by class, servers, metaloggers, exports, mounts, storage classes, and the
 * copies of chunks that were made in each of the last minutes; and of all its chunkservers: their disks.
 */
const QUESTIONS = [
  "-SIM -SIG -SIC -m 1 -SIL -SCS -SMB -SEX -SMS -SSC -SMC -a 6 -b +replicate_ok",
  "-SIM -SHD",
] as const;

/**
 * Asks the master that runs on a host what it knows, and through it every chunkserver for its disks. A host without a
 * running master says \`none\`. \`mfscli\` never tells by its exit status whether there is a master behind what it prints.
 */
export const masterFact: Fact = {
  key: "moosefs-master",
  script: `program=$(command -v mfscli) && systemctl -q is-active moosefs-master.service || { echo none; exit 0; }
exec python3 -I -S -c "$1" "$program" "$2" "$3"`,
  args: [ASK, ...QUESTIONS],
  timeoutS: 20,
  mayHang: true,
};

/** The answers to both questions in what was replied to {@link masterFact}; the second is empty when it was not come to. */
export function answersOf(out: string): readonly [master: string, disks: string] {
  const [, master = "", disks = ""] = out.split(/^asked: .*\n/m);
  return [master, disks];
}
