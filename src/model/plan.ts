import type { Action } from "./action.ts";
import type { Change } from "./change.ts";
import type { Finding } from "./finding.ts";
import type { Address } from "./resource.ts";

/** An action with its place in the order. */
export interface Step extends Action {
  /** `a1`, `a2`, … in order. */
  readonly id: string;
  /** Steps that must have succeeded before. */
  readonly after: readonly string[];
  /** What runs on the host, for reading; run are the commands the backend makes from `type` and `params`. */
  readonly commands: readonly (readonly string[])[];
}

/** Counts over all resources. */
export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly blocked: number;
  readonly unknown: number;
  readonly orphan: number;
  readonly inSync: number;
}

/** A resource about which too little is known to plan, and why. */
export interface Unknown {
  readonly address: Address;
  readonly host: string;
  readonly why: string;
}

/** A change that is not planned because a finding, or a missing consent, prevents it. */
export interface Blocked {
  readonly change: Change;
  readonly why: string;
  /** The token that lets it through, where one can. */
  readonly consent?: string;
}

/** What differs and what would be done, in order. Same file and same observed state give the same bytes. */
export interface Plan {
  readonly formatVersion: "1.0";
  readonly fleet: string;
  /** `sha256:` over the configuration and what was seen of it. */
  readonly fingerprint: string;
  readonly config: { readonly sha256: string; readonly files: readonly string[] };
  readonly hosts: Readonly<
    Record<string, { readonly reachable: boolean; readonly why?: string; readonly hint?: string }>
  >;
  /** Set when `--host` or `--only` narrowed the run: the rest was not looked at. */
  readonly partial?: readonly string[];
  readonly summary: Summary;
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  readonly unknown: readonly Unknown[];
  /** Ours, no longer declared, and of a kind that is never removed by absence. */
  readonly orphans: readonly Address[];
  readonly actions: readonly Step[];
  readonly findings: readonly Finding[];
}
