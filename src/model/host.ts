import type { Span } from "./span.ts";

/**
 * One machine of the fleet and how to reach it.
 *
 * What is left out falls back to `~/.ssh/config` and then to what `ssh` itself would do.
 */
export interface Host {
  /** The key under `hosts:`; the name used everywhere in plans and messages. */
  readonly name: string;
  /** Address or DNS name that SSH connects to; `local` means this machine, without SSH. */
  readonly address: string;
  /** Address other hosts use for storage traffic (exports, mounts, links); `address` unless given. */
  readonly storageAddress: string;
  readonly user?: string;
  readonly port?: number;
  /** Every command goes through sudo. */
  readonly sudo: boolean;
  readonly identityFile?: string;
  readonly knownHosts?: string;
  /** `user@host:port`, several separated by commas: the ProxyJump form. */
  readonly jump?: string;
  /** Public key line (`ssh-ed25519 AAAA…`) this host must present; replaces known_hosts for it. */
  readonly hostKey?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: Span;
}
