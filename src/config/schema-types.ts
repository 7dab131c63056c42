/** Generated from `schemas/` by `npm run types`. Do not edit: a test compares it with the schema. */

/**
 * Account to log in as. Default: what ~/.ssh/config says, then your own name.
 */
export type User = string;
/**
 * TCP port of sshd. Default: what ~/.ssh/config says, then 22.
 */
export type Port = number;
/**
 * Run every command through sudo. Needed unless `user` is root.
 */
export type Sudo = boolean;
/**
 * Private key to log in with. Default: the agent, then ~/.ssh/config, then the usual key files.
 */
export type IdentityFile = string;
/**
 * File with the host keys to trust. Default: what ~/.ssh/config says, then ~/.ssh/known_hosts.
 */
export type KnownHosts = string;
/**
 * Host to go through, as ssh's ProxyJump: [user@]host[:port], several separated by commas.
 */
export type Jump = string;
/**
 * One host: its address, or its address with more.
 */
export type HostEntry =
  | string
  | {
      address: Address;
      storageAddress?: StorageAddress;
      user?: User;
      port?: Port;
      sudo?: Sudo;
      identityFile?: IdentityFile;
      knownHosts?: KnownHosts;
      jump?: Jump;
      hostKey?: HostKey;
      labels?: Labels;
    };
/**
 * Address or DNS name that SSH connects to. `local` is this machine, without SSH.
 */
export type Address = string;
/**
 * Address the other hosts use for storage traffic. Default: `address`.
 */
export type StorageAddress = string;
/**
 * Public key this host must present, as in its /etc/ssh/ssh_host_*_key.pub. Replaces known_hosts for this host.
 */
export type HostKey = string;
/**
 * Groups of hosts whose members find each other by name (through a block of our own in /etc/hosts).
 */
export type Links = string[][];
/**
 * Folder on the server to export. Created if it is not there.
 */
export type Path = string;
/**
 * One export option.
 */
export type ExportOption = string;
/**
 * Export options, as in exports(5).
 */
export type ExportOptions = ExportOption[];
/**
 * A host that mounts the share: its name, or its name with what is different there.
 */
export type ShareClient =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      mountpoint?: Mountpoint;
      readOnly?: ReadOnly;
      /**
       * Export options for this client; each replaces what the share says about the same thing.
       */
      options?: ExportOption[];
      mountOptions?: MountOptions;
      version?: NfsVersion;
    };
/**
 * Where it is mounted. Default for a share: `path`; default for a client: what the share says.
 */
export type Mountpoint = string;
/**
 * Export to and mount on this client read-only.
 */
export type ReadOnly = boolean;
/**
 * Further mount options, as in nfs(5). The version and ro/rw have keys of their own.
 */
export type MountOptions = string[];
/**
 * NFS version to mount with. `4` takes the highest both sides know. Default: 4.2. In quotes: YAML reads 4.2 as a number.
 */
export type NfsVersion = "3" | "4" | "4.0" | "4.1" | "4.2";
/**
 * Who else may mount: an address, a network, a DNS name (with wildcards) or a @netgroup.
 */
export type AllowEntry =
  | string
  | {
      /**
       * Address, network, DNS name (with wildcards) or @netgroup.
       */
      client: string;
      /**
       * Export options for these; each replaces what the share says about the same thing.
       */
      options?: ExportOption[];
    };
/**
 * Identity of the exported file system: `root`, a number or a UUID. Needed only where the file system has none of its own (FUSE, some overlays).
 */
export type Fsid = number | string;
/**
 * One pool; `type` says which storage system it is and which keys it has.
 */
export type Pool = GlusterPool | MoosefsPool;
/**
 * A host that gives bricks: its name, or its name with the paths of its bricks.
 */
export type GlusterPeer =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      /**
       * Paths of the bricks on this host, in place of those in the folder. holdfast uses what is mounted there; it neither makes nor erases them.
       *
       * @minItems 1
       */
      bricks?: string[];
    };
/**
 * Folder on each peer that holds the bricks: `<folder>/<pool>/b0` and so on. Default: /mnt/gluster.
 */
export type GlusterFolder = string;
/**
 * Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.
 */
export type GlusterMountpoint = string;
/**
 * A host that mounts the pool: its name, or its name with what is different there.
 */
export type GlusterClient =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      mountpoint?: GlusterMountpoint;
      /**
       * Mount it read-only.
       */
      readOnly?: boolean;
      /**
       * Further mount options, as in mount.glusterfs(8). The servers and ro/rw are set by holdfast.
       */
      mountOptions?: string[];
    };
/**
 * The host that keeps the names and where the chunks are: its name, or a mapping with it.
 */
export type MoosefsMaster =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
    };
/**
 * A host that stores chunks: its name, or its name with its disks and labels.
 */
