import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exportsKind } from "../../../../src/backends/moosefs/exports/index.ts";
import { exportLines, meaningOf, meaningOfRow } from "../../../../src/backends/moosefs/exports/lines.ts";
import { exportsResource } from "../../../../src/backends/moosefs/master/resources.ts";
import { moosefsPools } from "../../../../src/backends/moosefs/pool/index.ts";
import { diffKind } from "../../../../src/diff/diff.ts";
import type { FactReply } from "../../../../src/model/snapshot.ts";
import { configOf } from "../../../support/fleet.ts";

const poolOf = (pool: object) => {
  const config = configOf({
    version: 1,
    fleet: "studio",
    hosts: { s1: "192.0.2.11", s2: "192.0.2.12", s3: "192.0.2.13", s4: "192.0.2.14" },
    pools: { mvol: { type: "moosefs", master: "s1", chunkservers: ["s2", "s3"], ...pool } },
  });
  const [one] = moosefsPools(config);
  if (!one) throw new Error("no pool");
  return { config, one };
};

describe("lines of mfsexports.cfg", () => {
  test("one per client, and what is allowed besides; the first writer of all administers", () => {
    const { one } = poolOf({
      clients: [
        { host: "s2", readOnly: true },
        { host: "s3", folder: "/projects" },
        "s4",
        { host: "s1", mountpoint: "/mnt/other" },
      ],
      allow: ["198.51.100.0/24", "203.0.113.5-203.0.113.9"],
    });
    expect(exportLines(one)).toEqual([
      "192.0.2.11 / rw,alldirs,maproot=0:0",
      "192.0.2.12 / ro,maproot=0:0",
      "192.0.2.13 /projects rw,maproot=0:0",
      "192.0.2.14 / rw,alldirs,admin,maproot=0:0",
      "198.51.100.0/24 / rw,alldirs,maproot=0:0",
      "203.0.113.5-203.0.113.9 / rw,alldirs,maproot=0:0",
    ]);
  });

  test("two mounts of one host are one line, the more permissive", () => {
    const { one } = poolOf({
      clients: [
        { host: "s4", mountpoint: "/mnt/a", readOnly: true },
        { host: "s4", mountpoint: "/mnt/b" },
      ],
    });
    expect(exportLines(one)).toEqual(["192.0.2.14 / rw,alldirs,admin,maproot=0:0"]);
  });

  test("never none: a master without any refuses to start", () => {
    expect(exportLines(poolOf({}).one)).toEqual(["192.0.2.11 / ro,maproot=0:0"]);
  });

  // rows as both releases print them
  test.each([
    [
      "192.0.2.0/24 / rw,alldirs,admin,maproot=0:0",
      "192.0.2.0|192.0.2.255|/|0.0.0|yes|no|rw|yes|no|yes|0|0|-|-|-|-|-|-|000|00000000",
    ],
    [
      "192.0.2.0/255.255.255.0 . rw",
      "192.0.2.0|192.0.2.255|. (META)||-|no|rw|yes|-|-|-|-|-|-|FFFF|-|-|-|00000000",
    ],
    [
      "192.0.2.16 / rw,alldirs,admin,maproot=0",
      "192.0.2.16|192.0.2.16|/||yes|no|rw|yes|no|yes|0|0|-|-|FFFF|-|-|000|00000000",
    ],
  ])("%s is what the master shows", (line, row) => {
    const [, range = ""] = /^(\S+)/.exec(line) ?? [];
    // a netmask is a spelling that only others use: it is shown as it is written
    const shown = meaningOfRow(row.split("|"));
    expect(meaningOf(line)).toBe(range.includes("/255") ? shown.replace(/^\S+/, range) : shown);
  });

  test("comments and blanks mean nothing", () => {
    expect(meaningOf("# 192.0.2.1 / rw")).toBeUndefined();
    expect(meaningOf("   ")).toBeUndefined();
  });
});

