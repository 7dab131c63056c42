import { refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about the identity (fsid) of exported file systems. */
export const fsidFindings = {
  NFS120: {
    severity: "error",
    means: "Two shares of one host have the same fsid.",
    cause: "Both set the same value by `fsid:` or by the option `fsid=`; `root` and `0` are the same.",
    done: refused,
    remedy: "Give one of the two shares another fsid.",
  },
  NFS126: {
    severity: "error",
    means: "A share gives its fsid twice.",
    cause: "The share has the key `fsid:` and an option `fsid=` under `options` as well.",
    done: refused,
    remedy: "Remove one of the two.",
    hint: "remove one",
  },
} as const satisfies FindingTable;
