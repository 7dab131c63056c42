import type { Lab } from "./lab.ts";

/** Keeps what {@link undo} cannot make again; to be called while the host is bare. */
export const keepBare = (lab: Lab, host: string) => lab.must(host, "cp /etc/hosts /root/hosts.bare");

/** What one storage system leaves on a host, as shell text: `stop` ends its daemons and mounts, `remove` deletes its files. */
export interface Traces {
  readonly stop: string;
  readonly remove: string;
}

/**
 * Undoes on a host everything a pool in `folder` is made of, packages apart: what a bring-up then finds is a host that is
 * bare but installed. Done by hand, since holdfast never takes so much away at once.
 */
export const undo = (lab: Lab, host: string, folder: string, { stop, remove }: Traces) =>
  lab.must(host, `sh -s -- ${folder}`, {
    stdin: `set -u
${stop}
for u in /etc/systemd/system/*.mount; do
  [ -e "$u" ] && grep -q '^# holdfast' "$u" || continue
  systemctl disable --now "\${u##*/}" 2>/dev/null; rm -f "$u"
done
for u in $(grep -rls '^# holdfast' /etc/systemd/system); do rm -f "$u"; done
rmdir /etc/systemd/system/*.d 2>/dev/null
systemctl daemon-reload; systemctl reset-failed 2>/dev/null
findmnt -n -r -o TARGET | grep "^$1/" | while read -r at; do umount "$at"; done
rm -rf "$1" /mnt/*
${remove}
cat /root/hosts.bare >/etc/hosts`,
  });
