import { readFileSync } from "node:fs";
import type { Config } from "../../../src/model/config.ts";
import type { FactReply, Snapshot } from "../../../src/model/snapshot.ts";
import { configOf } from "../../support/fleet.ts";

/** What MooseFS 3.0.117 (bookworm) and 4.57.5 (trixie) said, recorded on s1 (master, client), s2 and s3. */
export type Release = "bookworm" | "trixie";

export const releases: readonly Release[] = ["bookworm", "trixie"];

/** Host to key to reply. */
export type Replies = Readonly<Record<string, Readonly<Record<string, FactReply>>>>;

/** One recorded scene. */
export const recorded = (release: Release, scene: string): Replies =>
  JSON.parse(readFileSync(new URL(`./recorded/${release}/${scene}.json`, import.meta.url), "utf8"));

/** A recorded scene in which some text is another. */
export const edited = (release: Release, scene: string, edit: (text: string) => string): Replies =>
  JSON.parse(edit(JSON.stringify(recorded(release, scene))));

/** The pool that was recorded, changed where a test says so. */
export const fileOf = (changes: object = {}, hosts: readonly string[] = []): Config =>
  configOf({
    version: 1,
    fleet: "studio",
    hosts: Object.fromEntries(["s1", "s2", "s3", ...hosts].map((name) => [name, `192.0.2.${name.slice(1)}`])),
    pools: {
      mvol: {
        type: "moosefs",
        master: "s1",
        chunkservers: [
          { host: "s1", disks: [{ path: "/srv/hd1/chunks" }], labels: ["A", "B"] },
          { host: "s2", size: "3GB", labels: ["A"] },
          { host: "s3", size: "3GB", labels: ["B"] },
        ],
        metaloggers: ["s2"],
        clients: ["s1"],
        ...changes,
      },
    },
  });

/** A snapshot of the hosts of `config`: those without replies cannot be reached. */
export const snapshotOf = (config: Config, replies: Replies, more: Replies = {}): Snapshot => ({
  formatVersion: "1.0",
  fleet: config.fleet,
  takenAt: "2026-01-01T00:00:00.000Z",
  hosts: Object.fromEntries(
    Object.keys(config.hosts).map((host) => {
      const facts = replies[host] && { ...replies[host], ...more[host] };
      return [
        host,
        facts
          ? { reachable: true, facts }
          : { reachable: false, failure: { kind: "timeout", message: "connect timeout" } },
      ];
    }),
  ),
});
