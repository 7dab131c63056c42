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
