import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { BrickPlace } from "../probe/facts.ts";
import type { Place } from "./target.ts";

/** Wanted: one volume on these bricks. */
export interface VolumeSpec {
  readonly fleet: string;
  readonly pool: string;
  /** The trusted pool it is in, as an address: the lane of all commands to it. */
  readonly group: string;
  /** Hosts with bricks, in the order of the file. */
  readonly peers: readonly string[];
  /** All members of the trusted pool. */
  readonly members: readonly string[];
  readonly addresses: Readonly<Record<string, string>>;
  /** What each host is asked about its bricks. */
  readonly bricks: Readonly<Record<string, readonly BrickPlace[]>>;
  /** Hosts that mount it. */
  readonly clients: readonly string[];
  readonly state: "started" | "stopped";
  readonly replica: number;
  readonly arbiter: boolean;
  readonly disperse: number;
  readonly redundancy: number;
  readonly sets: readonly (readonly Place[])[];
  readonly options: Readonly<Record<string, string>>;
  readonly allow: readonly string[];
  readonly adopt: boolean;
  /** Bricks lie on whatever file system is there; the checks that `force` turns off are made by holdfast. */
  readonly force: boolean;
}

/** The spec of a `gluster.volume` resource. */
export const volumeSpec = (resource: Resource): VolumeSpec => resource.spec as unknown as VolumeSpec;

/** Options by which a volume is known as ours, and what of it is. A single one cannot be reset, so they are never taken off. */
export const marks = {
  fleet: "user.holdfast.fleet",
  pool: "user.holdfast.pool",
  /** Options that holdfast set, by comma: only those are ever reset. */
  options: "user.holdfast.options",
  /**
   * From before bricks are added until their rebalance has ended: `after <task>`, the task that was listed then. A
   * finished one stays listed until the next, so only another one can be theirs.
   */
  rebalance: "user.holdfast.rebalance",
  /** Peers that were probed for the pool, by comma: only those are ever detached. */
  peers: "user.holdfast.peers",
} as const;

/** State of a volume as seen, and as wanted. */
export interface VolumeState extends JsonObject {
  readonly status: "created" | "started" | "stopped";
  readonly kind: string;
  /** `set 1` → brick names, a blank between. */
  readonly sets: { readonly [set: string]: string };
  readonly options: { readonly [name: string]: string };
  /** `auth.allow`, sorted. */
  readonly allow: string;
  /** Whether the members that see each other have stored the same; a brick operation cut short leaves them at odds. */
  readonly copies: "alike" | "differ";
  readonly mark: { readonly [name: string]: string };
  /** Bricks that are down. */
  readonly down: readonly string[];
  /** Bricks of which nothing is left on their hosts, to the member each was on: `g3 2b47…`. */
  readonly lost: { readonly [brick: string]: string };
  readonly rebalance: "none" | "wanted" | "running" | "done";
  /** Not declared, only seen, and the same in both: what actions have to know. */
  readonly seen: {
    readonly via: string;
    readonly group: string;
    /** What has to end before data may be moved; empty when nothing. */
    readonly busy: string;
    /** `running 31 of 80 files …`, `completed`, or empty without bricks that are being emptied. */
    readonly drain: string;
    readonly draining: readonly string[];
    /** Id of the task that is listed, running or not; `none` without one. */
    readonly task: string;
    readonly force: boolean;
  };
}

/** The sets of a state as lists. */
export const setsOf = (state: JsonObject | undefined): readonly (readonly string[])[] =>
  Object.values((state?.sets ?? {}) as Readonly<Record<string, string>>).map((set) => set.split(" "));

/** Lists as the sets of a state. */
export const setsText = (sets: readonly (readonly string[])[]): Record<string, string> =>
  Object.fromEntries(sets.map((set, index) => [`set ${String(index + 1).padStart(2, "0")}`, set.join(" ")]));

/** How a volume keeps its data, in words: the counts that gluster tells reliably. */
export function kindText(volume: {
  readonly replica: number;
  readonly arbiter: boolean;
  readonly disperse: number;
  readonly redundancy: number;
}): string {
  if (volume.disperse > 0) return `disperse ${volume.disperse - volume.redundancy}+${volume.redundancy}`;
  if (volume.replica === 1) return "distribute";
  return volume.arbiter ? `replica ${volume.replica - 1} + arbiter` : `replica ${volume.replica}`;
}

const switches = new Map(
  Object.entries({
    on: "on",
    yes: "on",
    true: "on",
    enable: "on",
    off: "off",
    no: "off",
    false: "off",
    disable: "off",
  }),
);

/** One spelling for one value: switches, sizes, and blanks around commas. */
export function canonical(value: string): string {
  const trimmed = value.trim();
  const low = trimmed.toLowerCase();
  if (switches.has(low)) return switches.get(low) ?? low;
  const size = /^(\d+(?:\.\d+)?) ?([kmgtp])i?b?$/i.exec(trimmed);
  if (size) return `${size[1]}${size[2]?.toUpperCase()}B`;
  return trimmed.replace(/\s*,\s*/g, ",");
}
