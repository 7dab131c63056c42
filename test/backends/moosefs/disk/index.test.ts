import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileSystemUnit, imageSize } from "../../../../src/backends/host/filesystem/spec.ts";
import { disk } from "../../../../src/backends/moosefs/disk/index.ts";
import { DISK, type DiskSpec } from "../../../../src/backends/moosefs/disk/spec.ts";
import { diskFact } from "../../../../src/backends/moosefs/disk/state.ts";
import { diffKind } from "../../../../src/diff/diff.ts";
import type { Resource } from "../../../../src/model/resource.ts";
import type { FactReply, Snapshot } from "../../../../src/model/snapshot.ts";

const FLEET = "studio";
const OWN = "6b01ae9488f955d4";
const OTHER = "3132333435363738";

const image: DiskSpec = {
  fleet: FLEET,
  pool: "mvol",
  root: "/mnt/mfschunks/mvol/d0",
  path: "/mnt/mfschunks/mvol/d0/chunks",
  backing: "image",
  image: "/mnt/mfschunks/.images/mvol-d0.img",
  device: null,
  bytes: 0.5e9,
  adopt: false,
};
/** As large as it was when those without a mount were recorded. */
const grown: DiskSpec = { ...image, bytes: 1e9 };
const given: DiskSpec = {
  ...image,
  backing: "given",
  image: null,
  root: "/data/hd1",
  path: "/data/hd1/chunks",
};
const folder: DiskSpec = { ...image, backing: "directory", image: null };
const device: DiskSpec = { ...image, backing: "device", image: null, device: "/dev/sdb" };

const recorded = (name: string): FactReply =>
  JSON.parse(readFileSync(new URL(`../facts/${name}.json`, import.meta.url), "utf8")).reply;

const said = (...lines: readonly string[]): FactReply => ({
  rc: 0,
  out: `${["on xfs 4096 1 1", ...lines].join("\n")}\n`,
});

interface Host {
  readonly spec?: DiskSpec;
  readonly seen: FactReply;
  /** Lines of mfshdd.cfg. */
  readonly lists?: readonly string[];
  readonly instance?: string;
  /** Further lines of what the host is to MooseFS. */
  readonly daemons?: readonly string[];
  /** Text of the mount unit at the root. */
  readonly unit?: string;
  readonly fstab?: string;
}

const unitOf = (spec: DiskSpec) => fileSystemUnit(DISK, spec);

/** What is to be done about one disk on a host, and what is said. */
function plan(
  { spec = image, seen, lists = [], instance, unit, fstab = "", daemons: more = [] }: Host,
  declared = true,
) {
  const place = spec.backing === "given" ? spec.path : spec.root;
  const resource: Resource = {
    address: `moosefs.disk/s2:${place}`,
    type: "moosefs.disk",
    host: "s2",
    spec: { ...spec },
    needs: ["host.packages/s2"],
    parts: ["pools.mvol"],
    at: { file: "storage.yaml", line: 1, column: 1 },
  };
  const daemons = ["here", ...lists.map((line) => `hdd ${line}`), ...more];
  if (instance) daemons.push(`chunkserverid 0001${instance}`);
  const lines = (unit ?? "").split("\n").slice(0, -1);
  const units = ["@/etc/systemd/system/mnt-mfschunks-mvol-d0.mount", ...lines.map((line) => `|${line}`), "+"];
  const facts = {
    [diskFact(spec).key]: seen,
    "moosefs-site": { rc: 0, out: `${daemons.join("\n")}\n` },
    "mount-units": { rc: 0, out: unit === undefined ? "" : `${units.join("\n")}\n` },
    mounts: { rc: 0, out: "" },
    fstab: { rc: 0, out: fstab },
  };
  const snapshot: Snapshot = {
    formatVersion: "1.0",
    fleet: FLEET,
    takenAt: "",
    hosts: { s2: { reachable: true, facts } },
  };
  const scope = { fleet: FLEET, host: "s2", resources: declared ? [resource] : [] };
  const diff = diffKind(disk, scope, snapshot);
  const actions = diff.changes.flatMap((change) => disk.actions(change, FLEET));
  return {
    ...diff,
    actions: actions.map(({ type, params, risk }) => ({ type, params, risk })),
    codes: diff.findings.map(({ code }) => code),
  };
}

