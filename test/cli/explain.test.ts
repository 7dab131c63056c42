import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { everyFinding } from "../../src/cli/explain.ts";
import { inProcess } from "./binary.ts";

const tables = Object.values(await everyFinding());
const entries = tables.flatMap((table) => Object.entries(table));

describe("explain", () => {
  it("tells what a finding means, how it comes about, what was done and the way out", async () => {
    const { code, out } = await inProcess(["explain", "glu230"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^error GLU230\n\nMembers of a trusted pool reject each other\.\n\nHow it comes about\n {2}.*\n/,
    );
    expect(out).toMatch(/\n\nWhat holdfast did, and did not do\n {2}.*[\s\S]*\n\nThe way out\n {2}.*\n/);
    expect(out.split("\n").filter((line) => line.length > 78)).toEqual([]);
  });

  it("explains every code, with every sentence of its row", async () => {
    expect(entries.length).toBeGreaterThan(200);
    for (const [code, { means, cause, done, remedy }] of entries) {
      const { out } = await inProcess(["explain", code]);
      const words = out.replace(/\s+/g, " ");
      for (const text of [means, cause, done, remedy]) expect(words).toContain(text.replace(/\s+/g, " "));
    }
  });

  it("lists all codes without one, each with its severity and meaning", async () => {
    const { code, out } = await inProcess(["explain"]);
    expect(code).toBe(0);
    const listed = out.split("\n").flatMap((line) => /^ {2}([A-Z]{3}\d{3}) /.exec(line)?.[1] ?? []);
    expect(listed.sort()).toEqual(entries.map(([code]) => code).sort());
    expect(out).toMatch(
      /^ {2}NFS102 {2}warning\/error +The server of a share is also one of its clients\.$/m,
    );
  });

  it("is a document for programs", async () => {
    const { out } = await inProcess(["explain", "NFS102", "--json"]);
    const [entry] = entries.filter(([code]) => code === "NFS102").map(([, row]) => row);
    expect(JSON.parse(out)).toEqual({
      formatVersion: "1.0",
      findings: [
        {
          code: "NFS102",
          severities: ["warning", "error"],
          means: entry?.means,
          cause: entry?.cause,
          done: entry?.done,
          remedy: entry?.remedy,
        },
      ],
    });
    const all = await inProcess(["explain", "--json"]);
    expect(JSON.parse(all.out).findings).toHaveLength(entries.length);
  });

  it.each([
    ["GLU2300", "no finding has the code GLU2300.\n  hint: Did you mean GLU230?"],
    ["constructor", "no finding has the code constructor.\n  hint: `holdfast explain` lists them all."],
  ])("does not know %s", async (asked, said) => {
    const { code, out, err } = await inProcess(["explain", asked]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(`error: ${said}\n`);
  });

  it("refuses two formats at once", async () => {
    expect((await inProcess(["explain", "--json", "--markdown"])).code).toBe(3);
  });
});

/** `UPDATE=1` writes the list into the README. */
it("the README has the list", async () => {
  const { out } = await inProcess(["explain", "--markdown"]);
  const path = new URL("../../README.md", import.meta.url);
  const readme = readFileSync(path, "utf8");
  const between = /(<!-- holdfast explain --markdown -->\n)[\s\S]*?(<!-- end -->\n)/;
  const wanted = readme.replace(between, (_, begin: string, end: string) => `${begin}\n${out}\n${end}`);
  if (process.env.UPDATE) writeFileSync(path, wanted);
  expect(readme).toMatch(between);
  expect(readFileSync(path, "utf8")).toBe(wanted);
});
