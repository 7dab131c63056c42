import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { glusterChecks, glusterExamination } from "../../../../src/backends/gluster/doctor/index.ts";
import type { Config } from "../../../../src/model/config.ts";
import type { FactReply, Snapshot } from "../../../../src/model/snapshot.ts";
import { checksText } from "../../../../src/report/checks.ts";
import { plain } from "../../../../src/report/palette.ts";
import { configOf } from "../../../support/fleet.ts";
import { only, recorded, type Scene, section, snapshotOf } from "../recorded.ts";

const config = configOf({
  version: 1,
  fleet: "studio",
  hosts: {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`s${n}`, `192.0.2.${n}`])),
    c1: "192.0.2.21",
  },
  pools: {
    garb: { type: "gluster", arbiter: true, peers: ["s1", "s2", "s3"], clients: ["c1"] },
  },
});

const scene: Scene = {
  release: "bookworm",
  list: recorded("bookworm", "a-pool-list-s2-back"),
  info: only(recorded("bookworm", "a-volume-info-all-types"), "garb"),
  live: section("status", "garb", only(recorded("bookworm", "b-status-all-healthy"), "garb")),
};

/** What a healthy host answers to the questions of the second look, found by their keys. */
function answer(host: string, key: string): FactReply {
  const [what = "", target = "", ports = ""] = key.split(" ");
  const of: Readonly<Record<string, string>> = {
    glusterd: "LoadState=loaded\nActiveState=active\nResult=success\n",
    "gluster-systems": "xfs yes\nloop yes\nfuse yes\nmkfs.xfs yes\n",
    name: `${config.hosts[target]?.storageAddress}\n`,
    ports: ports
      .split(",")
      .map((port) => `${port} open\n`)
      .join(""),
  };
  return { rc: 0, out: of[what] ?? `nobody knows ${key} on ${host}` };
}

/** The snapshot after both looks, with some answers changed. */
function examined(
  file: Config,
  first: Snapshot,
  changes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Snapshot {
  const hosts = Object.entries(first.hosts).map(([host, seen]) => {
    if (!seen.reachable) return [host, seen] as const;
    const asked = glusterExamination(file, host, first).map(({ key }): [string, FactReply] => {
      const other = Object.entries(changes[host] ?? {}).find(([start]) => key.startsWith(start));
      return [key, other ? { rc: 0, out: other[1] } : answer(host, key)];
    });
    return [host, { ...seen, facts: { ...seen.facts, ...Object.fromEntries(asked) } }] as const;
  });
  return { ...first, hosts: Object.fromEntries(hosts) };
}

const bare: Scene = { ...scene, info: "none", list: "none", live: "" };

const none: FactReply = { rc: 0, out: "none\n" };
const nothing = Object.fromEntries(
  ["s1", "s2", "s3"].map((host) => [
    host,
    {
      "gluster-cluster": none,
      "gluster-store": { rc: 0, out: "" },
      "gluster-live": none,
    },
  ]),
);

const stopped: FactReply = {
  rc: 110,
  out: "Connection failed. Please check if gluster daemon is operational.\n",
};

/** glusterd is installed, has an identity, and does not run. */
const unused = (uuid: string) => ({
  "gluster-cluster": stopped,
  "gluster-store": { rc: 0, out: `uuid ${uuid}\nop 100000\nversion 10.3\n` },
  "gluster-live": { rc: 0, out: "down\n" },
});

const cases: Readonly<
  Record<string, readonly [Scene, Readonly<Record<string, Readonly<Record<string, string>>>>]>
> = {
  healthy: [scene, {}],
  "nothing-there-yet": [
    { ...bare, replies: nothing },
    Object.fromEntries(
      ["s1", "s2", "s3", "c1"].map((host) => [
        host,
        {
          glusterd: "LoadState=not-found\nActiveState=inactive\nResult=success\n",
          "gluster-systems": "xfs yes\nloop yes\nfuse yes\nmkfs.xfs no\n",
          [`name ${host}`]: "127.0.1.1\n",
          "name ": "",
          ports: "24007 closed\n49152 closed\n60999 closed\n",
        },
      ]),
    ),
  ],
  "in-trouble": [
    {
      ...scene,
      list: recorded("bookworm", "a-pool-list-s2-down"),
      replies: {
        s2: {
          "gluster-cluster": stopped,
        },
        s3: { "gluster-store": { rc: 0, out: "volume garb 5\nversion 11.1\n" } },
      },
    },
    {
      s1: { "name s2": "192.0.2.2\n192.0.2.99\n", "ports 192.0.2.3": "24007 open\n58060 closed\n" },
      s2: { glusterd: "LoadState=loaded\nActiveState=failed\nResult=start-limit-hit\n" },
      s3: { "gluster-systems": "xfs no\nloop yes\nfuse yes\nmkfs.xfs yes\n" },
      c1: {
        "gluster-systems": "xfs yes\nloop yes\nfuse no\nmkfs.xfs no\n",
        "ports 192.0.2.1": "24007 silent\n55120 silent\n",
        "ports 192.0.2.3": "24007 open\n",
      },
    },
  ],
  rejected: [{ ...scene, list: recorded("bookworm", "a-pool-list-rejected") }, {}],
  // made from a copy of another machine's disk, and not started yet
  cloned: [
    { ...bare, replies: { ...nothing, s1: unused("7e1f"), s2: unused("832e"), s3: unused("832e") } },
    {},
  ],
};

const update = process.env.UPDATE === "1";

describe("doctor on recorded pools", () => {
  test.each(Object.keys(cases))("%s", (name) => {
    const [seen, changes] = cases[name] ?? [];
    if (!seen || !changes) throw new Error(name);
    const snapshot = examined(config, snapshotOf(config, seen), changes);
    const text = `${checksText(glusterChecks(config, snapshot), plain).join("\n")}\n`;
    const golden = new URL(`./${name}.txt`, import.meta.url);
    if (update) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

test("ports of bricks that run are asked for by everybody who needs them, and by nobody else", () => {
  const first = snapshotOf(config, scene);
  const keys = (host: string) =>
    glusterExamination(config, host, first)
      .map(({ key }) => key)
      .filter((key) => key.startsWith("ports"));
  expect(keys("c1")).toEqual([
    "ports 192.0.2.1 24007,55120",
    "ports 192.0.2.2 24007,49490",
    "ports 192.0.2.3 24007,58060",
  ]);
  expect(keys("s2")).toEqual(["ports 192.0.2.1 24007,55120", "ports 192.0.2.3 24007,58060"]);
  expect(keys("s6")).toEqual([]);
});

test("folders need no XFS, and names that `links` has looked at are not looked at twice", () => {
  const file = configOf({
    version: 1,
    fleet: "studio",
    hosts: { s1: "192.0.2.1", s2: "192.0.2.2", c1: "192.0.2.21" },
    links: [["s1", "s2"]],
    pools: {
      gvol: { type: "gluster", peers: ["s1", "s2"], clients: ["c1"], bricks: { backing: "directory" } },
    },
  });
  const snapshot = examined(file, snapshotOf(file, { ...scene, replies: nothing }), {});
  const names = glusterChecks(file, snapshot).filter(({ host }) => host === "s1");
  expect(names.map(({ name }) => name)).toEqual([
    "glusterd",
    "name c1",
    "port 24007 of s2",
    "brick ports of s2",
  ]);
});
