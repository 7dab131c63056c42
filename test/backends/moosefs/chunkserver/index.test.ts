import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serverConsent } from "../../../../src/backends/moosefs/chunkserver/actions.ts";
import { diskLines, hddText, waypoints } from "../../../../src/backends/moosefs/probe/mfshdd.ts";
import { answering, changed, entries, fileOf, masterFindings, recordedServers } from "../servers.ts";

const { s2, s3, s4 } = entries;
const gone = fileOf([s2, s3]);
const releases = ["bookworm", "trixie"] as const;
const s4Is = "moosefs.chunkserver/s4";
const away = [
  "s1 chunkserver.forget (it has to be stopped first)",
  "s4 chunkserver.retire (it has to be stopped first)",
];
const master = "moosefs-master";
const HDD = "file /etc/mfs/mfshdd.cfg";

describe.each(releases)("on %s", (release) => {
  const settled = recordedServers(`settled-${release}`);
  const draining = recordedServers(`draining-${release}`);

  test("a pool as declared is in sync", () => {
    const { changes, inSync, codes, unknown } = masterFindings(fileOf(), settled);
    expect({ changes, codes, unknown }).toEqual({ changes: [], codes: [], unknown: [] });
    expect(inSync).toHaveLength(4);
  });

  test("a bare host gets its list with the start; one that was killed in between is only started", () => {
    const told = { "moosefs-site": { rc: 0, out: "none" } };
    const bare = answering(settled, "s4", { ...told, [HDD]: { rc: 3, out: "" } });
    const first = masterFindings(fileOf(), bare);
    expect({ steps: first.steps, codes: first.codes }).toEqual({
      steps: ["s4 chunkserver.start", "s4 chunkserver.join"],
      codes: [],
    });
    expect(first.actions[0]?.params).toEqual({
      content: expect.stringMatching(/^# holdfast .*\n\/srv\/d1\/chunks\n$/),
      basis: "absent",
    });
    const again = masterFindings(fileOf(), answering(settled, "s4", told));
    expect(again.steps).toEqual(first.steps);
    expect(again.actions[0]?.params).toEqual({});
  });

  test("one taken out of the file is marked first", () => {
    const { steps, codes } = masterFindings(gone, settled);
    expect(codes).toEqual([]);
    expect(steps).toEqual([
      "s4 chunkserver.mark",
      "s4 chunkserver.stop (its chunks have to be copied to others first)",
      ...away,
    ]);
  });

  test("one that is marked is waited for", () => {
    const { steps, codes } = masterFindings(gone, draining);
    expect(codes).toEqual([]);
    const chunks = release === "bookworm" ? 12 : 13;
    expect(steps).toEqual([`s4 chunkserver.stop (draining: 12 of ${chunks} chunks still to copy)`, ...away]);
  });

  test("clean counts alone are not enough to stop it", () => {
    const clean = changed(draining, "s1", master, (out) =>
      out.replace("chunkclass endangered:|12", "chunkclass endangered:|0"),
    );
    expect(masterFindings(gone, clean).steps[0]).toMatch(
      /^s4 chunkserver.stop \(draining: the master has yet to confirm/,
    );
  });

  test("the master's word alone is not enough either", () => {
    const [was, is] = release === "bookworm" ? ["(not ready)", "(ready)"] : ["MFR NOT READY", "MFR READY"];
    const said = changed(
      changed(draining, "s1", master, (out) => out.replace("|NOT READY|", "|READY|")),
      "s1",
      master,
      (out) => out.replace(was, is),
    );
    expect(masterFindings(gone, said).steps[0]).toMatch(/stop \(draining: 12 of/);
    const both = changed(said, "s1", master, (out) => out.replace("endangered:|12", "endangered:|0"));
    expect(masterFindings(gone, both).steps[0]).toBe("s4 chunkserver.stop");
    const silent = changed(both, "s1", master, (out) =>
      out.replace(/(asked: -SIM -SHD\n)[\s\S]*/, "$1Traceback\nRuntimeError: MFS communication error\n"),
    );
    expect(masterFindings(gone, silent).steps[0]).toMatch(/stop \(the disks are not known/);
  });

  test("named again, its mark is taken off and nothing else", () => {
    const { steps, codes } = masterFindings(fileOf(), draining);
    expect({ steps, codes }).toEqual({ steps: ["s4 chunkserver.write"], codes: [] });
  });

  test("declared as draining it is marked and stays", () => {
    const config = fileOf([s2, s3, { ...s4, state: "draining" }]);
    expect(masterFindings(config, settled).steps).toEqual(["s4 chunkserver.mark"]);
    const { changes, findings } = masterFindings(config, draining);
    expect(changes).toEqual([]);
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["info MFS239"]);
  });

  test("a disk taken out is marked, and dropped when it is empty", () => {
    const config = fileOf([s2, { host: "s3", disks: [{ path: "/srv/d1/chunks" }] }, s4]);
    const { steps, actions, codes } = masterFindings(config, settled);
    expect({ steps, codes }).toEqual({
      steps: ["s3 chunkserver.mark", "s3 chunkserver.drop (its chunks have to be copied to others first)"],
      codes: [],
    });
    const [mark, drop] = actions;
    expect(String(mark?.params.content)).toMatch(/\n\/srv\/d1\/chunks\n\*\/srv\/d2\/chunks\n$/);
    expect(String(drop?.params.content)).toMatch(/\n\/srv\/d1\/chunks\n$/);
  });

  test("a line that went by hand is put back", () => {
    const config = fileOf();
    const lost = changed(settled, "s3", "file /etc/mfs/mfshdd.cfg", (out) =>
      out.replace("\n/srv/d2/chunks", ""),
    );
    expect(masterFindings(config, lost).steps).toEqual(["s3 chunkserver.write"]);
  });

  test("a list that was written and not read is read again", () => {
    const note = changed(settled, "s3", "file /etc/mfs/mfshdd.cfg", (out) => out.replace(/^told/, "untold"));
    expect(masterFindings(fileOf(), note).steps).toEqual(["s3 chunkserver.write"]);
    const rows = changed(settled, "s1", master, (out) => out.replace(/.*\/srv\/d2\/chunks.*\n/, ""));
    expect(masterFindings(fileOf(), rows).steps).toEqual(["s3 chunkserver.reload"]);
  });

  test.each([
    ["MFS236", (out: string) => out.replace("missing:|0", "missing:|3")],
    ["MFS236", (out: string) => out.replace("undergoal:|0", "undergoal:|1")],
    ["MFS233", (out: string) => out.replace(/chunk servers:\|192.0.2.13.*\n/, "")],
    [
      "MFS235",
      (out: string) =>
        out
          .replace(/\|\d+\|108944293888\|-/, "|108944293888|108944293888|-")
          .replace(/\|\d+\|217888587776\|-/, "|217888587776|217888587776|-"),
    ],
  ])("%s speaks against a drain", (code, change) => {
    const seen = changed(settled, "s1", master, change);
    expect(masterFindings(gone, seen).codes).toContain(`${code} ${s4Is}`);
    const mark = fileOf([s2, s3, { ...s4, state: "draining" }]);
    expect(masterFindings(mark, seen).codes).toContain(`${code} ${s4Is}`);
  });

  test("a goal that would need it keeps it", () => {
    const three = fileOf([s2, s3], { goal: 3, metaloggers: ["s2"] });
    expect(masterFindings(three, settled).codes).toEqual([`MFS234 ${s4Is}`]);
    const labelled = fileOf([s2, s3], {
      goal: "safe",
      classes: { safe: { keep: "A,*" } },
      metaloggers: ["s2"],
    });
    expect(masterFindings(labelled, settled).codes).toEqual([`MFS234 ${s4Is}`]);
  });

  test("what a drain brings about does not speak against it", () => {
    const full = changed(draining, "s1", master, (out) =>
      out.replace(/\|\d+\|108944293888\|-/, "|108944293888|108944293888|-"),
    );
    expect(masterFindings(gone, full).codes).toEqual([]);
  });

  test("a second one waits for the first", () => {
    const more = fileOf([s2, { ...s3, state: "draining" }, s4]);
    expect(masterFindings(more, draining).steps).toContain("s3 chunkserver.mark (s4 is emptied first)");
  });

  test("without a master nothing is taken away", () => {
    const none = changed(settled, "s1", master, () => "none\n");
    expect(masterFindings(gone, none).codes).toEqual([`MFS237 ${s4Is}`]);
    const dumb = changed(settled, "s1", master, () => "");
    expect(masterFindings(gone, dumb).unknown).toContain(s4Is);
  });

  test("chunks of another instance are reported", () => {
    const strange = changed(settled, "s4", "moosefs-site", (out) =>
      out.replace(/disk there [0-9a-f]{16}/, "disk there 0102030405060708"),
    );
    expect(masterFindings(fileOf(), strange).codes).toEqual([`MFS232 ${s4Is}`]);
  });

  test("a list that is not ours is left alone, unless it says the same", () => {
    const file = "file /etc/mfs/mfshdd.cfg";
    const bare = changed(settled, "s3", file, (out) => out.replace(/# holdfast.*\n/, ""));
    const same = masterFindings(fileOf(), bare);
    expect({ steps: same.steps, codes: same.codes }).toEqual({ steps: ["s3 chunkserver.write"], codes: [] });
    const other = changed(bare, "s3", file, (out) => out.replace("/srv/d2/chunks", "/srv/d3/chunks"));
    expect(masterFindings(fileOf(), other).codes).toContain("MFS230 moosefs.chunkserver/s3");
    const adopted = masterFindings(fileOf(undefined, { adopt: true, metaloggers: ["s2"] }), other);
    expect(adopted.codes).toEqual([]);
  });

  test("of a pool that is not in the file any more all is kept", () => {
    const config = fileOf([{ host: "s1" }, { host: "s2" }]);
    const pools = { ...config, file: { ...config.file, pools: {} } };
    const { changes, orphans } = masterFindings(pools, settled);
    expect(orphans).toEqual(["s2", "s3", "s4"].map((host) => `moosefs.chunkserver/${host}`));
    expect(changes).toEqual([]);
  });

  test("a pool that shall be absent is stopped, with one consent for all", () => {
    const { changes, steps } = masterFindings(
      fileOf(undefined, { state: "absent", metaloggers: [] }),
      settled,
    );
    expect(steps.filter((step) => step.startsWith("s4"))).toEqual([
      "s4 chunkserver.stop",
      "s4 chunkserver.retire (it has to be stopped first)",
    ]);
    const consents = changes.map((change) => serverConsent(change));
    expect(new Set(consents.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(consents[0]).toMatchObject({
      what: "destroy:pool/mvol",
      bound: ["mvol", expect.stringMatching(/^[0-9a-f]{16}$/)],
    });
  });

  test("a pool that shall be stopped is stopped, and not drained", () => {
    const { steps } = masterFindings(fileOf(undefined, { state: "stopped" }), settled);
    expect(steps.filter((step) => step.includes("chunkserver"))).toEqual(
      ["s2", "s3", "s4"].map((host) => `${host} chunkserver.stop`),
    );
  });
});

test("drained to the end, it may be stopped", () => {
  expect(masterFindings(gone, recordedServers("drained-bookworm")).steps[0]).toBe("s4 chunkserver.stop");
});

describe("of a host that is away", () => {
  const seen = recordedServers("host-away-trixie");

  test("nothing is planned while the file names it", () => {
    const { unknown, steps } = masterFindings(fileOf(), seen);
    expect({ unknown, steps }).toEqual({ unknown: [s4Is], steps: [] });
  });

  test("the master forgets it only when all chunks are whole again", () => {
    expect(masterFindings(gone, seen).steps).toEqual([
      "s1 chunkserver.forget (1 chunk has too few copies on other disks)",
    ]);
    const whole = changed(seen, "s1", master, (out) => out.replace("endangered:|1\n", "endangered:|0\n"));
    expect(masterFindings(gone, whole).steps).toEqual(["s1 chunkserver.forget"]);
  });

  test("it is not touched while it still serves", () => {
    const serves = changed(seen, "s1", master, (out) =>
      out.replace(
        /Disconnected chunk servers:\|192.0.2.14.*\n/,
        "chunk servers:|192.0.2.14|9422|2|-|4.57.5|0|Normal|maintenance_off|1|1|9|-|0|0|0\n",
      ),
    );
    const { unknown, steps } = masterFindings(gone, serves);
    expect({ unknown, steps }).toEqual({ unknown: [s4Is], steps: [] });
  });
});

describe("the stages of a list of disks", () => {
  const line = fc.record({
    marked: fc.boolean(),
    signs: fc.constantFrom("", "<"),
    limit: fc.constantFrom("", "5GiB", "-1TiB"),
  });
  const disks = fc.dictionary(fc.constantFrom("/a", "/b", "/c d", "/e"), line);

  test("can be written and read", () => {
    fc.assert(
      fc.property(disks, (some) => {
        expect(diskLines(hddText("# x", some))).toEqual(some);
      }),
    );
  });

  test("is found again from each of its points, and never drops a line that is not marked", () => {
    fc.assert(
      fc.property(disks, disks, (now, wanted) => {
        const way = waypoints(now, wanted);
        expect(waypoints(way.settled, wanted)).toEqual(way);
        expect(waypoints(way.marked, wanted).marked).toEqual(way.marked);
        expect(waypoints(way.marked, wanted).settled).toEqual(way.marked);
        expect(waypoints(way.done, wanted)).toEqual({ settled: wanted, marked: wanted, done: wanted });
        for (const path of Object.keys(now)) {
          expect(way.settled[path]).toBeDefined();
          if (!wanted[path]) expect(way.marked[path]?.marked).toBe(true);
        }
      }),
    );
  });
});
