import { goesOn, refused } from "../../../model/finding-phrases.ts";
import type { FindingTable } from "../../../model/finding-table.ts";

/** What the rules report about the hosts of a pool, its name, and how its bricks make sets. */
export const layoutRuleFindings = {
  GLU101: {
    severity: "error",
    means: "A pool names a host that is not under `hosts:`.",
    cause: "The name is misspelt, or the host was removed from `hosts:` and is still named in the pool.",
    done: refused,
    remedy: "Correct the name, or declare the host under `hosts:`.",
    hint: { near: "did you mean `{near}`?", all: "hosts: {names}" },
  },
  GLU102: {
    severity: "error",
    means: "A host of a pool has no IP address by which the other hosts can reach it.",
    cause:
      "The host is declared as `local`, or its address is a DNS name, and it has no `storageAddress` that is an IP address. Peers and clients find each other by lines of /etc/hosts, and such a line needs an IP address.",
    done: refused,
    remedy: "Set `storageAddress` of the host to the IP address by which the others reach it.",
    hint: "set hosts.{host}.storageAddress",
  },
  GLU103: {
    severity: "error",
    means: "A host is a peer of one pool twice.",
    cause: "The host is listed twice under `peers`, often to get two bricks on it.",
    done: refused,
    remedy: "Remove one of the two entries. For several bricks on each peer, write `bricks: {perPeer: 2}`.",
    hint: "for several bricks on each peer use `bricks: {perPeer: 2}`",
  },
  GLU104: {
    severity: "error",
    means: "A host is a client of one pool twice.",
    cause: "The host is listed twice under `clients` of the pool.",
    done: refused,
    remedy: "Remove one of the two entries.",
  },
  GLU105: {
    severity: "error",
    means: "Two hosts of a pool have storage addresses of different IP families.",
    cause: "One has an IPv4 address and the other an IPv6 address, so neither can reach the other.",
    done: refused,
    remedy: "Give all peers and clients of the pool a `storageAddress` of one family.",
    hint: "give all of them a storageAddress of one family (IPv{family} on {host}, for one)",
  },
  GLU106: {
    severity: "error",
    means: "The name of a pool is one that gluster reserves.",
    cause:
      "The pool gives its volume its name, and gluster refuses volumes with the names of its own keywords, such as `all` and `volume`.",
    done: refused,
    remedy: "Give the pool another name.",
    hint: "choose another",
  },
  GLU110: {
    severity: "error",
    means: "The bricks of a pool do not make whole sets.",
    cause:
      "A set takes as many hosts as it has bricks: one for each copy and one for the arbiter, or `data` plus `redundancy`. The pool has fewer peers than that, or a number of bricks that is no multiple of it.",
    done: refused,
    remedy:
      "Add peers, or take peers out, until the bricks come out even; or change the number of copies or `bricks: {perPeer: …}`.",
    hint: {
      few: "add {more}",
      fewerCopies: "add {more}, or `replica: {peers}`",
      uneven: "{ways}",
    },
  },
  GLU111: {
    severity: "error",
    means: "Two bricks of one set are on one host.",
    cause:
      "The peers have different numbers of bricks, so the sets cannot be spread over different hosts. Such a set loses two bricks when the one host is down.",
    done: refused,
    remedy: "Give every peer as many bricks as the others.",
    hint: "give every peer as many bricks as the others",
  },
  GLU112: {
    severity: "warning",
    means: "A pool keeps two copies and has no arbiter, so its files can end in split-brain.",
    cause:
      "With two copies there is no majority. When each copy was written while the other was away, gluster cannot tell which is right.",
    done: goesOn,
    remedy:
      "Add a third peer and write `arbiter: true`, which takes hardly any space, or write `replica: 3`.",
    hint: "`arbiter: true` with a third peer takes hardly any space; or `replica: 3`",
  },
  GLU113: {
    severity: "error",
    means: "A pool has an arbiter and a number of copies that does not go with one.",
    cause: "gluster knows an arbiter only beside two full copies.",
    done: refused,
    remedy: "Remove `replica:` or `arbiter:`. Two copies and an arbiter are `arbiter: true` alone.",
    hint: "remove `replica:`, or `arbiter:`",
  },
  GLU114: {
    severity: "error",
    means: "A dispersed pool has too much redundancy.",
    cause: "More than half of the bricks of a dispersed set must hold data.",
    done: refused,
    remedy: "Lower `redundancy`, or raise `data`. The smallest set is {data: 2, redundancy: 1}.",
    hint: {
      smallest: "the smallest is {data: 2, redundancy: 1}",
      most: "at most {data: {data}, redundancy: {redundancy}}",
    },
  },
  GLU115: {
    severity: "warning",
    means: "The number of data bricks of a dispersed pool is no power of two, which makes writes slow.",
    cause:
      "gluster writes whole stripes. With such a number the blocks of most programs do not fill a stripe, so gluster has to read the rest of it first.",
    done: goesOn,
    remedy:
      "Use 2, 4 or 8 data bricks. Decide before the first apply: gluster cannot change this of a volume that exists.",
    hint: "best is a power of two: {below} or {above}",
  },
  GLU116: {
    severity: "error",
    means: "A pool is declared both as dispersed and as one that keeps copies.",
    cause: "`disperse` and `replica`, or `disperse` and `arbiter`, are set together.",
    done: refused,
    remedy: "Remove one of the two.",
    hint: "remove one of them",
  },
  GLU117: {
    severity: "warning",
    means: "A quorum option makes a pool of two stop when one host is away.",
    cause:
      "`cluster.quorum-type: auto` with two copies needs the first brick of each set for every write. `cluster.server-quorum-type: server` with two peers needs both of them.",
    done: goesOn,
    remedy: "Remove the option, or add a third peer, best as `arbiter: true`.",
  },
} as const satisfies FindingTable;
