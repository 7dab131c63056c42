import type { Diff } from "../diff/diff.ts";
import type { Kind } from "../model/backend.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Address, Resource } from "../model/resource.ts";
import { madeForNobody, renames, renewals } from "./exchange.ts";
import { type Narrow, selects } from "./narrow.ts";
import { consentToken, massRemoval } from "./policy.ts";
import { needsOf, reachable } from "./reach.ts";
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
function consequences({ diff, resources }: Ground): ReadonlyMap<Change, Change> {
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

/** Things, with all they need, directly or through others: it stays with them, and does not count as removed. */
const neededBy = ({ diff }: Ground, things: readonly Address[]): ReadonlySet<Address> =>
  reachable(things, needsOf(diff.observed));

type Obstacles = ReadonlyMap<Address, Obstacle>;

/** Why single things cannot be planned: left out, unknown, refused by a finding, or not agreed to. */
export function obstaclesOf(ground: Ground): Obstacles {
  const passes = [leftOut, unknowns, refusals, keptData];
  const found: Obstacles = new Map(passes.flatMap((pass) => [...pass(ground)]));
  const asking = [notAgreed, renewals, renames].reduce((known, pass) => joined(known, pass(ground)), found);
  const agreed = joined(asking, madeForNobody(ground, asking));
  const follows = consequences(ground);
  const following = joined(agreed, together(follows, agreed));
  return joined(following, tooMany(ground, follows));
}

/** What has an obstacle keeps it. */
const joined = (first: Obstacles, more: Obstacles): Obstacles => new Map([...more, ...first]);

const leftOut = ({ diff, narrow }: Ground): Obstacles =>
  new Map(
    diff.changes
      .filter((change) => !selects(narrow, change))
      .map(({ address }) => [address, { kind: "blocked", why: "it has a change that this run leaves out" }]),
  );

const unknowns = ({ diff }: Ground): Obstacles =>
  new Map(diff.unknown.map(({ address, why }) => [address, { kind: "unknown", why }]));

const refusals = ({ findings }: Ground): Obstacles =>
  new Map(
    findings.flatMap(({ severity, address, message }) =>
      severity === "error" && address ? [[address, { kind: "blocked", why: message }]] : [],
    ),
  );

/** Undeclared things that hold data nobody can agree to erase. */
function orphansOf({ diff }: Ground): readonly Address[] {
  const erasable = new Set(diff.erasable.map(({ address }) => address));
  return diff.orphans.filter((address) => !erasable.has(address));
}

const keptData = (ground: Ground): Obstacles => {
  const why = "it is no longer declared, and keeps its data";
  return new Map(orphansOf(ground).map((address) => [address, { kind: "blocked", why, lasting: true }]));
};

/** Changes that a person has to agree to and has not. */
const notAgreed = ({ diff, kinds, consents }: Ground): Obstacles =>
  new Map(
    diff.changes.flatMap((change) => {
      const asked = kinds.get(change.type)?.consent?.(change);
      const token = asked && consentToken(asked.what, asked.bound);
      if (!asked || !token || consents.includes(token)) return [];
      return [[change.address, { kind: "blocked", why: asked.why, consent: token }]];
    }),
  );

/** Removals that follow from another wait for what that one waits for. */
const together = (follows: ReadonlyMap<Change, Change>, obstacles: Obstacles): Obstacles =>
  new Map(
    [...follows].flatMap(([{ address }, head]) => {
      const obstacle = obstacles.get(head.address);
      return obstacle ? [[address, { ...obstacle, why: `goes with ${head.address}: ${obstacle.why}` }]] : [];
    }),
  );

/** Removals of which there are too many for one run without a consent; what follows from another does not count. */
function tooMany(ground: Ground, follows: ReadonlyMap<Change, Change>): Obstacles {
  const { fleet, diff, consents } = ground;
  const heads = new Set(follows.values());
  const stays = neededBy(ground, orphansOf(ground));
  const going = diff.changes.filter(
    (change) => !follows.has(change) && !heads.has(change) && !stays.has(change.address),
  );
  const declared = new Set(ground.resources.flatMap(({ parts }) => parts));
  const many = massRemoval({ fleet, changes: going, observed: diff.observed, declared });
  if (!many || consents.includes(many.token)) return new Map();
  const removals = going.filter(({ op }) => op === "delete");
  return new Map(
    removals.map(({ address }) => [address, { kind: "blocked", why: many.why, consent: many.token }]),
  );
}
