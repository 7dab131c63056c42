import { describe, expect, test } from "vitest";
import {
  BRICK,
  type BrickSpec,
  leftoverOf,
  seenBrick,
} from "../../../../src/backends/gluster/brick/state.ts";
import { groupsOf } from "../../../../src/backends/gluster/pool/groups.ts";
import type { Pool } from "../../../../src/backends/gluster/pool/index.ts";
import { answerOf } from "../../../../src/backends/gluster/probe/xml.ts";
import { volumeConsent } from "../../../../src/backends/gluster/volume/consent.ts";
import { canonical } from "../../../../src/backends/gluster/volume/spec.ts";
import { imageSize } from "../../../../src/backends/host/filesystem/spec.ts";
import type { Change } from "../../../../src/model/change.ts";

const MIB = 2 ** 20;

test.each([
  ["ON", "on"],
  ["enable", "on"],
  ["False", "off"],
  ["64mb", "64MB"],
  ["64M", "64MB"],
  ["1 GiB", "1GB"],
  [" a , b ", "a,b"],
  ["10", "10"],
  ["none", "none"],
])("an option's value %j is %j", (written, meant) => {
  expect(canonical(written)).toBe(meant);
  expect(canonical(meant)).toBe(meant);
});

// measured: what df shows as free on an empty XFS of that image with xfsprogs 6.13, less gluster's reserve of 1 %
test.each([
  [200, 205],
  [10240, 10290],
])("an image for %i MiB has room for them", (usable, measured) => {
  expect(imageSize(BRICK, usable * MIB) % MIB).toBe(0);
  expect(imageSize(BRICK, usable * MIB)).toBeGreaterThan(usable * MIB);
  expect(measured).toBeGreaterThanOrEqual(usable);
});

test.each([
  [200, 319],
  [10240, 10711],
])("an image for %i MiB has %i MiB", (usable, image) => {
  expect(imageSize(BRICK, usable * MIB)).toBe(image * MIB);
});

describe("a brick is a leftover", () => {
  const spec = { path: "/b/brick", backing: "image" } as BrickSpec;
  const answer = (body: string) => `<?xml version="1.0"?><cliOutput><opRet>0</opRet>${body}</cliOutput>\n`;
  const none = `${answer("<peerStatus/>")}${answer("<volInfo><volumes/></volInfo>")}`;
  const leftover = (brick: string, volumes = none) => {
    const read = (key: string) => ({ rc: 0, out: key === "gluster-cluster" ? volumes : brick });
    const seen = seenBrick(spec, read);
    return "unknown" in seen ? seen : leftoverOf(spec, seen, read);
  };
  const bare = "on xfs 4096 1 1\nbrick directory\n";
  const marked = `${bare}volume-id 0xd031b11b63bb4c9f8f4cfad99fc456d9 /b/brick\n`;

  test("when it is marked for a volume nobody knows, and empty", () => expect(leftover(marked)).toBe(true));
  test("never with data in it", () => expect(leftover(`${marked}content yes\n`)).toBe(false));
  test("not without a mark", () => expect(leftover(bare)).toBe(false));
  test("not by the mark of a folder above", () =>
    expect(leftover(`${bare}volume-id 0xd031b11b63bb4c9f8f4cfad99fc456d9 /b\n`)).toBe(false));
  test("not when a volume has it", () => {
    const volume =
      "<volume><name>v</name><id>d031b11b-63bb-4c9f-8f4c-fad99fc456d9</id><bricks/><options/></volume>";
    expect(leftover(marked, none.replace("<volumes/>", `<volumes>${volume}</volumes>`))).toBe(false);
  });
  test("not while it is not known which volumes there are", () => {
    for (const said of ["Connection failed. Please check if gluster daemon is operational.", answer("")])
      expect(leftover(marked, said)).toBe(false);
  });
});

