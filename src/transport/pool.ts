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
export function connectionPool(options: PoolOptions) {
  const open = new Map<string, Promise<Connection>>();
  const connecting = pLimit(options.parallel);
  const readHostKeys = hostKeyReader();
  let resolver: Promise<(host: Host) => Target> | undefined;

  const resolve = async (host: Host): Promise<Target> => {
    resolver ??= readSshConfig(options.surroundings).then((lookup) =>
      targetResolver(lookup, options.surroundings),
    );
    // What could not be read is read again next time: somebody may have mended it.
    resolver.catch(() => {
      resolver = undefined;
    });
    return (await resolver)(host);
  };

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
    via: (jump) => get(jump, (task) => task()),
  };

  function get(target: Target, turn: <T>(task: () => Promise<T>) => Promise<T>): Promise<Connection> {
    const key = JSON.stringify(target);
    const before = open.get(key);
    if (before) return before;
    const made = turn(() => connect(target, how));
    open.set(key, made);
    const forget = () => {
      if (open.get(key) === made) open.delete(key);
    };
    made.then((connection) => connection.closed.then(forget), forget);
    return made;
  }

  return {
    resolve,
    /** The connection to a machine, made now if there is none. Throws the failure when there can be none. */
    get: (target: Target): Promise<Connection> => get(target, (task) => connecting(task)),
    /** Forgets a connection that turned out to be gone, unless it was replaced meanwhile. */
    async drop(target: Target, gone: Connection): Promise<void> {
      const key = JSON.stringify(target);
      const made = open.get(key);
      if ((await made?.catch(() => undefined)) === gone && open.get(key) === made) open.delete(key);
    },
    async close(): Promise<void> {
      giveUp.abort();
      const all = await Promise.allSettled(open.values());
      // Targets before the jump hosts they go through.
      const good = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      await Promise.all(good.map((connection) => connection.close()));
    },
  };
}
