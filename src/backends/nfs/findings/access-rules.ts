import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about who may mount a share. */
export const accessRuleFindings = {
  NFS111: {
    severity: "warning",
    means: "Anybody who reaches the server may mount a share.",
    cause: "`allow` has `*`, `0.0.0.0/0` or `::/0`.",
    done: goesOn,
    remedy: "Name the networks that need the share, unless the whole network is meant to have it.",
    hint: "name the networks that need it",
  },
  NFS112: {
    severity: "warning",
    means: "Anybody who reaches the server may write to a share as root.",
    cause: "`allow` has everybody, and the options in force are `rw` and `no_root_squash`.",
    done: goesOn,
    remedy: "Name the networks that need the share, and remove `no_root_squash` or make it read-only.",
    hint: "name the networks that need it",
  },
  NFS116: {
    severity: "error",
    means: "A client of a share is also under `allow`, with other options.",
    cause:
      "The address under `allow` is the address of one of the share's `clients`, which has its own options.",
    done: refused,
    remedy: "Say it once: remove the entry under `allow`, or give the client those options.",
    hint: "say it once: remove this, or give the client its options",
  },
  NFS117: {
    severity: "error",
    means: "An address or network is under `allow` twice.",
    cause: "The same client is listed twice, perhaps spelt differently: 10.0.0.1 and 10.0.0.1/32 are one.",
    done: refused,
    remedy: "Remove one of the two entries.",
  },
  NFS124: {
    severity: "error",
    means: "An entry under `allow` is neither an address nor a network.",
    cause:
      "An address is mistyped, the number of bits is too large, or the address lies inside the network it names.",
    done: refused,
    remedy: "Write an address, a network such as 10.0.0.0/24, a host name, a wildcard or an @netgroup.",
    hint: { inside: "the network is {start}/{bits}" },
  },
} as const satisfies FindingTable;