describe.each(["bookworm", "trixie"])("the exports of a running master on %s", (release) => {
  const url = new URL(`../recorded/masters-${release}.json`, import.meta.url);
  const facts = JSON.parse(readFileSync(url, "utf8")).serves.s1 as Record<string, FactReply>;
  const address = /^(\S+) \/ rw/m.exec((facts["moosefs-exports"] as { out: string }).out)?.[1] ?? "";

  const seen = (
    pool: object,
    edit: (facts: Record<string, FactReply>) => Record<string, FactReply> = (all) => all,
  ) => {
    const { config, one } = poolOf(pool);
    const resource = exportsResource(config, one);
    const snapshot = {
      formatVersion: "1.0" as const,
      fleet: "studio",
      takenAt: "",
      hosts: { s1: { reachable: true as const, facts: edit(facts) } },
    };
    const diff = diffKind(exportsKind, { fleet: "studio", host: "s1", resources: [resource] }, snapshot);
    const [change] = diff.changes;
    return { ...diff, actions: change ? exportsKind.actions(change, "studio") : [] };
  };
  const content = (action: { readonly params: { readonly content?: unknown } } | undefined) =>
    String(action?.params.content).split("\n").slice(1, -1);

  test("are as declared", () => {
    expect(address).toBe("192.0.2.13");
    expect(seen({ clients: ["s3"] }).inSync).toEqual(["moosefs.exports/mvol"]);
  });

  test("are widened in one move", () => {
    const { actions } = seen({ clients: ["s3", "s4"] });
    expect(actions.map(({ type, phase }) => `${type} ${phase}`)).toEqual(["moosefs.exports.write build"]);
  });

  test("lose whoever loses access last", () => {
    const { actions } = seen({ clients: ["s4"] });
    expect(actions.map(({ type, phase }) => `${type} ${phase}`)).toEqual([
      "moosefs.exports.write build",
      "moosefs.exports.narrow teardown",
    ]);
    expect(content(actions[0])).toEqual([
      "192.0.2.13 / rw,alldirs,admin,maproot=0:0",
      "192.0.2.14 / rw,alldirs,admin,maproot=0:0",
    ]);
    expect(content(actions[1])).toEqual(["192.0.2.14 / rw,alldirs,admin,maproot=0:0"]);
  });

  test("are loaded again by a master that goes by an older file", () => {
    const old = (all: Record<string, FactReply>) => {
      const reply = all["moosefs-master"] as { rc: number; out: string };
      return { ...all, "moosefs-master": { ...reply, out: reply.out.replace(/^exports:.*\n/m, "") } };
    };
    expect(seen({ clients: ["s3"] }, old).actions.map(({ type }) => type)).toEqual(["moosefs.exports.write"]);
    const more = (all: Record<string, FactReply>) => {
      const reply = all["moosefs-master"] as { rc: number; out: string };
      return {
        ...all,
        "moosefs-master": {
          ...reply,
          out: reply.out.replace(/^(exports:\|)192\.0\.2\.13(.*)$/m, "$&\n$1192.0.2.99$2"),
        },
      };
    };
    expect(seen({ clients: ["s3"] }, more).actions.map(({ type }) => type)).toEqual([
      "moosefs.exports.narrow",
    ]);
  });

  test("lose what somebody wrote and the master never went by, without letting it in first", () => {
    const added = (all: Record<string, FactReply>) => {
      const reply = all["moosefs-exports"] as { rc: number; out: string };
      return { ...all, "moosefs-exports": { ...reply, out: `${reply.out}192.0.2.0/24 / rw,maproot=0:0\n` } };
    };
    const { actions } = seen({ clients: ["s3"] }, added);
    expect(actions.map(({ type }) => type)).toEqual(["moosefs.exports.write"]);
    expect(content(actions[0])).toEqual(["192.0.2.13 / rw,alldirs,admin,maproot=0:0"]);
  });

  test("of somebody else are taken when they allow the same, and refused when not", () => {
    const unmarked = (all: Record<string, FactReply>) => ({
      ...all,
      "moosefs-exports": { rc: 0, out: "192.0.2.13  /  maproot=0,rw,admin,alldirs\n" },
    });
    expect(seen({ clients: ["s3"] }, unmarked).findings).toEqual([]);
    expect(seen({ clients: ["s3"] }, unmarked).actions).toHaveLength(1);
    expect(seen({ clients: ["s4"] }, unmarked).findings.map(({ code }) => code)).toEqual(["MFS217"]);
    const adopted = seen({ clients: ["s4"], adopt: true }, unmarked);
    expect(adopted.findings).toEqual([]);
    expect(content(adopted.actions.at(-1))).toEqual(["192.0.2.14 / rw,alldirs,admin,maproot=0:0"]);
  });

  test("are not known while the master runs and does not answer", () => {
    const mute = (all: Record<string, FactReply>) => ({ ...all, "moosefs-master": { rc: 0, out: "" } });
    expect(seen({ clients: ["s3"] }, mute).unknown).toHaveLength(1);
  });
});
