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

/** One thing of a pool, changed. */
export const edit = fc.oneof(
  glusterPool.map(({ how }) => ({ how })),
  glusterPool.map(({ peers }) => ({ peers })),
  glusterPool.map(({ options: changed }) => ({ options: changed })),
  glusterPool.map(({ clients }) => ({ clients })),
  glusterPool.map(({ state }) => ({ state })),
  glusterPool.map(({ size }) => ({ size })),
  glusterPool.map(({ bricks }) => ({ bricks })),
  fc.constant({ state: "absent", clients: [] }),
);
