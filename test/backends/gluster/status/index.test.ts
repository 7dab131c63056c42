import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { poolStatus } from "../../../../src/backends/gluster/status/index.ts";
import { plain } from "../../../../src/report/palette.ts";
import { statusText } from "../../../../src/report/status.ts";
import { configOf } from "../../../support/fleet.ts";
import {
  cluster,
  listedBy,
  only,
  type Release,
  recorded,
  type Scene,
  section,
  snapshotOf,
} from "../recorded.ts";

const bricks = (hosts: readonly number[], path: string) =>
  hosts.map((n) => ({ host: `s${n}`, bricks: [path] }));

const pools = {
  garb: {
    type: "gluster",
    arbiter: true,
    peers: bricks([1, 2, 3], "/bricks/b1/garb"),
    clients: ["c1", "c2"],
  },
  gdis: {
    type: "gluster",
    disperse: { data: 4, redundancy: 2 },
    peers: bricks([1, 2, 3, 4, 5, 6], "/bricks/b1/gdis"),
    clients: ["c1"],
  },
  gdist: { type: "gluster", replica: 1, peers: bricks([1, 2], "/bricks/b2/gdist") },
  gdr: { type: "gluster", peers: bricks([1, 2, 3, 4], "/bricks/b2/gdr"), clients: ["c2"] },
  grb: { type: "gluster", replica: 1, peers: bricks([1, 3], "/bricks/b3/grb") },
  gsb: { type: "gluster", peers: bricks([3, 4], "/bricks/b3/gsb") },
};

/** The file with just these pools, some of them changed. */
const fileOf = (names: readonly (keyof typeof pools)[], changes: object = {}) =>
  configOf({
    version: 1,
    fleet: "studio",
    hosts: Object.fromEntries([
      ...[1, 2, 3, 4, 5, 6].map((n) => [`s${n}`, `192.0.2.${n}`]),
      ["c1", "192.0.2.21"],
      ["c2", "192.0.2.22"],
    ]),
    pools: Object.fromEntries(names.map((name) => [name, { ...pools[name], ...changes }])),
  });

const types = ["garb", "gdis", "gdist", "gdr"] as const;

/** All volumes with what `status` and `heal` recordings say of them. */
const liveOf = (release: Release, status: string, heal: string, names: readonly string[] = types) =>
  names
    .map((name) =>
      [
        section("status", name, only(recorded(release, status), name)),
        section("detail", name, only(recorded(release, "b-status-all-detail"), name)),
        name === "gdist" ? "" : section("heal", name, recorded(release, `c-heal-summary-${name}-${heal}`)),
      ].join(""),
    )
    .join("");

const healthy = (release: Release): Scene => ({
  release,
  list: recorded(release, "a-pool-list-s2-back"),
  info: recorded(release, "a-volume-info-all-types"),
  live: liveOf(release, "b-status-all-healthy", "healthy"),
});

/** gsb was made of the same two-copies kind as a pair of gdr, on s3 and s4. */
const splitBrain = (): Scene => {
  const info = only(recorded("bookworm", "a-volume-info-all-types"), "gdr")
    .replaceAll("gdr", "gsb")
    .replaceAll("/bricks/b2", "/bricks/b3")
    .replace(/ *<brick uuid="[^"]*">s[12]:[\s\S]*?<\/brick>\n/g, "");
  const live =
    section("status", "gsb", recorded("bookworm", "b-status-gsb")) +
    section("heal", "gsb", recorded("bookworm", "c-heal-summary-gsb-splitbrain"));
  return { ...healthy("bookworm"), info, live };
};

/** grb loses s2, with 41 MB on each of its bricks. */
const task = (status: string, name: string, progress: string, text = (xml: string) => xml): Scene => ({
  ...healthy("bookworm"),
  info: recorded("bookworm", "d-info-during-remove"),
  live:
    section("status", "grb", text(only(recorded("bookworm", status), "grb"))) +
    section(
      "detail",
      "grb",
      only(recorded("bookworm", "b-status-all-detail"), "garb").replaceAll(
        "/bricks/b1/garb",
        "/bricks/b3/grb",
      ),
    ) +
    section(name, "grb", recorded("bookworm", progress)),
});

const timeout = (out: string) => ({ unknown: out });

const full = (xml: string) => xml.replaceAll("<sizeFree>965382144<", "<sizeFree>65382144<");

/** As `pool list` is on a member that is cut off from some, or all, of the others. */
const cutFrom = (list: string, hosts: string) =>
  list.replace(
    new RegExp(`(<hostname>${hosts}</hostname>\\s*<hostnames>[\\s\\S]*?<connected>)1`, "g"),
    "$10",
  );

