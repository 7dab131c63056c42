import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { decode, decodeText } from "../../src/config/decode.ts";
import type { Config } from "../../src/model/config.ts";

const valid = (text: string, env: Record<string, string> = {}): Config => {
  const { config, findings } = decodeText(text, "storage.yaml", env);
  expect(findings).toEqual([]);
  if (!config) throw new Error("no configuration");
  return config;
};

const text = `version: 1
fleet: studio
ssh: { user: root, port: 2022 }
hosts:
  s1: 192.0.2.11
  s2: { address: s2.example.net, storageAddress: 192.0.2.12, sudo: true, user: me, labels: { rack: a } }
links:
  - [s1, s2]
shares:
  web:
    host: s1
    path: /srv/web
    clients:
      - s2
`;

test("fills hosts from the shorthand and from ssh:", () => {
  const { hosts } = valid(text);
  expect(hosts).toEqual({
    s1: {
      name: "s1",
      address: "192.0.2.11",
      storageAddress: "192.0.2.11",
      sudo: false,
      user: "root",
      port: 2022,
      labels: {},
      at: { file: "storage.yaml", line: 5, column: 7 },
    },
    s2: {
      name: "s2",
      address: "s2.example.net",
      storageAddress: "192.0.2.12",
      sudo: true,
      user: "me",
      port: 2022,
      labels: { rack: "a" },
      at: { file: "storage.yaml", line: 6, column: 3 },
    },
  });
});

test("a host is there only when declared, whatever its name", () => {
  expect(valid(text).hosts.constructor).toBeUndefined();
  expect(Object.keys(valid("version: 1\nfleet: a\nhosts: { constructor: 192.0.2.1 }\n").hosts)).toEqual([
    "constructor",
  ]);
});

test.each([
  [["fleet"], 2, 8],
  [["hosts", "s2"], 6, 3],
  [["hosts", "s2", "labels", "rack"], 6, 100],
  [["links", 0, 1], 8, 10],
  [["shares", "web"], 10, 3],
  [["shares", "web", "clients", 0], 14, 9],
  [["shares", "web", "clients", 0, "mountpoint"], 14, 9],
  [["shares", "web", "mountpoint"], 10, 3],
  [[], 1, 1],
])("%j was written at line %i, column %i", (path, line, column) => {
  expect(valid(text).at(path as (string | number)[])).toEqual({ file: "storage.yaml", line, column });
});

test("the hash is of the content, not of its order, spelling or comments", () => {
  const other = `fleet: "studio" # ours\n${text.replace("fleet: studio\n", "")}`;
  expect(valid(other).sha256).toBe(valid(text).sha256);
  expect(valid(text.replace("/srv/web", "/srv/www")).sha256).not.toBe(valid(text).sha256);
});

test("fills in the environment, and lets a placeholder be escaped", () => {
  const placeholder = (name: string): string => `\${env:${name}}`;
  const escaped = `$${placeholder("A")}`;
  const config = valid(
    `version: 1
fleet: ${placeholder("A")}-${placeholder("B")}
hosts:
  s1: { address: "${placeholder("C")}", knownHosts: "${escaped}" }
`,
    { A: "x", B: "y", C: "192.0.2.1" },
  );
  expect(config.fleet).toBe("x-y");
  expect(config.hosts.s1?.address).toBe("192.0.2.1");
  expect(config.hosts.s1?.knownHosts).toBe(placeholder("A"));
});

test("follows anchors and merge keys; a map's own keys win", () => {
  const { hosts } = valid(
    "version: 1\nfleet: a\nhosts:\n  s1: &d { address: 192.0.2.1, user: me, port: 23 }\n  s2: { <<: *d, address: 192.0.2.2, port: 24 }\n",
  );
  expect(hosts.s2).toMatchObject({ address: "192.0.2.2", user: "me", port: 24 });
});

test("joins files: maps by key, lists end to end, places in their own files", () => {
  const { config, findings } = decode(
    [
      { file: "a.yaml", text: "version: 1\nfleet: a\nhosts: { s1: 192.0.2.1 }\nlinks: [[s1, s2]]\n" },
      { file: "b.yaml", text: "fleet: a\nlinks:\n- [s2, s3]\nhosts:\n  s2: 192.0.2.2\n  s3: 192.0.2.3\n" },
    ],
    {},
  );
  expect(findings).toEqual([]);
  expect(config?.file.links).toEqual([
    ["s1", "s2"],
    ["s2", "s3"],
  ]);
  expect(config?.at(["links", 1, 0])).toEqual({ file: "b.yaml", line: 3, column: 4 });
  expect(config?.hosts.s3?.at).toEqual({ file: "b.yaml", line: 6, column: 7 });
  expect(config?.sources.map(({ file }) => file)).toEqual(["a.yaml", "b.yaml"]);
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const path = fc.stringMatching(/^(\/[a-zA-Z0-9é _-]{1,9}){1,3}$/);
const part = fc.record(
  {
    options: fc.subarray(["rw", "sync", "no_subtree_check", "sec=krb5p", "anonuid=1000"]),
    mountpoint: path,
    version: fc.constantFrom("3", "4", "4.0", "4.1", "4.2"),
    fsid: fc.oneof(fc.nat(), fc.constant("root")),
    allow: fc.subarray(["*", "10.0.0.0/8", "@all", "2001:db8::/32", "*.example.net"]),
  },
  { requiredKeys: [] },
);
const file = fc.uniqueArray(name, { minLength: 2, maxLength: 6 }).chain((names) =>
  fc.record({
    version: fc.constant(1),
    fleet: name,
    hosts: fc.constant(Object.fromEntries(names.map((host, i) => [host, `192.0.2.${i + 1}`]))),
    links: fc.array(fc.shuffledSubarray(names, { minLength: 2 }), { maxLength: 3 }),
    shares: fc.dictionary(
      name,
      fc.tuple(part, path, fc.shuffledSubarray(names)).map(([rest, where, clients]) => ({
        host: names[0],
        path: where,
        clients,
        ...rest,
      })),
      { maxKeys: 4 },
    ),
  }),
);

test("whatever is valid stays what it is, through YAML and back", () => {
  fc.assert(
    fc.property(file, fc.constantFrom(0, 80), (value, flowWidth) => {
      const written = stringify(value, { lineWidth: flowWidth });
      const { config, findings } = decodeText(written, "x.yaml");
      expect(findings).toEqual([]);
      expect(config?.file).toEqual(value);
      const lines = written.split("\n");
      for (const [share, { host }] of Object.entries(value.shares)) {
        const at = config?.at(["shares", share, "host"]);
        expect(lines[Number(at?.line) - 1]?.slice(Number(at?.column) - 1)).toMatch(new RegExp(`^"?${host}`));
      }
    }),
    { numRuns: 200 },
  );
});

test("never throws and ends soon, whatever the text", () => {
  const noise = fc.array(
    fc.oneof(
      fc.constantFrom("\n", "  ", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "<<", "!", "hosts", "${env:"),
      fc.string(),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(noise, (parts) => {
      const { findings } = decodeText(parts.join(""), "x.yaml");
      for (const { at } of findings) {
        expect(at?.line).toBeGreaterThan(0);
        expect(at?.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
