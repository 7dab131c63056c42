import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config/read.ts";
import { lineOf } from "./expected.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** The findings of one path, with the folder left out. */
const findingsAt = async (...paths: string[]): Promise<string[]> => {
  const { findings, config } = await loadConfig(paths, {});
  expect(config).toBeUndefined();
  return findings.map((finding) => lineOf(finding).replaceAll(`${folder}/`, ""));
};

const small = "version: 1\nfleet: a\nhosts: { s1: 192.0.2.1 }\n";

test("a missing file", async () => {
  expect(await findingsAt(join(folder, "none.yaml"))).toEqual([
    "none.yaml:1:1 CFG101 error no such file -> -f FILE names another file or a folder",
  ]);
});

test("a folder without YAML", async () => {
  put("none/readme.txt", "no");
  put("none/deeper/storage.yaml", small);
  expect(await findingsAt(join(folder, "none"))).toEqual([
    "none:1:1 CFG104 error no *.yaml or *.yml in this folder -> only files directly in the folder are read",
  ]);
});

test("a pipe and a device", async () => {
  const pipe = join(folder, "pipe.yaml");
  execFileSync("mkfifo", [pipe]);
  const why = "1:1 CFG103 error not a regular file -> name a file or a folder";
  expect(await findingsAt(pipe, "/dev/zero")).toEqual([`pipe.yaml:${why}`, `/dev/zero:${why}`]);
});

test("a binary, UTF-16, broken UTF-8, an empty file", async () => {
  const paths = [
    put("binary.yaml", new Uint8Array([1, 2, 0, 3])),
    put("utf16.yaml", Buffer.from(`\ufeff${small}`, "utf16le")),
    put("latin1.yaml", Buffer.from("fleet: \xe9", "latin1")),
    put("empty.yaml", ""),
  ];
  expect(await findingsAt(...paths)).toEqual([
    "binary.yaml:1:1 CFG106 error this is a binary file, not YAML",
    "utf16.yaml:1:1 CFG106 error the file is UTF-16 -> save it as UTF-8",
    "latin1.yaml:1:1 CFG106 error the file is not UTF-8 text -> save it as UTF-8",
    "empty.yaml:1:1 CFG107 error the file is empty -> a smallest file has `version: 1`, `fleet:` and `hosts:`",
  ]);
});

test.skipIf(process.getuid?.() === 0)("a file one may not read", async () => {
  const path = put("secret.yaml", small);
  chmodSync(path, 0);
  expect(await findingsAt(path)).toEqual(["secret.yaml:1:1 CFG102 error cannot be read: permission denied"]);
});

test("what is wrong in one file does not hide what is wrong in another", async () => {
  const lines = await findingsAt(
    join(folder, "none.yaml"),
    put("half.yaml", "fleet: A\nlinks: [[s1, s2]]\n"),
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("half.yaml:1:8 CFG206");
});

test("a folder: all YAML directly in it, by name; a file named twice is read once", async () => {
  put("all/b.yml", "links: [[s1, s2]]\n");
  const first = put("all/a.yaml", `\ufeff${small}`);
  put("all/c.yaml", "hosts: { s2: 192.0.2.2 }\n");
  put("all/.hidden.yaml", "nonsense");
  put("all/notes.txt", "nonsense");
  const { config, findings, texts } = await loadConfig([join(folder, "all"), first], {});
  expect(findings).toEqual([]);
  expect(config?.sources.map(({ file }) => file)).toEqual(
    ["a.yaml", "b.yml", "c.yaml"].map((n) => join(folder, "all", n)),
  );
  expect([...texts.keys()]).toHaveLength(3);
});

test("a link to a file is that file", async () => {
  symlinkSync(put("target.yaml", small), join(folder, "link.yaml"));
  expect((await loadConfig([join(folder, "link.yaml")], {})).config?.fleet).toBe("a");
});

const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
const laughs = (): string =>
  [..."bcdefghij"].reduce(
    (text, name, i) => `${text}${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[i]}`).join(",")}]\n`,
    "a: &a [x,x,x,x,x,x,x,x,x]\n",
  );

/** Files made to hurt, and the code each ends with. */
const hostile: Readonly<Record<string, readonly [code: string, content: string | Uint8Array]>> = {
  "huge.yaml": ["CFG105", new Uint8Array(50 * 1024 * 1024).fill(97)],
  "bomb.yaml": ["CFG114", laughs()],
  "itself.yaml": ["CFG114", "a: &a [*a]\n"],
  "brackets.yaml": ["CFG114", `a: ${"[".repeat(500_000)}`],
  "dashes.yaml": ["CFG114", "- ".repeat(45_000)],
  "nested.yaml": ["CFG114", nested(1_000)],
  "nested-less.yaml": ["CFG114", nested(300)],
  "words.yaml": ["CFG114", `a: [${"1,".repeat(400_000)}]\n`],
  "garbage.yaml": ["CFG111", ": } ] - ? \t!x &a *b\n".repeat(5_500)],
  "quote.yaml": ["CFG111", `a: "${"x".repeat(1_000_000)}`],
  "keys.yaml": ["CFG201", Array.from({ length: 12_000 }, (_, i) => `k${i}: 1\n`).join("")],
  "same-key.yaml": ["CFG113", "a: 1\n".repeat(12_000)],
  "anchors.yaml": [
    "CFG201",
    Array.from({ length: 5_500 }, (_, i) => `k${i}: &a${i} 1\nl${i}: *a${i}\n`).join(""),
  ],
  "noise.yaml": ["CFG106", Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256)],
};

const child = `
const { loadConfig } = await import(process.argv[1]);
for (const path of process.argv.slice(2)) {
  const begin = performance.now();
  const { findings } = await loadConfig([path], {});
  const ms = performance.now() - begin;
  const mb = process.resourceUsage().maxRSS / 1024;
  const codes = [...new Set(findings.map(({ code }) => code))];
  console.log(JSON.stringify({ codes, count: findings.length, ms, mb }));
}
`;

interface Ending {
  readonly codes: readonly string[];
  readonly count: number;
  readonly ms: number;
  readonly mb: number;
}

/** All of them in one process of their own, whose memory is then theirs. */
const endings = (): Ending[] => {
  const paths = Object.entries(hostile).map(([name, [, content]]) => put(name, content));
  const read = fileURLToPath(new URL("../../src/config/read.ts", import.meta.url));
  const args = [
    "--max-old-space-size=400",
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    child,
    read,
    ...paths,
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000 });
  expect(stderr).toBe("");
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Ending);
};

test("hostile files are refused before the program's time is over, and within 500 MB", {
  timeout: 120_000,
}, () => {
  const ends = endings();
  for (const [i, [name, [code]]] of Object.entries(hostile).entries()) {
    const { codes, count, ms, mb } = ends[i] as Ending;
    expect(codes, name).toContain(code);
    expect(count, name).toBeLessThanOrEqual(101);
    expect(mb, name).toBeLessThan(500);
    if (process.env.HOLDFAST_TIMES) console.log(name, Math.round(ms), "ms", Math.round(mb), "MB");
  }
});
