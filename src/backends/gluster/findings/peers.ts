import type { FindingTable } from "../../../model/finding-table.ts";

const planNothing =
  "holdfast plans nothing for this trusted pool, for its volumes and for the mounts that need them.";

/** What a plan, and `holdfast doctor`, report about the members of a trusted pool. */
export const peerFindings = {
  GLU230: {
    severity: "error",
    means: "Members of a trusted pool reject each other.",
    cause:
      "Their copies of a volume's configuration differ, for example after a failed command. glusterd compares the copies when it starts, and shows such a peer as Peer Rejected.",
    done: planNothing,
    remedy:
      "On the member that is right, set an option of the volume to the value it has (`gluster volume set <volume> <option> <value>`), which makes its copy the newest. Then run `systemctl restart glusterd` on the rejected host only, while all other bricks are up. `gluster peer status` on every member shows whether it worked.",
    hint: "{before}`systemctl restart glusterd` on {host} and nowhere else, while all other bricks are up: its own stop for that moment",
  },
  GLU231: {
    severity: "error",
    means: "Two hosts have one glusterd identity.",
    cause: "A machine was cloned after glusterd had run on it, with /var/lib/glusterd/glusterd.info in it.",
    done: `${planNothing} It removes no identity.`,
    remedy:
      "On the host without peers and volumes: stop glusterd, remove /var/lib/glusterd/glusterd.info, start glusterd. When both have peers or volumes, decide which one keeps the identity and build the other anew.",
    hint: {
      spare:
        "on {host}, which {empty}: stop glusterd, remove /var/lib/glusterd/glusterd.info, start glusterd",
      both: "both have peers or volumes: decide which one keeps the identity, and build the other anew",
    },
  },
  GLU232: {
    severity: "error",
    means: "A host cannot join the trusted pool.",
    cause: "It is in another trusted pool, or it has volumes of its own. gluster lets no such host join.",
    done: `${planNothing} It takes no host out of another pool.`,
    remedy:
      "See `gluster pool list` and `gluster volume list` on that host. If the other pool is to lose it, run `gluster peer detach <host>` there, which takes that none of its volumes has bricks on it. Else name another host.",
    hint: "detach it there (`gluster peer detach {host}`) if that pool is to lose it, or name another host",
  },
  GLU233: {
    severity: "error",
    means: "Only some members of a trusted pool know a volume.",
    cause:
      "A command failed halfway, and a restart of glusterd brought the volume back on the member where it was stored. `gluster volume delete` fails for it.",
    done: `${planNothing} It removes nothing below /var/lib/glusterd.`,
    remedy:
      "Decide which members are right. On the others: stop glusterd, move /var/lib/glusterd/vols/<volume> away, start glusterd.",
    hint: "if {right} is right: stop glusterd on {where}, move {folder} away there, start glusterd",
  },
  GLU234: {
    severity: "warning",
    means: "Members store different configurations of one volume.",
    cause:
      "A command failed on some of the members. Nothing shows it until a glusterd is restarted; then the members reject each other.",
    done: "For a declared pool holdfast plans to set its options again, which makes the copies alike. Other volumes are left alone.",
    remedy:
      "Run `holdfast apply` for a declared pool. For another volume, set an option to the value it has (`gluster volume set <volume> auth.allow …`). Restart no glusterd before.",
    hint: "`holdfast apply` writes that of a declared pool anew; for any other, set an option to its own value (`gluster volume set {volume} auth.allow …`)",
  },
  GLU235: {
    severity: "warning",
    means: "Members of a trusted pool run different major versions of gluster.",
    cause:
      "Some of the hosts were upgraded and others were not, or they run different releases of the system.",
    done: "holdfast plans as usual. It upgrades nothing.",
    remedy:
      "Bring all members to one version before you change anything else: mixed members can come to reject each other. `gluster --version` shows that of a host.",
    hint: "bring them to one version before anything else: mixed members reject each other",
  },
  GLU236: {
    severity: "info",
    means: "A trusted pool has a peer that no pool of the file names.",
    cause: "Somebody joined it by hand, or a pool that used it is no longer in the file.",
    done: "holdfast leaves the peer alone.",
    remedy:
      "Nothing has to be done. When it has no bricks and is not needed, run `gluster peer detach <host>` on another member.",
    hint: "when it has no bricks and is not needed: `gluster peer detach {peer}`",
  },
  GLU237: {
    severity: "error",
    means: "The volume of a pool is on hosts of which none is a peer of the pool any more.",
    cause:
      "All peers of the pool were replaced in the file at once. A new, empty volume of the same name would be made, and clients would get that one after their next boot.",
    done: `${planNothing} No second volume is made.`,
    remedy:
      "Leave at least one of the old hosts in `peers`, add the new ones, and apply. Then take the old one out and apply again.",
    hint: "to move it, leave one of its hosts in `peers` and add the new ones, apply, then take that one out",
  },
  GLU238: {
    severity: "error",
    means: "glusterd of some members speaks TLS, and that of others does not.",
    cause:
      "The file /var/lib/glusterd/secure-access turns TLS on between glusterds. It is there on some members only.",
    done: `${planNothing} It neither makes nor removes the file.`,
    remedy:
      "Without TLS: on the hosts that have it, move /var/lib/glusterd/secure-access away and restart glusterd. With TLS: bring glusterfs.pem, glusterfs.key, glusterfs.ca and that file to all peers and clients, and restart glusterd on all peers.",
    hint: "on {secure}, move /var/lib/glusterd/secure-access away and restart glusterd; or bring {files}, and that file, to all peers and clients, and restart glusterd on all",
  },
} as const satisfies FindingTable;
