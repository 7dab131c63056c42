/** Mount options that mean something to /etc/fstab only; holdfast mounts by units of systemd. */
export const fstabOnly = /^(?:noauto|auto|nofail|bg|fg|user|users|x-systemd\..*)$/;
