import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { decode, type Rule } from "../../src/config/decode.ts";
import type { Finding } from "../../src/model/finding.ts";
import { spanText } from "../../src/model/span.ts";

/** One finding as one line: place, code, severity, message, hint. */
export const lineOf = ({ at, code, severity, message, hint }: Finding): string =>
  `${at ? spanText(at) : "-"} ${code} ${severity} ${message}${hint ? ` -> ${hint}` : ""}`;

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** Reads a file as one source, and a folder as the files in it. */
const sourcesAt = (path: string): { file: string; text: string }[] =>
  isYaml(path)
    ? [{ file: basename(path), text: readFileSync(path, "utf8") }]
    : readdirSync(path)
        .filter(isYaml)
        .sort()
        .map((name) => ({ file: name, text: readFileSync(join(path, name), "utf8") }));

/**
 * One test for each YAML file (or folder of files) in `folder`: its findings are those in `<name>.expected.txt`
 * beside it. `vitest -u` writes them anew; read the difference before committing it.
 */
export const testExpectations = (folder: string, rules: readonly Rule[]): void => {
  const env = { SECRET: "hunter2", ADDRESS: "192.0.2.99", PORT: "22" };
  const cases = readdirSync(folder).filter((name) => !/\.expected\.txt$|\.test\.ts$/.test(name));
  test.each(cases)("%s", async (name) => {
    const { findings, config } = decode(sourcesAt(join(folder, name)), env, rules);
    const lines = `${findings.map(lineOf).join("\n")}\n`;
    expect(lines).not.toContain("hunter2");
    expect(config === undefined).toBe(findings.some(({ severity }) => severity === "error"));
    await expect(lines).toMatchFileSnapshot(join(folder, `${name.replace(/\.yaml$/, "")}.expected.txt`));
  });
};
