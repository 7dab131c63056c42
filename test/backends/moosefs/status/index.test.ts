import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { poolStatus } from "../../../../src/backends/moosefs/status/index.ts";
import type { Config } from "../../../../src/model/config.ts";
import type { Snapshot } from "../../../../src/model/snapshot.ts";
import { plain } from "../../../../src/report/palette.ts";
import { statusText } from "../../../../src/report/status.ts";
import { edited, fileOf, type Replies, recorded, releases, snapshotOf } from "../recorded.ts";
import { entries, recordedServers, fileOf as serversOf } from "../servers.ts";

const update = process.env.UPDATE === "1";

/** Compares with a text of `status/`; `UPDATE=1` writes it. */
function showsOf(name: string, config: Config, snapshot: Snapshot) {
  const text = `${statusText(poolStatus(config, snapshot), plain).join("\n")}\n`;
  const path = new URL(`./${name}.txt`, import.meta.url);
  if (update) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

const shows = (name: string, config: Config, replies: Replies, more: Replies = {}) =>
  showsOf(name, config, snapshotOf(config, replies, more));

const drained = { chunkservers: ["s1", "s2", { host: "s3", state: "draining" }] };

describe.each(releases)("%s", (release) => {
  const scene = (name: string) => recorded(release, name);
  test("healthy", () => shows(`healthy-${release}`, fileOf(), scene("healthy")));
  test("emptying a server", () => shows(`draining-${release}`, fileOf(drained), scene("draining")));
  test("emptying a server of many chunks", () => {
    const { s2, s3, s4 } = entries;
    const config = serversOf([s2, s3, { ...s4, state: "draining" }]);
    showsOf(`copying-${release}`, config, recordedServers(`copying-${release}`));
  });
  test("emptied", () => shows(`drained-${release}`, fileOf(drained), scene("drained")));
  test("a server and the metalogger away", () => shows(`away-${release}`, fileOf(), scene("server-away")));
  test("the master killed", () => shows(`killed-${release}`, fileOf(), scene("master-killed")));
  test("back, and saved", () => shows(`recovered-${release}`, fileOf(), scene("recovered")));
  test("the master stopped", () => shows(`stopped-${release}`, fileOf(), scene("master-stopped")));
  test("a client not let in", () => shows(`not-let-in-${release}`, fileOf(), scene("not-let-in")));
});

const said = (out: string) => ({ rc: 0, out });

describe("what is declared otherwise", () => {
  const healthy = recorded("bookworm", "healthy");

  test("stopped and absent, and so it is", () => {
    shows("stopped-as-declared", fileOf({ state: "stopped" }), recorded("bookworm", "master-stopped"));
    shows("absent-as-declared", fileOf({ state: "absent" }), recorded("bookworm", "master-stopped"));
  });

  test("stopped, and it runs", () => shows("runs-though-stopped", fileOf({ state: "stopped" }), healthy));

  test("the host of the master not reached", () => {
    const { s1: _, ...rest } = healthy;
    shows("master-not-reached", fileOf(), rest);
  });

  test("no MooseFS there yet", () => {
    const none = { "moosefs-site": said("none\n"), "moosefs-master": said("none\n") };
    shows("not-there-yet", fileOf(), { s1: none, s2: none, s3: none });
  });

  test("a server the file does not name, a goal that cannot be had, a client of another folder", () =>
    shows(
      "other-than-declared",
      fileOf({
        chunkservers: ["s1", "s2"],
        goal: 2,
        clients: [{ host: "s1", folder: "/projects" }, "s3"],
      }),
      edited("bookworm", "healthy", (text) =>
        text.replaceAll("YES|2|* , *|YES|2|* , *", "NO|2|* , *|NO|2|* , *"),
      ),
    ));

  test("disks in trouble", () =>
    shows(
      "disks-in-trouble",
      fileOf(),
      edited("bookworm", "healthy", (text) =>
        text
          .replace("/srv/hd1/chunks/|0|no errors|ok", "/srv/hd1/chunks/|0|2026-11-21 14:00:00|damaged")
          .replace(/(2:9422:\/mnt\/mfschunks\/mvol\/d0\/chunks\/\|25\|)no errors/, "$12026-11-20 10:00:00")
          .replace(/\|\d+\|3154116608\\n",/, '|3100000000|3154116608\\n",'),
      ),
    ));

  test("a chunkserver that hangs spoils what the disks say", () =>
    shows(
      "disks-unknown",
      fileOf(),
      edited("bookworm", "healthy", (text) =>
        text.replace(/(asked: -SIM -SHD\\n)[^"]*/, "$1Traceback (most recent call last):\\n"),
      ),
    ));

  test("metadata that was saved and fetched long ago", () => {
    const old = (name: string) => `data 12345 1795000000 4d46534d20322e30 ${name}\\n`;
    shows(
      "old-metadata",
      fileOf(),
      edited("bookworm", "healthy", (text) =>
        text
          .replace(/data 8 \d+ \S+ metadata\.mfs\.back\\n/, old("metadata.mfs.back"))
          .replace(/(?=data 8 \d+ \S+ metadata_ml\.tmp)/, old("metadata_ml.mfs.back"))
          .replace(/last changelog_ml \d+/, "last changelog_ml 1")
          .replace(/\|176\|not available/g, "|5 176|not available"),
      ),
    );
  });
});