const listed = [image.path];

describe("a disk on an image", () => {
  test("is made when nothing is there", () => {
    const { changes, codes, actions } = plan({ seen: recorded("disk-nothing-there") });
    expect(changes.map(({ op }) => op)).toEqual(["create"]);
    expect(codes).toEqual([]);
    expect(actions).toMatchObject([
      { type: "moosefs.disk.make", risk: "safe", params: { image: true, resized: false } },
    ]);
  });
  test.each(["disk-made", "disk-in-use", "disk-in-use-moosefs4"])("is left alone as %s", (name) => {
    const { changes, codes, inSync } = plan({
      seen: recorded(name),
      unit: unitOf(image),
      lists: name === "disk-made" ? [] : listed,
    });
    expect([changes, codes]).toEqual([[], []]);
    expect(inSync).toHaveLength(1);
  });
  test("grows, and the chunkserver is notified", () => {
    const larger = { ...image, bytes: 1e9 };
    const { actions, codes } = plan({
      spec: larger,
      seen: recorded("disk-in-use"),
      unit: unitOf(image),
      lists: listed,
    });
    expect(codes).toEqual([]);
    expect(actions).toMatchObject([
      { risk: "disruptive", params: { resized: true, bytes: imageSize(DISK, 1e9) } },
    ]);
  });
  test("does not wait for a change the chunkserver takes as it is", () => {
    const larger = { ...image, bytes: image.bytes * 1.08 };
    const { actions } = plan({
      spec: larger,
      seen: recorded("disk-in-use"),
      unit: unitOf(image),
      lists: listed,
    });
    expect(actions).toMatchObject([{ risk: "safe", params: { resized: false } }]);
  });
  test("does not shrink", () => {
    const smaller = { ...image, bytes: 0.35e9 };
    const { changes, findings } = plan({
      spec: smaller,
      seen: recorded("disk-in-use"),
      unit: unitOf(image),
      lists: listed,
    });
    expect(changes).toEqual([]);
    expect(findings).toMatchObject([{ code: "MFS255", severity: "info" }]);
  });
  test("is mounted again", () => {
    const { actions, codes } = plan({
      spec: grown,
      seen: recorded("disk-not-mounted"),
      unit: unitOf(image),
      lists: listed,
    });
    expect(codes).toEqual([]);
    expect(actions).toMatchObject([{ type: "moosefs.disk.make", params: { resized: false } }]);
  });
  test("is never replaced by a new one while the chunkserver counts on it", () => {
    expect(plan({ seen: recorded("disk-image-away"), unit: unitOf(image), lists: listed }).codes).toEqual([
      "MFS259",
    ]);
    // the same host, without that line
    expect(plan({ seen: recorded("disk-image-away"), unit: unitOf(image) }).codes).toEqual([]);
  });
  test("gets no folder in the place of one that is away", () => {
    expect(
      plan({
        spec: grown,
        seen: recorded("disk-folder-away"),
        unit: unitOf(image),
        lists: [`*${image.path} 5GiB`],
      }).codes,
    ).toEqual(["MFS259"]);
    expect(plan({ spec: grown, seen: recorded("disk-folder-away"), unit: unitOf(image) }).codes).toEqual([
      "MFS267",
    ]);
  });
  test("needs room", () => {
    const seen = said("room 4096 1000", "system yes");
    expect(plan({ seen }).codes).toEqual(["MFS254"]);
  });
  test("is not made below a file system that should be there", () => {
    const { codes } = plan({
      seen: recorded("disk-nothing-there"),
      fstab: "/dev/sdc /mnt/mfschunks xfs defaults 0 0\n",
    });
    expect(codes).toEqual(["MFS266"]);
  });
  test("hides nothing", () => {
    const { codes } = plan({ seen: said("room 4096 99999999", "root directory", "beneath x", "within yes") });
    expect(codes).toEqual(["MFS253"]);
  });
  test("of another fleet stays that fleet's", () => {
    const unit = unitOf({ ...image, fleet: "other" });
    expect(plan({ seen: recorded("disk-in-use"), unit, lists: listed }).codes).toEqual(["PLN110"]);
  });
});

