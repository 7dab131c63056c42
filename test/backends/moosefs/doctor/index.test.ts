import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { moosefsChecks, moosefsExamination } from "../../../../src/backends/moosefs/doctor/index.ts";
import { compareVersions } from "../../../../src/backends/moosefs/doctor/versions.ts";
import { connectionsOf } from "../../../../src/backends/moosefs/pool/ports.ts";
import { edited, fileOf, type Replies, recorded, releases, snapshotOf } from "../recorded.ts";

const update = process.env.UPDATE === "1";
const said = (out: string) => ({ rc: 0, out });

/** As every host finds the names and ports it needs: all as they should be, but for `closed` and `silent`. */
function network(config: ReturnType<typeof fileOf>, closed: number[] = [], silent: number[] = []): Replies {
  const state = (port: number) =>
    silent.includes(port) ? "silent" : closed.includes(port) ? "closed" : "open";
  const answer = (host: string) =>
    moosefsExamination(config, host).flatMap(({ key, args }) => {
      if (key.startsWith("name ")) return [[key, said("192.0.2.1\n")]];
      if (!key.startsWith("ports ")) return [];
      return [
        [
          key,
          said(
            args
              .slice(1)
              .map((port) => `${port} ${state(Number(port))}\n`)
              .join(""),
          ),
        ],
      ];
    });
  return Object.fromEntries(
    Object.keys(config.hosts).map((host) => [host, Object.fromEntries(answer(host))]),
  );
}

/** Compares with a text of `doctor/`; `UPDATE=1` writes it. */
function shows(name: string, config: ReturnType<typeof fileOf>, replies: Replies, more: Replies) {
  const checks = moosefsChecks(config, snapshotOf(config, replies, more));
  const text = checks
    .map(
      (one) =>
        `${one.verdict.padEnd(7)} ${one.host} ${one.name}: ${one.text}${one.hint ? ` (${one.hint})` : ""}\n`,
    )
    .join("");
  const path = new URL(`./${name}.txt`, import.meta.url);
  if (update) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

describe.each(releases)("%s", (release) => {
  const config = fileOf();
  test("healthy", () => shows(`healthy-${release}`, config, recorded(release, "healthy"), network(config)));
});

test("in trouble", () => {
  const config = fileOf({ clients: ["s1", "s3"], gui: "s2" });
  const replies = edited("bookworm", "healthy", (text) =>
    text
      .replace("/srv/hd1/chunks/|0|no errors|ok", "/srv/hd1/chunks/|0|no errors|damaged")
      .replace("files master 16384", "files master 1024")
      .replace("memoryKiB 4194304", "memoryKiB 409600")
      .replace(/room 4096 \d+/, "room 4096 1000")
      .replace("overcommit 0", "overcommit 2"),
  );
  const newer = JSON.stringify(replies.s3).replaceAll("3.0.117-1", "4.57.5-1");
  const more = network(config, [9421, 9425], [9420]);
  shows(
    "in-trouble",
    config,
    { ...replies, s3: JSON.parse(newer) },
    {
      ...more,
      s2: { ...more.s2, "name mfsmaster-mvol": said("127.0.1.1\n192.0.2.1\n") },
      s3: { ...more.s3, "name mfsmaster-mvol": said("") },
    },
  );
});

test("a host that is not reached is left out, and so is a pool that shall not be there", () => {
  const config = fileOf();
  const { s3: _, ...rest } = recorded("bookworm", "healthy");
  const checks = moosefsChecks(config, snapshotOf(config, rest, network(config)));
  expect(checks.filter(({ host }) => host === "s3")).toEqual([]);
  expect(moosefsChecks(fileOf({ state: "absent" }), snapshotOf(config, rest))).toEqual([]);
});

test("who has to reach whom", () => {
  const ways = connectionsOf(fileOf({ gui: "s2" })).map(
    ({ from, to, ports }) => `${from} ${to} ${ports.join(",")}`,
  );
  expect(ways.sort()).toEqual([
    "s1 s2 9422,9425",
    "s1 s3 9422",
    "s2 s1 9419,9420,9421,9422",
    "s2 s3 9422",
    "s3 s1 9420,9422",
    "s3 s2 9422",
  ]);
});

test("versions are compared by their numbers", () => {
  expect(compareVersions("3.0.117-1", "4.57.5-1")).toBeLessThan(0);
  expect(compareVersions("4.57.5-1", "4.57.5-1~bpo12+1")).toBe(0);
  expect(compareVersions("3.0.117", "3.0.20")).toBeGreaterThan(0);
});
