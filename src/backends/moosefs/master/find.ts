import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { daemonsAt, type HostDaemons, masterOn } from "../probe/daemons.ts";
import { chunkInstances } from "../probe/ids.ts";
import { loggedStore, ownStore, type Store, startable } from "../probe/metadata.ts";
import type { Found, OtherMaster } from "./found.ts";
import { masterFindings } from "./recovery.ts";
import { type MasterSpec, type MetadataSource, masterSpec, partOf } from "./spec.ts";

const known = (daemons: ReturnType<typeof daemonsAt>): daemons is HostDaemons =>
  daemons !== null && !("unknown" in daemons);

const instanceOf = (store: Store | null) => store?.instances[0] ?? "";

function otherMastersOf(spec: MasterSpec, instance: string, of: ReadOf): readonly OtherMaster[] {
  const hosts = Object.keys(spec.addresses).filter(
    (host) => host !== spec.master && !spec.elsewhere.includes(host),
  );
  return hosts.flatMap((host): readonly OtherMaster[] => {
    const daemons = daemonsAt(of(host));
    if (!known(daemons)) return [];
    const own = ownStore(daemons);
    const running = daemons.units.master.active === "active";
    const ours = daemons.mark?.fleet === spec.fleet && daemons.mark.parts.includes(partOf(spec.pool));
    const same =
      instance !== "" && (own?.instances.includes(instance) || daemons.born?.instance === instance);
    if ((daemons.mark && !ours) || !(ours || same) || (!own && !running)) return [];
    const view = running ? masterOn(of(host)) : { none: true as const };
    const servers = "servers" in view ? view.servers.filter(({ connected }) => connected).length : 0;
    return [{ host, running, enabled: daemons.units.master.enabled, own, servers }];
  });
}

/** Signs that a namespace was ever there, on the hosts of the pool. */
function tracesOf(
  spec: MasterSpec,
  chunks: Found["chunks"],
  otherMasters: readonly OtherMaster[],
  of: ReadOf,
) {
  const stores = [...new Set([spec.master, ...spec.chunkservers, ...spec.metaloggers])].flatMap((host) => {
    const daemons = daemonsAt(of(host));
    if (!known(daemons)) return [];
    const logged = host === spec.master || spec.metaloggers.includes(host) ? loggedStore(daemons) : null;
    const own = spec.elsewhere.includes(host) ? null : ownStore(daemons);
    return [
      ...(own ? [`${host} has a master's files in /var/lib/mfs`] : []),
      ...(logged ? [`${host} has a metalogger's files in /var/lib/mfs`] : []),
    ];
  });
  const served = Object.entries(chunks).map(
    ([host, ids]) => `the chunkserver on ${host} belongs to the instance ${ids.join(" and ")}`,
  );
  return [
    ...new Set([...stores, ...served, ...otherMasters.map(({ host }) => `${host} was the pool's master`)]),
  ];
}

/** How a master that does not run can serve. */
function metadataSourceOf(
  own: Store | null,
  logged: Store | null,
  traces: readonly string[],
): MetadataSource {
  const newer = logged?.base && logged.lastChange === logged.newest && logged.newest > (own?.newest ?? 0);
  const same = !own || instanceOf(own) === "" || instanceOf(own) === (logged && instanceOf(logged));
  // a metalogger whose history is whole and goes further than the master's own is better than a mixture of both
  if (newer && same) return "takeover";
  if (own) return startable(own) ? "start" : "restore";
  if (logged) return "takeover";
  return traces.length === 0 ? "create" : "none";
}

/** Finds the namespace of a pool; returns why when its state cannot be determined. */
export function findMaster(resource: Resource, of: ReadOf): Found | { readonly unknown: string } {
  const spec = masterSpec(resource);
  const daemons = daemonsAt(of(spec.master));
  if (daemons && "unknown" in daemons) return { unknown: `${spec.master}: ${daemons.unknown}` };
  const own = daemons && ownStore(daemons);
  const logged = daemons && loggedStore(daemons);
  const common = {
    spec,
    daemons,
    own,
    logged,
    loggers: loggersOf(spec, of),
    chunks: chunkInstances(spec, of),
  };
  const found = daemons?.units.master.active === "active" ? serving(common, of) : idle(common, of);
  return "unknown" in found ? found : { ...found, findings: masterFindings(found) };
}

/** What is known of a pool before its master was looked at. */
type Common = Pick<Found, "spec" | "daemons" | "own" | "logged" | "loggers" | "chunks">;

/** What the metaloggers of other hosts have. */
const loggersOf = (spec: MasterSpec, of: ReadOf): Found["loggers"] =>
  spec.metaloggers
    .filter((host) => host !== spec.master)
    .map((host) => {
      const seen = daemonsAt(of(host));
      if (seen && "unknown" in seen) return { host, store: null, why: seen.unknown };
      return { host, store: seen && loggedStore(seen) };
    });

/** A master that runs on the declared host: it says itself what it serves. */
function serving(common: Common, of: ReadOf): Found | { readonly unknown: string } {
  const { spec, daemons, own } = common;
  const view = masterOn(of(spec.master));
  if (!("servers" in view)) {
    const why = "unknown" in view ? view.unknown : "mfscli is not installed";
    return { unknown: `the master on ${spec.master} runs but does not answer: ${why}` };
  }
  const instance = view.instance ?? (instanceOf(own) || daemons?.born?.instance || "");
  const otherMasters = otherMastersOf(spec, instance, of);
  return { ...common, source: "serves", view, instance, otherMasters, traces: [], findings: [] };
}

/** No master runs on the declared host: its files, and what other hosts have, say what there is to serve. */
function idle(common: Common, of: ReadOf): Found | { readonly unknown: string } {
  const { spec, own, logged, chunks } = common;
  const instance = instanceOf(own) || instanceOf(logged) || Object.values(chunks).flat()[0] || "";
  const otherMasters = otherMastersOf(spec, instance, of);
  const traces = tracesOf(spec, chunks, otherMasters, of);
  const source = metadataSourceOf(own, logged, traces);
  const [unseen] = source === "create" && spec.state === "started" ? unseenHosts(spec, of) : [];
  if (unseen)
    return {
      unknown: `whether there already is a namespace is known only when all hosts of the pool are seen (${unseen})`,
    };
  return { ...common, view: null, source, instance, otherMasters, traces, findings: [] };
}

/** Hosts of a pool whose daemons are not known, with the reason. */
const unseenHosts = (spec: MasterSpec, of: ReadOf): readonly string[] =>
  [...new Set([...spec.chunkservers, ...spec.metaloggers])].flatMap((host) => {
    const seen = daemonsAt(of(host));
    return seen && "unknown" in seen ? [`${host}: ${seen.unknown}`] : [];
  });
