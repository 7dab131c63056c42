#!/bin/sh
# What a careful administrator would write instead of storage.yaml: the pool of moosefs.ts, made from bare hosts with
# plain ssh, in the order of holdfast's plan. Nothing is looked at before; it works only once, and ends when the pool is
# whole: all chunkservers connected, both clients mounted.
#
#   moosefs-bring-up.sh KEY KNOWN_HOSTS m1=ADDRESS s1=ADDRESS s2=ADDRESS s3=ADDRESS l1=ADDRESS c1=ADDRESS c2=ADDRESS
set -eu
key=$1 known=$2; shift 2
names=
for host in "$@"; do
  eval "${host%%=*}=${host#*=}"
  names="$names${host#*=} ${host%%=*}
"
done
names="$names$m1 mfsmaster-mvol
"
on() { ssh -F none -i "$key" -o UserKnownHostsFile="$known" -o BatchMode=yes -o LogLevel=ERROR -l root "$@"; }
all() { for job in $jobs; do wait "$job"; done; jobs=; }
jobs=

hosts="sed -i 's/^127\\.0\\.1\\.1/# &/' /etc/hosts; printf '%s' '$names' >>/etc/hosts"
apt='export DEBIAN_FRONTEND=noninteractive; apt-get -qq update; apt-get -qq -y --no-install-recommends install'

master() {
  on "$1" "set -e; ($hosts) & ($apt moosefs-master moosefs-cli) >/tmp/apt.log 2>&1; wait
    : >/etc/mfs/mfsmaster.cfg
    printf '%s / rw,alldirs,admin,maproot=0:0\n%s / rw,alldirs,maproot=0:0\n' $c1 $c2 >/etc/mfs/mfsexports.cfg
    printf 'MFSM NEW' >/var/lib/mfs/metadata.mfs
    chown mfs:mfs /var/lib/mfs/metadata.mfs
    mfsmaster -c /etc/mfs/mfsmaster.cfg restore >/tmp/restore.log 2>&1 # for the metalogger to have something to fetch
    systemctl enable --now moosefs-master.service"
}

server() {
  on "$1" "set -e; ($hosts) & ($apt moosefs-chunkserver xfsprogs) >/tmp/apt.log 2>&1; wait
    printf 'MASTER_HOST = mfsmaster-mvol\nALLOW_STARTING_WITH_INVALID_DISKS = 1\n' >/etc/mfs/mfschunkserver.cfg
    echo /srv/chunks/mvol/d0/chunks >/etc/mfs/mfshdd.cfg
    install -d -m 0700 /srv/chunks/.images
    truncate -s 2319450112 /srv/chunks/.images/mvol-d0.img
    mkfs.xfs -q -i size=512 /srv/chunks/.images/mvol-d0.img
    cat >/etc/systemd/system/srv-chunks-mvol-d0.mount
    systemctl --no-reload enable srv-chunks-mvol-d0.mount
    systemctl daemon-reload
    systemctl start srv-chunks-mvol-d0.mount
    install -d -o mfs -g mfs -m 0750 /srv/chunks/mvol/d0/chunks" <<'unit'
[Unit]
Description=disk of mvol
Before=moosefs-chunkserver.service

[Mount]
What=/srv/chunks/.images/mvol-d0.img
Where=/srv/chunks/mvol/d0
Type=xfs
Options=loop,noatime,inode64,nofail

[Install]
WantedBy=remote-fs.target
unit
}

logger() {
  on "$1" "set -e; ($hosts) & ($apt moosefs-metalogger) >/tmp/apt.log 2>&1; wait
    echo 'MASTER_HOST = mfsmaster-mvol' >/etc/mfs/mfsmetalogger.cfg"
}

client() { on "$1" "set -e; ($hosts) & ($apt moosefs-client) >/tmp/apt.log 2>&1; wait"; }

use() {
  on "$1" "set -e; cat >/etc/systemd/system/mnt-mvol.mount
    systemctl --no-reload enable mnt-mvol.mount
    systemctl daemon-reload
    systemctl start mnt-mvol.mount" <<'unit'
[Unit]
Description=pool mvol
Wants=network-online.target
After=network-online.target

[Mount]
What=mfsmaster-mvol:9421:
Where=/mnt/mvol
Type=moosefs
Options=mfsdelayedinit,_netdev
TimeoutSec=180

[Install]
WantedBy=remote-fs.target
unit
}

master "$m1" & jobs="$jobs $!"
for host in "$s1" "$s2" "$s3"; do server "$host" & jobs="$jobs $!"; done
logger "$l1" & jobs="$jobs $!"
clients=
for host in "$c1" "$c2"; do client "$host" & clients="$clients $!"; done
all

# `systemctl start` is content with a master that does not serve yet, and nobody is to look for it before it does
on "$m1" 'for n in $(seq 120); do mfscli -n -p -H 127.0.0.1 -SIM | grep -q UNREACHABLE || exit 0; sleep 0.5; done; exit 1'
for host in "$s1" "$s2" "$s3"; do on "$host" systemctl enable --now moosefs-chunkserver.service & jobs="$jobs $!"; done
on "$l1" systemctl enable --now moosefs-metalogger.service & jobs="$jobs $!"
all
on "$m1" 'for n in $(seq 120); do [ $(mfscli -n -p -H 127.0.0.1 -SCS | grep -cE "'"$s1|$s2|$s3"'") = 3 ] && exit 0; sleep 0.5; done; exit 1'

jobs=$clients
all
for host in "$c1" "$c2"; do use "$host" & jobs="$jobs $!"; done
all
on "$c1" "mfssetgoal 2 /mnt/mvol"