const back = recorded("bookworm", "a-pool-list-s2-back");
const said = (out: string) => ({ rc: 0, out });

/** s1 sees nobody, and the others do not see s1; all are up, and each side tells its own story. */
const partition = (): Scene => {
  const live = liveOf("bookworm", "b-status-all-healthy", "healthy", ["gdr"]);
  const without = (host: string) =>
    live.replace(
      new RegExp(`\\|\\s*<node>\\s*\\|\\s*<hostname>${host}</hostname>[\\s\\S]*?</node>`, "g"),
      "|",
    );
  return {
    ...healthy("bookworm"),
    live: ["s2", "s3", "s4"].reduce(
      (text, host) => text.replaceAll(`<hostname>${host}<`, "<hostname>x<"),
      live,
    ),
    replies: {
      s1: { "gluster-cluster": cluster(cutFrom(back, "s[2-6]"), healthy("bookworm").info) },
      ...Object.fromEntries(
        ["s2", "s3", "s4", "s5", "s6"].map((host) => [
          host,
          {
            "gluster-cluster": cluster(cutFrom(listedBy(host, back), "s1"), healthy("bookworm").info),
            "gluster-live": said(host === "s2" ? `here\n${without("s1")}` : "elsewhere\n"),
          },
        ]),
      ),
    },
  };
};

