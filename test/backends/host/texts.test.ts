import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockOf, conflicts, withBlock, withoutBlock } from "../../../src/backends/host/links/hosts-file.ts";
import { mountUnitName } from "../../../src/backends/host/mount/unit-name.ts";
import { parseMounts } from "../../../src/backends/host/probe/mount-table.ts";
import { markLine, ownerOf, readMark } from "../../../src/backends/host/write/mark.ts";

const debian = "127.0.0.1\tlocalhost\n127.0.1.1\ts1.example.net s1 old\n\n::1 localhost ip6-localhost\n";
const names = { s1: "192.0.2.11", s2: "192.0.2.12" };

/** Addresses a lookup in the file gives for a name, as glibc reads it. */
const lookup = (text: string, name: string) =>
  text.split("\n").flatMap((line) => {
    const [address, ...rest] = line.replace(/#.*/, "").trim().split(/\s+/);
    return rest.includes(name) ? [address] : [];
  });

describe("the block in /etc/hosts", () => {
  test("gives every linked name its address, and takes the own name off loopback but leaves the others there", () => {
    const text = withBlock(debian, "studio", names);
    expect(lookup(text, "s1")).toEqual(["192.0.2.11"]);
    expect(lookup(text, "s2")).toEqual(["192.0.2.12"]);
    expect(lookup(text, "old")).toEqual(["127.0.1.1"]);
    expect(lookup(text, "localhost")).toEqual(["127.0.0.1", "::1"]);
  });

  test("goes without a trace, whatever the file was", () => {
    const line = fc.constantFrom(
      "127.0.0.1 localhost",
      "127.0.1.1 s1",
      "127.0.1.1 s1 x",
      "# note",
      "",
      "10.0.0.9 other # s1",
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = `${lines.join("\n")}\n`;
        const linked = withBlock(text, "studio", names);
        expect(withoutBlock(linked, "studio")).toBe(text);
        expect(withBlock(linked, "studio", names)).toBe(linked);
        const { s1 } = names;
        expect(withBlock(linked, "studio", { s1 })).toBe(withBlock(text, "studio", { s1 }));
      }),
    );
  });

  test("of two fleets stands beside each other", () => {
    const both = withBlock(withBlock(debian, "one", { s2: "192.0.2.12" }), "two", { s3: "192.0.2.13" });
    expect(lookup(withoutBlock(both, "one"), "s3")).toEqual(["192.0.2.13"]);
    expect(lookup(withoutBlock(both, "one"), "s2")).toEqual([]);
  });

  test("with markers that do not pair is called damaged and not touched", () => {
    const text = withBlock(debian, "studio", names).replace(/# END.*\n/, "");
    expect(blockOf(text, "studio")).toBe("damaged");
    expect(withBlock(text, "studio", names)).toBe(text);
  });

  test("conflicts with lines of others that say something else", () => {
    expect(conflicts("10.0.0.1 s2\n192.0.2.11 s1\n", "studio", names)).toEqual([
      { line: 1, name: "s2", address: "10.0.0.1" },
    ]);
  });
});

test("a mark is read back, and tells ours from others'", () => {
  const mark = { fleet: "studio", parts: ["shares.web", "shares.x"], needs: [] };
  expect(readMark(`${markLine(mark)}\nmore`)).toEqual(mark);
  expect(ownerOf(markLine(mark), "studio")).toBe("ours");
  expect(ownerOf(markLine(mark), "other")).toEqual({ fleet: "studio" });
  expect(ownerOf(`x\n${markLine(mark)}`, "studio")).toBe("unmarked");
});

test("mounts are read with blanks and other signs in their names", () => {
  const line = "36 35 98:0 / /mnt/a\\040b rw,noatime shared:1 - nfs4 10.0.0.1:/x\\011y rw,vers=4.2";
  expect(parseMounts(`${line}\n`)).toEqual([
    {
      where: "/mnt/a b",
      source: "10.0.0.1:/x\ty",
      fstype: "nfs4",
      options: ["rw", "noatime", "rw", "vers=4.2"],
    },
  ]);
});

const hasEscape = spawnSync("systemd-escape", ["--version"]).status === 0;

describe("the unit of a mount point", () => {
  test.each([
    ["/srv/sites", "srv-sites.mount"],
    ["/var/www/my-site", "var-www-my\\x2dsite.mount"],
    ["/.x", "\\x2ex.mount"],
    ["/a/.b", "a-.b.mount"],
    ["/mnt/ü b", "mnt-\\xc3\\xbc\\x20b.mount"],
  ])("%s", (path, unit) => expect(mountUnitName(path)).toBe(unit));

  test.skipIf(!hasEscape)("is what systemd-escape makes of it", () => {
    const part = fc
      .string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."ab-._ :ü\\@%+0") })
      .filter((text) => !/^\.+$/.test(text));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const path = `/${parts.join("/")}`;
        const { stdout } = spawnSync("systemd-escape", ["--path", "--suffix=mount", path], {
          encoding: "utf8",
        });
        expect(mountUnitName(path)).toBe(stdout.trim());
      }),
      { numRuns: 25 },
    );
  });
});
