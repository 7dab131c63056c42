import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about the file alone, before a host is contacted. */
export const ruleFindings = {
  NFS101: {
    severity: "error",
    means: "A share names a host that is not under `hosts:`.",
    cause: "The name is misspelt, or the host was removed from `hosts:` and is still named here.",
    done: refused,
    remedy: "Correct the name, or declare the host under `hosts:`.",
    hint: { near: "did you mean `{near}`?", all: "hosts: {names}" },
  },
  NFS102: {
    severity: "warning",
    or: "error",
    means: "The server of a share is also one of its clients.",
    cause:
      "Mounted over the exported path, the share hides the very files (error). Mounted elsewhere, writes through NFS to the same machine can deadlock when memory runs short (warning).",
    done: "As an error, plan and apply refuse the file and nothing is contacted. As a warning, the mount is planned.",
    remedy: "Remove the server from the clients. A bind mount gives it the files at another path.",
    hint: {
      over: "remove {host} from the clients",
      elsewhere: "a bind mount does the same without the risk",
    },
  },
  NFS103: {
    severity: "error",
    means: "A host is a client of one share twice.",
    cause: "The host is listed twice under `clients` of the share.",
    done: refused,
    remedy: "Remove one of the two entries.",
  },
  NFS118: {
    severity: "error",
    means: "A client and its server have storage addresses of different IP families.",
    cause: "One has an IPv4 address and the other an IPv6 address, so the client cannot reach the server.",
    done: refused,
    remedy: "Give both hosts a `storageAddress` of one family.",
    hint: "give both a storageAddress of one family (IPv{family} on {client}, for one)",
  },
  NFS119: {
    severity: "error",
    means: "A share uses this machine, and the other hosts have no address for it.",
    cause: "The host is declared as `local` and has no `storageAddress`.",
    done: refused,
    remedy: "Set `storageAddress` of the host to the address by which the others reach it.",
    hint: "set hosts.{host}.storageAddress",
  },
  NFS125: {
    severity: "warning",
    means: "Nobody may mount a share.",
    cause: "The share has neither `clients` nor `allow`.",
    done: goesOn,
    remedy: "Name clients or networks, or remove the share.",
  },
} as const satisfies FindingTable;
