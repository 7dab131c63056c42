import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../src", import.meta.url));

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Made from the schemas by the build, so held to nothing but that. */
const isGenerated = (path: string) => path.startsWith("generated/");

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
  config: ["generated"],
  generated: [],
  backends: [],
  transport: [],
  // the configuration's own types are made from the schema
  model: ["generated/schema-types.ts"],
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
        !free &&
        !allowed.includes(other) &&
        !allowed.includes(target) &&
        target !== "generated/schema-types.ts"
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

  test("a backend depends on the host backend only", () => {
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

/** Groups of files that import each other in a circle, type imports included: Tarjan's strongly connected parts. */
function circles(): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    const own = imports.filter((one) => one.local && one.path === path);
    for (const { target } of own) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target))
        low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0, index.get(target) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const part = stack.splice(stack.indexOf(path));
    if (part.length > 1) found.push(part.sort());
  };
  for (const { path } of files) if (!index.has(path)) visit(path);
  return found;
}

test("no files import each other in a circle, not even types", () => {
  expect(imports.length).toBeGreaterThan(files.length);
  expect(circles()).toEqual([]);
});

describe("every backend is laid out alike", () => {
  const backends = readdirSync(join(root, "backends"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const entriesOf = (folder: string) => readdirSync(join(root, "backends", folder), { withFileTypes: true });
  const roomsOf = (backend: string) =>
    entriesOf(backend)
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

  test("its root holds only what concerns the whole", () => {
    const whole = new Set(["index.ts", "expand.ts", "judge.ts"]);
    const others = backends.flatMap(({ name }) =>
      entriesOf(name)
        .filter((entry) => entry.isFile() && !whole.has(entry.name))
        .map((entry) => `${name}/${entry.name}`),
    );
    expect(backends.map(({ name }) => name)).toContain("gluster");
    expect(others).toEqual([]);
  });

  const rooms = backends.flatMap(({ name }) => roomsOf(name).map((room) => `${name}/${room}`));

  test("no folder has more than sixteen entries, or folders of its own", () => {
    const large = [...backends.map(({ name }) => name), ...rooms].filter(
      (folder) => entriesOf(folder).length > 16,
    );
    expect(large).toEqual([]);
    expect(rooms.filter((room) => entriesOf(room).some((entry) => entry.isDirectory()))).toEqual([]);
  });

  test("a kind's folder says what it is in index.ts, and no file is named after its folder", () => {
    const kinds = rooms.filter((room) =>
      entriesOf(room).some(({ name }) => /^(?:actions|check|commands)\.ts$/.test(name)),
    );
    const shared = new Set(["host/filesystem"]);
    expect(kinds).toContain("gluster/volume");
    expect(
      kinds.filter((room) => !shared.has(room) && !existsSync(join(root, "backends", room, "index.ts"))),
    ).toEqual([]);
    const stutter = files.filter(({ path }) => {
      const [folder = "", file = ""] = path.split("/").slice(-2);
      return path.startsWith("backends/") && file.startsWith(`${folder}-`);
    });
    expect(stutter.map(({ path }) => path)).toEqual([]);
  });

  test("its tests are sorted as it is", () => {
    /** Recorded answers and expected texts, beside the tests that read them. */
    const recorded = new Set([
      "actions",
      "facts",
      "plans",
      "recorded",
      "said",
      "servers",
      "snapshots",
      "world",
    ]);
    const folder = fileURLToPath(new URL("./backends", import.meta.url));
    const homeless = backends.flatMap(({ name }) =>
      readdirSync(join(folder, name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !recorded.has(entry.name))
        .filter((entry) => !roomsOf(name).includes(entry.name))
        .map((entry) => `${name}/${entry.name}`),
    );
    expect(homeless).toEqual([]);
  });
});

test("every code that is reported has a row in the list of findings, and every row is reported", () => {
  const isList = (path: string) => /(?:^|\/)(?:findings\/[\w-]+|finding-list|diff\/findings)\.ts$/.test(path);
  const codesOf = (lists: boolean, pattern: RegExp) => {
    const of = files.filter(({ path }) => !isGenerated(path) && isList(path) === lists);
    return [
      ...new Set(of.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, code = ""]) => code))),
    ].sort();
  };
  const listed = codesOf(true, /^ {2}([A-Z]{3}\d{3}): \{/gm);
  const reported = codesOf(false, /"([A-Z]{3}\d{3})"/g);
  expect(listed.length).toBeGreaterThan(200);
  expect(reported).toEqual(listed);
});

test("what the build makes is not committed", () => {
  const tracked = execFileSync("git", ["ls-files", "src"], { cwd: dirname(root), encoding: "utf8" }).split(
    "\n",
  );
  expect(tracked).toContain("src/cli.ts");
  expect(tracked.filter((path) => path.startsWith("src/generated/"))).toEqual([]);
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
      ({ path, text }) => !isGenerated(path) && pattern.test(text) && !rooms.includes(roomOf(path)),
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

/** The number below which `share` of all numbers lie. */
function percentile(share: number, numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

/** Every function that has a name, and its length in lines. */
function namedFunctions(): readonly { readonly where: string; readonly lines: number }[] {
  const found: { where: string; lines: number }[] = [];
  for (const { path, text } of files.filter((file) => !isGenerated(file.path))) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
    const visit = (node: ts.Node): void => {
      const name = nameOf(node);
      if (name !== undefined)
        found.push({ where: `${path} ${name}`, lines: lineOf(node.end) - lineOf(node.getStart()) + 1 });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** The name of a function: its own, or that of the constant or property it is the value of. */
function nameOf(node: ts.Node): string | undefined {
  if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return undefined;
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : undefined;
}

describe("files and functions stay small enough for one head", () => {
  const lengths = files
    .filter(({ path }) => !isGenerated(path))
    .map(({ path, text }) => ({ where: path, lines: text.split("\n").length }));
  const functions = namedFunctions();
  const linesOf = (things: readonly { readonly lines: number }[]) => things.map(({ lines }) => lines);

  test("files", () => {
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(percentile(0.5, linesOf(lengths))).toBeLessThanOrEqual(80);
    expect(percentile(0.95, linesOf(lengths))).toBeLessThanOrEqual(180);
  });

  test("functions", () => {
    expect(functions.length).toBeGreaterThan(1000);
    expect(functions.filter(({ lines }) => lines > 60)).toEqual([]);
    expect(percentile(0.95, linesOf(functions))).toBeLessThanOrEqual(25);
    expect(percentile(0.5, linesOf(functions))).toBeLessThanOrEqual(7);
  });
});

test("every exported function, constant and type says what it is", () => {
  const silent = files.flatMap(({ path, text }) => {
    if (isGenerated(path)) return [];
    const lines = text.split("\n");
    return lines.flatMap((line, index) => {
      if (!/^export (?:async )?(?:function|const|interface|type|class)\b/.test(line)) return [];
      return /\*\/\s*$/.test(lines[index - 1] ?? "") ? [] : [`${path}:${index + 1} ${line.slice(0, 60)}`];
    });
  });
  expect(silent).toEqual([]);
});

test("every suite with real hosts has a lab of its own: labs of one name wait for, and clear, each other", () => {
  const folder = fileURLToPath(new URL("./lab", import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
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