describe("an answer", () => {
  const xml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<cliOutput>${inner}</cliOutput>`;

  test("is a success with opRet 0, though opErrstr says something", () =>
    expect(answerOf(xml("<opRet>0</opRet><opErrno>2</opErrno><opErrstr>done</opErrstr>"))).toMatchObject({
      ok: true,
    }));
  test.each(["-1", "1", "-2"])("is a failure with opRet %s", (ret) =>
    expect(
      answerOf(xml(`<opRet>${ret}</opRet><opErrno>3</opErrno><opErrstr>no &amp; no</opErrstr>`)),
    ).toEqual({
      ok: false,
      errno: "3",
      why: "no & no",
    }),
  );
  test("says so when gluster refuses without a word", () =>
    expect(answerOf(xml("<opRet>-1</opRet><opErrno>0</opErrno><opErrstr/>"))).toMatchObject({
      why: "gluster refused without a word",
    }));
  test.each([
    ["", "gluster said nothing"],
    ["Error : Request timed out\n", "Error : Request timed out"],
    [xml("<opRet>0</opRet>").slice(0, 45), "gluster's answer was cut short"],
    [xml("<volInfo></volInfo>"), "gluster's answer was cut short"],
  ])("is none: %j", (text, unknown) => expect(answerOf(text)).toEqual({ unknown }));
});

describe("trusted pools", () => {
  const pool = (name: string, peers: string[], state = "started") =>
    ({ name, peers, state }) as unknown as Pool;
  const told = (pools: Pool[]) =>
    groupsOf(pools)
      .map(({ name, members, retired }) => `${name}: ${members} (${retired})`)
      .sort();

  test("are of pools that share hosts, whatever their order", () => {
    const pools = [
      pool("a", ["s1", "s2"]),
      pool("b", ["s3", "s4"]),
      pool("c", ["s4", "s2"]),
      pool("d", ["s5"]),
    ];
    expect(told(pools)).toEqual(["a: s1,s2,s3,s4 ()", "d: s5 ()"]);
    expect(told([...pools].reverse())).toEqual(told(pools));
  });
  test("let go of hosts that only pools to be removed have", () =>
    expect(told([pool("a", ["s1", "s2"]), pool("b", ["s2", "s3"], "absent")])).toEqual(["a: s1,s2 (s3)"]));
});

describe("what is agreed to", () => {
  const at = { file: "storage.yaml", line: 1, column: 1 };
  const change = (before: object, after: object | undefined, op = "update") =>
    volumeConsent({ op, address: "gluster.volume/gvol", before, after, at } as unknown as Change);
  const state = (sets: readonly string[], status = "started") => ({
    status,
    sets: Object.fromEntries(sets.map((set, index) => [`set ${index}`, set])),
  });
  const whole = state(["s1:/b s2:/b", "s3:/b s4:/b"]);

  test.each([
    ["shrink:pool/gvol", state(["s1:/b s2:/b"])],
    ["replace:pool/gvol", state(["s1:/b s2:/b", "s3:/b s5:/b"])],
    ["reduce:pool/gvol", state(["s1:/b", "s3:/b"])],
    ["stop:pool/gvol", { ...whole, status: "stopped" }],
  ])("%s", (what, after) => expect(change(whole, after)?.what).toBe(what));

  test("nothing that would delete a volume the file only does not mention", () =>
    expect(
      volumeConsent({ op: "delete", address: "gluster.volume/gvol", before: whole } as unknown as Change),
    ).toBeUndefined());

  test("nothing for what takes nothing away", () => {
    expect(change(whole, state(["s1:/b s2:/b", "s3:/b s4:/b", "s5:/b s6:/b"]))).toBeUndefined();
    expect(change(whole, whole, "create")).toBeUndefined();
  });
  test("is bound to the layout there is and to the one to get", () => {
    const one = change(whole, state(["s1:/b s2:/b"]));
    expect(change(whole, state(["s3:/b s4:/b"]))?.bound).not.toEqual(one?.bound);
    expect(change(state(["s1:/b s2:/b", "s5:/b s6:/b"]), state(["s1:/b s2:/b"]))?.bound).not.toEqual(
      one?.bound,
    );
    expect(change(whole, state(["s1:/b s2:/b"]))?.bound).toEqual(one?.bound);
    expect(change(whole, undefined, "delete")?.what).toBe("destroy:pool/gvol");
  });
});