describe("a disk on a device", () => {
  test("is not made over anything", () => {
    const seen = said("device 8000000000", "signature LVM2_member");
    expect(plan({ spec: device, seen }).codes).toEqual(["MFS250"]);
  });
  test("is not made on a blank one in the place of a lost one", () => {
    const seen = said("device 8000000000");
    expect(plan({ spec: device, seen, unit: unitOf(device) }).codes).toEqual([]);
    expect(plan({ spec: device, seen, unit: unitOf(device), lists: listed }).codes).toEqual(["MFS259"]);
  });
  test("is known by what is mounted, also where that is a loop device", () => {
    const seen = said(
      "device 8000000000",
      "signature xfs",
      "root directory",
      "mounted /dev/loop3",
      "size 4096 1 1",
      "backing 4711",
      "backing device",
      "folder directory",
      "owner mfs:mfs 420:420",
    );
    expect(plan({ spec: device, seen, unit: unitOf(device) }).inSync).toHaveLength(1);
  });
});

describe("a folder", () => {
  const there = ["root directory", "within yes", "folder directory", "owner mfs:mfs 420:420"];

  test("that is given is made below what is there only", () => {
    expect(plan({ spec: given, seen: said("root directory") })).toMatchObject({
      codes: [],
      actions: [
        { type: "moosefs.disk.folder", params: { kind: "given", path: given.path, root: "/data/hd1" } },
      ],
    });
    expect(plan({ spec: given, seen: said() }).codes).toEqual(["MFS258"]);
  });
  test("that is given on the system's own file system is worth a warning", () => {
    expect(plan({ spec: given, seen: recorded("disk-on-root") }).findings).toMatchObject([
      { code: "MFS260", severity: "warning" },
    ]);
    expect(plan({ spec: given, seen: said("root directory") }).findings).toEqual([]);
  });
  test("that is empty where a disk of the chunkserver should be mounted is not that disk", () => {
    const host = {
      spec: given,
      seen: said("system yes", ...there),
      lists: [`${given.path} 5GiB`],
      instance: OWN,
    };
    expect(plan(host).codes).toEqual(["MFS265"]);
    expect(plan({ ...host, seen: said(...there) }).codes).toEqual([]);
    expect(plan({ ...host, seen: said("system yes", ...there, `id ${OWN}`) }).codes).toEqual(["MFS260"]);
  });
  test("is made only where nothing was", () => {
    expect(plan({ spec: folder, seen: said() })).toMatchObject({
      codes: [],
      actions: [{ params: { kind: "own" } }],
    });
    expect(plan({ spec: folder, seen: said("root directory", "beneath x", "within yes") }).codes).toEqual([
      "MFS267",
    ]);
    expect(plan({ spec: folder, seen: said(), lists: listed }).codes).toEqual(["MFS259"]);
  });
  test("of root is handed over when it is empty", () => {
    const root = ["root directory", "folder directory", "owner root:root 0:0"];
    expect(plan({ spec: given, seen: said(...root) })).toMatchObject({
      codes: [],
      changes: [{ op: "update" }],
    });
    expect(plan({ spec: given, seen: said(...root, "content yes") }).codes).toEqual(["MFS264", "MFS263"]);
  });
  test("belongs to mfs before there is such a user", () =>
    expect(
      plan({ spec: given, seen: said("root directory", "folder directory", "owner UNKNOWN:UNKNOWN 420:420") })
        .inSync,
    ).toHaveLength(1));

  test.each([
    ["its own, after it was taken out", OWN, OWN, false, []],
    ["another instance's", OTHER, OWN, false, ["MFS261"]],
    ["another instance's, adopted or not", OTHER, OWN, true, ["MFS261"]],
    ["some instance's, on a host of none", OTHER, undefined, false, ["MFS262"]],
    ["some instance's, adopted by a host of none", OTHER, undefined, true, []],
    ["nobody's", undefined, OWN, false, ["MFS262"]],
    ["nobody's, adopted", undefined, OWN, true, []],
  ])("with chunks that are %s", (_name, id, instance, adopt, codes) => {
    const seen = said(...there, ...(id ? [`id ${id}`] : []), "chunks yes");
    const host = { spec: { ...given, adopt }, seen, ...(instance ? { instance } : {}) };
    expect(plan(host).codes).toEqual(codes);
    // in use, it is not asked whose they are
    expect(plan({ ...host, lists: [given.path] }).codes).toEqual([]);
  });
  test("with chunks of the instance of another disk of the host", () => {
    const seen = said(...there, `id ${OWN}`, "chunks yes");
    const disk = (id: string) => ({ daemons: [`disk there ${id} /data/hd2/chunks`] });
    expect(plan({ spec: given, seen, ...disk(OWN) }).codes).toEqual([]);
    expect(plan({ spec: given, seen, ...disk(OTHER) }).codes).toEqual(["MFS261"]);
  });
});