const scenes: Readonly<Record<string, readonly [ReturnType<typeof fileOf>, Scene]>> = {
  "healthy-debian12": [fileOf(types), healthy("bookworm")],
  "healthy-debian13": [fileOf(types), healthy("trixie")],
  "brick-processes-killed": [
    fileOf(types),
    { ...healthy("bookworm"), live: liveOf("bookworm", "b-status-all-bricks-down", "brickdown") },
  ],
  "brick-processes-killed-debian13": [
    fileOf(types),
    { ...healthy("trixie"), live: liveOf("trixie", "b-status-all-bricks-down", "brickdown") },
  ],
  "member-cut-off": [
    fileOf(types),
    {
      ...healthy("bookworm"),
      list: recorded("bookworm", "a-pool-list-s2-down"),
      live: liveOf("bookworm", "b-status-all-s2-glusterd-down", "brickdown"),
      away: { s2: "connect timeout" },
    },
  ],
  "first-member-cut-off": [
    fileOf(["gdr"]),
    {
      ...healthy("bookworm"),
      list: recorded("bookworm", "a-pool-list-s2-back").replace(
        /(localhost<\/hostname>\s*<connected>)1/,
        "$10",
      ),
      live: liveOf("bookworm", "b-status-all-healthy", "brickdown", ["gdr"]),
      away: { s1: "connect timeout" },
    },
  ],
  "glusterd-stopped": [
    fileOf(["gdis", "gdist"]),
    {
      ...healthy("bookworm"),
      list: recorded("bookworm", "a-pool-list-s2-down"),
      live: liveOf("bookworm", "b-status-all-s2-glusterd-down", "brickdown", ["gdis", "gdist"]),
      replies: {
        s2: {
          "gluster-cluster": {
            rc: 110,
            out: "Connection failed. Please check if gluster daemon is operational.\n",
          },
          "gluster-store": { rc: 0, out: "volume gdis 1\nversion 10.3\n" },
          "gluster-live": { rc: 0, out: "down\n" },
        },
      },
    },
  ],
  healing: [
    fileOf(["garb"]),
    { ...healthy("bookworm"), live: liveOf("bookworm", "b-status-all-healthy", "during", ["garb"]) },
  ],
  "split-brain": [fileOf(["gsb"]), splitBrain()],
  emptying: [fileOf(["grb"]), task("b-status-all-remove", "drain", "d-remove-status-running")],
  "emptying-failed": [
    fileOf(["grb"]),
    task("b-status-all-remove", "drain", "q9-remove-nospace-status", (xml) =>
      xml.replace(/(<\/id>\s*<status>)1/, "$13"),
    ),
  ],
  rebalancing: [fileOf(["grb"]), task("b-status-all-rebalance", "balance", "d-rebalance-status-running")],
  "too-few-up": [
    fileOf(["garb", "gdis"]),
    {
      ...healthy("bookworm"),
      live: liveOf("bookworm", "b-status-all-bricks-down", "brickdown", ["garb", "gdis"]).replace(
        /<hostname>s[134]<\/hostname>(\s*\|?)*<path>\/[\s\S]*?<status>1/g,
        (node) => (/s[34]</.test(node) ? node.replace(/1$/, "0") : node),
      ),
    },
  ],
  full: [
    fileOf(["garb", "gdr"]),
    {
      ...healthy("bookworm"),
      live: full(liveOf("bookworm", "b-status-all-healthy", "healthy", ["garb", "gdr"])),
    },
  ],
  "clients-in-trouble": [
    fileOf(["garb", "gdis"]),
    {
      ...healthy("bookworm"),
      live: liveOf("bookworm", "b-status-all-healthy", "healthy", ["garb", "gdis"]),
      replies: {
        c1: { "size /mnt/garb": timeout("no answer within 3 s") },
        c2: { mounts: { rc: 0, out: "" } },
      },
    },
  ],
  "another-volume-mounted": [
    fileOf(["garb"]),
    {
      ...healthy("bookworm"),
      live: liveOf("bookworm", "b-status-all-healthy", "healthy", ["garb"]),
      replies: {
        c1: {
          mounts: { rc: 0, out: "1 2 0:154 / /mnt/garb rw shared:5 - fuse.glusterfs s1:/garbage rw\n" },
        },
        c2: { mounts: { rc: 0, out: "1 2 0:154 / /mnt/garb rw shared:5 - nfs4 s1:/garb rw\n" } },
      },
    },
  ],
  "mount-broken": [
    fileOf(["gdis"]),
    {
      ...healthy("bookworm"),
      replies: { c1: { "size /mnt/gdis": { rc: 1, out: "Transport endpoint is not connected" } } },
    },
  ],
  "first-member-isolated": [fileOf(["gdr"]), partition()],
  "member-rejected": [
    fileOf(["gdr"]),
    {
      ...healthy("bookworm"),
      list: back.replace(
        /(<hostname>s3<\/hostname>\s*<hostnames>[\s\S]*?<state>)3(<\/state>\s*<stateStr>)[^<]*/,
        "$16$2Peer Rejected",
      ),
    },
  ],
  "server-quorum-lost": [
    fileOf(["garb"]),
    {
      ...healthy("bookworm"),
      list: back.replaceAll("<connected>1", "<connected>0"),
      info: only(recorded("bookworm", "a-volume-info-all-types"), "garb").replace(
        "<options>",
        "<options><option><name>cluster.server-quorum-type</name><value>server</value></option>",
      ),
      live: section(
        "status",
        "garb",
        only(recorded("bookworm", "b-status-all-bricks-down"), "garb").replaceAll(
          /(<path>\/bricks[\s\S]*?<status>)1/g,
          "$10",
        ),
      ),
    },
  ],
  "not-reached-by-us-only": [
    fileOf(["gdr"]),
    { ...healthy("bookworm"), away: { s2: "Permission denied (publickey)" } },
  ],
  "absent-and-unknown": [
    fileOf(["gdist"], { state: "absent" }),
    { ...healthy("bookworm"), away: { s1: "connect timeout", s2: "connect timeout" } },
  ],
  "nobody-tells": [
    fileOf(["gdr"]),
    {
      ...healthy("bookworm"),
      replies: Object.fromEntries(
        ["s1", "s2", "s3", "s4"].map((host) => [
          host,
          {
            "gluster-live": timeout("no answer within 45 s"),
            // of s2 the brick's process is gone
            "gluster-store": {
              rc: 0,
              out: `version 10.3\n${host === "s2" ? "" : "running gdr /bricks/b2/gdr\n"}`,
            },
          },
        ]),
      ),
    },
  ],
  "all-cut-off": [
    fileOf(["gdist"]),
    { ...healthy("bookworm"), away: { s1: "connect timeout", s2: "connect timeout" } },
  ],
  "not-started": [
    fileOf(types),
    {
      ...healthy("bookworm"),
      info: recorded("bookworm", "a-volume-info-all-types").replaceAll("<status>1<", "<status>2<"),
      live: "",
    },
  ],
  "stopped-as-declared": [
    fileOf(["gdr"], { state: "stopped" }),
    {
      ...healthy("bookworm"),
      info: recorded("bookworm", "a-volume-info-all-types").replaceAll("<status>1<", "<status>2<"),
      live: "",
    },
  ],
  "started-though-stopped": [fileOf(["gdr"], { state: "stopped" }), healthy("bookworm")],
  "still-there": [fileOf(["gdr"], { state: "absent" }), healthy("bookworm")],
  gone: [fileOf(["gsb"], { state: "absent" }), healthy("bookworm")],
  "not-made-yet": [fileOf(["gsb"]), healthy("bookworm")],
};

const update = process.env.UPDATE === "1";

describe("status of recorded pools", () => {
  test.each(Object.keys(scenes))("%s", (name) => {
    const [config, scene] = scenes[name] ?? [];
    if (!config || !scene) throw new Error(name);
    const text = `${statusText(poolStatus(config, snapshotOf(config, scene)), plain).join("\n")}\n`;
    const golden = new URL(`./${name}.txt`, import.meta.url);
    if (update) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});
