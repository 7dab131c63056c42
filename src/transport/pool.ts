import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import type { Host } from "../model/host.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import type { Connection } from "./connection.ts";
import { hostKeyReader } from "./host-key.ts";
import { type AskPassphrase, keyring } from "./keyring.ts";
import { sharedReader } from "./read-shared.ts";
import { readSshConfig, type SshSurroundings } from "./ssh-config.ts";
import { type Target, targetResolver } from "./target.ts";

/** What the connections of a run have in common. */
export interface PoolOptions {
  readonly connectTimeoutMs: number;
  readonly keepaliveMs: number;
  /** Connections being set up at the same time. */
  readonly parallel: number;
  readonly acceptNewHostKeys: boolean;
  readonly passphrase: AskPassphrase | undefined;
  readonly surroundings: SshSurroundings;
}

/** All connections of a run: one per machine and login, jump hosts included, made when first needed. */
export interface ConnectionPool {
  /** Where a host is and how to log in there. Throws the failure when that cannot be known. */
  resolve(host: Host): Promise<Target>;
  /** The connection to a machine, made now if there is none. Throws the failure when there can be none. */
  get(target: Target): Promise<Connection>;
  /** Forgets a connection that turned out to be gone, unless it was replaced meanwhile. */
  drop(target: Target, gone: Connection): Promise<void>;
  close(): Promise<void>;
}

/** Makes a pool without connections. */
export function connectionPool(options: PoolOptions): ConnectionPool {
  const open = new Map<string, Promise<Connection>>();
  const connecting = pLimit(options.parallel);
  const readHostKeys = hostKeyReader();
  const giveUp = new AbortController();
  setMaxListeners(0, giveUp.signal);
  const how: ConnectOptions = {
    signal: giveUp.signal,
    timeoutMs: options.connectTimeoutMs,
    keepaliveMs: options.keepaliveMs,
    unlock: keyring(options.passphrase),
    read: sharedReader(),
    hostKey: (target) => readHostKeys(target, options.acceptNewHostKeys),
    // Not counted in `connecting`: a host holding the last place would wait for its own jump host for ever.
    via: (jump) => once(open, jump, () => connect(jump, how)),
  };
  return {
    resolve: resolverOf(options.surroundings),
    get: (target) => once(open, target, () => connecting(() => connect(target, how))),
    drop: (target, gone) => drop(open, target, gone),
    close: async () => {
      giveUp.abort();
      await closeAll(open);
    },
  };
}

type Open = Map<string, Promise<Connection>>;

const keyOf = (target: Target): string => JSON.stringify(target);

/** Reads ssh_config once. What could not be read is read again next time: somebody may have mended it. */
function resolverOf(around: SshSurroundings): ConnectionPool["resolve"] {
  let resolver: Promise<(host: Host) => Target> | undefined;
  return async (host) => {
    resolver ??= readSshConfig(around).then((lookup) => targetResolver(lookup, around));
    resolver.catch(() => {
      resolver = undefined;
    });
    return (await resolver)(host);
  };
}

/** The connection there is, or is being made; otherwise the one `make` makes, kept until it ends. */
function once(open: Open, target: Target, make: () => Promise<Connection>): Promise<Connection> {
  const key = keyOf(target);
  const before = open.get(key);
  if (before) return before;
  const made = make();
  open.set(key, made);
  const forget = () => {
    if (open.get(key) === made) open.delete(key);
  };
  made.then((connection) => connection.closed.then(forget), forget);
  return made;
}

async function drop(open: Open, target: Target, gone: Connection): Promise<void> {
  const key = keyOf(target);
  const made = open.get(key);
  if ((await made?.catch(() => undefined)) === gone && open.get(key) === made) open.delete(key);
}

/** Targets are closed before the jump hosts they go through. */
async function closeAll(open: Open): Promise<void> {
  const all = await Promise.allSettled(open.values());
  const good = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  await Promise.all(good.map((connection) => connection.close()));
}
