import type { FindingTable } from "../../../model/finding-table.ts";
import { planNothing } from "./phrases.ts";

/** What a plan reports about a volume as found, and about what its change does to others. */
export const volumeFindings = {
  GLU240: {
    severity: "error",
    means: "A volume that holdfast did not make differs from the file.",
    cause:
      "Somebody made a volume of that name by hand. It has other bricks, options, access or another state.",
    done: `${planNothing} A volume that already is as the file says is taken over.`,
    remedy:
      "Write the pool in the file as the volume is (`gluster volume info <volume>`). Or write `adopt: true`, after which a plan shows how the volume would be changed.",
    hint: "make the file as it is, or write `adopt: true` to have the volume made as the file is",
  },
  GLU241: {
    severity: "error",
    means: "A volume is to become dispersed, or is and is to have another shape.",
    cause: "gluster fixes data and redundancy of a dispersed volume when it is made.",
    done: planNothing,
    remedy:
      "Make a pool of another name with the new shape, copy the data through mounts of both, then declare the old pool `state: absent`.",
    hint: "make a pool of another name, copy the data, then declare this one `state: absent`",
  },
  GLU242: {
    severity: "error",
    means: "The copies of a volume with an arbiter, or to have one, cannot be changed in one step.",
    cause: "gluster adds an arbiter to two copies only, and adds no copy beside an arbiter.",
    done: planNothing,
    remedy:
      "Write `replica: 2` without an arbiter first and apply. When the volume has two copies, write what it is to be in the end and apply again.",
    hint: {
      away: "first go to `replica: 2` without the arbiter, apply, then on",
      toTwo: "first go to `replica: 2`, apply, then write `arbiter: true`",
    },
  },
  GLU243: {
    severity: "error",
    means: "There is no way in one step from the bricks a volume has to those the file asks for.",
    cause:
      "gluster adds and removes whole sets, and every set keeps its bricks on different hosts. The change mixes copies and hosts, takes a set apart, or does not name enough hosts.",
    done: planNothing,
    remedy:
      "Make the change in steps with an apply after each: first the number of copies, then the hosts. `holdfast status` and `gluster volume info <volume>` show which bricks make a set.",
    hint: {
      copiesThenSets:
        "change one thing at a time: first the number of copies, apply, then the number of sets",
      wholeSet: "take all hosts of one set out of `peers` at once; `holdfast status` shows the sets",
      replacement: "name a host in its place, or take all hosts of its set out at once",
      multiples: "add hosts in multiples of the copies",
      copiesThenHosts: "change one thing at a time: first the number of copies, apply, then the hosts",
      moreHosts: "name one more host per set for each further copy",
    },
  },
  GLU244: {
    severity: "error",
    means: "TLS of a volume is to be turned on or off while the volume is started.",
    cause:
      "`client.ssl` or `server.ssl` was changed. Bricks that run keep what they started with, so clients could no longer mount the volume.",
    done: planNothing,
    remedy:
      "Write `state: stopped` along with the change and apply, then `state: started` and apply. The clients have to mount the pool again.",
    hint: "apply first with `state: stopped`, then with `state: started`; clients mount again then",
  },
  GLU245: {
    severity: "error",
    or: "warning",
    means: "A volume uses TLS, and files for it are missing on peers.",
    cause:
      "glusterfs.pem, glusterfs.key or glusterfs.ca is not in the place where gluster looks for it: /usr/lib/ssl on Debian 12, /etc/ssl on Debian 13.",
    done: `When the plan would turn TLS on or off (error), ${planNothing} When TLS is as the file says already (warning), holdfast plans as usual. It makes no keys and copies none.`,
    remedy:
      "Bring the three files to every peer and client, then start the volume again (`state: stopped`, apply, `state: started`, apply) if it runs.",
    hint: "bring {files} there, and to all clients; holdfast makes none of them",
  },
  GLU250: {
    severity: "warning",
    means: "A host that has a volume mounted loses its access to it.",
    cause:
      "`allow`, or the list of clients, no longer admits the host, and the file leaves a mount of the volume on it. gluster cuts off such a client at once.",
    done: "The change is planned. holdfast does not unmount what it did not mount.",
    remedy: "Unmount the volume on that host before you apply, or name the host's address under `allow`.",
    hint: "unmount it on {host} first, or name {address} in `allow`",
  },
  GLU251: {
    severity: "warning",
    means: "The address of a member's own name changes while its glusterd runs.",
    cause:
      "The `storageAddress` of the host was changed, or a line of /etc/hosts for it is added or goes. A glusterd that runs keeps the address that its own name had at first.",
    done: "The change of /etc/hosts is planned. holdfast restarts no glusterd for it.",
    remedy:
      "If commands fail afterwards with `Host … is not in 'Peer in Cluster' state`, run `systemctl restart glusterd` on that host, while all other members are up and `gluster volume heal <volume> info summary` shows nothing pending.",
    hint: "if its peers misbehave afterwards: `systemctl restart glusterd` on {host}, while all other members are up and nothing waits to be healed",
  },
} as const satisfies FindingTable;
