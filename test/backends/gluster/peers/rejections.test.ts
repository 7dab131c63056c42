import { describe, expect, test } from "vitest";
import { rejected } from "../../../../src/backends/gluster/peers/rejections.ts";
import type { Cluster, Up, Volume } from "../../../../src/backends/gluster/probe/members.ts";
import type { VolumeSpec } from "../../../../src/backends/gluster/volume/spec.ts";
import { tlsAtOdds, tlsFindings, tlsMissing } from "../../../../src/backends/gluster/volume/tls.ts";

const volume = (options: Volume["options"] = {}, status: Volume["status"] = "started"): Volume => ({
  ...{ name: "gvol", id: "i", status, replica: 3, arbiter: false, disperse: 0, redundancy: 0, sets: [] },
  options,
});

/** A member that sees others in these states. */
const memberView = (host: string, states: Record<string, string>, more: Partial<Up> = {}): Up => ({
  ...{ is: "up", uuid: `id-${host}`, volumes: [volume({ "user.holdfast.fleet": "studio" })], running: [] },
  ...{
    sums: { gvol: "1" },
    room: {},
    quorumPercent: undefined,
    version: "10.3",
    operatingVersion: "100000",
    secure: false,
    lacks: [],
  },
  peers: Object.entries(states).map(([name, state]) => ({
    ...{ uuid: `id-${name}`, names: [name], connected: true, state, stateText: "" },
  })),
  ...more,
});

const found = (memberViews: Record<string, Up>, via = "s1") => {
  const cluster: Cluster = {
    memberViews: new Map(Object.entries(memberViews)),
    via,
    hostOf: (uuid) => uuid.slice(3),
  };
  return rejected(
    Object.entries(memberViews).map(([host, one]) => ({ host, memberView: one })),
    cluster,
  );
};

describe("members that reject each other", () => {
  const all = (but: string, names: readonly string[]) =>
    Object.fromEntries(names.filter((name) => name !== but).map((name) => [name, "3"]));
  const four = ["s1", "s2", "s3", "s4"];

  test("nobody is named while all accept each other", () => {
    expect(found({ s1: memberView("s1", all("s1", four)), s2: memberView("s2", all("s2", four)) })).toEqual(
      [],
    );
  });

  test("the one that differs is named, also when not everybody has noticed", () => {
    const memberViews = {
      s1: memberView("s1", all("s1", four)),
      s2: memberView("s2", { ...all("s2", four), s3: "6" }),
      s3: memberView("s3", { ...all("s3", four), s2: "6", s4: "6" }, { sums: { gvol: "2" } }),
      s4: memberView("s4", { ...all("s4", four), s3: "6" }),
    };
    const [only, ...rest] = found(memberViews);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({
      host: "s3",
      message: "s3 and s2, s4 reject each other: their copies of the configuration of gvol differ",
      hint: expect.stringMatching(
        /^`gluster volume set gvol user\.holdfast\.fleet studio` on s1 makes .* restart glusterd` on s3 and nowhere else/,
      ),
    });
  });

  test("it is so when that is the one that answered first", () => {
    const three = ["s1", "s2", "s3"];
    const memberViews = {
      s1: memberView("s1", { s2: "6", s3: "6" }, { sums: { gvol: "2" } }),
      s2: memberView("s2", { ...all("s2", three), s1: "6" }),
      s3: memberView("s3", { ...all("s3", three), s1: "6" }),
    };
    expect(found(memberViews)).toMatchObject([
      { host: "s1", hint: expect.stringMatching(/studio` on s2 makes/) },
    ]);
  });

  test("of two, nobody knows who is right", () => {
    const memberViews = {
      s1: memberView("s1", { s2: "6" }),
      s2: memberView("s2", { s1: "6" }, { sums: { gvol: "2" } }),
    };
    expect(found(memberViews)).toMatchObject([
      { host: "s2", hint: expect.stringMatching(/^if s1 is right: /) },
    ]);
  });

  test("once the copies are alike, only the restart is left", () => {
    const memberViews = {
      s1: memberView("s1", { s2: "6", s3: "3" }),
      s2: memberView("s2", { s1: "6", s3: "6" }),
      s3: memberView("s3", { s1: "3", s2: "6" }),
    };
    expect(found(memberViews)).toMatchObject([
      {
        message: expect.stringMatching(/differed$/),
        hint: expect.stringMatching(/^`systemctl restart glusterd` on s2/),
      },
    ]);
  });
});

describe("TLS", () => {
  const lacks = ["pem", "key", "ca"].map((end) => `/usr/lib/ssl/glusterfs.${end}`);
  const members = (...secure: boolean[]) =>
    secure.map((one, index) => ({
      host: `s${index + 1}`,
      memberView: memberView(`s${index + 1}`, {}, { secure: one, lacks: one ? lacks : [] }),
    }));

  test("of some members is reported, of all or none is not", () => {
    expect(tlsAtOdds(members(true, true))).toEqual([]);
    expect(tlsAtOdds(members(false, false))).toEqual([]);
    expect(tlsAtOdds(members(false, true, false))).toMatchObject([
      {
        code: "GLU238",
        host: "s2",
        message: expect.stringContaining("missing on s2 (in /usr/lib/ssl)"),
        hint: expect.stringMatching(/^on s2, move \/var\/lib\/glusterd\/secure-access away/),
      },
    ]);
  });

  const both = { "client.ssl": "on", "server.ssl": "enable" };
  const marked = { ...both, "user.holdfast.options": "client.ssl,server.ssl" };
  const spec = (options: object, state = "started") => ({ options, state }) as unknown as VolumeSpec;
  const memberViews = (files: readonly string[]) => new Map([["s1", memberView("s1", {}, { lacks: files })]]);

  test.each([
    ["turned on while it runs", spec(both), volume(), [], ["GLU244 error"]],
    ["turned on while it runs, without files", spec(both), volume(), lacks, ["GLU244 error", "GLU245 error"]],
    ["turned on while it stops", spec(both, "stopped"), volume(), [], []],
    ["turned on while it is stopped", spec(both), volume({}, "stopped"), [], []],
    ["in use", spec(both), volume(marked), [], []],
    ["in use, its files gone", spec(both), volume(marked), lacks, ["GLU245 warning"]],
    ["in use, its files elsewhere", spec({ ...both, "ssl.own-cert": "/x" }), volume(marked), lacks, []],
    ["taken back while it runs", spec({}), volume(marked), [], ["GLU244 error"]],
    ["somebody else's", spec({}), volume(both), [], []],
    ["in no use", spec({}), volume(), lacks, []],
  ] as const)("of a volume, %s", (_name, wanted, there, files, codes) => {
    const said = tlsFindings(wanted, there, memberViews(files));
    expect(said.map(({ code, severity = "error" }) => `${code} ${severity}`)).toEqual(codes);
  });

  test("without its files is shown in the status", () => {
    expect(tlsMissing(volume(both), memberViews(lacks))).toContain("missing on s1 (in /usr/lib/ssl)");
    expect(tlsMissing(volume(both), memberViews([]))).toBe("");
    expect(tlsMissing(volume(), memberViews(lacks))).toBe("");
  });
});
