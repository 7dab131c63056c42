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
export type Pool = GlusterPool;
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
