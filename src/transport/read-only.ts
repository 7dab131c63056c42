import type { Transport } from "../model/transport.ts";

/**
 * A transport through which nothing can be changed.
 *
 * Throws on a command with `mutates: true`: asking for that here is a mistake in the program, not an event on a host.
 */
export const readOnly = (transport: Transport): Transport => ({
  run(host, command, options) {
    if (command.mutates)
      throw new Error(`a command that changes ${host.name} was given to a read-only transport`);
    return transport.run(host, command, options);
  },
  close: () => transport.close(),
});