describe("a disk that is not declared", () => {
  test("is listed, and erased by its own consent only", () => {
    const { orphans, erasable, changes } = plan({ seen: said(), unit: unitOf(image) }, false);
    expect(changes).toEqual([]);
    expect(orphans).toEqual([`moosefs.disk/s2:${image.root}`]);
    expect(erasable.flatMap((change) => disk.consent?.(change)?.what ?? [])).toEqual([
      `erase:moosefs.disk/s2:${image.root}`,
    ]);
    expect(erasable.flatMap((change) => disk.actions(change, FLEET))).toMatchObject([
      { type: "moosefs.disk.erase", risk: "destructive", params: { what: image.image, where: image.root } },
    ]);
  });
  test("is never erased while the chunkserver has it", () => {
    const { orphans, erasable } = plan({ seen: said(), unit: unitOf(image), lists: listed }, false);
    expect([orphans.length, erasable.length]).toEqual([1, 0]);
  });
  test("is nobody's concern when another fleet, or gluster, made it", () => {
    const unit = unitOf(image);
    for (const foreign of [unit.replace(FLEET, "other"), unit.replace("holdfast disk", "holdfast brick")])
      expect(plan({ seen: said(), unit: foreign }, false).orphans).toEqual([]);
  });
});

test("what is not known is not absent", () => {
  expect(plan({ seen: { unknown: "timed out" } }).unknown).toHaveLength(1);
  expect(plan({ seen: { rc: 1, out: "" } }).unknown).toHaveLength(1);
});

describe("a new disk is not made in the place of one that is away", () => {
  const { commands } = JSON.parse(
    readFileSync(new URL("../actions/disk-make-image.json", import.meta.url), "utf8"),
  ) as { commands: readonly { argv: readonly string[] }[] };
  const [, , script = ""] = commands[0]?.argv ?? [];

  test.each([
    ["nothing is listed", "", "", 0],
    ["another is listed", "/mnt/y/chunks\n", "", 0],
    ["it is listed, and its image is there", "*/mnt/x/chunks 5GiB\n", "x", 0],
    ["it is listed, and its image is gone", "*/mnt/x/chunks 5GiB\n", "", 1],
  ])("%s", (_what, list, content, status) => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-disk-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    if (list !== "") writeFileSync(join(folder, "mfshdd.cfg"), list);
    const image = join(folder, "d0.img");
    if (content !== "") writeFileSync(image, content);
    // what comes behind the guard is not for this machine
    const guard = script.slice(0, script.indexOf("\nset -eu\nimage=")).replaceAll("/etc/mfs", folder);
    const ended = spawnSync("sh", ["-c", guard, "holdfast", image, "1", "/mnt/x/chunks"], {
      encoding: "utf8",
    });
    expect(ended.status).toBe(status);
    expect(ended.stderr).toBe(
      status === 0
        ? ""
        : `${folder}/mfshdd.cfg lists /mnt/x/chunks, and ${image} is not there or blank: no new disk is made in its place\n`,
    );
  });
});
