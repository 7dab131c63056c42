import { describe, expect, it } from "vitest";
import { folderWith, holdfast, inProcess, storage } from "./binary.ts";

const bad = storage.replace("host: s1", "host: s9").replace("version: 1", "version: 1\ncolour: red");

describe("validate", () => {
  it("says what was read", async () => {
    const cwd = folderWith({ "storage.yaml": storage });
    expect(await holdfast(["validate"], { cwd })).toEqual({
      code: 0,
      out: "storage.yaml: 2 hosts, 1 share: valid.\n",
      err: "",
    });
    const { out } = await holdfast(["validate", "--json"], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      formatVersion: "1.0",
      valid: true,
      read: { hosts: 2, shares: 1 },
    });
  });

  it("shows every error with its line, and exits 3", async () => {
    const cwd = folderWith({ "storage.yaml": bad });
    const { code, out, err } = await holdfast(["validate"], { cwd });
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(out).toMatch(/^storage\.yaml:2:1 error [A-Z]{3}\d{3}: .*colour/);
    expect(out).toContain("  9 |     host: s9\n    |           ^\n");
    expect(out).toMatch(/not valid: 2 errors\.\n$/);
    const json = await holdfast(["validate", "--json"], { cwd });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out).findings[0].at).toBe("storage.yaml:2:1");
  });

  it("reads several files, and folders, also from the environment", async () => {
    const [hosts = "", shares = ""] = storage.split(/(?=^shares:)/m);
    const cwd = folderWith({ "hosts.yaml": hosts, "shares.yaml": shares });
    const flags = await holdfast(["validate", "-f", "hosts.yaml", "--file", "shares.yaml"], { cwd });
    const folder = await holdfast(["validate", "-f", "."], { cwd });
    const env = await holdfast(["validate"], { cwd, env: { HOLDFAST_FILE: "hosts.yaml, shares.yaml" } });
    expect(flags.out).toBe("hosts.yaml and shares.yaml: 2 hosts, 1 share: valid.\n");
    expect([flags, folder, env].map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(env.out).toBe(flags.out);
  });
});

describe("schema", () => {
  it("is one document without references to other files", async () => {
    const { code, out } = await inProcess(["schema"]);
    expect(code).toBe(0);
    const schema = JSON.parse(out);
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    for (const [, ref = ""] of out.matchAll(/"\$ref": "([^"]*)"/g)) {
      expect(ref).toMatch(/^#\/definitions\//);
      expect(schema.definitions).toHaveProperty(ref.split("/").slice(2));
    }
  });
});

describe("graph", () => {
  it("draws the fleet for Mermaid and for Graphviz", async () => {
    const cwd = folderWith({ "storage.yaml": storage });
    const [mermaid, dot, json] = await Promise.all([
      holdfast(["graph"], { cwd }),
      holdfast(["graph", "--format", "dot"], { cwd }),
      holdfast(["graph", "--json"], { cwd }),
    ]);
    expect(mermaid.out).toMatch(
      /^flowchart LR\n {2}n1\["s1"\]\n {2}n2\["s2"\]\n {2}n1 -->\|"web .*"\| n2\n$/,
    );
    expect(dot.out).toMatch(/^digraph holdfast \{\n {2}rankdir=LR;/);
    expect(JSON.parse(json.out).edges).toHaveLength(1);
  });
});

describe("usage", () => {
  it.each([
    [["fmt"], "unknown command 'fmt'"],
    [["plan", "--jsno"], "unknown option '--jsno'"],
    [["plan", "--parallel", "0"], "whole number above 0"],
    [["plan", "--timeout", "soon"], "number above 0"],
    [["plan", "--color", "blue"], "Allowed choices are auto, always, never"],
    [["plan", "--json", "--markdown"], "exclude each other"],
    [["validate", "storage.yaml"], "too many arguments"],
    [["completion"], "missing required argument 'shell'"],
    [["completion", "tcsh"], 'no completion for "tcsh"'],
    [[], "Usage: holdfast"],
  ])("%j exits 3 and says why on standard error", async (args, why) => {
    const { code, err } = await inProcess(args);
    expect(code).toBe(3);
    expect(err).toContain(why);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("knows its version and helps", async () => {
    const { out } = await holdfast(["--version"]);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await inProcess(["plan", "--help"]);
    expect(help.code).toBe(0);
    for (const text of ["--detailed-exitcode", "--consent", "Examples:", "$ holdfast plan"])
      expect(help.out).toContain(text);
  });

  it("takes flags before the command as well", async () => {
    const cwd = folderWith({ "lab.yaml": storage });
    expect((await holdfast(["-f", "lab.yaml", "validate"], { cwd })).code).toBe(0);
  });

  it("takes a switch from the environment only for a yes", async () => {
    const cwd = folderWith({ "storage.yaml": storage });
    const json = (value: string) => holdfast(["validate"], { cwd, env: { HOLDFAST_JSON: value } });
    const [on, off, empty, odd] = await Promise.all(["1", "false", "", "maybe"].map(json));
    expect(on?.out).toMatch(/^\{/);
    expect(off?.out).toMatch(/valid\.\n$/);
    expect(empty?.out).toMatch(/valid\.\n$/);
    expect(odd?.code).toBe(3);
    expect(odd?.err).toContain("HOLDFAST_JSON");
  });

  it("paints only when asked to, where nobody looks", async () => {
    const cwd = folderWith({ "storage.yaml": storage });
    const [never, always, flagged] = await Promise.all([
      holdfast(["validate"], { cwd }),
      holdfast(["validate", "--color", "always"], { cwd }),
      holdfast(["validate"], { cwd, env: { HOLDFAST_COLOR: "always", NO_COLOR: "1" } }),
    ]);
    expect(never.out).not.toContain("\u001b");
    expect(always.out).toContain("\u001b[32mvalid");
    expect(flagged.out).toBe(always.out);
  });

  it("tells machines why it ended, too", async () => {
    const cwd = folderWith({});
    const { code, out, err } = await holdfast(["plan", "--json"], { cwd });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ type: "error", exit: 3, findings: [{ severity: "error" }] });
    expect(err).toContain("storage.yaml");
  });
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish"])("has a script for %s that knows commands and flags", async (shell) => {
    const { code, out } = await inProcess(["completion", shell]);
    expect(code).toBe(0);
    for (const word of ["validate", "completion", "detailed-exitcode", "accept-new-host-keys", "mermaid"]) {
      expect(out).toContain(word);
    }
  });
});
