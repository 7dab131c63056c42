#!/bin/sh
# What a careful administrator would write instead of storage.yaml: the replica 3 pool of gluster.ts, made from bare
# hosts with plain ssh, in the order of holdfast's plan. Nothing is looked at before or after, and it works only once.
#
#   gluster-bring-up.sh KEY KNOWN_HOSTS s1=ADDRESS s2=ADDRESS s3=ADDRESS c1=ADDRESS c2=ADDRESS
set -eu
key=$1 known=$2; shift 2
names=
for host in "$@"; do
  eval "${host%%=*}=${host#*=}"
  names="$names${host#*=} ${host%%=*}
"
done
on() { ssh -F none -i "$key" -o UserKnownHostsFile="$known" -o BatchMode=yes -o LogLevel=ERROR -l root "$@"; }
all() { for job in $jobs; do wait "$job"; done; jobs=; }
jobs=

hosts="sed -i 's/^127\\.0\\.1\\.1/# &/' /etc/hosts; printf '%s' '$names' >>/etc/hosts"
apt='export DEBIAN_FRONTEND=noninteractive; apt-get -qq update; apt-get -qq -y --no-install-recommends install'

server() {
  on "$1" "set -e; ($hosts) & ($apt attr glusterfs-server xfsprogs) >/tmp/apt.log 2>&1; wait
    (systemctl enable glusterd.service; systemctl start glusterd.service) 2>&1 & glusterd=\$!
    install -d -m 0700 /srv/bricks/.images
    truncate -s 1228931072 /srv/bricks/.images/gvol-b0.img
    mkfs.xfs -q -i size=512 /srv/bricks/.images/gvol-b0.img
    cat >/etc/systemd/system/srv-bricks-gvol-b0.mount
    systemctl --no-reload enable srv-bricks-gvol-b0.mount
    systemctl daemon-reload
    systemctl start srv-bricks-gvol-b0.mount
    wait \$glusterd" <<'unit'
[Unit]
Description=brick of gvol
Before=glusterd.service

[Mount]
What=/srv/bricks/.images/gvol-b0.img
Where=/srv/bricks/gvol/b0
Type=xfs
Options=loop,noatime,inode64,nofail

[Install]
WantedBy=remote-fs.target
unit
}

client() {
  on "$1" "set -e; ($hosts) & ($apt glusterfs-client) >/tmp/apt.log 2>&1; wait
    cat >/etc/systemd/system/retry@.service" <<'unit'
[Unit]
Description=try %i again

[Service]
Type=oneshot
ExecStart=/bin/sleep 5
ExecStart=/bin/systemctl --no-block start %i
unit
}

use() {
  on "$1" "set -e; cat >/etc/systemd/system/mnt-gvol.mount
    systemctl --no-reload enable mnt-gvol.mount
    systemctl daemon-reload
    systemctl start mnt-gvol.mount" <<'unit'
[Unit]
Description=pool gvol
Wants=network-online.target
After=network-online.target
OnFailure=retry@%n.service

[Mount]
What=s1:/gvol
Where=/mnt/gvol
Type=glusterfs
Options=backup-volfile-servers=s2:s3,_netdev,nofail
TimeoutSec=180

[Install]
WantedBy=remote-fs.target
unit
}

for host in "$s1" "$s2" "$s3"; do server "$host" & jobs="$jobs $!"; done
clients=
for host in "$c1" "$c2"; do client "$host" & clients="$clients $!"; done
all

# a member is no use for a volume before all know each other
settled='for n in $(seq 120); do [ $(gluster peer status | grep -c "State: Peer in Cluster (Connected)") = 2 ] && exit 0; sleep 0.5; done; exit 1'
on "$s1" "set -e; gluster --mode=script peer probe s2; gluster --mode=script peer probe s3"
on "$s2" "gluster --mode=script peer probe s1"
for host in "$s1" "$s2" "$s3"; do on "$host" "$settled" & jobs="$jobs $!"; done
all

b=/srv/bricks/gvol/b0/brick
on "$s1" "set -e; gl() { gluster --mode=script volume \"\$@\"; }
  gl create gvol replica 3 s1:$b s2:$b s3:$b
  gl set gvol network.ping-timeout 20 auth.allow 127.0.0.1,$s1,$s2,$s3,$c1,$c2,s1,s2,s3 user.pool gvol
  gl start gvol"

jobs=$clients
all
for host in "$c1" "$c2"; do use "$host" & jobs="$jobs $!"; done
all
