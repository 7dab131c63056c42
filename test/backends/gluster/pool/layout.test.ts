import fc from "fast-check";
import { expect, test } from "vitest";
import { glusterPools } from "../../../../src/backends/gluster/pool/index.ts";
import { poolRules } from "../../../../src/backends/gluster/rules/index.ts";
import { decodeText } from "../../../../src/config/decode.ts";

const small = (max: number) => fc.integer({ min: 1, max });

/** Ways to keep files, sound or not. */
const kind = fc.oneof(
  small(4).map((replica) => ({ replica })),
  fc.constant({ arbiter: true }),
  fc.record({ disperse: fc.record({ data: small(5), redundancy: small(3) }) }),
);

/** Peers in any order, some of them with paths of their own. */
const peers = fc
  .shuffledSubarray(["s1", "s2", "s3", "s4", "s5", "s6", "s7"], { minLength: 1 })
  .chain((hosts) =>
    fc.tuple(
      ...hosts.map((host) =>
        fc.oneof(
          { weight: 9, arbitrary: fc.constant(host) },
          { weight: 1, arbitrary: small(3).map((n) => ({ host, bricks: paths(n) })) },
        ),
      ),
    ),
  );
const paths = (count: number) => Array.from({ length: count }, (_, i) => `/data/disk${i}/brick`);

const pool = fc.tuple(kind, peers, small(4)).map(([how, list, perPeer]) => ({
  type: "gluster",
  size: "1TB",
  peers: list,
  bricks: { perPeer },
  ...how,
}));

const hosts = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`s${n}`, `192.0.2.${n}`]));

test("when the rules have nothing against it, every set is whole and on different hosts, and no brick is used twice", () => {
  let sound = 0;
  const property = fc.property(pool, (declared) => {
    const file = JSON.stringify({ version: 1, fleet: "a", hosts, pools: { gvol: declared } });
    const { config } = decodeText(file, "storage.yaml", {}, [poolRules]);
    fc.pre(config !== undefined);
    const [only] = glusterPools(config);
    const sets = only?.sets ?? [];
    for (const set of sets) {
      expect(set.length).toBe(only?.setSize);
      expect(new Set(set.map(({ host }) => host)).size).toBe(set.length);
      expect(set.filter(({ arbiter }) => arbiter).length).toBe(only?.arbiter ? 1 : 0);
    }
    const names = sets.flat().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
    sound += 1;
  });
  fc.assert(property, { numRuns: 200 });
  expect(sound).toBeGreaterThan(100);
});

test("arbiters are spread: with as many rounds as hosts in a set, no host has more than its share", () => {
  const property = fc.property(fc.integer({ min: 3, max: 7 }), fc.constantFrom(3, 6), (count, perPeer) => {
    const names = Object.keys(hosts).slice(0, count);
    const declared = { type: "gluster", size: "1TB", arbiter: true, peers: names, bricks: { perPeer } };
    const file = JSON.stringify({ version: 1, fleet: "a", hosts, pools: { gvol: declared } });
    const { config } = decodeText(file, "storage.yaml", {}, [poolRules]);
    const arbiters = (config ? glusterPools(config) : []).flatMap(({ sets }) =>
      sets.flat().filter(({ arbiter }) => arbiter),
    );
    for (const name of names) expect(arbiters.filter(({ host }) => host === name).length).toBe(perPeer / 3);
  });
  fc.assert(property);
});
