import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../src", import.meta.url));

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Made from the schemas, so held to nothing but that. */
const generated = new Set(["config/schema-types.ts", "config/schema-check.ts"]);

/** The room a file belongs to: its folder below src, or its own name. */
const roomOf = (path: string) => (path.includes("/") ? (path.split("/")[0] ?? "") : path);

/** Which rooms a room may use; types of the whole vocabulary live in `model`, which anybody may. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  "cli.ts": ["cli", "report"],
  cli: ["reconcile.ts", "config", "probe", "plan", "report", "transport", "cli.ts"],
  "reconcile.ts": ["backends", "diff", "plan", "probe", "apply", "transport"],
  report: [],
  apply: ["diff", "probe"],
  plan: ["diff"],
  diff: [],
  probe: ["transport"],
  config: [],
  backends: [],
  transport: [],
  // the configuration's own types are made from the schema
  model: ["config/schema-types.ts"],
};

const imports = files.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target = ""]) => ({
    path,
    target: target.startsWith(".") ? relative(root, resolve(root, dirname(path), target)) : target,
    local: target.startsWith("."),
  })),
);

describe("imports only go down", () => {
  test("and no room is unknown", () => {
    expect([...new Set(files.map(({ path }) => roomOf(path)))].filter((room) => !(room in mayUse))).toEqual(
      [],
    );
  });

  test.each(Object.entries(mayUse))("%s", (room, allowed) => {
    const own = imports.filter(({ path, local }) => local && roomOf(path) === room);
    const bad = own.filter(({ target }) => {
      const other = roomOf(target);
      const free = other === room || (other === "model" && room !== "model");
      return (
        !free && !allowed.includes(other) && !allowed.includes(target) && target !== "config/schema-types.ts"
      );
    });
    expect(bad.map(({ path, target }) => `${path} uses ${target}`)).toEqual([]);
  });

  test("stages know the list of backends, never one of them", () => {
    const named = imports.filter(
      ({ path, target }) => roomOf(target) === "backends" && roomOf(path) !== "backends",
    );
    expect([...new Set(named.map(({ target }) => target))]).toEqual(["backends/index.ts"]);
  });

  test("a backend stands on the host backend only", () => {
    const across = imports.filter(({ path, target }) => {
      const [, mine] = path.split("/");
      const [room, other] = target.split("/");
      return (
        roomOf(path) === "backends" && path.split("/").length > 2 && room === "backends" && other !== mine
      );
    });
    expect(
      [...new Set(across.map(({ target }) => target.split("/")[1]))].filter((name) => name !== "host"),
    ).toEqual([]);
  });
});

/** Who may use a module or a global that reaches outside. */
const effects: readonly (readonly [pattern: RegExp, rooms: readonly string[]])[] = [
  [/"node:child_process"/, ["transport"]],
  [/"node:net"|"node:dns/, ["transport", "backends", "config"]],
  [/"node:fs/, ["transport", "config", "cli"]],
  [/"ssh2"/, ["transport"]],
  [/\bDate\.now\(|new Date\(\)|performance\.now\(/, ["transport", "apply", "cli", "cli.ts", "reconcile.ts"]],
  [/\bprocess\.(argv|exit|exitCode)\b/, ["cli.ts"]],
  [/\bprocess\.(env|stdin|stdout|stderr)\b/, ["cli.ts", "cli", "transport", "config"]],
  [/\bconsole\./, []],
];

describe("effects stay at the edges", () => {
  test.each(effects)("%s", (pattern, rooms) => {
    const users = files.filter(
      ({ path, text }) => !generated.has(path) && pattern.test(text) && !rooms.includes(roomOf(path)),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });
});

test("backends are pure: they use hashing, telling kinds of addresses apart, and a reader of XML with what loads it", () => {
  const used = imports
    .filter(({ path, local }) => roomOf(path) === "backends" && !local)
    .map(({ target }) => target);
  expect([...new Set(used)].sort()).toEqual(["fast-xml-parser", "node:crypto", "node:module", "node:net"]);
});

test("files stay small enough for one head", () => {
  const long = files
    .filter(({ path }) => !generated.has(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test("every exported function, constant and type says what it is", () => {
  const silent = files.flatMap(({ path, text }) => {
    if (generated.has(path)) return [];
    const lines = text.split("\n");
    return lines.flatMap((line, index) => {
      if (!/^export (?:async )?(?:function|const|interface|type|class)\b/.test(line)) return [];
      return /\*\/\s*$/.test(lines[index - 1] ?? "") ? [] : [`${path}:${index + 1} ${line.slice(0, 60)}`];
    });
  });
  expect(silent).toEqual([]);
});

test("every suite with real hosts has a lab of its own: labs of one name wait for, and clear, each other", () => {
  const folder = fileURLToPath(new URL("lab", import.meta.url));
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [...text.matchAll(/openLab\((?:\{\s*name: "(\w+)")?/g)].map(
        ([, name]) => name ?? `unnamed in ${file}`,
      );
    });
  expect(names).toContain("nfs");
  expect(names.filter((name, index) => name.startsWith("unnamed") || names.indexOf(name) !== index)).toEqual(
    [],
  );
});
