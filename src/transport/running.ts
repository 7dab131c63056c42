import type { Readable, Writable } from "node:stream";
import type { Failure } from "../model/transport.ts";

/** How a started program ended: its status (128 + signal when a signal ended it), or the connection went away. */
export type Ending = { readonly code: number } | { readonly lost: Failure };

/** A started program, whether through SSH or on this machine. */
export interface Running {
  /** `performance.now()` from before it was asked for: no time it took on its host is longer than the time since. */
  readonly since: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the program has ended; output may still be on its way. */
  readonly ended: Promise<Ending>;
  /** Resolves when no more output can come. A daemon it left behind may hold the output open for ever. */
  readonly drained: Promise<unknown>;
  /** Lets go of it from this side. */
  hangUp(): void;
}
