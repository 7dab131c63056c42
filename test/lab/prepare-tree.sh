#!/bin/sh
# Turns a plain mmdebstrap tree into a lab host: who may log in, the one (offline) package source, a fast boot,
# and, for a virtual machine, the network given on the kernel's command line.
#   prepare-tree.sh TREE PUBLIC-KEY-FILE
set -eu
tree=$1
key=$2

login() { # login USER HOME
  install -d -m 700 "$tree$2/.ssh"
  install -m 600 "$key" "$tree$2/.ssh/authorized_keys"
  chroot "$tree" chown -R "$1:" "$2/.ssh"
}
chroot "$tree" useradd -m -s /bin/bash -G sudo ops
echo ops:ops-pw | chroot "$tree" chpasswd
chroot "$tree" useradd -m -s /bin/bash deploy
echo 'deploy ALL=(ALL:ALL) NOPASSWD: ALL' >"$tree/etc/sudoers.d/deploy"
chmod 440 "$tree/etc/sudoers.d/deploy"
login root /root
login ops /home/ops
login deploy /home/deploy

# Every host gets an identity of its own later: machine id at first boot, ssh host key from the harness.
: >"$tree/etc/machine-id"
rm -f "$tree"/etc/ssh/ssh_host_* "$tree/var/lib/dbus/machine-id"
cat >"$tree/etc/ssh/sshd_config.d/lab.conf" <<'END'
UseDNS no
GSSAPIAuthentication no
MaxStartups 200
END

# The mounted folder is the only package source; the hosts have no way to the outside.
mkdir -p "$tree/var/local/debs"
rm -rf "$tree"/etc/apt/sources.list.d/*
echo 'deb [trusted=yes] file:/var/local/debs ./' >"$tree/etc/apt/sources.list"
echo force-unsafe-io >"$tree/etc/dpkg/dpkg.cfg.d/lab"

# A container has no device manager: systemd-tmpfiles makes the loop devices that image bricks need.
{
  echo 'c! /dev/loop-control 0660 root disk - 10:237'
  for i in $(seq 0 63); do echo "b! /dev/loop$i 0660 root disk - 7:$i"; done
} >"$tree/etc/tmpfiles.d/lab.conf"

# Units that only cost boot time here, or that cannot work in one of the two kinds of host.
for unit in getty@tty1.service console-getty.service serial-getty@.service systemd-pstore.service e2scrub_reap.service \
  e2scrub_all.timer fstrim.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer systemd-binfmt.service \
  proc-sys-fs-binfmt_misc.automount proc-sys-fs-binfmt_misc.mount systemd-udevd.service \
  systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service \
  systemd-udev-settle.service systemd-hwdb-update.service systemd-update-utmp.service \
  systemd-update-utmp-runlevel.service systemd-journal-flush.service systemd-firstboot.service ldconfig.service \
  systemd-random-seed.service dev-hugepages.mount sys-kernel-debug.mount sys-kernel-tracing.mount; do
  ln -sf /dev/null "$tree/etc/systemd/system/$unit"
done

# Every package that brings a service makes systemd read everything again; these find nothing here, and take half of it.
mkdir -p "$tree/etc/systemd/system-generators"
for name in cryptsetup debug getty gpt-auto hibernate-resume integritysetup rc-local run system-update veritysetup; do
  ln -s /dev/null "$tree/etc/systemd/system-generators/systemd-$name-generator"
done

# A virtual machine learns its name, addresses and host keys from the kernel's command line and a folder of the
# machine (hostfs). The folder is copied once only, so that what is changed on the host later stays changed.
cat >"$tree/usr/local/sbin/lab-net" <<'END'
#!/bin/sh
word() { tr ' ' '\n' </proc/cmdline | sed -n "s/^lab\.$1=//p"; }
# The second form is for a newer mount program on a newer kernel, which takes named options only.
from_machine() { mount -t hostfs -o "$(word "$1")" none "$2" 2>/dev/null || mount -t hostfs -o "hostfs=$(word "$1")" none "$2"; }
modprobe -q ipv6
ip link set lo up
ip addr add "$(word ip)/24" dev vec0
ip -6 addr add "$(word ip6)/64" dev vec0 nodad
ip link set vec0 up
from_machine repo /var/local/debs
if [ ! -e /var/lib/lab-seeded ]; then
  mkdir -p /run/lab-seed
  from_machine seed /run/lab-seed
  cp -rp /run/lab-seed/. /
  umount /run/lab-seed
  chown -R root:root /etc/ssh /etc/hosts /etc/hostname
  sync # the marker must not survive a loss of power that the files before it do not
  touch /var/lib/lab-seeded
  sync
fi
hostname "$(cat /etc/hostname)"
END
chmod 755 "$tree/usr/local/sbin/lab-net"
cat >"$tree/etc/systemd/system/lab-net.service" <<'END'
[Unit]
ConditionKernelCommandLine=lab.ip
ConditionVirtualization=!container
DefaultDependencies=no
After=systemd-remount-fs.service systemd-modules-load.service
Before=ssh.service network.target sysinit.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/lab-net
[Install]
WantedBy=sysinit.target
END
mkdir -p "$tree/etc/systemd/system/sysinit.target.wants"
ln -sf ../lab-net.service "$tree/etc/systemd/system/sysinit.target.wants/lab-net.service"

# What a new disk is booted with once, instead of systemd: proves the kernel starts and has what NFS needs.
cat >"$tree/usr/local/sbin/lab-trial" <<'END'
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
fit=fit
modprobe -q ipv6 # built into newer kernels
for module in nfsd nfs nfsv3 nfsv4 loop fuse; do modprobe "$module" || fit="without module $module"; done
[ -e /proc/net/if_inet6 ] || fit="without IPv6"
mount -t nfsd nfsd /proc/fs/nfsd || fit="without NFS server"
echo "lab-trial: $fit"
sync
echo o >/proc/sysrq-trigger
sleep 20
END
chmod 755 "$tree/usr/local/sbin/lab-trial"
