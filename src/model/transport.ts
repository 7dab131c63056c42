import type { Host } from "./host.ts";

/** A program to run on a host, as data. Quoted in one place only (`transport/shell.ts`). */
export interface Command {
  readonly argv: readonly string[];
  /** Given to the program's standard input, then closed. A stream is written as it comes (the lease's heartbeats). */
  readonly stdin?: string | AsyncIterable<string>;
  /** Whether it may change the host. A read-only transport refuses it. */
  readonly mutates: boolean;
  /** Folders outside of /etc and /var/lib that it changes: their file systems are on the disk before it has succeeded. */
  readonly settles?: readonly string[];
  /** Seconds until it is killed, on the host itself and, a little later, from here. */
  readonly timeoutS: number;
}

/** Why a host could not be used; each kind has its own message and next step. */
export type FailureKind =
  | "dns"
  | "refused"
  | "unreachable"
  | "timeout"
  | "auth"
  | "host-key"
  | "sudo"
  | "jump"
  | "lost"
  | "setup";

/** A host that cannot be used, for people: what happened and what to do. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly hint?: string;
}

/** How a command ended. */
export type Result =
  /** It ran to its end. */
  | { readonly kind: "exited"; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** It was started and then killed by time-out or cancellation; what it had done by then is not known. */
  | { readonly kind: "killed"; readonly why: string; readonly stdout: string; readonly stderr: string }
  /** It was started and then the connection went away; what became of it is not known. */
  | { readonly kind: "lost"; readonly failure: Failure; readonly stdout: string; readonly stderr: string }
  /** It was never started. */
  | { readonly kind: "unreachable"; readonly failure: Failure };

/** The single door for effects. */
export interface Transport {
  /**
   * Runs one command on one host. Never rejects for anything a network or a host can do: that is in the result.
   * `signal` kills it; `onStdout` sees output as it arrives.
   */
  run(
    host: Host,
    command: Command,
    options?: { readonly signal?: AbortSignal; readonly onStdout?: (text: string) => void },
  ): Promise<Result>;
  /** Ends all connections. */
  close(): Promise<void>;
}
