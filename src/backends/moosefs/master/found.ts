import type { Draft } from "../../../model/finding-table.ts";
import type { MasterView } from "../probe/cli.ts";
import type { HostDaemons } from "../probe/daemons.ts";
import { EMPTY, emptyMetadataFile, type Store } from "../probe/metadata.ts";
import type { MasterSpec, MetadataSource } from "./spec.ts";

/** Another host that has to do with the same namespace as a master. */
export interface OtherMaster {
  readonly host: string;
  readonly running: boolean;
  readonly enabled: boolean;
  readonly own: Store | null;
  /** Chunkservers that are connected to it, where it runs. */
  readonly servers: number;
}

/** Everything known about the namespace of a pool. */
export interface Found {
  readonly spec: MasterSpec;
  readonly source: MetadataSource;
  readonly daemons: HostDaemons | null;
  readonly view: MasterView | null;
  /** Empty when there is none, or none that is known. */
  readonly instance: string;
  readonly own: Store | null;
  readonly logged: Store | null;
  readonly otherMasters: readonly OtherMaster[];
  /** Declared metaloggers but the master's host: what they keep, or why that is not known. */
  readonly loggers: readonly { readonly host: string; readonly store: Store | null; readonly why?: string }[];
  /** By chunkserver: namespaces that its chunks belong to. */
  readonly chunks: Readonly<Record<string, readonly string[]>>;
  /** Signs of a namespace on the pool's hosts: `s2 has a chunkserver's id`. */
  readonly traces: readonly string[];
  /** What speaks against letting the master serve. */
  readonly findings: readonly Draft[];
}

/** An empty `metadata.mfs` that a start would load in place of the namespace there was. */
export const emptyMetadata = ({ daemons, own, logged, traces }: Found) => {
  const file = daemons ? emptyMetadataFile(daemons) : undefined;
  if (!file) return undefined;
  const alone = !own && !logged;
  return alone && traces.length === 0 ? undefined : { ...file, size: Math.min(file.size, EMPTY) };
};
