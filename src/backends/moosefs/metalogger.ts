import type { Action } from "../../model/action.ts";
import type { FleetKind, FleetScope } from "../../model/backend.ts";
import type { Change } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { Observation, Observed } from "../../model/observation.ts";
import type { Resource } from "../../model/resource.ts";
import type { ReadOf } from "../../model/snapshot.ts";
import { whose } from "../host/mark.ts";
import { mutation, shell } from "../host/scripts.ts";
import { destroying } from "./chunkserver-actions.ts";
import { METALOGGER_CONFIG } from "./chunkserver-resource.ts";
import { masterFact, siteFact } from "./facts.ts";
import { instanceOf } from "./instance.ts";
import { type MetaloggerSpec, type MetaloggerState, metaloggerSpec } from "./metalogger-spec.ts";
import { masterOn, type Site, siteOf } from "./site.ts";

const UNIT = "moosefs-metalogger.service";

/** Bytes of a file that says only that there is nothing yet. */
const EMPTY = 8;

const copyIn = (site: Site) =>
  site.metadata.find(({ name, size }) => name === "metadata_ml.mfs.back" && size > EMPTY);

/** A metalogger with what its master tells. */
interface Found {
  readonly spec: MetaloggerSpec;
  readonly host: string;
  readonly site: Site | null;
  /** Of the master: whether it runs and has this host; `null` when it does not run, or is not asked. */
  readonly connected: boolean | null;
  /** Whether the master has saved its metadata once. */
  readonly saved: boolean;
  readonly instance: string;
}

function find(spec: MetaloggerSpec, host: string, of: ReadOf): Found | { readonly unknown: string } {
  const site = siteOf(of(host));
  if ("unknown" in site) return site;
  const own = "absent" in site ? null : site;
  const bare = { spec, host, site: own, connected: null, saved: false };
  const asked = siteOf(of(spec.master));
  const view = masterOn(of(spec.master));
  const from = "units" in asked ? asked : null;
  const instance =
    (from && instanceOf(from, "servers" in view ? view : null)) ?? (own && copyIn(own)?.instance) ?? "";
  if (spec.state !== "started") return { ...bare, instance };
  if ("unknown" in view) return { unknown: `its master: ${view.unknown}` };
  if ("none" in view) return { ...bare, instance };
  const saved =
    from?.metadata.some(({ name, size }) => name === "metadata.mfs.back" && size > EMPTY) ?? false;
  return { ...bare, connected: view.metaloggers.includes(spec.addresses[host] ?? ""), saved, instance };
}

const isOn = (site: Site | null) =>
  site !== null &&
  (site.units.metalogger.enabled || !["inactive", "failed"].includes(site.units.metalogger.active));

const seenOf = ({ spec, instance }: Found, mode: MetaloggerState["seen"]["mode"]) => ({
  mode,
  pool: spec.pool,
  instance,
});

function stateOf(found: Found, mode: MetaloggerState["seen"]["mode"]): MetaloggerState {
  const { site, connected, saved } = found;
  const unit = site?.units.metalogger;
  return {
    enabled: unit?.enabled ?? false,
    unit: unit?.active ?? "inactive",
    connected: mode === "declared" ? connected : null,
    copy: mode === "declared" && saved && site ? copyIn(site) !== undefined : null,
    seen: seenOf(found, mode),
  };
}

function wanted(resource: Resource, of: ReadOf): MetaloggerState {
  const spec = metaloggerSpec(resource);
  const found = find(spec, resource.host, of);
  const started = spec.state === "started";
  const there = "unknown" in found ? null : found;
  const off = there?.site?.units.metalogger.active === "failed" ? "failed" : "inactive";
  return {
    enabled: started,
    unit: started ? "active" : off,
    connected: there && there.connected !== null ? true : null,
    copy: there?.saved && there.site ? true : null,
    seen: there ? seenOf(there, "declared") : { mode: "declared", pool: spec.pool, instance: "" },
  };
}

function declared(resource: Resource, of: ReadOf): Observed {
  const { address, host, needs, parts } = resource;
  const found = find(metaloggerSpec(resource), host, of);
  const seen = (observation: Observation): Observed => ({ address, host, needs, parts, observation });
  if ("unknown" in found) return seen({ status: "unknown", why: found.unknown });
  if (!isOn(found.site)) return seen({ status: "absent" });
  const mark = found.site?.marks[METALOGGER_CONFIG];
  const state = stateOf(found, resource.absent ? "absent" : "declared");
  return seen({ status: "present", state, mark: whose(mark?.fleet, metaloggerSpec(resource).fleet) });
}

