import type { Diff } from "../diff/diff.ts";
import type { Kind } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Address, Resource } from "../model/resource.ts";
import { type Narrow, selects } from "./narrow.ts";
import { consentToken, massRemoval } from "./policy.ts";
import type { Obstacle } from "./withhold.ts";

/** What obstacles are found in. */
export interface Ground {
  readonly fleet: string;
  readonly diff: Diff;
  readonly resources: readonly Resource[];
  readonly findings: readonly Finding[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly consents: readonly string[];
  readonly narrow: Narrow;
}

/**
 * Removals that follow from a part of the file being declared as absent, each with the removal it follows from:
 * the mounts of a pool go with the pool. Links carry no part; they go with any.
 */
function followers({ diff, resources }: Ground): ReadonlyMap<Change, Change> {
  const absent = new Map(
    resources.flatMap(({ address, absent: gone, parts }) => (gone ? [[address, parts]] : [])),
  );
  const heads = diff.changes.filter(({ address }) => absent.has(address));
  const byPart = new Map(heads.flatMap((head) => head.parts.map((part) => [part, head] as const)));
  return new Map(
    diff.changes.flatMap((change): [Change, Change][] => {
      if (change.op !== "delete" || heads.includes(change)) return [];
      const parts = change.type === "host.links" ? [...byPart.keys()] : change.parts;
      const [head] = parts.flatMap((part) => byPart.get(part) ?? []);
      return head && parts.every((part) => byPart.has(part)) ? [[change, head]] : [];
    }),
  );
}

/** Things, with all they stand on, themselves or by way of others: it stays with them, and does not count as removed. */
function standing({ diff }: Ground, things: readonly Address[]): ReadonlySet<Address> {
  const needs = new Map(diff.observed.map((one) => [one.address, one.needs]));
  const found = new Set(things);
  // grows while it is gone through
  for (const address of found) for (const need of needs.get(address) ?? []) found.add(need);
  return found;
}

/** Why single things cannot be planned: left out, unknown, refused by a finding, or not agreed to. */
export function obstaclesOf(ground: Ground): ReadonlyMap<Address, Obstacle> {
  const { fleet, diff, findings, kinds, consents, narrow } = ground;
  const obstacles = new Map<Address, Obstacle>();
  for (const change of diff.changes)
    if (!selects(narrow, change))
      obstacles.set(change.address, { kind: "blocked", why: "it has a change that this run leaves out" });
  for (const { address, why } of diff.unknown) obstacles.set(address, { kind: "unknown", why });
  for (const { severity, address, message } of findings)
    if (severity === "error" && address) obstacles.set(address, { kind: "blocked", why: message });
  const erasable = new Set(diff.erasable.map(({ address }) => address));
  const orphans = diff.orphans.filter((one) => !erasable.has(one));
  for (const address of orphans)
    obstacles.set(address, {
      kind: "blocked",
      why: "it is no longer declared, and keeps its data",
      lasting: true,
    });
  for (const change of diff.changes) {
    const asked = kinds.get(change.type)?.consent?.(change);
    const token = asked && consentToken(asked.what, asked.bound);
    if (asked && token && !consents.includes(token) && !obstacles.has(change.address))
      obstacles.set(change.address, { kind: "blocked", why: asked.why, consent: token });
  }
  const follows = followers(ground);
  for (const [change, head] of follows) {
    const obstacle = obstacles.get(head.address);
    if (obstacle && !obstacles.has(change.address))
      obstacles.set(change.address, { ...obstacle, why: `goes with ${head.address}: ${obstacle.why}` });
  }
  const heads = new Set(follows.values());
  const rest = diff.changes.filter((change) => !follows.has(change) && !heads.has(change));
  const stays = standing(ground, orphans);
  const going = rest.filter(({ address }) => !stays.has(address));
  const many = massRemoval(fleet, going, diff.observed);
  if (many && !consents.includes(many.token))
    for (const { op, address } of going)
      if (op === "delete" && !obstacles.has(address))
        obstacles.set(address, { kind: "blocked", why: many.why, consent: many.token });
  return obstacles;
}
