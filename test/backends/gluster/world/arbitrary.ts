import fc from "fast-check";

const names = ["s1", "s2", "s3", "s4", "s5", "s6"] as const;

/** The hosts of every generated fleet. */
export const glusterHosts = Object.fromEntries(names.map((name, index) => [name, `192.0.2.${index + 11}`]));

const kind = fc.constantFrom(
  { replica: 1 },
  { replica: 2 },
  { replica: 3 },
  { arbiter: true },
  { disperse: { data: 2, redundancy: 1 } },
);

const options = fc.constantFrom(
  {},
  { "performance.cache-size": "64MB" },
  { "network.ping-timeout": "20", "cluster.lookup-optimize": "on" },
);

/** A gluster pool, sound or not. */
export const glusterPool = fc.record({
  type: fc.constant("gluster"),
  size: fc.constantFrom("2GB", "4GB"),
  how: kind,
  peers: fc.shuffledSubarray([...names], { minLength: 2, maxLength: 6 }),
  bricks: fc.record({ perPeer: fc.constantFrom(1, 1, 2) }),
  options,
  clients: fc.subarray([...names], { maxLength: 2 }),
  state: fc.constantFrom("started", "started", "started", "stopped"),
});

/** What {@link glusterPool} generates. */
export type PoolObject = typeof glusterPool extends fc.Arbitrary<infer T> ? T : never;

/** A storage.yaml of pools. */
export const fileOf = (pools: Readonly<Record<string, PoolObject | object>>) => ({
  version: 1,
  fleet: "studio",
  hosts: glusterHosts,
  pools: Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => {
      const { how = {}, ...rest } = pool as PoolObject;
      return [name, { ...rest, ...how }];
    }),
  ),
});

const others = (peers: readonly string[]) => names.filter((name) => !peers.includes(name));

/** One thing of a pool, changed: mostly what can be done, now and then what cannot. */
export const edited = (pool: PoolObject): fc.Arbitrary<PoolObject> => {
  const { peers } = pool;
  const [fresh = "s1"] = others(peers);
  const grown = fc.integer({ min: 1, max: 3 }).map((count) => [...peers, ...others(peers).slice(0, count)]);
  const shrunk = fc
    .integer({ min: 1, max: 3 })
    .map((count) => peers.slice(0, Math.max(1, peers.length - count)));
  const swapped = fc
    .nat(5)
    .map((at) => peers.map((name, index) => (index === at % peers.length ? fresh : name)));
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.record({ peers: grown }) },
      { weight: 4, arbitrary: fc.record({ peers: shrunk }) },
      { weight: 4, arbitrary: fc.record({ peers: swapped }) },
      { weight: 4, arbitrary: fc.record({ how: kind, peers: fc.oneof(grown, shrunk) }) },
      { weight: 2, arbitrary: fc.record({ bricks: fc.record({ perPeer: fc.constantFrom(1, 2) }) }) },
      { weight: 1, arbitrary: fc.record({ options }) },
      { weight: 1, arbitrary: fc.record({ clients: fc.subarray([...names], { maxLength: 2 }) }) },
      { weight: 1, arbitrary: fc.record({ state: fc.constantFrom("started", "stopped") }) },
      { weight: 1, arbitrary: fc.record({ size: fc.constantFrom("2GB", "4GB") }) },
      { weight: 1, arbitrary: fc.constant({ state: "absent", clients: [] }) },
      { weight: 1, arbitrary: glusterPool },
    )
    .map((change) => ({ ...pool, ...change }) as PoolObject);
};
