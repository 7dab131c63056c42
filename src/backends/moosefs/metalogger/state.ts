import type { FleetScope } from "../../../model/backend.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Observation, Observed } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { findingsOf } from "../../host/rules/finding.ts";
import { ownershipOf } from "../../host/write/mark.ts";
import { METALOGGER_CONFIG } from "../chunkserver/resource.ts";
import { draft } from "../findings/index.ts";
import { daemonsOf, type HostDaemons, masterOn } from "../probe/daemons.ts";
import { instanceOf } from "../probe/instance.ts";
import { type MetaloggerSpec, type MetaloggerState, metaloggerSpec } from "./spec.ts";

/** Bytes of a file that says only that there is nothing yet. */
const EMPTY = 8;

const copyIn = (daemons: HostDaemons) =>
  daemons.metadata.find(({ name, size }) => name === "metadata_ml.mfs.back" && size > EMPTY);

/** A metalogger with what its master tells. */
interface Found {
  readonly spec: MetaloggerSpec;
  readonly host: string;
  readonly daemons: HostDaemons | null;
  /** Whether the master runs and has this host; `null` when it is not asked. */
  readonly connected: boolean | null;
  /** Whether the master has saved its metadata once. */
  readonly saved: boolean;
  readonly instance: string;
}

function find(spec: MetaloggerSpec, host: string, of: ReadOf): Found | { readonly unknown: string } {
  const daemons = daemonsOf(of(host));
  if ("unknown" in daemons) return daemons;
  const own = "absent" in daemons ? null : daemons;
  const bare = { spec, host, daemons: own, connected: null, saved: false };
  const asked = daemonsOf(of(spec.master));
  const view = masterOn(of(spec.master));
  const from = "units" in asked ? asked : null;
  const instance =
    (from && instanceOf(from, "servers" in view ? view : null)) ?? (own && copyIn(own)?.instance) ?? "";
  if (spec.state !== "started") return { ...bare, instance };
  if ("unknown" in view) return { unknown: `its master: ${view.unknown}` };
  // a master that comes back has saved its metadata: whoever logs for it fetches that as soon as it is there
  if ("none" in view) return { ...bare, connected: false, instance };
  const saved =
    from?.metadata.some(({ name, size }) => name === "metadata.mfs.back" && size > EMPTY) ?? false;
  return { ...bare, connected: view.metaloggers.includes(spec.addresses[host] ?? ""), saved, instance };
}

const isOn = (daemons: HostDaemons | null) =>
  daemons !== null &&
  (daemons.units.metalogger.enabled || !["inactive", "failed"].includes(daemons.units.metalogger.active));

const seenOf = ({ spec, instance }: Found, mode: MetaloggerState["seen"]["mode"]) => ({
  mode,
  pool: spec.pool,
  instance,
});

function stateOf(found: Found, mode: MetaloggerState["seen"]["mode"]): MetaloggerState {
  const { daemons, connected, saved } = found;
  const unit = daemons?.units.metalogger;
  return {
    enabled: unit?.enabled ?? false,
    unit: unit?.active ?? "inactive",
    connected: mode === "declared" ? connected : null,
    copy: mode === "declared" && saved && daemons ? copyIn(daemons) !== undefined : null,
    seen: seenOf(found, mode),
  };
}

/** The wanted state. */
export function wanted(resource: Resource, of: ReadOf): MetaloggerState {
  const spec = metaloggerSpec(resource);
  const found = find(spec, resource.host, of);
  const started = spec.state === "started";
  const there = "unknown" in found ? null : found;
  const off = there?.daemons?.units.metalogger.active === "failed" ? "failed" : "inactive";
  return {
    enabled: started,
    unit: started ? "active" : off,
    connected: there && there.connected !== null ? true : null,
    copy: there?.saved && there.daemons ? true : null,
    seen: there ? seenOf(there, "declared") : { mode: "declared", pool: spec.pool, instance: "" },
  };
}

/** A metalogger of the file, as found. */
export function declared(resource: Resource, of: ReadOf): Observed {
  const { address, host, needs, parts } = resource;
  const found = find(metaloggerSpec(resource), host, of);
  const seen = (observation: Observation): Observed => ({ address, host, needs, parts, observation });
  if ("unknown" in found) return seen({ status: "unknown", why: found.unknown });
  // one that is declared as stopped, and is, is in sync
  const stopped = !resource.absent && found.spec.state === "stopped";
  if (!isOn(found.daemons) && !stopped) return seen({ status: "absent" });
  const mark = found.daemons?.marks[METALOGGER_CONFIG];
  const state = stateOf(found, resource.absent ? "absent" : "declared");
  return seen({ status: "present", state, mark: ownershipOf(mark?.fleet, metaloggerSpec(resource).fleet) });
}

/** Metaloggers of ours that the file does not name any more, and that still run. */
export function undeclared(host: string, { fleet, resources }: FleetScope, of: ReadOf): readonly Observed[] {
  const daemons = daemonsOf(of(host));
  const mark = "marks" in daemons ? daemons.marks[METALOGGER_CONFIG] : null;
  if (!("marks" in daemons) || mark?.fleet !== fleet || !isOn(daemons)) return [];
  const [pool = ""] = mark.parts.map((part) => part.replace(/^pools\./, ""));
  const sibling = resources.find((one) => metaloggerSpec(one).pool === pool);
  const instance = copyIn(daemons)?.instance ?? "";
  const seen = { mode: sibling?.absent ? ("absent" as const) : ("leaving" as const), pool, instance };
  const { enabled, active } = daemons.units.metalogger;
  const state = { enabled, unit: active, connected: null, copy: null, seen };
  return [
    {
      address: `moosefs.metalogger/${host}`,
      host,
      // by its name it finds the master again
      needs: [...mark.needs, `host.links/${host}`],
      parts: mark.parts,
      // a pool that is in the file says so; of one that is not, nothing that holds data is touched
      ...(sibling ? {} : { kept: true as const }),
      observation: { status: "present", mark: "ours", state },
    },
  ];
}

/** What speaks against a metalogger as found. */
export function check(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  const { host } = resource;
  const found = find(metaloggerSpec(resource), host, of);
  if (observation.status === "unknown" || "unknown" in found || resource.absent || !found.daemons) return [];
  const own = copyIn(found.daemons)?.instance;
  if (!own || !found.instance || own === found.instance) return [];
  const message = `${host} keeps metadata of another MooseFS instance (${own}); ${found.spec.pool} is ${found.instance}, and its copies would replace them`;
  return findingsOf(resource, [draft("MFS245", message, { values: { host } })]);
}
