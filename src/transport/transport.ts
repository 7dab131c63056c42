import type { Transport } from "../model/transport.ts";
import { localTransport } from "./local.ts";
import type { SshOptions } from "./ssh.ts";

/** Settings of {@link openTransport}. */
export type TransportOptions = SshOptions;

/** The word that means this machine where an address is asked for. */
const LOCAL = "local";

/** Puts a question at most once and remembers the answer, so that concurrent hosts share it. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

/**
 * The door to all hosts: SSH, or this machine for `address: local`.
 *
 * Nothing is read, loaded or connected before the first command that needs it.
 */
export function openTransport(options: TransportOptions = {}): Transport {
  const shared: TransportOptions = {
    ...options,
    ...(options.sudoPassword && { sudoPassword: once(options.sudoPassword) }),
  };
  const here = localTransport(shared);
  let remote: Promise<Transport> | undefined;
  const ssh = () => {
    remote ??= import("./ssh.ts").then(({ sshTransport }) => sshTransport(shared));
    return remote;
  };
  return {
    run: async (host, command, how) => (host.address === LOCAL ? here : await ssh()).run(host, command, how),
    close: async () => (await remote)?.close(),
  };
}