export type MoosefsChunkserver =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      /**
       * Chunk folders on this host, in place of the one in the folder of the pool.
       *
       * @minItems 1
       */
      disks?: MoosefsDisk[];
      /**
       * Labels of the server, by which storage classes choose where copies go.
       *
       * @maxItems 26
       */
      labels?: string[];
      /**
       * `draining` marks all disks of the server for removal: their chunks are copied to the other servers, and it stays until you take it out of the file.
       */
      state?: "active" | "draining";
      size?: MoosefsSize;
      /**
       * Device to make the file system on, for `backing: device`. What is on it is never overwritten without your consent.
       */
      device?: string;
    };
/**
 * Size of the file system made for the chunks on each chunkserver. GB counts in thousands, GiB in 1024s. Default: 5GB; a device is taken as it is.
 */
export type MoosefsSize = string;
/**
 * A host that keeps a copy of the master's metadata, from which it can become the master.
 */
export type MoosefsMetalogger =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
    };
/**
 * The host that shows the pool in a browser: its name, or its name with a port.
 */
export type MoosefsGui =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      /**
       * TCP port the pages are served at.
       */
      port?: number;
    };
/**
 * Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.
 */
export type MoosefsMountpoint = string;
/**
 * A host that mounts the pool: its name, or its name with what is different there.
 */
export type MoosefsClient =
  | string
  | {
      /**
       * Name of a host.
       */
      host: string;
      mountpoint?: MoosefsMountpoint;
      /**
       * Folder of the pool to mount. Default: /, all of it.
       */
      folder?: string;
      /**
       * Mount it read-only, and let the master refuse this host to write.
       */
      readOnly?: boolean;
      /**
       * Further mount options, as in mfsmount(8). The master, the folder and ro/rw are set by holdfast.
       */
      mountOptions?: string[];
    };

/**
 * What a fleet's storage shall look like. `holdfast plan` shows what differs from it, `holdfast apply` makes it so.
 */
export interface StorageFile {
  /**
   * Version of this file format.
   */
  version: 1;
  /**
   * Name of the fleet. Everything holdfast creates on a host is marked with it, so that two fleets never touch each other's things.
   */
  fleet: string;
  ssh?: SshDefaults;
  hosts: Hosts;
  links?: Links;
  shares?: Shares;
  /**
   * Pools of storage over several hosts, by name.
   */
  pools?: {
    [k: string]: Pool;
  };
  /**
   * Consent tokens, copied from a plan. Each allows exactly the one change it was printed for, as long as the host is still as it was then.
   */
  consents?: string[];
}
/**
 * How to reach the hosts. Each key can be given per host too, and wins there.
 */
export interface SshDefaults {
  user?: User;
  port?: Port;
  sudo?: Sudo;
  identityFile?: IdentityFile;
  knownHosts?: KnownHosts;
  jump?: Jump;
}
/**
 * The machines of the fleet, by the name used everywhere else in this file.
 */
export interface Hosts {
  [k: string]: HostEntry;
}
/**
 * Words of your own about this host. holdfast shows them and does nothing else with them.
 */
export interface Labels {
  /**
   * Value of the label.
   */
  [k: string]: string;
}
/**
 * NFS shares by name.
 */
export interface Shares {
  [k: string]: Share;
}
/**
 * One folder of one host, exported over NFS.
 */
export interface Share {
  /**
   * Name of the host that has the files.
   */
  host: string;
  path: Path;
  options?: ExportOptions;
  /**
   * Hosts that mount it; holdfast mounts it there and keeps it mounted.
   */
  clients?: ShareClient[];
  /**
   * Who else may mount it; holdfast only lets them.
   */
  allow?: AllowEntry[];
  mountpoint?: Mountpoint;
  version?: NfsVersion;
  fsid?: Fsid;
}
/**
 * One GlusterFS volume, the servers that hold it and the hosts that mount it.
 */
export interface GlusterPool {
  /**
   * Storage system of the pool.
   */
  type: "gluster";
  /**
   * Hosts that give bricks, in the order in which sets are made of them: with `replica: 2` the first two hold the same files, and so on.
   *
   * @minItems 1
   */
  peers: GlusterPeer[];
  /**
   * Copies of each file, each on another host; 1 spreads files without any copy. Default: 2, or 1 with `disperse`.
   */
  replica?: number;
  /**
   * Two copies and, on a third host, a small brick that only knows which of them is right: no split-brain for the price of two copies.
   */
  arbiter?: boolean;
  disperse?: GlusterDisperse;
  /**
   * Usable size of the whole pool; copies and redundancy come on top. GB counts in thousands, GiB in 1024s.
   */
  size?: string;
  folder?: GlusterFolder;
  bricks?: GlusterBricks;
  mountpoint?: GlusterMountpoint;
  /**
   * Who else may mount it; its own peers and clients always may.
   */
  allow?: string[];
  /**
   * Volume options by their full names, as in `gluster volume set`. What is no longer here is set back to gluster's own value.
   */
  options?: {
    /**
     * Value of the option.
     */
    [k: string]: string;
  };
  /**
   * Hosts that mount it; holdfast mounts it there and keeps it mounted.
   */
  clients?: GlusterClient[];
  /**
   * Take over a volume of this name that holdfast did not make.
   */
  adopt?: boolean;
  /**
   * `stopped` keeps the volume and serves nothing; `absent` removes the service, with your consent, and keeps the data.
   */
  state?: "started" | "stopped" | "absent";
}
/**
 * Erasure coding: each file is cut into `data` parts, and any `redundancy` bricks of a set may be lost.
 */
