import { expect, test } from "vitest";
import { exportLines, meanings } from "../../../src/backends/moosefs/exports/lines.ts";
import { judge, mustKnow } from "../../../src/backends/moosefs/judge.ts";
import { moosefsPools } from "../../../src/backends/moosefs/pool/index.ts";
import type { Change } from "../../../src/model/change.ts";
import { edited, fileOf, recorded, snapshotOf } from "./recorded.ts";

const change = (type: string, name: string, more: object = {}): Change =>
  ({
    op: "update",
    type,
    address: `${type}/${name}`,
    host: "s1",
    patch: [],
    parts: [],
    why: "",
    ...more,
  }) as unknown as Change;

const healthy = recorded("bookworm", "healthy");

const found = (config: ReturnType<typeof fileOf>, changes: readonly Change[], replies = healthy) =>
  judge(config, changes, snapshotOf(config, replies)).map(({ code, host }) => `${code} ${host}`);

/** From a master that lets all of 192.0.2.0/24 in, as the recorded one, to one that lets in whom a file says. */
const narrowed = (config: ReturnType<typeof fileOf>) =>
  change("moosefs.exports", "mvol", {
    before: { inForce: ["192.0.2.0-192.0.2.255 / rw,alldirs,maproot=0:0"] },
    after: { inForce: moosefsPools(config).flatMap((pool) => meanings(exportLines(pool))) },
  });

test("a mount that loses its access is reported: it would hang", () => {
  // s1 has the recorded pool mounted
  const codes = (pool: object) => found(fileOf(pool), [narrowed(fileOf(pool))]);
  expect(codes({ clients: ["s2"] })).toEqual(["MFS291 s1"]);
  expect(codes({ clients: ["s2"], allow: ["192.0.2.0/28"] })).toEqual([]);
  expect(codes({ clients: ["s1"] })).toEqual([]);
});

test("whoever loses access, or another folder than it had, has to be seen", () => {
  const seen = (pool: object) => mustKnow(fileOf(pool), narrowed(fileOf(pool)));
  expect(seen({ clients: ["s2"] })).toEqual(["s1", "s3"]);
  expect(seen({ clients: ["s2", { host: "s1", folder: "/projects" }] })).toEqual(["s1", "s3"]);
  expect(seen({ allow: ["192.0.2.0/24"] })).toEqual([]);
});

test("not when it is unmounted in the same run", () => {
  const gone = { ...change("host.mount", "s1:/mnt/mvol"), op: "delete" } as Change;
  const config = fileOf({ clients: ["s2"] });
  expect(found(config, [narrowed(config), gone])).toEqual([]);
});

test("little memory is reported when a host becomes a server, not afterwards", () => {
  const tight = edited("bookworm", "healthy", (text) =>
    text.replaceAll("memoryKiB 4194304", "memoryKiB 409600"),
  );
  const made = [
    change("moosefs.master", "mvol", { op: "create" }),
    change("moosefs.chunkserver", "s3", { op: "create", host: "s3" }),
  ];
  expect(found(fileOf(), made, tight)).toEqual(["MFS290 s1", "MFS290 s3"]);
  expect(found(fileOf(), made)).toEqual([]);
  expect(
    found(
      fileOf(),
      made.map((one) => ({ ...one, op: "update" })),
      tight,
    ),
  ).toEqual([]);
});

test("a master is stopped only when all its clients are known", () => {
  const config = fileOf({ clients: ["s1", "s3"] });
  expect(mustKnow(config, change("moosefs.master", "mvol", { op: "delete" }))).toEqual(["s1", "s3"]);
  expect(mustKnow(config, change("moosefs.master", "mvol", { after: { daemon: "stopped" } }))).toEqual([
    "s1",
    "s3",
  ]);
  expect(mustKnow(config, change("moosefs.master", "mvol", { after: { daemon: "serves" } }))).toEqual([]);
  expect(mustKnow(config, change("moosefs.exports", "mvol", { op: "delete" }))).toEqual([]);
});
