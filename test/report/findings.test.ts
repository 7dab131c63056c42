import { expect, it } from "vitest";
import { findingCounts, findingLines, worstFirst } from "../../src/report/findings.ts";
import { plain } from "../../src/report/palette.ts";

const source = "version: 1\nshares:\n  web:\n    host: s9\n";
const texts = new Map([["storage.yaml", source]]);
const at = { file: "storage.yaml", line: 4, column: 11 };

it("shows the place, the line with a caret, and what to do", () => {
  const finding = {
    code: "CFG201",
    severity: "error",
    message: "there is no host s9",
    at,
    hint: "did you mean s1?",
  } as const;
  expect(findingLines(finding, plain, texts)).toEqual([
    "storage.yaml:4:11 error CFG201: there is no host s9",
    "  4 |     host: s9",
    "    |           ^",
    "  hint: did you mean s1?",
  ]);
});

it("needs no place, and names the thing or the host instead", () => {
  const finding = { code: "NFS301", severity: "warning", message: "odd" } as const;
  expect(findingLines(finding, plain)).toEqual(["warning NFS301: odd"]);
  expect(findingLines({ ...finding, host: "s1" }, plain)).toEqual(["s1 warning NFS301: odd"]);
  expect(findingLines({ ...finding, host: "s1", address: "nfs.export/s1:web" }, plain)).toEqual([
    "nfs.export/s1:web warning NFS301: odd",
  ]);
});

it("keeps the caret below its column in long lines and behind tabs", () => {
  const long = new Map([["a.yaml", `\t${"x".repeat(400)}!${"y".repeat(400)}`]]);
  const lines = findingLines(
    { code: "CFG101", severity: "error", message: "m", at: { file: "a.yaml", line: 1, column: 402 } },
    plain,
    long,
  );
  const [, shown = "", caret = ""] = lines;
  expect(shown[caret.indexOf("^")]).toBe("!");
  expect(shown.length).toBeLessThan(180);
});

it("counts, and puts errors first", () => {
  const of = (severity: "error" | "warning" | "info") => ({ code: "CFG101", severity, message: "m" });
  const all = [of("info"), of("warning"), of("error"), of("error")];
  expect(findingCounts(all)).toBe("2 errors, 1 warning");
  expect(findingCounts([])).toBe("");
  expect(worstFirst(all).map(({ severity }) => severity)).toEqual(["error", "error", "warning", "info"]);
});
