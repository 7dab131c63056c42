import { type Cluster, type MemberView, type Peer, viaMember } from "./members.ts";

/** A member whose machine lost its state: the others know it by a UUID that its glusterd does not have. */
export interface LostMember {
  readonly host: string;
  /** By which the others know it. */
  readonly uuid: string;
  /** What its glusterd has now: another UUID, or `none` as long as it has not been started. */
  readonly has: string;
}

/** Who a member was, for an agreement about its return: `g3 2b47…`. */
export const memberText = (host: string, uuid: string): string => `${host} ${uuid}`;

const ownUuid = (memberView: MemberView | undefined): string | undefined => {
  if (!memberView || memberView.is === "unknown") return undefined;
  return memberView.uuid || "none";
};

/** Whether what glusterd has stored on a host is nothing but what a first start, and a failed greeting, leave. */
function isEmpty(memberView: MemberView, known: ReadonlySet<string>): boolean {
  if (memberView.is === "none") return true;
  if (memberView.is !== "up") return false;
  const { peers, volumes } = memberView;
  return (
    peers.every(({ connected, state }) => !connected || state !== "3") &&
    volumes.every(({ id }) => known.has(id))
  );
}

/** Members of a trusted pool that came back as bare machines under their own names. */
export function lostMembers(cluster: Cluster): readonly LostMember[] {
  const via = viaMember(cluster);
  if (!via) return [];
  const own = new Set([...cluster.memberViews.values()].flatMap((view) => ownUuid(view) ?? []));
  const known = new Set(via.volumes.map(({ id }) => id));
  const bricks = new Set(via.volumes.flatMap(({ sets }) => sets.flat().map(({ host }) => host)));
  return [...cluster.memberViews].flatMap(([host, memberView]) => {
    const has = ownUuid(memberView);
    if (host === cluster.via || has === undefined || !isEmpty(memberView, known)) return [];
    const named = via.peers.filter(({ uuid }) => cluster.hostOf(uuid) === host);
    if (named.some(({ uuid }) => uuid === has)) return [];
    const candidates = named.filter(({ uuid }: Peer) => !own.has(uuid));
    const peer = candidates.find(({ uuid }) => bricks.has(uuid)) ?? candidates[0];
    return peer ? [{ host, uuid: peer.uuid, has }] : [];
  });
}
