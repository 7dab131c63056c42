import type { Action } from "../../../model/action.ts";
import type { Consent, FleetKind } from "../../../model/backend.ts";
import type { Change } from "../../../model/change.ts";
import type { Observation } from "../../../model/observation.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ReadOf } from "../../../model/snapshot.ts";
import { rejoinCommand } from "../command/rejoin.ts";
import { explained } from "../command/remedies.ts";
import { clusterFact, storeFact } from "../probe/facts.ts";
import { lostMembers, memberText } from "../probe/identity.ts";
import { clusterOf, pathOfBrick, viaMember } from "../probe/members.ts";

/** Wanted: a member whose glusterd is the one that the others know. */
export interface MemberSpec {
  /** All members of its trusted pool. */
  readonly members: readonly string[];
  readonly addresses: Readonly<Record<string, string>>;
  /** Pools that have bricks on it. */
  readonly pools: readonly string[];
}

const memberSpec = (resource: Resource): MemberSpec => resource.spec as unknown as MemberSpec;

/** What is seen of a member's identity, and what it should be; alike for one that lost nothing. */
function identityOf(resource: Resource, of: ReadOf) {
  const { members, addresses, pools } = memberSpec(resource);
  const cluster = clusterOf(members, addresses, of);
  const own = cluster.memberViews.get(resource.host);
  if (own?.is === "unknown") return { unknown: own.why };
  const lost = lostMembers(cluster).find(({ host }) => host === resource.host);
  const settled = { identity: own?.uuid || "none", seen: null };
  if (!lost) return { before: settled, after: settled };
  const view = viaMember(cluster);
  const bricks = (view?.volumes ?? []).flatMap(({ sets }) =>
    sets.flat().flatMap(({ name, host }) => (host === lost.uuid ? [pathOfBrick(name)] : [])),
  );
  const others = (view?.peers ?? []).filter(({ uuid, state }) => uuid !== lost.uuid && state === "3");
  const seen = {
    peers: [
      ...(view ? [`${view.uuid} ${cluster.via}`] : []),
      ...others.map(({ uuid, names }) => `${uuid} ${cluster.hostOf(uuid) ?? names[0]}`),
    ],
    operatingVersion: view?.operatingVersion ?? "",
    pools,
    bricks,
  };
  return { before: { identity: lost.has, seen }, after: { identity: lost.uuid, seen } };
}

function observed(resource: Resource, of: ReadOf): Observation {
  const found = identityOf(resource, of);
  if ("unknown" in found) return { status: "unknown", why: found.unknown };
  return { status: "present", mark: "shared", state: found.before };
}

function rejoining({ op, host, before, after }: Change): Consent | undefined {
  if (op !== "update" || !before || !after) return undefined;
  const { pools } = after.seen as { pools: readonly string[] };
  const uuid = after.identity as string;
  const fresh = before.identity === "none" ? "glusterd has never run on it" : "its glusterd is another one";
  return {
    what: `rejoin:pool/${pools[0]}`,
    bound: [memberText(host, uuid)],
    why: `${host} lost its state (${fresh}): it gets back the identity by which the others know it, ${uuid}, and joins them again`,
  };
}

function actions({ op, address, host, after, why }: Change): readonly Action[] {
  if (op !== "update" || !after) return [];
  const { peers, operatingVersion, bricks } = after.seen as Record<string, string | readonly string[]>;
  return [
    {
      type: "gluster.member.rejoin",
      address,
      host,
      params: { uuid: after.identity as string, operatingVersion, peers, bricks } as Action["params"],
      risk: "disruptive",
      lane: `${host}/systemd`,
      phase: "build",
      because: why,
    },
  ];
}

/**
 * `gluster.member/<host>`: the identity of a member's glusterd. A machine that was reinstalled under its own name would
 * start with a new one, which the others reject; it is given the one they know, before glusterd is started on it.
 */
export const member: FleetKind = {
  type: "gluster.member",
  spans: "fleet",
  prune: false,
  facts: ({ resources }) => (resources.length > 0 ? [clusterFact, storeFact] : []),
  observe: ({ resources }, of) =>
    resources.map((resource) => {
      const { address, host, needs, parts } = resource;
      return { address, host, needs, parts, observation: observed(resource, of) };
    }),
  want: (resource, of) => {
    const found = identityOf(resource, of);
    return "unknown" in found ? {} : found.after;
  },
  merge: (one, other) => ({
    ...one,
    pools: [...new Set([...(one.pools as readonly string[]), ...(other.pools as readonly string[])])],
  }),
  check: () => [],
  actions,
  commands: ({ params }) => [
    rejoinCommand({
      uuid: params.uuid as string,
      operatingVersion: params.operatingVersion as string,
      peers: params.peers as readonly string[],
      bricks: params.bricks as readonly string[],
    }),
  ],
  consent: rejoining,
  explain: (_action, said) => explained(said),
};
