import { expect, test } from "vitest";
import { judge, mustKnow } from "../../../src/backends/moosefs/judge.ts";
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

test("a mount that loses its access is told: it would hang", () => {
  // the recorded master lets all of 192.0.2.0/24 in, and s1 has it mounted
  const exports = change("moosefs.exports", "mvol");
  expect(found(fileOf({ clients: ["s2"] }), [exports])).toEqual(["MFS291 s1"]);
  expect(found(fileOf({ clients: ["s2"], allow: ["192.0.2.0/28"] }), [exports])).toEqual([]);
  expect(found(fileOf({ clients: ["s1"] }), [exports])).toEqual([]);
});

test("not when it is unmounted in the same run", () => {
  const gone = { ...change("host.mount", "s1:/mnt/mvol"), op: "delete" } as Change;
  expect(found(fileOf({ clients: ["s2"] }), [change("moosefs.exports", "mvol"), gone])).toEqual([]);
});

test("little memory is told when a host becomes a server, not afterwards", () => {
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
