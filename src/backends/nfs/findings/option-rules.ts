import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about export options and mount options. */
export const optionRuleFindings = {
  NFS113: {
    severity: "warning",
    means: "Root on a client is root on the files of a share.",
    cause: "The option `no_root_squash` is set.",
    done: goesOn,
    remedy:
      "Remove the option unless the clients need it, as machines do that boot from the share or back it up.",
    hint: "root_squash is the default",
  },
  NFS114: {
    severity: "error",
    means: "Two export options contradict each other.",
    cause: "One list has an option and its opposite, such as `rw` and `ro`, or `sync` and `async`.",
    done: refused,
    remedy: "Remove one of the two.",
  },
  NFS115: {
    severity: "error",
    means: "A client is declared read-only and has the option `rw`.",
    cause: "The client has `readOnly: true`, and `rw` among its `options`.",
    done: refused,
    remedy: "Remove one of the two.",
  },
  NFS121: {
    severity: "error",
    means: "A mount option is given that has a key of its own.",
    cause:
      "`mountOptions` has `ro`, `rw`, `vers=` or the like, which holdfast sets from `readOnly` and `version`.",
    done: refused,
    remedy: "Remove the mount option and use the key.",
    hint: "use `{key}:`",
  },
  NFS122: {
    severity: "warning",
    means: "A share is mounted `soft`: writes can be lost silently.",
    cause:
      "A soft mount gives up when the server is away for a while; many programs never check what they wrote.",
    done: goesOn,
    remedy: "Remove `soft`: with `hard`, the default, programs wait until the server is back.",
    hint: "`hard` is the default",
  },
  NFS123: {
    severity: "error",
    means: "A mount option is given that only /etc/fstab understands.",
    cause:
      "Options such as `noauto` or `x-systemd.*` are read from /etc/fstab. holdfast mounts by a systemd unit.",
    done: refused,
    remedy: "Remove the option.",
    hint: "remove it",
  },
} as const satisfies FindingTable;
