import fc from "fast-check";

const names = ["s1", "s2", "s3", "s4", "s5", "s6"] as const;

/** The hosts of every generated fleet. */
export const moosefsHosts = Object.fromEntries(names.map((name, index) => [name, `192.0.2.${index + 11}`]));

const state = fc.constantFrom("active", "active", "active", "active", "draining");

const server = (host: string) =>
  fc
    .record({
      labels: fc.constantFrom([], ["A"], ["B"], ["A", "B"]),
      state,
      disks: fc.constantFrom(0, 0, 0, 2),
      second: state,
    })
    .map(({ disks, second, ...rest }) => ({
      host,
      ...rest,
      ...(disks === 0 ? {} : { disks: [{ path: "/srv/a" }, { path: "/srv/b", state: second }] }),
    }));

const servers = fc
  .shuffledSubarray([...names], { minLength: 2, maxLength: 5 })
  .chain((hosts) => fc.tuple(...hosts.map(server)));

const client = (host: string) =>
  fc.constantFrom<object>({ host }, { host }, { host, folder: "/projects" }, { host, readOnly: true });

const clients = fc
  .shuffledSubarray([...names], { maxLength: 2 })
  .chain((hosts) => fc.tuple(...hosts.map(client)));

const goals = fc.constantFrom<object>(
  { goal: 2, classes: {} },
  { goal: 2, classes: {} },
  { goal: 3, classes: {} },
  { goal: 1, classes: {} },
  { goal: "safe", classes: { safe: { keep: "A,B" } } },
  {
    goal: "safe",
    classes: { safe: { keep: "2*", create: "A,*" }, cold: { keep: "2*", archive: "A,B", archiveDelay: 30 } },
  },
  { goal: 2, classes: { safe: { keep: "A,*" } } },
);

const size = fc.constantFrom("2.5GB", "4GB");
const allow = fc.constantFrom<readonly string[]>([], ["192.0.2.0/24"], ["192.0.2.15-192.0.2.16"]);
const states = fc.constantFrom("started", "started", "started", "started", "stopped");
const loggers = fc.shuffledSubarray([...names], { maxLength: 2 });

/** A MooseFS pool, sound or not. */
export const moosefsPool = fc.record({
  type: fc.constant("moosefs"),
  state: states,
  master: fc.constantFrom(...names),
  chunkservers: servers,
  metaloggers: loggers,
  size,
  backing: fc.constantFrom("image", "image", "directory"),
  allow,
  how: goals,
  clients,
});

/** What {@link moosefsPool} generates. */
export type PoolObject = typeof moosefsPool extends fc.Arbitrary<infer T> ? T : never;

/** A storage.yaml of pools. */
export const fileOf = (pools: Readonly<Record<string, PoolObject | object>>) => ({
  version: 1,
  fleet: "studio",
  hosts: moosefsHosts,
  pools: Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => {
      const { how = {}, size: bytes, ...rest } = pool as PoolObject;
      return [name, { ...rest, ...how, ...(rest.backing === "directory" ? {} : { size: bytes }) }];
    }),
  ),
});

/** One thing of a pool, changed: mostly what can be done, now and then what cannot. */
export const edited = (pool: PoolObject): fc.Arbitrary<PoolObject> => {
  const all = pool.chunkservers as readonly { readonly host: string }[];
  const others = names.filter((name) => !all.some(({ host }) => host === name));
  const fresh = others.slice(0, 2).map((host) => ({ host }));
  const grown = fc.constant([...all, ...fresh]);
  const shrunk = fc.nat(4).map((at) => all.filter((_one, index) => index !== at % all.length));
  const swapped = fc
    .nat(4)
    .map((at) => [...all.filter((_one, index) => index !== at % all.length), ...fresh.slice(0, 1)]);
  const drained = fc
    .nat(4)
    .map((at) => all.map((one, index) => (index === at % all.length ? { ...one, state: "draining" } : one)));
  return fc
    .oneof(
      { weight: 6, arbitrary: fc.record({ chunkservers: fc.oneof(grown, shrunk, swapped, drained) }) },
      { weight: 2, arbitrary: fc.record({ how: goals }) },
      { weight: 2, arbitrary: fc.record({ clients, allow }) },
      { weight: 1, arbitrary: fc.record({ metaloggers: loggers }) },
      { weight: 1, arbitrary: fc.record({ size }) },
      { weight: 2, arbitrary: fc.record({ state: fc.constantFrom("started", "stopped") }) },
      { weight: 1, arbitrary: fc.constant({ state: "absent", clients: [] }) },
      {
        weight: 2,
        arbitrary: fc.record({ chunkservers: fc.oneof(grown, shrunk, swapped), how: goals, clients }),
      },
      { weight: 1, arbitrary: moosefsPool.map(({ master: _same, ...rest }) => rest) },
      { weight: 1, arbitrary: moosefsPool },
    )
    .map((change) => ({ ...pool, ...change }) as PoolObject);
};
