import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { master } from "../../../../src/backends/moosefs/master/index.ts";
import { masterResource } from "../../../../src/backends/moosefs/master/resources.ts";
import { moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import { diffFleetKind } from "../../../../src/diff/diff.ts";
import type { FactReply, HostSnapshot, Snapshot } from "../../../../src/model/snapshot.ts";
import { configOf } from "../../../support/fleet.ts";

type Facts = Readonly<Record<string, FactReply>>;
/** What hosts said; `null` when they could not be asked. */
type Scene = Readonly<Record<string, Facts | null>>;

const scenesOf = (release: string) =>
  JSON.parse(
    readFileSync(new URL(`../recorded/masters-${release}.json`, import.meta.url), "utf8"),
  ) as Readonly<Record<string, Scene>>;

const hosts = { s1: "192.0.2.11", s2: "192.0.2.12", s3: "192.0.2.13" };

const declared = (pool: object = {}) =>
  configOf({
    version: 1,
    fleet: "studio",
    hosts,
    pools: {
      mvol: {
        type: "moosefs",
        master: "s1",
        chunkservers: ["s2", "s3"],
        metaloggers: ["s2"],
        clients: ["s3"],
        ...pool,
      },
    },
  });

const moved = { master: "s2", metaloggers: [] };

/** What is made of a scene. */
function seen(scene: Scene, pool: object = {}) {
  const config = declared(pool);
  const all = Object.entries(scene).map(([name, facts]): [string, HostSnapshot] => [
    name,
    facts
      ? { reachable: true, facts }
      : { reachable: false, failure: { kind: "timeout", message: "it does not answer" } },
  ]);
  const snapshot: Snapshot = {
    formatVersion: "1.0",
    fleet: "studio",
    takenAt: "",
    hosts: Object.fromEntries(all),
  };
  const resources = moosefsPools(config).map((one) => masterResource(config, one));
  const diff = diffFleetKind(master, "studio", resources, snapshot);
  const [change] = diff.changes;
  return {
    ...diff,
    errors: diff.findings.filter(({ severity }) => severity === "error").map(({ code }) => code),
    told: diff.findings.map(({ code, message, hint }) => `${code} ${message} (${hint})`).join("\n"),
    actions: change
      ? master
          .actions(change, "studio")
          .map(({ type, host }) => `${type.slice("moosefs.master.".length)} ${host}`)
      : [],
    consent: change && master.consent?.(change),
  };
}

const SITE = "moosefs-site";

/** The same scene with something else in what a host said of itself. */
const changed = (scene: Scene, host: string, edit: (daemons: string) => string, key = SITE): Scene => {
  const reply = scene[host]?.[key];
  const out = reply && "out" in reply ? reply.out : "";
  const next = edit(out);
  expect(next).not.toBe(out);
  return { ...scene, [host]: { ...scene[host], [key]: { rc: 0, out: next } } };
};

describe.each(["bookworm", "trixie"])("a master's files on %s", (release) => {
  const scenes = scenesOf(release);
  const at = (name: string): Scene => {
    const scene = scenes[name];
    if (!scene) throw new Error(`no scene ${name}`);
    return scene;
  };
  const other = "6b01000000000001";

  test("make a namespace only where no host shows that there ever was one", () => {
    expect(seen(at("bare"))).toMatchObject({ errors: [], actions: ["create s1"], consent: undefined });
    const [unknown] = seen({ ...at("bare"), s3: null }).unknown;
    expect(unknown?.why).toContain("s3: it does not answer");
    const id = changed(at("bare"), "s3", (daemons) => `${daemons}chunkserverid 0001${other}\n`);
    expect(seen(id)).toMatchObject({ errors: ["MFS201"] });
    expect(seen(id).told).toContain(`s3 belongs to the instance ${other}`);
    const chunks = Object.keys(at("bare").s3 ?? {}).find((key) => key.startsWith("moosefs-ids")) ?? "";
    const disk = changed(at("bare"), "s3", () => `${other} /mnt/mfschunks/mvol/d0/chunks\n`, chunks);
    expect(seen(disk).errors).toEqual(["MFS201"]);
    const logger = { ...at("bare"), s2: at("leads").s2 ?? null };
    expect(seen(logger).errors).toEqual(["MFS201"]);
    expect(seen(logger).told).toContain("name s2 `master`");
  });

  test("begun and not finished, it is made again", () => {
    const begun = changed(
      at("bare"),
      "s1",
      (daemons) => `${daemons}data 8 1795273882 4d46534d204e4557 metadata.mfs\n`,
    );
    expect(seen(begun)).toMatchObject({ errors: [], actions: ["create s1"] });
  });

  test("are left alone while it serves", () => {
    expect(seen(at("serves"))).toMatchObject({ errors: [], actions: [], inSync: ["moosefs.master/mvol"] });
    const package_ = changed(
      at("serves"),
      "s1",
      (daemons) => `${daemons}data 8 1 4d46534d204e4557 metadata.mfs.empty\n`,
    );
    expect(seen(package_).actions).toEqual(["settle s1"]);
  });

  test("start after a clean stop, and only when no changelog goes further", () => {
    expect(seen(at("stopped"))).toMatchObject({ errors: [], actions: ["start s1"] });
    const further = changed(at("stopped"), "s1", (daemons) => `${daemons}span 1 999 changelog.7.mfs\n`);
    expect(seen(further)).toMatchObject({ errors: [], actions: ["restore s1"] });
    const both = changed(
      at("stopped"),
      "s1",
      (daemons) => `${daemons}${/^data .*metadata\.mfs$/m.exec(daemons)?.[0] ?? ""}.back\n`,
    );
    expect(seen(both).actions).toEqual(["restore s1"]);
  });

  test("of somebody else are taken only when the file says so", () => {
    const bare = changed(at("stopped"), "s1", (daemons) => daemons.replace(/^mark .*\n/m, ""));
    expect(seen(bare).errors).toEqual(["MFS200"]);
    expect(seen(bare, { adopt: true })).toMatchObject({ errors: [], actions: ["start s1"] });
    const pool = changed(at("stopped"), "s1", (daemons) =>
      daemons.replace(/^(mark .*)pools\.mvol/m, "$1pools.old"),
    );
    expect(seen(pool).told).toContain("is that of pools.old");
  });

  test("are restored after a crash", () => {
    const crashed = seen(at("crashed"));
    expect(crashed).toMatchObject({ errors: [], actions: ["restore s1"], consent: undefined });
    expect(crashed.told).toContain("MFS216");
  });

  test("are not restored when something is missing, or others know more", () => {
    const young = changed(at("crashed"), "s1", (daemons) => daemons.replace(/^span 1 /m, "span 3 "));
    expect(seen(young).errors).toEqual(["MFS211"]);
    const hole = changed(at("crashed"), "s1", (daemons) => `${daemons}span 900 950 changelog.9.mfs\n`);
    expect(seen(hole).errors).toEqual(["MFS203"]);
    const ahead = changed(at("crashed"), "s2", (daemons) => `${daemons}span 7 900 changelog_ml.9.mfs\n`);
    expect(seen(ahead).errors).toEqual(["MFS204"]);
    expect(seen({ ...at("crashed"), s2: null }).errors).toEqual(["MFS205"]);
    expect(seen({ ...at("crashed"), s2: null }, { metaloggers: [] }).actions).toEqual(["restore s1"]);
    const logs = changed(at("crashed"), "s1", (daemons) =>
      daemons.replace(/^data .*metadata\.mfs\.back.*\n/gm, ""),
    );
    expect(seen(logs).errors).toEqual(["MFS211"]);
    const two = changed(
      at("stopped"),
      "s1",
      (daemons) => `${daemons}data 3000 1 4d46534d20322e300000000000000003${other} metadata.mfs.back.3\n`,
    );
    expect(seen(two).errors).toEqual(["MFS206"]);
  });

  test("are not replaced by an empty file", () => {
    expect(seen(at("planted")).errors).toEqual(["MFS202"]);
    const rebuilt = changed(
      changed(at("bare"), "s1", (daemons) => `${daemons}data 8 1 4d46534d204e4557 metadata.mfs\n`),
      "s3",
      (daemons) => `${daemons}chunkserverid 0001${other}\n`,
    );
    expect(seen(rebuilt).errors).toEqual(["MFS202"]);
  });

  test("do not serve chunks of another namespace", () => {
    const strange = changed(at("stopped"), "s3", (daemons) => `${daemons}chunkserverid 0001${other}\n`);
    expect(seen(strange).errors).toEqual(["MFS207"]);
    const all = changed(at("serves"), "s3", (daemons) => `${daemons}chunkserverid 0001${other}\n`);
    expect(seen(all).errors).toEqual(["MFS207"]);
  });

  test("of a metalogger take over when the master is gone, with consent", () => {
    const dead = seen({ ...at("leads"), s1: null }, moved);
    expect(dead).toMatchObject({ errors: [], actions: ["takeover s2"] });
    expect(dead.consent?.what).toBe("takeover:pool/mvol");
    const stopped = seen(at("leads"), moved);
    expect(stopped).toMatchObject({ errors: [], actions: ["fence s1", "takeover s2"] });
    expect(stopped.consent?.bound).not.toEqual(dead.consent?.bound);
  });

  test("do not take over what others know better", () => {
    const runs = { ...at("leads"), s1: at("serves").s1 ?? null };
    expect(seen(runs, moved).errors).toContain("MFS208");
    const newer = changed(at("leads"), "s1", (daemons) => `${daemons}span 1 900 changelog.9.mfs\n`);
    expect(seen(newer, moved).errors).toEqual(["MFS209"]);
    const logger = { ...at("leads"), s1: null, s3: at("leads").s2 ?? null };
    const ahead = changed(logger, "s3", (daemons) => `${daemons}span 7 900 changelog_ml.9.mfs\n`);
    expect(seen(ahead, { ...moved, metaloggers: ["s3"] }).errors).toEqual(["MFS210"]);
    const hole = changed(at("leads"), "s2", (daemons) => daemons.replace(/^span 1 .*\n/m, ""));
    expect(seen(hole, moved).errors).toEqual(["MFS211"]);
  });

  test("of an old master that comes back are put aside", () => {
    expect(seen(at("taken"), moved)).toMatchObject({ errors: [], actions: [] });
    expect(seen(at("returned"), moved)).toMatchObject({ errors: [], actions: ["fence s1"] });
  });

  test("stay when the pool is stopped, absent or no longer declared", () => {
    const stop = seen(at("serves"), { state: "stopped" });
    expect(stop).toMatchObject({ actions: ["stop s1"], consent: { what: "stop:pool/mvol" } });
    expect(seen(at("bare"), { state: "stopped" }).inSync).toEqual(["moosefs.master/mvol"]);
    const gone = seen(at("serves"), { state: "absent" });
    expect(gone).toMatchObject({ actions: ["stop s1"], consent: { what: "destroy:pool/mvol" } });
    expect(gone.consent?.bound[1]).toMatch(/^[0-9a-f]{16}$/);
    const scope = { fleet: "studio", hosts: ["s1"], resources: [] };
    const of = (scene: Scene) => () => (key: string) => scene.s1?.[key] ?? { unknown: "not asked" };
    const [left] = master.observe(scope, of(at("serves")));
    expect(left).toMatchObject({ address: "moosefs.master/mvol", needs: [], observation: { mark: "ours" } });
    // as long as it is left alone, so is who keeps its metadata
    const mark = "# holdfast fleet=studio parts=pools.mvol needs=- (edit storage.yaml, not this file)";
    const logged = changed(at("serves"), "s2", (daemons) =>
      daemons.replace(/^(config .*mfsmetalogger.cfg) .*$/m, `$1 ${mark}`),
    );
    const ofAll = (host: string) => (key: string) => logged[host]?.[key] ?? { unknown: "not asked" };
    const [watched] = master.observe({ ...scope, hosts: ["s1", "s2", "s3"] }, ofAll);
    expect(watched?.needs).toEqual(["moosefs.metalogger/s2"]);
  });
});