export interface GlusterDisperse {
  /**
   * Bricks of a set that hold the data.
   */
  data: number;
  /**
   * Bricks of a set that may be lost.
   */
  redundancy: number;
}
/**
 * What the bricks are made of.
 */
export interface GlusterBricks {
  folder?: GlusterFolder;
  /**
   * `image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on a device of `devices`.
   */
  backing?: "image" | "directory" | "device";
  /**
   * Bricks on each peer.
   */
  perPeer?: number;
  /**
   * Devices of each peer by its name, one for each of its bricks. For `backing: device` only.
   */
  devices?: {
    /**
     * Devices of one peer.
     */
    [k: string]: string[];
  };
}
/**
 * One MooseFS: its master, the servers that hold the chunks and the hosts that mount it.
 */
export interface MoosefsPool {
  /**
   * Storage system of the pool; `mfs` is the same.
   */
  type: "moosefs" | "mfs";
  /**
   * `stopped` keeps everything and serves nothing; `absent` removes the service, with your consent, and keeps the data.
   */
  state?: "started" | "stopped" | "absent";
  master: MoosefsMaster;
  /**
   * Hosts that store chunks, two at least.
   *
   * @minItems 1
   */
  chunkservers: MoosefsChunkserver[];
  /**
   * Hosts that keep copies of the master's metadata. To take over from a lost master, name one of them as `master:`.
   */
  metaloggers?: MoosefsMetalogger[];
  /**
   * Folder on each chunkserver for the disks holdfast makes: `<folder>/<pool>/d0`. Default: /mnt/mfschunks.
   */
  folder?: string;
  size?: MoosefsSize;
  /**
   * What those disks are. `image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on the `device` of each chunkserver.
   */
  backing?: "image" | "directory" | "device";
  /**
   * Who may mount it for reading and writing besides the declared clients. IPv4 only. Of all that match an address MooseFS takes the most permissive.
   */
  allow?: string[];
  /**
   * Copies of each file, each on another chunkserver, or the name of a class of `classes`. It is set on the root folder; what is made in it gets the same.
   */
  goal?: number | string;
  /**
   * Storage classes, by name. Set them on folders with mfssetsclass(1), or on all by `goal`.
   */
  classes?: {
    [k: string]: MoosefsClass;
  };
  gui?: MoosefsGui;
  mountpoint?: MoosefsMountpoint;
  /**
   * Hosts that mount it; holdfast mounts it there and keeps it mounted.
   */
  clients?: MoosefsClient[];
  /**
   * Settings of the master beyond what holdfast writes itself, as mfsmaster.cfg(5) names them. What is not here has the daemon's own value.
   */
  options?: {
    /**
     * The value, always as a string.
     */
    [k: string]: string;
  };
  /**
   * Take over a MooseFS on these hosts that holdfast did not make: its files in /etc/mfs are replaced by what this file says, its metadata and chunks stay.
   */
  adopt?: boolean;
}
/**
 * One chunk folder on a file system that is there already.
 */
export interface MoosefsDisk {
  /**
   * The chunk folder, as mfshdd.cfg names it: a folder below the disk's mountpoint, so that a disk that is not mounted is noticed. holdfast neither makes nor erases the file system.
   */
  path: string;
  /**
   * How much of the disk MooseFS may use, or with a minus how much it has to leave free. What others store on the same file system counts as used: a limit is for a disk of its own.
   */
  limit?: string;
  /**
   * `draining` marks the disk for removal: its chunks are copied to other disks, and it stays until you take it out of the file.
   */
  state?: "active" | "draining";
}
/**
 * A storage class: on which chunkservers the copies of a file are kept.
 */
export interface MoosefsClass {
  /**
   * Where copies are kept: an expression over labels, a term for each copy. `A,B` is one on a server with A and one with B, `2A` two on servers with A, `AB,C+D` one on a server with both and one with either, `2*` two anywhere.
   */
  keep: string;
  /**
   * Where copies of new chunks go first. Default: as `keep`.
   */
  create?: string;
  /**
   * Where copies of files go that nobody changed for `archiveDelay` days.
   */
  archive?: string;
  /**
   * Days after its last change at which a file's copies move from `keep` to `archive`.
   */
  archiveDelay?: number;
}