/** Metaloggers of ours that the file does not name any more, and that still run. */
function undeclared(host: string, { fleet, resources }: FleetScope, of: ReadOf): readonly Observed[] {
  const site = siteOf(of(host));
  const mark = "marks" in site ? site.marks[METALOGGER_CONFIG] : null;
  if (!("marks" in site) || mark?.fleet !== fleet || !isOn(site)) return [];
  const [pool = ""] = mark.parts.map((part) => part.replace(/^pools\./, ""));
  const sibling = resources.find((one) => metaloggerSpec(one).pool === pool);
  const instance = copyIn(site)?.instance ?? "";
  const seen = { mode: sibling?.absent ? ("absent" as const) : ("leaving" as const), pool, instance };
  const { enabled, active } = site.units.metalogger;
  const state = { enabled, unit: active, connected: null, copy: null, seen };
  return [
    {
      address: `moosefs.metalogger/${host}`,
      host,
      needs: mark.needs,
      parts: mark.parts,
      observation: { status: "present", mark: "ours", state },
    },
  ];
}

function check(resource: Resource, observation: Observation, of: ReadOf): readonly Finding[] {
  const { address, host, at } = resource;
  const found = find(metaloggerSpec(resource), host, of);
  if (observation.status === "unknown" || "unknown" in found || resource.absent || !found.site) return [];
  const own = copyIn(found.site)?.instance;
  if (!own || !found.instance || own === found.instance) return [];
  return [
    {
      code: "MFS245",
      severity: "error",
      message: `${host} keeps metadata of another MooseFS instance (${own}); ${found.spec.pool} is ${found.instance}, and its copies would replace them`,
      hint: `if nobody needs them: with the metalogger stopped, move /var/lib/mfs/*_ml* away on ${host}, and plan again`,
      address,
      host,
      at,
    },
  ];
}

function actions({ op, address, host, before: from, after: to, why }: Change): readonly Action[] {
  const before = from as MetaloggerState | undefined;
  const after = to as MetaloggerState | undefined;
  const make = (type: string, rest: Pick<Action, "risk" | "phase">): Action => ({
    ...{
      type: `moosefs.metalogger.${type}`,
      address,
      host,
      params: {},
      lane: `${host}/moosefs`,
      because: why,
    },
    ...rest,
  });
  // its files stay, so nothing is lost by it: a master can still be made of them
  if (op === "delete" || !after?.enabled)
    return before ? [make("stop", { risk: "safe", phase: "teardown" })] : [];
  const starts = !before?.enabled || before.unit !== "active";
  const restarts = !starts && (before.connected !== after.connected || before.copy !== after.copy);
  return [
    ...(starts ? [make("start", { risk: "safe", phase: "build" })] : []),
    ...(restarts ? [make("fetch", { risk: "safe", phase: "build" })] : []),
  ];
}

/** A metalogger takes the metadata when it connects, then once a day: one that came before the first save has none. */
const RESTART = `# connect anew, and see whether it stays
set -eu
systemctl enable -- "$1"
systemctl reset-failed -- "$1" 2>/dev/null || :
systemctl restart -- "$1"
sleep 3
[ "$(systemctl is-active -- "$1")" = active ] || { journalctl -u "$1" -o cat --no-pager -n 15 >&2; exit 1; }`;

/** `moosefs.metalogger/<host>`: a host that keeps a pool's metadata too. No longer declared, it is stopped; its files stay. */
export const metalogger: FleetKind = {
  type: "moosefs.metalogger",
  spans: "fleet",
  prune: true,
  facts: ({ host, resources }) => [
    siteFact,
    ...(resources.some((resource) => metaloggerSpec(resource).master === host) ? [masterFact] : []),
  ],
  observe: (scope, of) => {
    const known = new Set(scope.resources.map(({ host }) => host));
    return [
      ...scope.resources.map((resource) => declared(resource, of)),
      ...scope.hosts.filter((host) => !known.has(host)).flatMap((host) => undeclared(host, scope, of)),
    ];
  },
  want: wanted,
  check,
  actions,
  commands: ({ type }) =>
    type === "moosefs.metalogger.stop"
      ? [mutation(["systemctl", "disable", "--now", "--", UNIT])]
      : [shell(RESTART, [UNIT], 120)],
  consent: ({ op, before }) => {
    const seen = (before as MetaloggerState | undefined)?.seen;
    return op === "delete" && seen?.mode === "absent" ? destroying(seen.pool, seen.instance) : undefined;
  },
};
