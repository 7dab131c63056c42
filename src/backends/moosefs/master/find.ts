import type { Resource } from "../../../model/resource.ts";
import type { Read, ReadOf } from "../../../model/snapshot.ts";
import type { Told } from "../../host/rules/finding.ts";
import type { MasterView } from "../probe/cli.ts";
import { masterOn, type Site, siteOf } from "../probe/daemons.ts";
import { chunkInstances } from "../probe/ids.ts";
import { EMPTY, loggedStore, ownStore, planted, type Store, startable } from "../probe/metadata.ts";
import { judged } from "./recovery.ts";
import { type MasterSpec, masterSpec, partOf, type Way } from "./spec.ts";

/** Another host that has to do with the same namespace as a master. */
export interface Rival {
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
  readonly way: Way;
  readonly site: Site | null;
  readonly view: MasterView | null;
  /** Empty when there is none, or none that is known. */
  readonly instance: string;
  readonly own: Store | null;
  readonly logged: Store | null;
  readonly rivals: readonly Rival[];
  /** Declared metaloggers but the master's host: what they keep, or why that is not known. */
  readonly loggers: readonly { readonly host: string; readonly store: Store | null; readonly why?: string }[];
  /** By chunkserver: namespaces that its chunks belong to. */
  readonly chunks: Readonly<Record<string, readonly string[]>>;
  /** Signs of a namespace on the pool's hosts: `s2 has a chunkserver's id`. */
  readonly traces: readonly string[];
  /** What speaks against letting the master serve. */
  readonly told: readonly Told[];
}

/** A host's site; `null` when there is nothing of MooseFS on it. */
export function siteAt(read: Read): Site | null | { readonly unknown: string } {
  const site = siteOf(read);
  return "absent" in site ? null : site;
}

const known = (site: ReturnType<typeof siteAt>): site is Site => site !== null && !("unknown" in site);

const instanceOf = (store: Store | null) => store?.instances[0] ?? "";

function rivalsOf(spec: MasterSpec, instance: string, of: ReadOf): readonly Rival[] {
  const hosts = Object.keys(spec.addresses).filter(
    (host) => host !== spec.master && !spec.elsewhere.includes(host),
  );
  return hosts.flatMap((host): readonly Rival[] => {
    const site = siteAt(of(host));
    if (!known(site)) return [];
    const own = ownStore(site);
    const running = site.units.master.active === "active";
    const ours = site.mark?.fleet === spec.fleet && site.mark.parts.includes(partOf(spec.pool));
    const same = instance !== "" && (own?.instances.includes(instance) || site.born?.instance === instance);
    if ((site.mark && !ours) || !(ours || same) || (!own && !running)) return [];
    const view = running ? masterOn(of(host)) : { none: true as const };
    const servers = "servers" in view ? view.servers.filter(({ connected }) => connected).length : 0;
    return [{ host, running, enabled: site.units.master.enabled, own, servers }];
  });
}

/** Signs that a namespace was ever there, on the hosts of the pool. */
function tracesOf(spec: MasterSpec, chunks: Found["chunks"], rivals: readonly Rival[], of: ReadOf) {
  const stores = [...new Set([spec.master, ...spec.chunkservers, ...spec.metaloggers])].flatMap((host) => {
    const site = siteAt(of(host));
    if (!known(site)) return [];
    const logged = host === spec.master || spec.metaloggers.includes(host) ? loggedStore(site) : null;
    const own = spec.elsewhere.includes(host) ? null : ownStore(site);
    return [
      ...(own ? [`${host} has a master's files in /var/lib/mfs`] : []),
      ...(logged ? [`${host} has a metalogger's files in /var/lib/mfs`] : []),
    ];
  });
  const served = Object.entries(chunks).map(
    ([host, ids]) => `the chunkserver on ${host} belongs to the instance ${ids.join(" and ")}`,
  );
  return [...new Set([...stores, ...served, ...rivals.map(({ host }) => `${host} was the pool's master`)])];
}

/** How a master that does not run can serve. */
function wayOf(own: Store | null, logged: Store | null, traces: readonly string[]): Way {
  const newer = logged?.base && logged.reach === logged.newest && logged.newest > (own?.newest ?? 0);
  const same = !own || instanceOf(own) === "" || instanceOf(own) === (logged && instanceOf(logged));
  // a metalogger whose history is whole and goes further than the master's own is better than a mixture of both
  if (newer && same) return "takeover";
  if (own) return startable(own) ? "start" : "restore";
  if (logged) return "takeover";
  return traces.length === 0 ? "create" : "none";
}

/** Looks for the namespace of a pool; a reason when it cannot be told what is with it. */
export function findMaster(resource: Resource, of: ReadOf): Found | { readonly unknown: string } {
  const spec = masterSpec(resource);
  const site = siteAt(of(spec.master));
  if (site && "unknown" in site) return { unknown: `${spec.master}: ${site.unknown}` };
  const loggers = spec.metaloggers
    .filter((host) => host !== spec.master)
    .map((host) => {
      const seen = siteAt(of(host));
      if (seen && "unknown" in seen) return { host, store: null, why: seen.unknown };
      return { host, store: seen && loggedStore(seen) };
    });
  const chunks = chunkInstances(spec, of);
  const own = site && ownStore(site);
  const logged = site && loggedStore(site);
  const common = { spec, site, own, logged, loggers, chunks };
  if (site?.units.master.active === "active") {
    const view = masterOn(of(spec.master));
    if (!("servers" in view))
      return {
        unknown: `the master on ${spec.master} runs but does not answer: ${"unknown" in view ? view.unknown : "mfscli is not installed"}`,
      };
    const instance = view.instance ?? (instanceOf(own) || site.born?.instance || "");
    const rivals = rivalsOf(spec, instance, of);
    const found: Found = { ...common, way: "serves", view, instance, rivals, traces: [], told: [] };
    return { ...found, told: judged(found) };
  }
  const instance = instanceOf(own) || instanceOf(logged) || Object.values(chunks).flat()[0] || "";
  const rivals = rivalsOf(spec, instance, of);
  const traces = tracesOf(spec, chunks, rivals, of);
  const way = wayOf(own, logged, traces);
  if (way === "create" && spec.state === "started") {
    const unseen = [...new Set([...spec.chunkservers, ...spec.metaloggers])].flatMap((host) => {
      const seen = siteAt(of(host));
      return seen && "unknown" in seen ? [`${host}: ${seen.unknown}`] : [];
    });
    if (unseen[0])
      return {
        unknown: `whether there already is a namespace can be told only when all hosts of the pool are seen (${unseen[0]})`,
      };
  }
  const found: Found = { ...common, view: null, way, instance, rivals, traces, told: [] };
  return { ...found, told: judged(found) };
}

/** An empty `metadata.mfs` that a start would load in place of the namespace there was. */
export const trap = ({ site, own, logged, traces }: Found) => {
  const file = site ? planted(site) : undefined;
  if (!file) return undefined;
  const alone = !own && !logged;
  return alone && traces.length === 0 ? undefined : { ...file, size: Math.min(file.size, EMPTY) };
};
