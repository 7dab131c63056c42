import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { file, fileState } from "../../../../src/backends/host/file/index.ts";
import { markLine } from "../../../../src/backends/host/write/mark.ts";
import { sha256, writeFile } from "../../../../src/backends/host/write/scripts.ts";
import { diffKind } from "../../../../src/diff/diff.ts";
import type { JsonObject } from "../../../../src/model/json.ts";
import type { Resource } from "../../../../src/model/resource.ts";
import type { Command } from "../../../../src/model/transport.ts";
import { probeScript, readReplies } from "../../../../src/probe/script.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-file-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of holdfast's on this machine, as it would be run on a host. */
function perform({ argv, stdin }: Command, input = stdin as string | undefined) {
  const [program = "", ...args] = argv;
  return spawnSync(program, args, { input: input ?? "", encoding: "utf8" });
}

const owner = `${process.getuid?.()}:${process.getgid?.()}`;
const write = (content: string, more: object = {}) =>
  writeFile({ path: join(folder, "a b.conf"), content, mode: "0640", owner, basis: "any", ...more });

describe("writing a file whole", () => {
  test("gives it content, mode and owner, and leaves nothing beside it", () => {
    expect(perform(write("one\ntwo\n")).status).toBe(0);
    expect(readFileSync(join(folder, "a b.conf"), "utf8")).toBe("one\ntwo\n");
    expect(statSync(join(folder, "a b.conf")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a b.conf"]);
  });

  test("refuses content that arrived in part, as from a client killed while sending", () => {
    perform(write("old\n"));
    const ended = perform(write("new content\n"), "new con");
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain("only part of the content arrived");
    expect(readFileSync(join(folder, "a b.conf"), "utf8")).toBe("old\n");
    expect(readdirSync(folder)).toEqual(["a b.conf"]);
  });

  test("refuses to write over a file that changed since it was read", () => {
    perform(write("old\n"));
    expect(perform(write("new\n", { basis: sha256("other\n") })).stderr).toContain(
      "changed since it was read",
    );
    expect(perform(write("new\n", { basis: "absent" })).status).toBe(1);
    expect(readFileSync(join(folder, "a b.conf"), "utf8")).toBe("old\n");
    expect(perform(write("new\n", { basis: sha256("old\n") })).status).toBe(0);
  });

  test("leaves a note that a unit has to be notified, when it writes and only then", () => {
    const note = join(folder, "note");
    expect(perform(write("new\n", { basis: sha256("other\n"), note })).status).toBe(1);
    expect(existsSync(note)).toBe(false);
    expect(perform(write("new\n", { note })).status).toBe(0);
    expect(existsSync(note)).toBe(true);
  });
});

describe("host.file", () => {
  const content = `${markLine({ fleet: "studio", parts: ["pools.x"], needs: [] })}\nkey = value\n`;
  const resourceAt = (path: string, more: JsonObject): Resource => ({
    address: `host.file/s1:${path}`,
    type: "host.file",
    host: "s1",
    spec: {
      path,
      content,
      mode: "640",
      owner: "root:root",
      notify: { verb: "reload", unit: "x.service" },
      ...more,
    },
    needs: [],
    parts: ["pools.x"],
    at: { file: "storage.yaml", line: 1, column: 1 },
  });

  /** What holdfast sees of the file on this machine, and would do about it. */
  function look(path: string, more: JsonObject = {}) {
    const scope = { fleet: "studio", host: "s1", resources: [resourceAt(path, more)] };
    const facts = file.facts(scope);
    const said = spawnSync("sh", ["-s"], { input: probeScript(facts, "fence"), encoding: "utf8" }).stdout;
    const hosts = { s1: { reachable: true as const, facts: readReplies(facts, said, "fence") } };
    return diffKind(file, scope, { formatVersion: "1.0", fleet: "studio", takenAt: "", hosts });
  }

  test("is made, and changes of content and mode are seen", () => {
    const path = join(folder, "x.conf");
    expect(look(path).changes[0]?.op).toBe("create");
    writeFileSync(path, content);
    chmodSync(path, 0o640);
    const seen = look(path);
    // who runs this test decides the owner; on a host it is root
    expect(
      seen.changes.flatMap(({ patch }) => patch.map((one) => one.path)).filter((one) => one !== "/owner"),
    ).toEqual([]);
    chmodSync(path, 0o666);
    expect(look(path).changes[0]?.patch.map((one) => one.path)).toContain("/mode");
    writeFileSync(path, `${content}more\n`);
    expect(look(path).changes[0]?.patch.map((one) => one.path)).toContain("/content");
  });

  test("that is somebody else's is left alone", () => {
    const path = join(folder, "x.conf");
    writeFileSync(path, "theirs\n");
    expect(look(path).findings.map(({ code }) => code)).toEqual(["HST150"]);
    // until the file says that what it belongs to is taken over
    const { findings, changes } = look(path, { adopt: true });
    expect(findings).toEqual([]);
    expect(changes.map(({ op }) => op)).toEqual(["update"]);
    writeFileSync(path, "# holdfast fleet=other parts=pools.x needs=- (edit)\n");
    expect(look(path, { adopt: true }).findings.some(({ severity }) => severity === "error")).toBe(true);
  });

  test("leaves a note with what it writes, which goes when its daemon is notified", () => {
    const change = look(join(folder, "x.conf")).changes[0];
    if (!change) throw new Error("it is to be made");
    const [action] = file.actions(change, "studio");
    const [written, told, ...rest] = (action ? file.commands(action) : []).map(({ argv }) => argv.at(-1));
    expect(written).toMatch(/\/untold-/);
    expect([told, rest]).toEqual([written, []]);
    expect(action?.risk).toBe("safe");
    expect(existsSync(join(folder, "x.conf"))).toBe(false);
  });

  test("whose daemon was not notified is not in sync", () => {
    const reply = { rc: 0, out: `untold\n640 root:root\n${content}` };
    const seen = fileState(reply, "studio");
    expect(seen).toMatchObject({ status: "present", mark: "ours", state: { notified: false } });
    expect(fileState({ rc: 1, out: "told\n" }, "studio").status).toBe("unknown");
  });
});
