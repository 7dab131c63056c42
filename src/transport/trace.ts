import type { Result, Transport } from "../model/transport.ts";

/** One command as it went, for logs. Neither input nor output is ever part of it. */
export interface Traced {
  readonly host: string;
  readonly argv: readonly string[];
  readonly mutates: boolean;
  /** Milliseconds from the call to the result: connecting and waiting for a free channel included. */
  readonly ms: number;
  /** `exited 0`, `killed: took longer than 5 s`, `lost: …`, `unreachable: auth: …`. */
  readonly outcome: string;
  /** Characters of output. */
  readonly stdout: number;
}

function outcome(result: Result): string {
  switch (result.kind) {
    case "exited":
      return `exited ${result.code}`;
    case "killed":
      return `killed: ${result.why}`;
    default:
      return `${result.kind}: ${result.failure.kind}: ${result.failure.message}`;
  }
}

/** Calls `onTrace` after every command that goes through `transport`. */
export const traced = (transport: Transport, onTrace: (entry: Traced) => void): Transport => ({
  async run(host, command, options) {
    const begun = performance.now();
    const result = await transport.run(host, command, options);
    onTrace({
      host: host.name,
      argv: command.argv,
      mutates: command.mutates,
      ms: Math.round(performance.now() - begun),
      outcome: outcome(result),
      stdout: "stdout" in result ? result.stdout.length : 0,
    });
    return result;
  },
  close: () => transport.close(),
});
