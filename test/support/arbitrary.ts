import fc from "fast-check";

const names = ["s1", "s2", "s3", "s4"] as const;

/** The hosts of every generated fleet. */
export const hosts = Object.fromEntries(names.map((name, index) => [name, `192.0.2.${index + 11}`]));

const client = fc.record({
  readOnly: fc.boolean(),
  version: fc.constantFrom("3", "4", "4.1", "4.2"),
  squash: fc.constantFrom([], ["no_root_squash"], ["all_squash", "anonuid=1000"]),
  mountOptions: fc.constantFrom([], ["noatime"], ["nosuid", "timeo=300"]),
  elsewhere: fc.boolean(),
});

const share = (name: string) =>
  fc
    .record({
      host: fc.constantFrom(...names),
      path: fc.constantFrom(`/srv/${name}`, `/var/${name}`),
      options: fc.constantFrom(["rw", "sync"], ["rw", "async", "insecure"], ["ro"]),
      clients: fc.dictionary(fc.constantFrom(...names), client, {
        noNullPrototype: true,
      }),
      allow: fc.constantFrom([], ["198.51.100.0/24"], ["203.0.113.7"]),
    })
    .map(({ clients, ...rest }) => ({
      ...rest,
      mountpoint: `/mnt/${name}`,
      clients: Object.entries(clients)
        .filter(([host]) => host !== rest.host)
        .map(([host, { squash, elsewhere, readOnly, ...own }]) => ({
          host,
          ...own,
          readOnly: readOnly || rest.options.some((option) => option === "ro"),
          options: squash,
          ...(elsewhere ? { mountpoint: `/data/${name}` } : {}),
        })),
    }));

/** A valid storage.yaml as an object: some of three shares, some links, on four hosts. */
export const storageFile = fc
  .record({
    web: fc.option(share("web"), { nil: undefined }),
    home: fc.option(share("home"), { nil: undefined }),
    logs: fc.option(share("logs"), { nil: undefined }),
    links: fc.constantFrom(
      [],
      [["s1", "s2"]],
      [
        ["s1", "s2", "s3"],
        ["s3", "s4"],
      ],
    ),
  })
  .map(({ links, ...shares }) => ({
    version: 1,
    fleet: "studio",
    hosts,
    ...(links.length > 0 ? { links } : {}),
    shares: Object.fromEntries(Object.entries(shares).filter(([, value]) => value !== undefined)),
  }));

/** What `storageFile` generates. */
export type StorageObject = typeof storageFile extends fc.Arbitrary<infer T> ? T : never;
