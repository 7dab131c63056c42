import { describe, expect, test } from "vitest";
import { GUI_FILE, gui } from "../../../../src/backends/moosefs/gui/index.ts";
import { moosefs } from "../../../../src/backends/moosefs/index.ts";
import { diffKind } from "../../../../src/diff/diff.ts";
import type { FactReply } from "../../../../src/model/snapshot.ts";
import { configOf } from "../../../support/fleet.ts";

const written = (fleet: string) =>
  `told\n644 root:root\n# holdfast fleet=${fleet} parts=pools.mvol needs=- (edit storage.yaml, not this file)\n[Service]\n`;

/** What is made of a host of a file that says `pool` more, when its settings of the pages read so. */
function seen(pool: object, reply: FactReply) {
  const config = configOf({
    version: 1,
    fleet: "studio",
    hosts: { s1: "192.0.2.11", s2: "192.0.2.12", s3: "192.0.2.13" },
    pools: { mvol: { type: "moosefs", master: "s1", chunkservers: ["s2", "s3"], ...pool } },
  });
  const resources = moosefs.expand(config).filter(({ type }) => type === gui.type);
  const scope = { fleet: "studio", host: "s1", resources };
  const facts = Object.fromEntries(gui.facts(scope).map(({ key }) => [key, reply]));
  const hosts = { s1: { reachable: true as const, facts } };
  return diffKind(gui, scope, { formatVersion: "1.0", fleet: "studio", takenAt: "", hosts });
}

describe("the web pages", () => {
  test("are left to their file and their unit as long as they are declared", () =>
    expect(seen({ gui: "s1" }, { rc: 0, out: written("studio") })).toMatchObject({
      changes: [],
      inSync: ["moosefs.gui/s1"],
    }));

  test("are stopped when nobody declares them any more, or while the pool is stopped", () => {
    for (const pool of [{}, { gui: "s1", state: "stopped" }]) {
      const [change] = seen(pool, { rc: 0, out: written("studio") }).changes;
      expect(change).toMatchObject({ op: "delete", address: "moosefs.gui/s1", parts: ["pools.mvol"] });
      const [action] = change ? gui.actions(change, "studio") : [];
      expect(action).toMatchObject({ type: "moosefs.gui.remove", host: "s1", phase: "teardown" });
      expect(action && gui.commands(action)[0]?.argv.slice(-1)).toEqual([GUI_FILE]);
    }
  });

  test("of nobody, or of somebody else, are left alone", () => {
    for (const reply of [
      { rc: 3, out: "told\n" },
      { rc: 0, out: written("other") },
      { rc: 0, out: "told\n644 root:root\n[Service]\n" },
    ])
      expect(seen({}, reply).changes).toEqual([]);
  });
});
