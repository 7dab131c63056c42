import type { Transport } from "../model/transport.ts";

/** The third argument of {@link Transport.run}. */
export type RunOptions = NonNullable<Parameters<Transport["run"]>[2]>;
