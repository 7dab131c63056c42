interface Remedy {
  readonly says: RegExp;
  readonly hint: string;
}

const RECREATE =
  "gluster cannot change this in place: make a pool of another name, copy the data, then declare this one `state: absent`";

/**
 * What gluster says when it refuses, and what to do about it (texts of 10.3 and 11.1); the first that fits counts. It is
 * looked for behind the command as well, so no pattern may be a word that a command has in it, as names of options.
 */
const remedies: readonly Remedy[] = [
  {
    says: /Another transaction|Locking failed/,
    hint: "another gluster command held the cluster's lock for over 200 s: end it, or restart glusterd on the host that holds it, then run apply again",
  },
  {
    says: /already part of another cluster or having volumes/,
    hint: "that host is in another trusted pool or has volumes of its own: `gluster pool list` and `gluster volume list` there show which",
  },
  {
    says: /is same as local uuid/,
    hint: "two hosts were cloned with one identity: on the one without volumes, stop glusterd, remove /var/lib/glusterd/glusterd.info, start it",
  },
  {
    says: /Connection failed\. Please check if gluster daemon/,
    hint: "glusterd does not run there: `journalctl -u glusterd` says why; apply starts it",
  },
  {
    says: /Probe returned with|Transport endpoint is not connected|Connection refused/,
    hint: "glusterd does not answer there: see that it runs, and that port 24007 is open between all members",
  },
  {
    says: /[Qq]uorum (?:is )?not met/,
    hint: "too few members answer: bring the others back first; holdfast does not work around a quorum",
  },
  {
    says: /is not in 'Peer in Cluster' state|Failed to find host|brick order check/,
    hint: "if it names a host's own name, that host resolved it wrongly once and glusterd remembers: `systemctl restart glusterd` there; else wait and run apply again",
  },
  {
    says: /Host .* not connected|Host node of the brick .* is down/,
    hint: "its glusterd is away: start it there, then run apply again",
  },
  {
    // with an empty reason, and `opRet` -3
    says: /Add Brick unsuccessful/,
    hint: "gluster gives no reason; most often this host cannot find a brick's host by name: `getent hosts` there, and /var/log/glusterfs/glusterd.log",
  },
  {
    says: /When destination brick is new/,
    hint: "the brick's member has not read its folder yet: `systemctl restart glusterd` there, while all other bricks are up, then run apply again",
  },
  {
    says: /is already part of a volume/,
    hint: "plan again: it shows whose brick it is, and clears it when it is provably a leftover",
  },
  {
    says: /containing or be contained by an existing brick/,
    hint: "a brick of another volume is in, or around, this folder: give it another one",
  },
  {
    says: /in the root partition|is a mount point/,
    hint: "give the brick a file system of its own (backing image or device)",
  },
  { says: /extended attributes failed/i, hint: "the file system cannot carry a brick: use XFS or ext4" },
  {
    says: /Failed to create brick directory/,
    hint: "the folder above the brick is not there: mount its file system, or make the folder, then run apply again",
  },
  {
    says: /Multiple bricks of a \w+ volume/,
    hint: "two bricks of one set would be on one host, and go down with it: name one more host in `peers`",
  },
  {
    says: /Failed to create volume files/,
    hint: "the bricks are no whole sets; a restart of glusterd may bring the volume back as a ghost: plan again, it shows one (GLU233) and how to get rid of it",
  },
  {
    says: /Incorrect number of bricks|incorrect brick count|need \d+\(xN\) bricks/,
    hint: "bricks come and go in whole sets, and the volume is not as planned: plan again",
  },
  {
    says: /replica count for arbiter volumes|Cannot convert replica|cannot be converted from dispersed/,
    hint: RECREATE,
  },
  {
    says: /[Bb]rick .* is down|Found (?:stopped|dead) brick/,
    hint: "start the brick first: plan shows why it is down",
  },
  {
    says: /remove-brick task exists|not yet committed|[Rr]ebalance.*(?:already started|in progress)/,
    hint: "a task is running: run apply again when it has ended (`holdfast status` shows it)",
  },
  {
    says: /Some of the peers are down|One of the peers is probably down/,
    hint: "all members have to be up for this",
  },
  {
    says: /migration (?:has failed|of some files)/,
    hint: "some files are still on those bricks: `gluster volume remove-brick … stop` keeps them; never force it",
  },
  {
    says: /migration is in progress/,
    hint: "the bricks are not empty yet: run apply again when that has ended (`holdfast status` shows it)",
  },
  {
    says: /hosts one or more bricks/,
    hint: "bricks of some volume are on it: plan shows which, when they are of the file",
  },
  { says: /has \d+ snapshots/, hint: "delete its snapshots first, if nobody needs them" },
  {
    says: /Not a valid option for single volume/,
    hint: "this one is of the whole trusted pool: take it out of `options:`, and set it by `gluster volume set all`",
  },
  {
    says: /[Oo]ption .* does not exist|is not (?:a )?valid|out of range|smaller than minimum|invalid \w+ format|Validation Failed/,
    hint: "gluster does not take this option or value: `gluster volume set help` tells what it takes; correct `options:` or `allow:`",
  },
  {
    says: /Self-heal-daemon is disabled/,
    hint: "nothing heals while `cluster.self-heal-daemon` is off, or the volume has no copies: set it to on first",
  },
  {
    says: /Wrong brick type|valid hostname\/ip other than localhost|duplicate exports/,
    hint: "gluster cannot use the place of this brick: correct `peers` and `bricks` of the pool",
  },
  {
    says: /[Cc]ommit failed|timed out/,
    hint: "it may have been done in part: plan again, it shows what is there now",
  },
  {
    says: /Pre-validation failed/,
    hint: "nothing was done: /var/log/glusterfs/glusterd.log of that host says why; often a host is no member yet, or its name is not found",
  },
  {
    // what was planned is done already, or cannot be any more: somebody else was at work
    says: new RegExp(
      [
        "already (?:exists|started)|does not exist|is not (?:in the )?started|needs to be st(?:arted|opped)",
        "not started for volume|Incorrect brick|is not decommissioned|without reducing replica count",
        "Migration of data is not needed|Deleting all the bricks|not permitted on distribute only",
        "not a distribute volume|only volumes of replicate|not part of cluster|is localhost",
      ].join("|"),
    ),
    hint: "the volume or the trusted pool is not as planned any more: plan again",
  },
];

/** What to do about what gluster said. */
export const explained = (said: string): string | undefined =>
  remedies.find(({ says }) => says.test(said))?.hint;
