import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { shareRules } from "../../src/backends/nfs/rules.ts";
import { loadConfig } from "../../src/config/read.ts";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

test.each(readdirSync(folder).filter((name) => name.endsWith(".yaml")))("examples/%s", async (name) => {
  const text = readFileSync(folder + name, "utf8");
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schemas\/storage\.schema\.json\n#\n# [A-Z]/);
  const { findings, config } = await loadConfig([folder + name], {}, [shareRules]);
  expect(findings).toEqual([]);
  expect(config?.fleet).toBeDefined();
});
