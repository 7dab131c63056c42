import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about who may mount a pool, about its options, and about mount options of its clients. */
export const optionRuleFindings = {
  GLU130: {
    severity: "error",
    means: "gluster cannot read an entry of `allow`.",
    cause:
      "gluster's `auth.allow` takes IP addresses, host names, IPv4 networks such as 192.0.2.0/24, `192.0.2.*`, and `*` alone. The entry is none of these.",
    done: refused,
    remedy:
      "Write the entry in one of these forms. For networks of IPv6, name the addresses or the hosts one by one.",
    hint: {
      star: "write 192.0.2.* or a network such as 192.0.2.0/24",
      family: "name the addresses, or the hosts",
      everybody: 'everybody is "*"',
      mask: "write the number of bits: 255.255.255.0 is /24",
    },
  },
  GLU131: {
    severity: "error",
    means: "An entry of `allow` is there twice.",
    cause: "The same address, network or name is listed twice under `allow` of the pool.",
    done: refused,
    remedy: "Remove one of the two entries.",
  },
  GLU132: {
    severity: "warning",
    means: "Anybody who reaches the peers may mount the pool.",
    cause: '`allow` of the pool has the entry "*".',
    done: goesOn,
    remedy: 'Replace "*" by the networks that need the pool. Peers and declared clients need no entry.',
    hint: "name the networks that need it",
  },
  GLU140: {
    severity: "error",
    means: "`options` of a pool has an option that is not set there.",
    cause:
      "The option is `auth.allow`, which holdfast sets from `allow:`, or it is the transport, of which gluster has only tcp.",
    done: refused,
    remedy: "Remove the option. Who may mount the pool is written under `allow:` of the pool.",
    hint: { allow: "use `allow:` of the pool", transport: "remove it" },
  },
  GLU141: {
    severity: "error",
    means: "`options` of a pool has an option by which holdfast marks its own volumes.",
    cause: "The name of the option is `user.holdfast` or begins with `user.holdfast.`.",
    done: refused,
    remedy: "Use another name that begins with `user.`, or remove the option.",
    hint: "use another name",
  },
  GLU142: {
    severity: "error",
    means: "The name of a volume option is not its full name.",
    cause:
      "gluster takes some options by a short name and stores them by the full one, which has a dot. By the short name holdfast could not find the option again.",
    done: refused,
    remedy: "Write the full name, such as `performance.cache-size`. `gluster volume set help` lists them.",
    hint: { near: "did you mean `{full}`?", list: "`gluster volume set help` lists them" },
  },
  GLU143: {
    severity: "error",
    means: "`mountOptions` of a client has an option that holdfast sets itself.",
    cause: "The option is `ro` or `rw`, or it names servers to mount from.",
    done: refused,
    remedy: "Remove it. For a mount that cannot be written, set `readOnly: true` of the client.",
    hint: { server: "remove it: the peers are the servers", access: "use `readOnly:`" },
  },
  GLU144: {
    severity: "error",
    means: "`mountOptions` of a client has an option that has a meaning in /etc/fstab only.",
    cause:
      "holdfast mounts by a systemd unit, which does not know options such as `noauto` and `x-systemd.…`.",
    done: refused,
    remedy: "Remove the option.",
    hint: "remove it",
  },
  GLU145: {
    severity: "error",
    means: "Only one of `client.ssl` and `server.ssl` is on.",
    cause: "One of the two was set without the other. Clients and bricks then do not understand each other.",
    done: refused,
    remedy: "Set both to `on`, or remove both.",
    hint: "set `{off}` as well",
  },
  GLU146: {
    severity: "warning",
    means: "A pool uses TLS, and the keys for it have to be made by somebody.",
    cause: "`client.ssl` and `server.ssl` are on.",
    done: `${goesOn} It sets the options; it makes no keys and no certificates and copies none.`,
    remedy:
      "Put glusterfs.pem, glusterfs.key and glusterfs.ca on every peer and client: into /usr/lib/ssl on Debian 12, into /etc/ssl on Debian 13. A volume that runs uses TLS only after it was stopped and started.",
    hint: "Debian 12 has them in /usr/lib/ssl, Debian 13 in /etc/ssl; a volume that runs takes this up when it was stopped and started",
  },
} as const satisfies FindingTable;
