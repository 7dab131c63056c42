import { describe, expect, it } from "vitest";
import { commandText } from "../../src/model/command-text.ts";
import { clean, cleanLines } from "../../src/report/clean.ts";
import { diffLines, fieldsOf, fieldText, valueText } from "../../src/report/fields.ts";
import { dot, linkGraph, mermaid, stepGraph } from "../../src/report/graph.ts";
import { pad, table, width } from "../../src/report/table.ts";
import { byRisk, waves } from "../../src/report/waves.ts";
import { duration, list, nameOf } from "../../src/report/words.ts";
import { fullPlan, steps, updateExport } from "./sample.ts";

describe("clean", () => {
  it.each([
    ["plain ü 語", "plain ü 語"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u009b31mred", "red"],
    ["\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["\u001bcreset", "reset"],
    ["a\r\nb\tc\u0007\u0000", "a  b c"],
    ["\u202egnp.exe", "gnp.exe"],
  ])("%j", (given, wanted) => expect(clean(given)).toBe(wanted));

  it("keeps lines apart where they are wanted", () => {
    expect(cleanLines("a\u0007\r\nb\n")).toEqual(["a", "b"]);
    expect(cleanLines("a\n\nb")).toEqual(["a", "", "b"]);
  });
});

describe("commands for reading", () => {
  it.each([
    [["exportfs", "-r"], "exportfs -r"],
    [["umount", "--", "/mnt/it's here"], `umount -- '/mnt/it'\\''s here'`],
    [["tee", "/a", "one\ntwo\n"], "tee /a ‹2 lines›"],
    [["sh", "-c", "# make a file\nset -eu\ntouch $1", "holdfast", "/a b"], "sh [make a file] '/a b'"],
    [["sh", "-c", "exec true"], "sh -c 'exec true'"],
    [["sh", "-c", "set -eu\ntouch $1", "sh", "/a"], "sh -c 'set -eu …' /a"],
    [["/bin/sh", "-c", "#!/bin/sh\ntrue"], "sh -c '#!/bin/sh …'"],
    [["echo", "f".repeat(64), ""], "echo ffffffff… ''"],
  ])("%j", (argv, wanted) => expect(commandText(argv)).toBe(wanted));
});

describe("fields", () => {
  it("come from the patch, and unescape its pointers", () => {
    const [file, rw] = fieldsOf(updateExport);
    expect(file?.name).toBe("file");
    expect(rw && fieldText(updateExport, rw)).toBe("entries./srv/web 192.0.2.12.rw: false → true");
  });

  it("tell not set, empty and null apart", () => {
    expect([undefined, "", null, " a", "a b", 3, ["x"]].map(valueText)).toEqual([
      "(not set)",
      '""',
      "null",
      '" a"',
      "a b",
      "3",
      '["x"]',
    ]);
  });

  it("diff a file that was not there, and one that goes away", () => {
    expect(diffLines({ name: "file", to: "a\nb\n" })).toEqual(["@@ -0,0 +1,2 @@", "+a", "+b"]);
    expect(diffLines({ name: "file", from: "a\n", to: null })).toEqual(["@@ -1,1 +0,0 @@", "-a"]);
  });
});

describe("order", () => {
  it("puts a step in the wave after the last it waits for", () => {
    expect(waves(steps).map((wave) => wave.map(({ id }) => id))).toEqual([["a1", "a2"], ["a3"]]);
    expect(waves([])).toEqual([]);
  });

  it("survives what no plan has: unknown steps and circles", () => {
    const [a] = steps;
    const circle = [
      { ...a, id: "a1", after: ["a2", "a9"] },
      { ...a, id: "a2", after: ["a1"] },
    ] as typeof steps;
    expect(waves(circle).flat()).toHaveLength(2);
  });

  it("groups changes by the highest risk of their actions", () => {
    expect(byRisk(fullPlan).map(({ risk, changes }) => [risk, changes.length])).toEqual([
      ["disruptive", 2],
      ["safe", 1],
    ]);
  });
});

describe("graphs", () => {
  it("draw links", () => {
    const graph = linkGraph([
      { from: "s1", to: "s2", label: 'web → "/srv"' },
      { from: "s1", to: "s3", label: "" },
    ]);
    expect(mermaid(graph)).toEqual([
      "flowchart LR",
      '  n1["s1"]',
      '  n2["s2"]',
      '  n3["s3"]',
      '  n1 -->|"web → #quot;/srv#quot;"| n2',
      "  n1 --> n3",
    ]);
    expect(dot(graph)).toContain('  n1 -> n2 [label="web → \\"/srv\\""];');
  });

  it("draw the order of a plan", () => {
    expect(mermaid(stepGraph(steps)).slice(-2)).toEqual([
      '  n3["a3 s2: host.mount.write /srv/web"]',
      "  n1 --> n3",
    ]);
  });
});

describe("text", () => {
  it("tells durations", () => {
    expect([0, 412, 9_949, 9_960, 59_400, 185_000, 7_800_000].map(duration)).toEqual([
      "0.0 s",
      "0.4 s",
      "9.9 s",
      "10 s",
      "59 s",
      "3 min 5 s",
      "2 h 10 min",
    ]);
  });

  it("lists words and names things", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(list)).toEqual(["", "a", "a and b", "a, b and c"]);
    expect(["nfs.export/s1:web", "host.mount/s2:/a:b", "host.links/s1"].map(nameOf)).toEqual([
      "web",
      "/a:b",
      "",
    ]);
  });

  it("aligns by what a terminal shows", () => {
    expect(width("\u001b[1mab\u001b[22m")).toBe(2);
    expect(width("語e\u0301")).toBe(3);
    expect(pad("語", 4)).toBe("語  ");
    expect(
      table([
        ["a", "bb"],
        ["ccc", "d", "e"],
      ]),
    ).toEqual(["a    bb", "ccc  d   e"]);
  });
});
